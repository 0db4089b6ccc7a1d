"""The first next day of new cases: worked out once for debtors who are alike, right for each."""

import pytest

from minnelijk.records.actions.core import changing, plan_again
from minnelijk.records.models import Case, Client
from tests.records.lists import FATMA, place

pytestmark = pytest.mark.django_db

DUE = ("15-02-2026", "04-03-2026", "05-03-2026", "20-04-2026")
POINTS = (("06-12345678", "a@post.example"), ("", "a@post.example"), ("06-12345678", ""), ("", ""))
NAMES = ("Fatma Yildiz", "Bakkerij Bos B.V.")


def several() -> list[dict[str, str]]:
    """Persons and companies, reachable in every way, who owe since one day, two or three."""
    rows = []
    for number in range(2 * len(DUE) * len(POINTS) * len(NAMES)):
        who, days = divmod(number, len(DUE))
        phone, mail = POINTS[who % len(POINTS)]
        told = {
            "Klantnummer": f"K{number}",
            "Naam": NAMES[who // len(POINTS) % len(NAMES)],
            "Telefoon": phone,
            "E-mail": mail and f"{number}{mail}",
            "Factuurdatum": "01-02-2026",
        }
        dues = DUE[days : days + 1 + who % 3]
        rows += [
            FATMA | told | {"Factuurnummer": f"F{number}-{due}", "Vervaldatum": due} for due in dues
        ]
    return rows


def test_what_comes_first_is_what_the_case_itself_would_say(delta: Client) -> None:
    place(delta, *several())

    seen = set()
    for case in Case.objects.filter(held_kind=""):
        stored = (case.next_on, case.next_why, case.next_args)
        with changing(case.id) as alone:
            plan_again(alone, alone.opened_on)
        assert stored == (alone.next_on, alone.next_why, alone.next_args)
        seen.add((str(case.next_on), case.next_why))
    assert len(seen) > 3
