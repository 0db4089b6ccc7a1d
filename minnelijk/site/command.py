"""The console command `minnelijk`: a thin face over Django's commands."""

import atexit
import os
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from minnelijk.site.environment import BadSetting

OFFLINE = frozenset({"bundle", "read"})
"""Commands that need no settings, no database and no home."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minnelijk.site.settings")
    if "demo" in sys.argv[1:2]:
        demo_settings(sys.argv)
    if "bench" in sys.argv[1:2]:
        bench_settings(sys.argv)
    if OFFLINE.intersection(sys.argv[1:2]):
        # Files are looked at where nothing is installed: no settings, no home is made.
        command = import_module(f"minnelijk.site.management.commands.{sys.argv[1]}").Command()
        command.run_from_argv(["minnelijk", *sys.argv[1:]])
        return
    # Django reads its settings at import, so they have to be in place first.
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["minnelijk", *sys.argv[1:]])
    except BadSetting as problem:
        sys.exit(str(problem))


def demo_settings(arguments: list[str]) -> None:
    """A demo lives in a folder of its own; the tour in a throw-away one."""
    os.environ["MINNELIJK_DEMO"] = "1"
    if "--tour" in arguments:
        home = Path(tempfile.mkdtemp(prefix="minnelijk-tour-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        os.environ["DATABASE_URL"] = ""
        os.environ["MINNELIJK_EMBEDDED_WORKER"] = "0"
    else:
        home = Path(os.environ.get("MINNELIJK_HOME", ".run/demo"))
    if "--fresh" in arguments and home.exists():
        throw_away(home)
    os.environ["MINNELIJK_HOME"] = str(home)


def bench_settings(arguments: list[str]) -> None:
    """A bench lives in a throw-away folder; another database only where it is named."""
    home = tempfile.mkdtemp(prefix="minnelijk-bench-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["MINNELIJK_HOME"] = home
    os.environ["MINNELIJK_EMBEDDED_WORKER"] = "0"
    named = [word.partition("=")[2] for word in arguments if word.startswith("--database-url=")]
    if "--database-url" in arguments[:-1]:
        named.append(arguments[arguments.index("--database-url") + 1])
    os.environ["DATABASE_URL"] = named[-1] if named else ""


def throw_away(home: Path) -> None:
    """Remove the demo's own data; a folder that holds no demo is left alone."""
    if not (home / "demo_clock").exists():
        return
    shutil.rmtree(home)
