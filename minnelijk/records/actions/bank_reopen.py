"""Money that was put aside by mistake waits for its case again."""

from django.db import transaction

from minnelijk.flow.words import BankLineState
from minnelijk.records.actions.bank import BankRefused
from minnelijk.records.actions.bank_wait import settle_line, wait
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import office_event
from minnelijk.records.bank import Came, holders, lines_of
from minnelijk.records.bank_search import Search
from minnelijk.records.models import BankLine

ASIDE = (BankLineState.NOT_OURS, BankLineState.KNOWN)


def reopen(line_id: int, act: Act) -> BankLine:
    """Take back that money is not ours, or was told before; who may own it rests again. Nothing
    books by itself: a person is at it. Raises BankRefused."""
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(id=line_id)
        if line.state not in ASIDE:
            raise BankRefused("not_booked")
        if line.cents > 0:
            clients = holders(line.account)
            found = Search(clients).find(lines_of([Came.of(line)], clients))
            wait(line, found[0].candidates, act)
        else:
            settle_line(line, BankLineState.WAITING, act)
        office_event(line.account.client, "bank_line_reopened", act, {"line": line.id})
    return BankLine.objects.get(id=line_id)
