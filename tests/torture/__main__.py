"""`make torture`: on each database, one undisturbed run and one that is killed; then compared."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools.postgres import database_url
from tests.torture.comparing import Verdict, compare

KEYS = {"SECRET_KEY": "5e" * 32, "SEAL_KEY": "5a" * 32, "INDEX_KEY": "1d" * 32}
SETTINGS = {f"MINNELIJK_{name}": value for name, value in KEYS.items()} | {
    "DJANGO_SETTINGS_MODULE": "minnelijk.site.settings",
    "MINNELIJK_EMBEDDED_WORKER": "0",
    "MINNELIJK_DNS_SERVER": "off",
    "MINNELIJK_PUBLIC_URL": "https://incasso.example",
}


@dataclass(frozen=True)
class Place:
    """A home folder and a database; `server` is empty for a file in the home."""

    home: Path
    server: str = ""
    name: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        url = {"DATABASE_URL": _named(self.server, self.name)} if self.server else {}
        return kept | SETTINGS | url | {"MINNELIJK_HOME": str(self.home)}

    def copied(self, name: str) -> "Place":
        """Return another place where everything stands as it stands here."""
        home, own = self.home.parent / name, f"{self.name}_{name}"
        shutil.copytree(self.home, home)
        if self.server:
            on_server(self.server, f'CREATE DATABASE "{own}" TEMPLATE "{self.name}"')
        return Place(home, self.server, own)


def _named(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as line:
        line.execute(statement.encode())


@contextmanager
def empty_place(vendor: str) -> Iterator[Place]:
    """Give a place for one database that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="minnelijk-torture-") as folder:
        home = Path(folder) / "begin"
        home.mkdir()
        if vendor == "sqlite":
            yield Place(home)
            return
        with database_url() as server:
            on_server(server, 'CREATE DATABASE "begin"')
            yield Place(home, server, "begin")


def run(place: Place, *words: object) -> None:
    """Run a part of it in a process with the settings of this place."""
    command = [sys.executable, "-m", "tests.torture.play", *map(str, words)]
    subprocess.run(command, env=place.environment, check=True)


@dataclass(frozen=True)
class Wanted:
    """How much of it: which days, the number from which everything is made, debtors, kills."""

    days: str = "all"
    seed: int = 1
    debtors: int = 240
    kills: int = 500


def torture(begin: Place, wanted: Wanted) -> tuple[dict[str, Any], Verdict]:
    """Play the script quietly, then with kills, from the same beginning; compare the ends."""
    folder = begin.home.parent
    takes, told = folder / "takes.json", {}
    for name, kills in (("quiet", 0), ("killed", wanted.kills)):
        out = folder / f"{name}.json"
        place = begin.copied(name)
        run(place, "play", wanted.days, wanted.seed, wanted.debtors, kills, takes, out)
        told[name] = json.loads(out.read_text())
        takes.write_text(json.dumps(told[name]["takes"]))
    return told["killed"], compare(told["quiet"], told["killed"])


def line_of(vendor: str, killed: dict[str, Any], verdict: Verdict, seconds: float) -> str:
    """One line that says it all."""
    kills, counted = killed["kills"], killed["messages"]["counted"]
    kinds = ", ".join(f"{kind} {count}" for kind, count in kills.items())
    unclear = counted.get("unclear", 0)
    arrived = counted.get("unclear, received 1", 0)
    return (
        f"{vendor}: kills {sum(kills.values())} ({kinds}), cases {len(killed['cases'])}, "
        f"messages {counted.get('mails', 0)} + {counted.get('letters', 0)} letters, "
        f"unclear {unclear} ({arrived} had arrived, {unclear - arrived} had not; none went twice), "
        f"made anew {verdict.unlike}, leftovers {killed['leftovers']['files without a row']}, "
        f"{seconds:.0f} s, lost = {verdict.lost}, doubled = {verdict.doubled}, "
        f"otherwise = {verdict.other}"
    )


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--debtors", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    options = parser.parse_args()
    wanted = Wanted(seed=options.seed, debtors=options.debtors, kills=options.kills)
    both = options.database == "both"
    good = True
    for vendor in ("sqlite", "postgresql") if both else (options.database,):
        begun = time.monotonic()
        with empty_place(vendor) as place:
            run(place, "tables")
            run(place, "people")
            killed, verdict = torture(place, wanted)
        for one in verdict.told[:60]:
            print(f"  {one}")
        print(line_of(vendor, killed, verdict, time.monotonic() - begun), flush=True)
        enough = sum(killed["kills"].values()) >= options.kills
        good = good and verdict.good and enough
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
