"""`minnelijk read FILE...`: what we read in somebody's file, and what we could not. Offline."""

import json
import os
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from minnelijk.files.invoices import Meaning
from minnelijk.site.file_answers import NotRead, Told, answer, summary
from minnelijk.site.offline import UNREADABLE, OfflineCommand

MEANINGS = [meaning.value for meaning in Meaning]


class Command(OfflineCommand):
    """0 when all files were read (problems are warnings), 2 when one cannot be read."""

    help = "Read bank statements and invoices of any kind; show what they say (docs/read.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object per line and file")
        parser.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help="JSON or TOML that says what headings mean, for a list that leaves it open",
        )
        parser.add_argument(
            "--debtor-ledger",
            default="",
            metavar="NAME",
            help="which ledger of an audit file holds the debtors, where it leaves that open",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        told = Told(_mapping(options["mapping"]), options["debtor_ledger"])
        unread = 0
        for path in options["files"]:
            name = os.fsencode(path).decode(errors="replace")
            try:
                found = answer(path, told)
            except NotRead as refusal:
                unread += 1
                self._refuse(name, str(refusal), options["json"])
                continue
            if options["json"]:
                self._say({"file": name, **found})
            else:
                self.stdout.write("\n".join(map(_one_line, summary(name, found))))
        if unread:
            raise CommandError("", returncode=UNREADABLE)

    def _refuse(self, name: str, sentence: str, as_json: bool) -> None:
        if as_json:
            self._say({"file": name, "error": sentence})
        self.stderr.write(_one_line(f"{name}: {sentence}"))

    def _say(self, said: dict[str, Any]) -> None:
        """Plain ASCII, so that no terminal or pipe can spoil it."""
        self.stdout.write(json.dumps(said))


def _mapping(path: Path | None) -> dict[str, Meaning]:
    """Return what headings mean by a file of the person: `{"Saldo": "open"}`, or as TOML."""
    if path is None:
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
        said = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except OSError as problem:
        raise _wrong(path, f"cannot be opened: {problem.strerror}") from None
    except (ValueError, RecursionError):
        raise _wrong(path, "is neither JSON nor TOML that says what headings mean") from None
    unknown = [heading for heading, word in said.items() if word not in MEANINGS]
    if unknown:
        sentence = f"gives '{unknown[0]}' no meaning that we know; use one of {', '.join(MEANINGS)}"
        raise _wrong(path, sentence)
    return {heading: Meaning(word) for heading, word in said.items()}


def _wrong(path: Path, why: str) -> CommandError:
    return CommandError(_one_line(f"The mapping {path} {why}."), returncode=UNREADABLE)


def _one_line(text: str) -> str:
    """What a file says is shown without signs that move a cursor or begin a line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
