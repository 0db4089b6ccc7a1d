"""Is a port free? Asked before anything starts, so that nobody gets a half-started house."""

import socket

from django.core.management.base import CommandError


def refuse_taken(host: str, port: int, setting: str) -> None:
    """Raise CommandError with a clear sentence when somebody listens here already."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({problem.strerror}): another demo or "
                f"server may be running. Stop it, or choose a free port with {setting}."
            ) from problem
