"""Plays the script once on the database of the settings; prints what became of it as JSON.

`python -m tests.torture.play tables` | `people` | `play DAYS SEED SIZE KILLS TAKES_FILE OUT_FILE`
"""

import json
import os
import sys
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any


def main() -> int:
    import django

    django.setup()
    import logging

    logging.disable(logging.WARNING)
    from tests.torture import setting_up

    if sys.argv[1] == "tables":
        setting_up.tables()
    elif sys.argv[1] == "people":
        setting_up.people()
    else:
        days, *numbers = sys.argv[2:6]
        takes, out = (Path(word) for word in sys.argv[6:8])
        known = json.loads(takes.read_text()) if takes.exists() else {}
        out.write_text(json.dumps(play(days == "short", *map(int, numbers), known)))
    return 0


def play(short: bool, seed: int, size: int, kills: int, takes: dict[str, float]) -> dict[str, Any]:
    """Play all days, then what is left to kill; return the end state and the figures."""
    from django.conf import settings

    from tests.torture import snapshot, warm
    from tests.torture.killer import Killer
    from tests.torture.script import ALL, SHORT, script
    from tests.torture.sink import sink
    from tests.torture.town import Town

    notes = Path(settings.HOME) / "received"
    begun = perf_counter()
    with sink(notes) as port:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", port
        warm.up()
        pieces = list(script(Town(seed, size), notes, SHORT if short else ALL))
        killer = Killer(kills, Random(seed), takes)
        killer.plan(pieces)
        for piece in pieces:
            killer.do(piece)
            if os.environ.get("TORTURE_LOUD") and piece.kind:
                sys.stderr.write(f"{piece.name} {killer.took[piece.name]:.2f} {killer.kills}\n")
        again(killer, pieces)
    return {
        "seconds": round(perf_counter() - begun, 1),
        "kills": killer.kills,
        "missed": killer.missed,
        "takes": killer.took,
        **snapshot.everything(notes),
    }


def again(killer: Any, pieces: list[Any]) -> None:
    """Where kills are missing, the longest pieces are done again: nothing may change by it."""
    if not killer.wanted:
        return
    share = -(-killer.wanted // len(killer.kills))
    for kind, count in killer.kills.items():
        of_kind = [piece for piece in pieces if piece.kind == kind]
        of_kind.sort(key=lambda piece: -killer.takes.get(piece.name, 0.0))
        for nth in range(20 * max(0, share - count)):
            if killer.kills[kind] >= share:
                break
            killer.again(of_kind[nth % min(5, len(of_kind))])


if __name__ == "__main__":
    sys.exit(main())
