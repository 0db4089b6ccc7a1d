"""A command that needs no installation: no database, no settings, no home; one sentence if not."""

import os
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

UNREADABLE = 2


class Parser(CommandParser):
    """A parser that says in one sentence what is wrong, without the page of usage."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        sentence = f"{self.prog}: {message}; `{self.prog} --help` says what it takes."
        raise CommandError(" ".join(sentence.split()), returncode=UNREADABLE)


class OfflineCommand(BaseCommand):
    """Answers on standard output; a refusal is a sentence on standard error and a status."""

    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = Parser(prog=f"minnelijk {subcommand}", description=self.help)
        self.add_arguments(parser)
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes; unlike Django's own, nothing is added to it."""

    def run_from_argv(self, argv: list[str]) -> None:
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)  # a captured stream has none
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")
        try:
            self.execute(**vars(self.create_parser(*argv[:2]).parse_args(argv[2:])))
            sys.stdout.flush()
        except CommandError as refusal:
            if str(refusal):
                self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)
        except BrokenPipeError:
            # Whoever read along has seen enough; nothing is left to be written at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def execute(self, *args: Any, **options: Any) -> str | None:
        neutral = {"force_color": False, "no_color": True, "skip_checks": True}
        return super().execute(*args, **neutral | options)
