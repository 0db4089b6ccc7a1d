"""`minnelijk law`: what the law pack answers, on a day, with its source."""

import json
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.law.country import COUNTRIES, country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.site import clock

QUESTIONS = ("working-days", "contact", "holidays", "expiring", "pack")


class Command(BaseCommand):
    help = "Ask the law pack: working days, contact hours, holidays, what expires, its version."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", choices=QUESTIONS)
        parser.add_argument("--country", choices=COUNTRIES, default="nl")
        parser.add_argument("--on", help="a day (2026-11-23) or, for contact, a local moment")
        parser.add_argument("--days", type=int, default=5, help="how many days to count")
        parser.add_argument("--kind", choices=[kind.value for kind in DebtorKind])
        parser.add_argument("--channel", default="call")
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["question"].replace("-", "_")
        try:
            answer = getattr(self, f"_{name}")(options)
        except LawRefusal as refusal:
            answer = {"refused": refusal.word, "parameter": refusal.parameter, "why": str(refusal)}
        except ValueError as error:
            raise CommandError(f"--on is not a day or moment: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(answer, default=str, ensure_ascii=False))
            return
        for key, value in answer.items():
            self.stdout.write(f"{key}: {value}")

    def _day(self, options: dict[str, Any]) -> date:
        return date.fromisoformat(options["on"][:10]) if options["on"] else clock.today()

    def _working_days(self, options: dict[str, Any]) -> dict[str, Any]:
        on, days = self._day(options), options["days"]
        calendar = country(options["country"]).days
        return {"on": on, "days": days, "day": calendar.working_day_after(on, days)}

    def _holidays(self, options: dict[str, Any]) -> dict[str, Any]:
        year, calendar = self._day(options).year, country(options["country"]).days
        days = (date.fromordinal(date(year, 1, 1).toordinal() + n) for n in range(366))
        return {
            str(day): name
            for day in days
            if day.year == year and (name := calendar.is_holiday(day))
        }

    def _contact(self, options: dict[str, Any]) -> dict[str, Any]:
        law = country(options["country"])
        moment = datetime.fromisoformat(options["on"]) if options["on"] else clock.now()
        local = moment.replace(tzinfo=law.zone) if options["on"] else moment.astimezone(law.zone)
        kind = DebtorKind(options["kind"] or DebtorKind.CONSUMER)
        answer = law.contact.may(kind=kind, channel=options["channel"], local=local)
        return {
            "allowed": answer.allowed,
            "reason": answer.word.value,
            "from": answer.from_at,
            "source": answer.source,
        }

    def _expiring(self, options: dict[str, Any]) -> dict[str, Any]:
        limit = clock.today().toordinal() + options["days"]
        return {
            header.parameter: header.known_until
            for code in COUNTRIES
            for header in country(code).headers
            if header.known_until.toordinal() <= limit
        }

    def _pack(self, options: dict[str, Any]) -> dict[str, Any]:
        law = country(options["country"])
        return {"country": law.code, "version": law.pack_version, "sha256": law.pack_sha256}
