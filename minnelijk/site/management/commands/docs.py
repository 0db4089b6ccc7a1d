"""`minnelijk docs`: write the generated pages of docs/, or say which are no longer true."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minnelijk.site.tables import pages

DOCS = Path("docs")


class Command(BaseCommand):
    help = "Write the generated pages of docs/; with --check only say which differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail on a difference"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [name for name, text in pages().items() if self._written(name) != text]
        if not options["check"]:
            DOCS.mkdir(exist_ok=True)
            for name in stale:
                (DOCS / name).write_text(pages()[name], encoding="utf-8")
        elif stale:
            self.stderr.write(f"No longer true: {', '.join(stale)}. Run `make docs`.")
            sys.exit(1)

    def _written(self, name: str) -> str:
        path = DOCS / name
        return path.read_text(encoding="utf-8") if path.exists() else ""
