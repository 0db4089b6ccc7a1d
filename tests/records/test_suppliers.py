"""An e-invoice of another sender than the client is told, where numbers prove it."""

import pytest

from minnelijk.files.invoices import Row, read
from minnelijk.records.models import Client
from minnelijk.records.suppliers import other_suppliers
from tests.files.ubl import invoice

pytestmark = pytest.mark.django_db


def rows() -> tuple[Row, ...]:
    return read(invoice().encode(), name="f.xml").rows


@pytest.mark.parametrize(
    ("own", "others"),
    [("87654321", ("Drukkerij Noord",)), ("12345678", ()), ("", ()), ("?", ())],
)
def test_another_number_of_the_trade_register_is_another_sender(
    delta: Client, own: str, others: tuple[str, ...]
) -> None:
    delta.country, delta.enterprise_no = "nl", own

    assert other_suppliers(delta, rows()) == others


def test_a_sender_without_a_number_that_can_be_compared_says_nothing(delta: Client) -> None:
    delta.country, delta.enterprise_no = "be", "0403170701"

    assert other_suppliers(delta, rows()) == ()
