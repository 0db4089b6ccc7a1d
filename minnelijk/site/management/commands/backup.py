"""`minnelijk backup /mnt/backups`: everything in one sealed file, while everything goes on."""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.records.keyring import BadRing
from minnelijk.site import clock
from minnelijk.site.backup.reading import Contents, look_through
from minnelijk.site.backup.stream import WORK, BackupProblem, by_words
from minnelijk.site.backup.words import pass_phrase
from minnelijk.site.backup.writing import Sealing, back_up


class Command(BaseCommand):
    help = "Write a sealed backup to a new file or into a folder and read it back; or --verify one."
    requires_system_checks: list[str] = []  # of no use here, and slow

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a new file, or a folder")
        parser.add_argument(
            "--verify", action="store_true", help="only look whether a file is right"
        )
        parser.add_argument("--pass-phrase-file", default="", help="a file that holds the words")
        parser.add_argument("--without-keys", action="store_true", help="keep the keys elsewhere")
        parser.add_argument("--json", action="store_true", help="say what is in it as JSON")
        parser.add_argument("--work", type=int, default=WORK, help="how hard a guess is made (2^n)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        words = pass_phrase(options["pass_phrase_file"], twice=not options["verify"])
        try:
            if options["verify"]:
                target = Path(options["target"])
                contents = look_through(target, by_words(words))
            else:
                target = _new_name(Path(options["target"]))
                sealing = Sealing(words, not options["without_keys"], options["work"])
                contents = back_up(target, sealing, clock.now())
        except (BackupProblem, BadRing) as problem:
            raise CommandError(str(problem)) from problem
        self._say(target, contents, time.monotonic() - began, as_json=options["json"])

    def _say(self, target: Path, contents: Contents, seconds: float, *, as_json: bool) -> None:
        told = {
            "file": str(target),
            "bytes": target.stat().st_size,
            "seconds": round(seconds, 1),
            "made_at": contents.begin["made_at"],
            "rows": contents.rows,
            "files": contents.manifest["files"][0],
            "keys": contents.keys is not None,
            "missing": contents.manifest["missing"],
        }
        if as_json:
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(
                f"{target}: {told['rows']:,} rows and {told['files']:,} files of "
                f"{told['made_at'][:16]} UTC, {told['bytes']:,} bytes, read back and right, "
                f"in {told['seconds']} s."
            )
            if contents.keys is None:
                self.stdout.write("The keys are not in it: keep them elsewhere, together with it.")
        if told["missing"]:
            self.stderr.write(
                f"{len(told['missing'])} files of documents were missing here already: "
                f"documents {', '.join(map(str, told['missing'][:20]))}."
            )


def _new_name(target: Path) -> Path:
    """In a folder a backup gets a name by its moment."""
    if target.is_dir():
        return target / f"minnelijk-{clock.now():%Y-%m-%dT%H%M%S}.backup"
    return target
