"""Questions about the pack itself: which values end soon, and what it is made of."""

from datetime import date, timedelta
from typing import Any

from minnelijk.law.country import COUNTRIES, country
from minnelijk.law.dated import Header
from minnelijk.site import clock
from minnelijk.site.law_questions.given import Given


def expiring(given: Given) -> dict[str, Any]:
    """Return every parameter that is known no further than so many days from today."""
    today, days = clock.today(), given.whole("days")
    last = today + timedelta(days=days)
    headers = {header.parameter: header for code in COUNTRIES for header in country(code).headers}
    ending = [header for header in headers.values() if header.known_until <= last]
    return {
        "on": today,
        "until": last,
        "parameters": [
            {**_part(header), "days_left": (header.known_until - today).days}
            for header in sorted(ending, key=_first_to_end)
        ],
    }


def pack(given: Given) -> dict[str, Any]:
    """Return the version of a country's pack, the hash that is signed off, and its files."""
    law = given.law()
    return {
        "country": law.code,
        "version": law.pack_version,
        "sha256": law.pack_sha256,
        "parts": [_part(header) for header in law.headers],
    }


def _first_to_end(header: Header) -> tuple[date, str]:
    return header.known_until, header.parameter


def _part(header: Header) -> dict[str, Any]:
    return {
        "parameter": header.parameter,
        "name": header.name,
        "law": header.law,
        "known_until": header.known_until,
        "checked": header.checked or None,
        "grade": header.grade,
    }
