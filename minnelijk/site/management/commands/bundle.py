"""`minnelijk bundle verify FILE`: is a hand-over file still what it was? Offline, for anybody."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.files.bundle import Checked, check, schema_text

WRONG, UNREADABLE = 1, 2


class Parser(CommandParser):
    """A parser that says in one sentence what is wrong, without the page of usage."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        sentence = f"{self.prog}: {message}; `{self.prog} --help` says what it takes."
        raise CommandError(" ".join(sentence.split()), returncode=UNREADABLE)


class Command(BaseCommand):
    """Needs no installation: no database, no settings, and it writes nothing."""

    help = "Verify a hand-over file without a database or a network, or print its schema."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = Parser(prog="minnelijk bundle", description=self.help)
        self.add_arguments(parser)
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
        verify = tasks.add_parser("verify", help="say whether everything in a file still fits")
        verify.add_argument("file", type=Path, help="the zip of a hand-over")
        verify.add_argument("--json", action="store_true", help="answer as one JSON object")
        tasks.add_parser("schema", help="print the JSON Schema of case.json")

    def run_from_argv(self, argv: list[str]) -> None:
        """Answer on standard output; 0 when all fits, 1 with problems, 2 when it cannot be read."""
        try:
            self.execute(**vars(self.create_parser(*argv[:2]).parse_args(argv[2:])))
        except CommandError as refusal:
            if str(refusal):
                self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)

    def execute(self, *args: Any, **options: Any) -> str | None:
        neutral = {"force_color": False, "no_color": True, "skip_checks": True}
        return super().execute(*args, **neutral | options)

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
