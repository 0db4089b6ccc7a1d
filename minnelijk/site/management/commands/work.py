"""`minnelijk work`: the outbox, the daily run and client mail, in a process of their own."""

import json
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minnelijk.records.actions.seals import seal_days
from minnelijk.site import clock
from minnelijk.site.keys_right import refuse_wrong_keys
from minnelijk.site.list_worker import ListWorker
from minnelijk.site.night_watch import NightWatch
from minnelijk.site.worker import Worker


class Command(BaseCommand):
    help = "Send what is due, run the day, tell the clients; until Ctrl+C or a signal to end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--json", action="store_true", help="say what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_wrong_keys()
        worker = Worker(clock.now)
        if options["once"]:
            worker.turn()
            ListWorker(clock.now).turn()
            seal_days(clock.now())
        else:
            self._until_told(worker)
        done = dict(sorted(worker.done.items()))
        if options["json"]:
            self.stdout.write(json.dumps(done))
        else:
            said = ", ".join(f"{word} {count}" for word, count in done.items())
            self.stdout.write(said or "nothing was due")

    def _until_told(self, worker: Worker) -> None:
        told = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: told.set())
        worker.start()
        lists = ListWorker(clock.now).start()
        night = NightWatch(clock.now).start()
        self.stdout.write("Working. Ctrl+C ends it after the message that is on its way.")
        told.wait()
        lists.stop()
        night.stop()
        worker.stop(seconds=60)
