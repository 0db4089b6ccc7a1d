"""`minnelijk audit verify`: was any row changed, removed or put in behind the house's back?"""

import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.records.actions.seals import seal_days
from minnelijk.records.audit.anchors import noted
from minnelijk.records.audit.case_proof import NoSuchCase, proof_of
from minnelijk.records.audit.verify import Audit, verify
from minnelijk.records.models import Client
from minnelijk.site import clock


class Command(BaseCommand):
    help = (
        "Compare every event, seal, anchor and row with what it was (verify), close the days that "
        "are over (seal), or write the proof of one case (case)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
        look = tasks.add_parser("verify", help="find what was changed; status 1 when something was")
        look.add_argument("--client", default="", help="the code of one client")
        look.add_argument("--since", default="", help="events from this day on, as 2026-03-05")
        look.add_argument("--json", action="store_true", help="one JSON object")
        tasks.add_parser("seal", help="close the days that are over, as the worker does at night")
        one = tasks.add_parser(
            "case", help="the events of one case with the proof of each, as JSON"
        )
        one.add_argument("number", help="the number of the case, as 1000042 or D-1000042")
        one.add_argument("--client", default="", help="its client, where two have this number")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["task"] == "seal":
            self.stdout.write(f"{seal_days(clock.now())} days closed")
        elif options["task"] == "case":
            self._case(options)
        else:
            self._verify(options)

    def _verify(self, options: dict[str, Any]) -> None:
        audit, found = Audit(), []
        for finding in verify(
            audit, since=_day(options["since"]), client=_client(options["client"])
        ):
            if options["json"]:
                found.append(finding._asdict() | {"sentence": str(finding)})
            else:
                self.stdout.write(str(finding))
        if options["json"]:
            self.stdout.write(json.dumps(_told(audit) | {"problems": found}))
        else:
            self.stdout.write(_sentence(audit))
        if audit.problems:
            sys.exit(1)

    def _case(self, options: dict[str, Any]) -> None:
        number = options["number"].upper().removeprefix("D-")
        if not number.isdigit():
            raise CommandError(f"'{options['number']}' is not the number of a case.")
        try:
            proof = proof_of(int(number), _client(options["client"]))
        except NoSuchCase as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps(proof, ensure_ascii=False, indent=1))


def _told(audit: Audit) -> dict[str, Any]:
    last = max(noted(), default=None)
    return {
        "closed_on": str(audit.closed_on) if audit.closed_on else None,
        "anchor": {"day_on": str(last), "seal": noted()[last]} if last else None,
        "read": dict(audit.read),
    }


def _sentence(audit: Audit) -> str:
    read = ", ".join(f"{count} {what}" for what, count in audit.read.items())
    closed = f"rows closed on {audit.closed_on}" if audit.closed_on else "no day was closed yet"
    last = max(noted(), default=None)
    anchor = f"; anchor {last} {noted()[last]}" if last else ""
    verdict = f"{audit.problems} problems" if audit.problems else "nothing was changed"
    return f"{verdict}: {read}; {closed}{anchor}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise CommandError(f"'{text}' is not a day; write it as 2026-03-05.") from problem


def _client(code: str) -> Client | None:
    if not code:
        return None
    found = Client.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no client '{code}'.")
    return found
