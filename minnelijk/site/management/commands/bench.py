"""`minnelijk bench NAME`: how fast this machine does the work, and whether it was really done."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from minnelijk.site import bench
from minnelijk.site.offline import OfflineCommand


class Command(OfflineCommand):
    """Works in a folder that `site/command.py` makes and throws away."""

    help = "Measure one piece of work in a throw-away database (docs/benchmarks.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--names", action="version", version=" ".join(bench.names()))
        tasks = parser.add_subparsers(dest="name", metavar="NAME", required=True)
        # Only what is named is loaded: what other benches need is no memory of this one.
        named = [name for name in bench.names() if name in sys.argv]
        for name in named or bench.names():
            module = bench.module(name)
            task = tasks.add_parser(name, help=module.HELP)
            module.add_arguments(task)
            task.add_argument("--json", action="store_true", help="one JSON object at the end")
            task.add_argument(
                "--database-url",
                default="",
                help="a PostgreSQL server, on which a database is made for this; else SQLite",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        figures = bench.run(options["name"], options)
        wrong = [name for name, right in figures["checked"].items() if not right]
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            for name, value in figures.items():
                self.stdout.write(f"{name:12} {value}")
        if wrong:
            raise CommandError(f"The work was not done right: {', '.join(wrong)}.")
