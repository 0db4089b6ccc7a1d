"""`minnelijk read FILE`: what we read in a client's file, and what we could not."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.files import invoices
from minnelijk.files.invoices import Reading


class Command(BaseCommand):
    help = "Read an open-items list (CSV, XLSX, Yuki XML) and show rows and problems."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path.name} cannot be opened: {error.strerror}.") from error
        reading = invoices.read(content, name=path.name)
        if options["json"]:
            self.stdout.write(json.dumps(summary(reading), default=str, ensure_ascii=False))
            return
        self.stdout.write(f"{reading.count} items, together {reading.open_cents / 100:.2f}")
        for problem in summary(reading)["problems"]:
            self.stdout.write(problem)


def summary(reading: Reading) -> dict[str, Any]:
    """Return counts, the total, the columns as read, and every problem as a sentence."""
    problems = [*reading.problems, *(one for row in reading.rows for one in row.problems)]
    return {
        "format": reading.format,
        "open_items": reading.count,
        "credit_items": reading.credit_count,
        "open_cents": reading.open_cents,
        "blocked": sum(row.blocked for row in reading.rows),
        "columns": {column.heading: str(column.meaning or "") for column in reading.columns},
        "problems": [str(problem) for problem in problems],
    }
