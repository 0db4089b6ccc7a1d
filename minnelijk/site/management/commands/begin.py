"""`minnelijk begin`: open a bureau on an empty installation, with its first manager."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from minnelijk.flow.words import Role
from minnelijk.law.country import COUNTRIES
from minnelijk.records.actions import clients, people
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Bureau
from minnelijk.records.words import RegistrationKind
from minnelijk.site import clock

CARD = ("name", "street", "postcode", "city", "phone", "email")
KINDS = {"nl": RegistrationKind.WKI, "be": RegistrationKind.FOD}


class Command(BaseCommand):
    help = "Open the bureau on an empty installation and print its manager's sign-in link."

    def add_arguments(self, parser: CommandParser) -> None:
        for field in CARD:
            parser.add_argument(f"--{field}", required=True, help=f"the bureau's {field}")
        parser.add_argument("--country", choices=COUNTRIES, default="nl")
        parser.add_argument("--registration", default="", help="the number in the public register")
        parser.add_argument("--registered-from", type=date.fromisoformat, help="2024-04-01")
        parser.add_argument("--own", action="store_true", help="a creditor collecting for itself")
        parser.add_argument("--manager", required=True, help="the manager's name")
        parser.add_argument("--manager-email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if Bureau.objects.exists():
            raise CommandError("There is a bureau here already; its manager invites other people.")
        act = Act(clock.now())
        try:
            with transaction.atomic():
                seat = self._open(options, act)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        token = people.sign_in_link(seat.user, act)
        self.stdout.write(f"{options['name']} is open. {options['manager']} comes in here, once,")
        self.stdout.write("within half an hour of this moment, while `minnelijk serve` runs:")
        self.stdout.write(f"{settings.PUBLIC_URL}/in/{token}/")

    def _open(self, options: dict[str, Any], act: Act) -> Any:
        card = {field: options[field] for field in CARD}
        clients.open_bureau(
            act=act, country=options["country"], own_collection=options["own"], **card
        )
        if options["registration"]:
            clients.register(
                options["country"],
                KINDS[options["country"]],
                options["registration"],
                from_on=options["registered_from"] or act.on,
                until_on=None,
                act=act,
            )
        install_shipped(act)
        return people.invite(options["manager_email"], options["manager"], Role.MANAGER, None, act)
