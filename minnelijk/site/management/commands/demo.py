"""`minnelijk demo`: one command to a believable bureau, with a mail box to look into."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from minnelijk.post import mailbox
from minnelijk.post.sms.textbox import TextBox
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Bureau
from minnelijk.site import clock
from minnelijk.site.demo import history, pages
from minnelijk.site.demo.cast import set_up
from minnelijk.site.demo.payers import autumn_comes
from minnelijk.site.demo.tour import play_tour
from minnelijk.site.ports import refuse_taken

SEED = 20_001
"""The same weeks at every start."""


def made_apart() -> None:
    """Make the demo in a process of its own: the server forks, and making it sets letters."""
    words = "from minnelijk.site.command import main; main()"
    command = [sys.executable, "-c", words, "demo", "--only-make"]
    subprocess.run(command, check=True)  # noqa: S603 - our own command, nothing typed


class Command(BaseCommand):
    world: history.World | None = None
    help = "Serve a demo with invented people, or play the main job through (--tour)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="throw the demo away first")
        parser.add_argument("--only-make", action="store_true", help="make it, do not serve it")
        parser.add_argument("--tour", action="store_true", help="play the main job, headless")
        parser.add_argument("--json", action="store_true", help="with --tour: steps as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if options["tour"]:
            self._tour(as_json=options["json"])
            return
        if not options["only_make"]:
            refuse_taken(options["host"], options["port"], "--port")
        refuse_taken(mailbox.HOST, settings.SMTP_PORT, "MINNELIJK_SMTP_PORT")
        refuse_taken(mailbox.HOST, settings.TEXT_PORT, "MINNELIJK_TEXT_PORT")
        if options["only_make"]:
            self._with_mailbox(self._make)
            return
        if not Bureau.objects.exists():
            made_apart()
        self._with_mailbox(lambda: self._serve(options["host"], options["port"]))

    def _with_mailbox(self, do: Callable[[], None]) -> None:
        server = mailbox.open_mailbox(self._now)
        texts = TextBox(self._now, settings.TEXT_PORT)
        try:
            do()
        finally:
            texts.stop()
            server.stop()

    def _serve(self, host: str, port: int) -> None:
        pages.to_office_hours(clock.now())
        self._say()
        call_command("serve", host=host, port=port)

    def _make(self) -> None:
        """Live some weeks at the bureau, up to this morning; once."""
        if Bureau.objects.exists():
            return
        began = time.monotonic()
        until_on = history.first_office_day(clock.today())
        from_on = until_on - timedelta(days=history.DAYS)
        self.stdout.write("Making the demo: some weeks at an invented bureau ...")
        cast = set_up(Act(history.moment(from_on - timedelta(days=1), 9)))
        chance = Random(SEED)  # noqa: S311 - invented people, no secrets
        self.world = history.World(cast, chance, from_on, last=autumn_comes)
        history.play(self.world, from_on, until_on, self._dot)
        self.stdout.write(f" done in {time.monotonic() - began:.0f} s.")

    def _now(self) -> datetime:
        """The moment at which a mail arrives: in the past while that is being lived."""
        return (self.world and self.world.now) or clock.now()

    def _dot(self, on: date) -> None:
        """One dot a day."""
        self.stdout.write(".", ending="")
        self.stdout.flush()

    def _say(self) -> None:
        self.stdout.write(f"\nThe demo:    {settings.PUBLIC_URL}/demo/")
        for name, link in pages.links().items():
            extra = f"   (the check asks: {pages.debtor_answer()})" if name == "debtor" else ""
            self.stdout.write(f"  {name:<11}{link}{extra}")
        self.stdout.write(f"  mail box   {settings.PUBLIC_URL}/demo/post/\n")

    def _tour(self, *, as_json: bool) -> None:
        tour = play_tour()
        if as_json:
            self.stdout.write(json.dumps(tour.steps, ensure_ascii=False, indent=2))
        else:
            for step in tour.steps:
                self.stdout.write(f"{step['on']}  {step['step']}: {step['why']}")
        for missing in tour.missing:
            self.stderr.write(f"did not happen: {missing}")
        if tour.missing:
            sys.exit(1)
