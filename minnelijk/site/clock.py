"""The only file that looks at the clock; everything else is told the day or the moment."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """Return this moment, aware, in UTC. A demo has a clock of its own, which can be put ahead."""
    return datetime.now(UTC) + _ahead()


def today() -> date:
    """Return today's date where the bureau is."""
    return now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def put_ahead(to: datetime) -> None:
    """Let the demo's clock show this moment from now on; it goes on at the usual speed."""
    seconds = int((to - datetime.now(UTC)).total_seconds())
    _clock_file().write_text(str(seconds), encoding="utf-8")


def _ahead() -> timedelta:
    if not settings.DEMO or not _clock_file().exists():
        return timedelta()
    return timedelta(seconds=int(_clock_file().read_text(encoding="utf-8") or 0))


def _clock_file() -> Path:
    return Path(settings.HOME) / "demo_clock"
