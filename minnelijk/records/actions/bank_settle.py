"""What follows from money of a large bank file, case by case, before anything else is decided."""

from collections.abc import Iterable
from datetime import datetime

import structlog
from django.db import transaction

from minnelijk.records.actions import bank_book
from minnelijk.records.actions.core import Act, by_tick

log = structlog.get_logger()

EVERY_CASE = 1_000_000


def settle_money(at: datetime, *, most: int = EVERY_CASE) -> int:
    """Settle cases of which money waits for its consequences; returns how many were done.

    A promise that was kept must not be told broken, so the daily run does this first.
    """
    return settle_each(bank_book.unsettled(most), by_tick(at))


def settle_each(case_ids: Iterable[int], act: Act) -> int:
    """Settle these cases; one that cannot be settled now is named and has its turn later."""
    done = 0
    for case_id in case_ids:
        try:
            with transaction.atomic():
                done += bank_book.settle(case_id, act)
        except Exception as error:
            # As with a decision: one case must not keep the others waiting; it is named.
            log.error("money set aside", case=case_id, error=type(error).__name__)
    return done
