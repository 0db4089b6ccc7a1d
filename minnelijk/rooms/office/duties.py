"""The table of roles as the office shows it, and what an inspector read, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, pgettext

from minnelijk.records.models import OfficeEvent
from minnelijk.rooms.office.forms.people import ROLES
from minnelijk.rooms.parts import roles
from minnelijk.rooms.parts.sentences import say


def roles_table() -> dict[str, Any]:
    """Return the roles, and per duty its words and the word of each role."""
    words = {"acts": pgettext("role", "doet"), "reads": pgettext("role", "leest"), "": ""}
    return {
        "roles": [say(role, of="Role") for role in ROLES],
        "rows": [
            {
                "what": _spoken(duty),
                "every_client": duty.every_client,
                "cells": [words[roles.word_of(duty, role)] for role in ROLES],
            }
            for duty in roles.duties()
        ],
    }


def looked_lines(events: Iterable[OfficeEvent]) -> list[tuple[datetime, str, str]]:
    """Return (when, what kind of page, which one) of the pages that somebody read."""
    return [(event.at, _page(str(event.args["page"])), _which(event)) for event in events]


def _page(name: str) -> str:
    try:
        return _spoken(roles.duty_of(name))
    except roles.NotInTheTable:  # a page that the house no longer has
        return name


def _which(event: OfficeEvent) -> str:
    which = {key: value for key, value in event.args.items() if key not in {"seat", "page"}}
    return ", ".join(f"{key.removesuffix('_id')} {value}" for key, value in which.items())


def _spoken(duty: roles.Duty) -> str:
    return duty.what.get(get_language() or "nl", duty.what["nl"])
