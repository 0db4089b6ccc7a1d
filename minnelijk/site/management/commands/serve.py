"""`minnelijk serve`: the web pages, with the outbox and the daily run beside them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from minnelijk.site.keys_right import refuse_wrong_keys
from minnelijk.site.ports import refuse_taken


class Command(BaseCommand):
    help = "Serve the pages; brings the database up to date first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken(options["host"], options["port"], "--port")
        call_command("migrate", verbosity=0)
        refuse_wrong_keys()
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Minnelijk listens on http://{options['host']}:{options['port']}")
        self.stdout.write(f"Data: {settings.HOME}")
        Granian(
            "minnelijk.site.asgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.ASGINL,
            static_path_mount=[Path(settings.STATIC_ROOT)],
            log_access=False,
            log_level=LogLevels.warning,
        ).serve()
