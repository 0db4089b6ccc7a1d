"""The table of roles as the office shows it, and what an inspector read, in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_noop as _

from minnelijk.records.models import Case, OfficeEvent
from minnelijk.rooms.office.forms.people import ROLES
from minnelijk.rooms.parts import roles
from minnelijk.rooms.parts.sentences import say

WHICH = {"case_id": _("zaak %(which)s"), "message_id": _("bericht %(which)s")}
"""What a number in an address is of, where people know it by that."""


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


def looked_lines(
    events: Iterable[OfficeEvent], cases: QuerySet[Case]
) -> list[tuple[datetime, str, str]]:
    """Return (when, what kind of page, which one) of the pages that somebody read."""
    rows = list(events)
    read = cases.filter(id__in=[row.args["case_id"] for row in rows if "case_id" in row.args])
    numbers = {case.id: str(case) for case in read}
    return [(row.at, _page(str(row.args["page"])), _which(row, numbers)) for row in rows]


def _page(name: str) -> str:
    try:
        return _spoken(roles.duty_of(name))
    except roles.NotInTheTable:  # a page that the house no longer has
        return name


def _which(event: OfficeEvent, numbers: Mapping[int, str]) -> str:
    which = {key: value for key, value in event.args.items() if key not in {"seat", "page"}}
    if "case_id" in which:
        which["case_id"] = numbers.get(which["case_id"], which["case_id"])
    return ", ".join(
        gettext(WHICH.get(key, "%(which)s")) % {"which": value} for key, value in which.items()
    )


def _spoken(duty: roles.Duty) -> str:
    return duty.what.get(get_language() or "nl", duty.what["nl"])
