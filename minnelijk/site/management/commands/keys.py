"""`minnelijk keys list | rotate | retire NUMBER`: the keys that seal personal data."""

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.records import keyring
from minnelijk.records.actions import keys
from minnelijk.records.actions.keys import KeyInUse
from minnelijk.records.key_use import files_by_key, rows_by_key
from minnelijk.records.keyring import LOOK_AGAIN, BadRing, RingGiven
from minnelijk.site import clock
from minnelijk.site.keys_right import refuse_wrong_keys

INDEX_STAYS = (
    "The index key cannot be replaced. It made the search keys and the marks by which one person "
    "is recognised at two clients, which could be made again from the sealed data; but it also "
    "marks every event and every seal of a day, and events can never be written again: with "
    "another key all of them would read as forged. It opens nothing: who has it can check whether "
    "a name he knows already is in a stolen database. See docs/backup.md."
)
ALWAYS_BEHIND = 5
"""Passes after which something that still seals with an older key is told instead of followed."""


class Command(BaseCommand):
    help = "List the keys that seal personal data, seal all anew with a new one, or retire one."
    requires_system_checks: list[str] = []  # of no use here, and slow
    _said = 0

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="their numbers, and how much each seals; never a key")
        rotate = verbs.add_parser("rotate", help="make a new key and seal everything with it")
        rotate.add_argument("--finish", action="store_true", help="make no new key, only go on")
        rotate.add_argument("--index", action="store_true", help="why the index key stays")
        retire = verbs.add_parser("retire", help="take a key away that seals nothing any more")
        retire.add_argument("number", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_wrong_keys()
        try:
            if options["verb"] == "list":
                self._list()
            elif options["verb"] == "retire":
                self._retire(options["number"])
            elif options["index"]:
                raise CommandError(INDEX_STAYS)
            else:
                self._rotate(finish=options["finish"])
        except (BadRing, RingGiven, KeyInUse) as problem:
            raise CommandError(str(problem)) from problem

    def _list(self) -> None:
        rows, files, ring = rows_by_key(), files_by_key(), keyring.ring()
        for number in sorted({*ring.keys, *rows, *files}):
            key = ring.keys.get(number)
            made = f"made {key.made_at[:16]}" if key and key.made_at else "the first key"
            word = made if key else "IS MISSING"
            now = ", seals now" if number == ring.newest.number else ""
            self.stdout.write(
                f"key {number}: {word}{now}; {rows[number]} rows, {files[number]} files"
            )

    def _rotate(self, *, finish: bool) -> None:
        """An interrupted rotation is finished first, with the key that it made."""
        newest = keyring.ring().newest.number
        behind = {number for number in (rows_by_key() + files_by_key()) if number != newest}
        if finish or behind or keyring.is_given():
            self.stdout.write(f"Going on with key {newest}.")
        else:
            newest = keys.make_key(clock.now()).number
            self.stdout.write(f"Key {newest} is made; it seals from now on.")
            time.sleep(2 * LOOK_AGAIN)  # every other process has looked at the file by now
        for _ in range(ALWAYS_BEHIND):
            done = keys.reseal_all(self._told)
            if not done["rows"] + done["files"] + done["factors"]:
                break
        self.stdout.write("Everything is sealed with it." if not done["damaged"] else "")
        if done["damaged"]:
            self.stderr.write(
                f"{done['damaged']} rows or files do not open with any key and were left as they "
                "are. Look with: minnelijk audit verify."
            )
        self._say_old(newest)

    def _told(self, done: Counter[str]) -> None:
        """Say how far it is, once in 50,000 rows."""
        if done["rows"] // 50_000 > self._said:
            self._said = done["rows"] // 50_000
            self.stdout.write(f"  {done['rows']} rows, {done['files']} files")

    def _say_old(self, newest: int) -> None:
        for number in sorted(keyring.ring().keys):
            if number != newest:
                self.stdout.write(
                    f"Key {number} can go in an hour: minnelijk keys retire {number}. "
                    "Backups of before keep it inside."
                )

    def _retire(self, number: int) -> None:
        keys.retire(number, clock.now())
        if keyring.is_given():
            self.stdout.write(f"Nothing needs key {number}: take it out of MINNELIJK_SEAL_KEY.")
        else:
            self.stdout.write(f"Key {number} is gone. Make a backup now.")
