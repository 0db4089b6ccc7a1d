"""`minnelijk unlock`: let somebody in again who lost his second step and has no other manager."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.post.news.staff_mail import send_news
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import sign_in_link
from minnelijk.records.actions.second_factor import reset_by_hand
from minnelijk.records.models import Bureau, Seat, User
from minnelijk.site import clock


class Command(BaseCommand):
    help = "Take away somebody's second step, sign him out everywhere and print a sign-in link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the person's address")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None or not Seat.objects.filter(user=user, active=True).exists():
            raise CommandError("Nobody with this address has a seat here. Look for a typing error.")
        act = Act(clock.now())
        reset_by_hand(user, act)
        told = send_news(user, "factor_reset", act.at, by=Bureau.objects.get(id=1).name)
        self.stdout.write("The second step is gone, and every device is signed out.")
        self.stdout.write("A mail says so." if told else "The mail about it could not leave.")
        self.stdout.write("This link works once, within half an hour:")
        self.stdout.write(f"{settings.PUBLIC_URL.rstrip('/')}/in/{sign_in_link(user, act)}/")
