"""A process that has read all our code once and gives birth to workers, to be killed by a test."""

import os
import sys
from datetime import datetime


def main() -> None:
    """For each line on standard input: start a worker, tell its number; on an empty one say how it
    ended."""
    import django

    django.setup()
    from minnelijk.post.sending import outbox  # read now, so that a worker is there at once

    at = datetime.fromisoformat(sys.argv[1])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for name in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setsid()
            while outbox.send_due(name.strip(), at):
                pass
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"ended {os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
