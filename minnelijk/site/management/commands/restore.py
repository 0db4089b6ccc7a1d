"""`minnelijk restore FILE`: a backup back into an empty installation, all of it or nothing."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.records.actions.restored import go_on
from minnelijk.records.keyring import BadRing
from minnelijk.site import clock
from minnelijk.site.backup.restoring import restore
from minnelijk.site.backup.stream import BackupProblem, by_words
from minnelijk.site.backup.words import pass_phrase


class Command(BaseCommand):
    help = "Restore a backup into an empty home and database; looks at all of it before it writes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="")
        parser.add_argument(
            "--go-on",
            action="store_true",
            help="say that what was sent and paid since the backup was looked at: the work goes on",
        )
        parser.add_argument("--pass-phrase-file", default="", help="a file that holds the words")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["go_on"]:
            going = go_on(clock.now())
            self.stdout.write("The work goes on." if going else "Nothing was held back.")
            return
        if not options["file"]:
            raise CommandError("Say which backup: minnelijk restore FILE.")
        began = time.monotonic()
        words = pass_phrase(options["pass_phrase_file"], twice=False)
        try:
            contents = restore(Path(options["file"]), by_words(words), clock.now())
        except (BackupProblem, BadRing) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Restored into {settings.HOME}: {contents.rows:,} rows and "
            f"{contents.manifest['files'][0]:,} files of {contents.begin['made_at'][:16]} UTC, "
            f"compared row by row, in {time.monotonic() - began:.1f} s."
        )
        if contents.keys is None:
            self.stdout.write("The backup holds no keys; those of this home are used.")
        self.stdout.write(
            "Nothing leaves until you have looked at what was sent and paid since then, and say: "
            "minnelijk restore --go-on"
        )
