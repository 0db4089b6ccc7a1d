"""`minnelijk bundle verify FILE`: is a hand-over file still what it was? Offline, for anybody."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from minnelijk.files.bundle import Checked, check, schema_text
from minnelijk.site.offline import UNREADABLE, OfflineCommand

WRONG = 1


class Command(OfflineCommand):
    """0 when all fits, 1 with problems, 2 when the file cannot be read; it writes nothing."""

    help = "Verify a hand-over file without a database or a network, or print its schema."

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
        verify = tasks.add_parser("verify", help="say whether everything in a file still fits")
        verify.add_argument("file", type=Path, help="the zip of a hand-over")
        verify.add_argument("--json", action="store_true", help="answer as one JSON object")
        tasks.add_parser("schema", help="print the JSON Schema of case.json")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["task"] == "schema":
            self.stdout.write(schema_text(), ending="")
            return
        path: Path = options["file"]
        try:
            found = check(path)
        except OSError as problem:
            why = problem.strerror or "it is no file"
            sentence = f"{path.name or path} cannot be opened: {why}."
            raise CommandError(sentence, returncode=UNREADABLE) from problem
        if options["json"]:
            self.stdout.write(json.dumps(answer(found), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(lines(found)))
        if found.problems:
            raise CommandError("", returncode=WRONG)


def lines(found: Checked) -> list[str]:
    """Return what a person reads: one sentence when all fits, else one line per problem."""
    if found.problems:
        return [str(problem) for problem in found.problems]
    return [
        f"Everything fits: {found.files} files, {found.messages} messages, {found.events} events "
        f"of case {found.reference}.",
        f"SHA-256 of this file: {found.sha256}",
    ]


def answer(found: Checked) -> dict[str, Any]:
    """Return what a program reads."""
    return {
        "fits": not found.problems,
        "reference": found.reference,
        "sha256": found.sha256,
        "files": found.files,
        "messages": found.messages,
        "events": found.events,
        "problems": [
            {"file": problem.file, "sentence": problem.sentence} for problem in found.problems
        ],
    }
