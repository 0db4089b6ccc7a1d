"""Files of banks for the tests of the records: one booked entry after another, by hand."""

from dataclasses import replace
from datetime import timedelta

from minnelijk.files.statements.facts import Entry, Payment, Reading, Statement
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.flow.words import EntryKind
from minnelijk.records.actions import statements
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Account, Case, Client
from minnelijk.records.models import Entry as LedgerEntry
from tests import world
from tests.records.at_desk import opened
from tests.records.test_bank_money import SOMEBODY

DAY = world.DAY
ELSE = "BE71096123456769"


def entry(cents: int = 7_500, text: str = "", **more: object) -> Entry:
    """One booked entry with one payment in it."""
    told = {"name": "F. Yildiz", "iban": SOMEBODY, "text": text} | {
        word: more.pop(word) for word in ("name", "iban", "reference", "returned") if word in more
    }
    made = Entry("entry 1", cents, DAY, DAY, EntryState.BOOKED, (Payment(cents, **told),))
    return replace(made, **more)


def file_of(
    account: Account,
    *entries: Entry,
    form: str = "camt.053.001.02",
    kind: Kind = Kind.STATEMENT,
    currency: str = "EUR",
) -> Reading:
    said = Statement(
        account.iban, currency, kind, "1", None, None, DAY - timedelta(days=1), DAY, entries
    )
    return Reading(form, (said,))


def take(reading: Reading, act: Act, mark: str = "a" * 64) -> statements.FileTaken:
    confirmed = Account.objects.filter(confirmed_at__isnull=False)
    return statements.take(reading, mark, confirmed, act)


def case_of(client: Client, number: str = "F-1021", cents: int = 7_500) -> Case:
    return opened(client, invoices=[world.Invoice(number, cents)])


def paid() -> list[int]:
    rows = LedgerEntry.objects.filter(kind=EntryKind.PAYMENT).order_by("id")
    return list(rows.values_list("cents", flat=True))
