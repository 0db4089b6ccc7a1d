"""The console command `minnelijk`: a thin face over Django's commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minnelijk.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["minnelijk", *sys.argv[1:]])
