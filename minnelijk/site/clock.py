"""The only file that looks at the clock; everything else is told the day or the moment."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """Return today's date where the bureau is."""
    return datetime.now(zone).date()
