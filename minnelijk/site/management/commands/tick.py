"""`minnelijk tick --on 2026-03-05`: decide every case whose day has come."""

import json
import sys
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.records.actions.feed import ask_clients
from minnelijk.records.actions.restored import held_back
from minnelijk.records.actions.steps import tick
from minnelijk.site import clock
from minnelijk.site.keys_right import refuse_wrong_keys

MORNING = time(8)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(f"'{text}' is not a day; write it as 2026-03-05.") from problem


def _travel(on: date, today: date) -> None:
    """A demo goes to the morning of that day; elsewhere a day that has not come is refused."""
    if not settings.DEMO:
        raise CommandError(f"{on} has not come yet (today is {today}).")
    clock.put_ahead(datetime.combine(on, MORNING, tzinfo=ZoneInfo(settings.TIME_ZONE)))


class Command(BaseCommand):
    help = "Decide every case whose day has come. Safe to run twice, and for a day that was missed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", default="", help="the day, as 2026-03-05; today when left out")
        parser.add_argument("--json", action="store_true", help="say what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_wrong_keys()
        if held_back():
            raise CommandError("A backup was restored; first say: minnelijk restore --go-on")
        today = clock.today()
        on = _day(options["on"]) if options["on"] else today
        if on > today:
            _travel(on, today)
        summary = tick(on, clock.now())
        asked = ask_clients(on, clock.now())
        if options["json"]:
            told = {
                "on": str(on),
                "expected": summary.expected,
                "done": summary.done,
                "taken": dict(sorted(summary.taken.items())),
                "problems": summary.problems,
                "clients_asked": asked,
            }
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(f"{on}: {summary.done} of {summary.expected} cases decided")
            for step, count in sorted(summary.taken.items()):
                self.stdout.write(f"  {step} {count}")
        if summary.problems:
            self.stderr.write(f"set aside: {', '.join(map(str, summary.problems))}")
            sys.exit(1)
