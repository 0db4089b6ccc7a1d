"""Files of banks at the desk: uploaded, told in words; and what is done with what they tell."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client as Browser

from minnelijk.files.statements.words import ProblemWord
from minnelijk.records.actions import bank
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Account, BankLine, BankMatch, User
from minnelijk.rooms.desk import bank_words
from minnelijk.site.demo.bank_file import Paid, camt, iban_of
from tests import world
from tests.rooms.desk.test_desk_money import MONEY, account, text
from tests.rooms.desk_cast import at_desk

pytestmark = pytest.mark.django_db
FILES = f"{MONEY}bestanden/"
NO_CASE = f"{MONEY}zonder-zaak/"
MOTHER = iban_of(1)


@pytest.fixture
def soraya(cast: world.Cast) -> Browser:
    return at_desk(cast.supervisor)


def file_of(on: Account, *paid: Paid, number: str = "1") -> bytes:
    return camt(on.iban, paid, world.DAY - timedelta(days=1), number)


def upload(visitor: Browser, content: bytes) -> HttpResponse:
    answer: HttpResponse = visitor.post(FILES, {"file": SimpleUploadedFile("bank", content)})
    return answer


def read(answer: HttpResponse) -> str:
    return text(answer.content.decode())


def test_what_became_of_a_file_is_told_per_statement(cast, soraya, case) -> None:
    world.case(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-3000", 5_000)])
    content = file_of(
        account(cast.delta),
        Paid(21_450, "F. Yildiz", "factuur F-1021", MOTHER),
        Paid(5_000, "Iemand", "bedankt"),
        Paid(7_777, "Een ander", "huur"),
    )

    page = read(upload(soraya, content))

    assert "Vanzelf geboekt 1 van 3 € 214,50" in page
    assert "Wacht op u 1 € 50,00" in page
    assert "Past bij geen zaak 1 · € 77,77" in page
    assert "woensdag 4 maart , 3 regels" in page
    case.refresh_from_db()
    assert case.close_reason == "paid"


def test_the_same_file_again_says_that_nothing_was_booked(cast, soraya, case) -> None:
    content = file_of(account(cast.delta), Paid(1_000, "F. Yildiz", "F-1021", MOTHER))
    upload(soraya, content)

    page = read(upload(soraya, content))

    assert "Alles was al bekend, er is niets geboekt." in page
    assert "Was al bekend 1" in page and "Vanzelf geboekt 0" in page
    assert BankMatch.objects.count() == 1


def test_an_account_that_nobody_knows_is_said_and_how_to_add_it(cast, soraya) -> None:
    page = read(upload(soraya, camt(iban_of(77), [Paid(100, "A")], world.DAY, "1")))

    assert "Er is niets geboekt" in page
    assert "Van deze rekening weten wij niets. 1 regel is niet bewaard." in page
    assert "op kantoor het rekeningnummer toevoegen" in page
    assert not BankLine.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leeg"),
        (b"%PDF-1.4 een brief", "Dit soort bestand kennen wij niet."),
        (b"<?xml version='1.0'?><!DOCTYPE a []><a/>", "DOCTYPE"),
        (b"PK\x03\x04 half", "Het zipbestand gaat niet open."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    cast, soraya, content: bytes, sentence: str
) -> None:
    answer = upload(soraya, content)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    cast, soraya, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minnelijk.rooms.desk.views.money_files.BIGGEST", 10)

    answer = upload(soraya, b"x" * 11)

    assert (answer.status_code, "groter dan 200 MB" in read(answer)) == (422, True)


def test_a_balance_that_does_not_add_up_is_a_warning_in_the_readers_language(
    cast, soraya, case
) -> None:
    User.objects.filter(id=cast.supervisor.user_id).update(language="en")
    content = file_of(account(cast.delta), Paid(1_000, "F. Yildiz", "F-1021", MOTHER))

    page = read(upload(soraya, content.replace(b"2450010.00", b"2450011.00")))

    assert "Booked by itself 1 of 1" in page
    assert "Opening balance and amounts together are € 2,450,010.00" in page


def test_every_problem_of_a_reader_has_its_sentence() -> None:
    assert set(bank_words.SENTENCE) == set(ProblemWord)


def test_only_a_lead_uploads_and_sees_earlier_files(cast, soraya, sanne, case) -> None:
    content = file_of(account(cast.delta), Paid(1_000, "F. Yildiz", "F-1021", MOTHER))
    upload(soraya, content)

    assert upload(sanne, content).status_code == 404
    assert sanne.get(FILES).status_code == sanne.get(NO_CASE).status_code == 404
    assert "Bankbestand" not in sanne.get(MONEY).content.decode()
    assert "NL91 ABNA 0417 1643 00" in read(soraya.get(FILES))


def test_money_that_goes_back_asks_where_it_was_and_opens_that_case_again(
    cast, soraya, case
) -> None:
    on = account(cast.delta)
    upload(soraya, file_of(on, Paid(21_450, "F. Yildiz", "F-1021", MOTHER)))
    upload(soraya, file_of(on, Paid(-21_450, "", "TERUG"), number="2"))
    line = BankLine.objects.get(cents__lt=0)

    page = read(soraya.get(MONEY))
    soraya.post(f"{MONEY}{line.id}/", {"what": str(case.id)})

    assert "teruggeboekt" in page and f"Was van D-{case.number}" in page
    assert "Kreeg dit bedrag eerder" in page and "Verdelen" not in page
    case.refresh_from_db()
    assert (case.open_cents, case.closed_on) == (21_450, None)
    assert f"\N{MINUS SIGN} € 214,50 ging terug bij D-{case.number}" in read(soraya.get(MONEY))


def test_money_without_a_case_is_found_by_amount_or_name_and_given_to_one(
    cast, soraya, sanne, case
) -> None:
    upload(soraya, file_of(account(cast.delta), Paid(7_777, "Oma Yildiz-Bos", "voor het kind")))
    line = BankLine.objects.get()
    assert line.state == "no_case"

    for asked in ("77,77", "yildiz-bos", "oma kind"):
        assert "Oma Yildiz-Bos" in read(soraya.post(NO_CASE, {"q": asked}))
    for asked in ("77,78", "tante"):
        assert "Niets gevonden." in read(soraya.post(NO_CASE, {"q": asked}))
    assert "past bij geen zaak" in read(soraya.get(f"{MONEY}?regel={line.id}"))
    assert "Oma" not in read(sanne.get(f"{MONEY}?regel={line.id}"))

    soraya.post(f"{MONEY}{line.id}/", {"found": str(case.id)})
    case.refresh_from_db()
    assert case.open_cents == 21_450 - 7_777


def test_money_typed_in_that_a_file_told_is_asked_about(cast, soraya, case) -> None:
    on = account(cast.delta)
    upload(soraya, camt(on.iban, [Paid(5_000, "F. Yildiz", "F-1021")], world.DAY, "1"))
    told = {"account": str(on.id), "amount": "50,00", "day": str(world.DAY), "token": "t"}

    asked = soraya.post(f"{MONEY}nieuw/", told)
    soraya.post(f"{MONEY}nieuw/", told | {"again": "on"})

    assert "Deze betaling staat er al, uit een bestand van de bank." in read(asked)
    assert "Dit is een tweede, gelijke betaling" in read(asked)
    assert BankLine.objects.count() == 2


def test_the_act_of_a_person_is_needed_for_nothing_that_books_itself(cast, soraya, case) -> None:
    upload(soraya, file_of(account(cast.delta), Paid(1_000, "F. Yildiz", "F-1021", MOTHER)))

    page = soraya.get(MONEY).content.decode()
    line = BankLine.objects.get()

    assert line.decided_by is None and "Vanzelf geboekt" in page
    bank.unmatch(line.id, Act(world.AT, cast.supervisor))
    assert "1 betaling wacht" in read(soraya.get(MONEY))
