"""`minnelijk expected`: what should have happened by now and did not; for a timer that mails."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.post.news.silence_mail import sentence_of
from minnelijk.records.actions.silence import silences
from minnelijk.site import clock


class Command(BaseCommand):
    help = "Say what should have happened by now and did not; status 1 when there is anything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object: word and count")

    def handle(self, *args: Any, **options: Any) -> None:
        found = silences(clock.now())
        if options["json"]:
            self.stdout.write(json.dumps({str(one.word): one.count for one in found}))
        if found:
            raise CommandError(" ".join(sentence_of(one) for one in found), returncode=1)
        if not options["json"]:
            self.stdout.write("Everything that was expected by now has happened.")
