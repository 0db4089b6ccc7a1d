"""The file of a case with next to nothing in it: nothing invented, and it still fits."""

import json
from datetime import date

import pytest

from minnelijk.files.bundle import verify
from minnelijk.law.kinds import DebtorKind
from minnelijk.post.hand_over.bundle import make_bundle
from minnelijk.records.bundle_files import safe
from minnelijk.records.models import (
    Brand,
    Case,
    ContactPoint,
    Debtor,
    HandOver,
    HandOverClaim,
    Partner,
)
from tests import world
from tests.post.handed import HANDED_AT, MADE_AT
from tests.post.test_bundle import told, unzipped


def bare(cast: world.Cast, case: Case) -> HandOver:
    """The client chose to hand over at once: no call, no mail, no notice."""
    partner = Partner.objects.create(
        name="Huissier Sud", country="fr", phone="+33140000000", email="a@sud.example",
        from_on=world.DAY, client=case.client,
    )  # fmt: skip
    row: HandOver = HandOver.objects.create(
        case=case,
        client=case.client,
        partner=partner,
        handed_on=date(2026, 4, 7),
        made_at=HANDED_AT,
        made_by=cast.webshop_seat,
        with_notice=False,
        principal_cents=case.open_cents,
    )
    for claim in case.claims.all():
        HandOverClaim.objects.create(hand_over=row, claim=claim, principal_cents=case.open_cents)
    return row


def test_a_belgian_company_that_nobody_reached(cast: world.Cast) -> None:
    Brand.objects.filter(client=cast.webshop).delete()
    case = world.case(
        cast.webshop, name="Brouwerij Zuid", kind=DebtorKind.LEGAL_ENTITY, phone="", email="",
        address=False,
    )  # fmt: skip

    data = make_bundle(bare(cast, case), MADE_AT)

    assert verify(data) == []
    said = told(data)
    assert [name for name in unzipped(data) if "/" in name] == []
    assert (said["messages"], said["contacts"], said["debtor"]["points"]) == ([], [], [])
    assert said["creditor"]["address"] is None
    assert (said["agency"]["address"], said["agency"]["registrations"]) == (None, [])
    assert said["law"]["conduct"] == {"country": "be", "why": "", "sentence": ""}
    assert said["hand_over"]["no_notice_nothing_on_top"] is True


def test_a_debtor_whose_data_was_erased_stays_without_a_name(cast: world.Cast) -> None:
    case = world.case(cast.webshop)
    row = bare(cast, case)
    Debtor.objects.update(sealed=None, erased_on=world.DAY)
    ContactPoint.objects.update(sealed=None)

    data = make_bundle(row, MADE_AT)

    debtor = told(data)["debtor"]
    assert verify(data) == []
    assert debtor["name"] == ""
    assert {point["value"] for point in debtor["points"]} == {""}
    assert "Fatma" not in json.dumps(told(data))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Foto 1.JPG", "foto-1.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("Élève — ça.pdf", "eleve-ca.pdf"),
        ("-rf", "rf"),
        ("....", "file"),
        ("", "file"),
        (None, "file"),
        ("дело.pdf", "pdf"),
        ("a" * 300 + ".png", "a" * 56 + ".png"),
        ("x.verylongending", "x.verylon"),
    ],
)
def test_a_stored_name_becomes_one_that_unpacks_everywhere(name: object, plain: str) -> None:
    assert safe(name) == plain
