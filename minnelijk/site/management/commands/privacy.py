"""`minnelijk privacy export`: all that is held of one debtor, for who asks what is known of him."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.privacy import give_data
from minnelijk.records.models import Case, Client, Debtor
from minnelijk.site import clock


class Command(BaseCommand):
    help = "Write all that is held of one debtor as one zip, for who asks what is known of him."

    def add_arguments(self, parser: CommandParser) -> None:
        tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
        one = tasks.add_parser("export", help="a zip with gegevens.json and his files")
        one.add_argument("number", help="the number of one of his cases, as 1000042 or D-1000042")
        one.add_argument("--client", required=True, help="the code of the client that he asks")
        one.add_argument("--to", required=True, help="the new file")

    def handle(self, *args: Any, **options: Any) -> None:
        debtor = _debtor(options["number"], options["client"])
        place = Path(options["to"])
        half = place.with_name(place.name + ".half")
        if place.exists():
            raise CommandError(f"'{place}' is there already; name a new file.")
        try:
            half.unlink(missing_ok=True)
            # Personal data: for who made it alone, from the first byte.
            with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
                files = give_data(debtor, Act(clock.now()), out)
            half.replace(place)
        except OSError as problem:
            raise CommandError(f"'{place}' cannot be written: {problem.strerror}.") from problem
        finally:
            if half.exists():
                half.unlink()
        self.stdout.write(f"{place}: gegevens.json and {files} files")


def _debtor(number: str, code: str) -> Debtor:
    client = Client.objects.filter(code=code).first()
    if client is None:
        raise CommandError(f"There is no client '{code}'.")
    digits = number.upper().removeprefix("D-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise CommandError(f"'{number}' is not the number of a case.")
    case = Case.objects.filter(client=client, number=int(digits)).first()
    if case is None:
        raise CommandError(f"Client '{code}' has no case {digits}.")
    if case.debtor.erased_on:
        raise CommandError(f"The data of this debtor were erased on {case.debtor.erased_on}.")
    return case.debtor
