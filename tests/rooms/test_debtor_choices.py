"""Paying now, on another day or in parts, on the debtor's own page."""

from datetime import UTC, date, datetime

import pytest

from minnelijk.flow.words import EntryKind
from minnelijk.records.models import Account, Approval, Case, Client, Hold, Message, Promise
from minnelijk.rooms.parts.formats import MINUS
from tests import world
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now, text_of

__all__ = ["cast", "fatma", "now"]


def test_the_overview_says_what_is_open_and_offers_five_choices(fatma: Visitor) -> None:
    text = text_of(fatma.inside().get())

    assert "Dag Fatma Yildiz," in text
    assert "er staat nog € 214,50 open" in text
    assert "2 rekeningen." in text
    for choice in ("Ik betaal nu", "Ik betaal op een andere dag", "Ik betaal in delen"):
        assert choice in text
    assert "Er klopt iets niet" in text
    assert "Ik heb al betaald" in text
    assert "bijvoorbeeld 3 keer € 71,50" in text
    assert "kies zelf, tot en met 19 maart" in text
    assert "Geldzorgen?" in text


def test_why_this_amount_is_told_per_invoice(fatma: Visitor) -> None:
    first = fatma.case.claims.get(number="F-1021")
    world.entry(first, EntryKind.PAYMENT, -2_000)

    text = text_of(fatma.inside().get("rekeningen/"))

    assert "Rekening F-1021 Water juli" in text
    assert f"Op de rekening € 120,00 Al betaald {MINUS} € 20,00 Staat nog open € 100,00" in text
    assert "Samen nu te betalen € 194,50" in text


def test_paying_names_account_holder_reference_and_where_the_money_goes(fatma: Visitor) -> None:
    page = fatma.inside().get("betalen/")

    text, markup = text_of(page), page.content.decode()
    assert "Betaal € 214,50" in text
    assert "NL91 ABNA 0417 1643 00" in text
    assert "Op naam van Waterbedrijf Delta" in text
    assert f"Kenmerk D-{fatma.case.number}" in text
    assert "Het geld gaat direct naar Waterbedrijf Delta. Controleer het rekeningnummer" in text
    assert 'data-copy="NL91ABNA0417164300"' in markup
    assert 'data-copy="214,50"' in markup
    assert "<svg viewBox" in markup.split('class="code"')[1][:120]
    assert "iDEAL" not in markup


def test_without_a_confirmed_account_none_is_shown(fatma: Visitor) -> None:
    Account.objects.update(works_from_on=None)

    text = text_of(fatma.inside().get("betalen/"))

    assert "Het rekeningnummer wordt nu gecontroleerd" in text
    assert "NL91" not in text


def test_three_days_are_proposed(fatma: Visitor) -> None:
    page = fatma.inside().get("dag/")

    text = text_of(page)
    assert "vrijdag 6 maart" in text
    assert "donderdag 12 maart" in text
    assert "donderdag 19 maart" in text
    assert "een werkdag, tot en met donderdag 19 maart" in text
    assert 'value="2026-03-12" checked' in page.content.decode()


def test_a_chosen_day_is_a_promise_and_its_mail_leaves_at_once_at_night(
    fatma: Visitor, now: Clock
) -> None:
    now.at = datetime(2026, 3, 5, 21, 40, tzinfo=UTC)  # 22.40 in Amsterdam
    fatma.inside()

    done = fatma.post("dag/", cents="21450", day="2026-03-12")

    assert done.status_code == 302
    assert "Geregeld! U krijgt een mail." in (text := text_of(fatma.get()))
    assert "Afgesproken: u betaalt € 214,50 uiterlijk donderdag 12 maart" in text
    assert "Er zijn geen extra kosten." in text
    promise = Promise.objects.get(case=fatma.case)
    assert (promise.cents, promise.via) == (21_450, "page")
    confirmation = Message.objects.get(case=fatma.case, purpose="confirmation")
    assert (confirmation.basis, confirmation.not_before_at) == ("answer", now.at)
    reminder = Message.objects.get(case=fatma.case, purpose="reminder")
    assert reminder.not_before_at == datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def test_the_word_of_thanks_is_said_once(fatma: Visitor) -> None:
    fatma.inside().post("dag/", cents="21450", day="2026-03-12")

    assert "Geregeld!" in text_of(fatma.get())
    assert "Geregeld!" not in text_of(fatma.get())


def test_a_second_click_makes_no_second_promise(fatma: Visitor) -> None:
    fatma.inside()

    for _ in range(3):
        assert fatma.post("dag/", cents="21450", day="2026-03-12").status_code == 302

    assert Promise.objects.count() == 1
    assert Message.objects.filter(purpose="confirmation").count() == 1


def test_another_day_replaces_the_promise(fatma: Visitor) -> None:
    fatma.inside().post("dag/", cents="21450", day="2026-03-12")
    assert "Nu is afgesproken: uiterlijk donderdag 12 maart" in text_of(fatma.get("dag/"))

    fatma.post("dag/", cents="21450", day="other", other_day="2026-03-17")

    running = Promise.objects.get(cancelled_on=None)
    assert running.instalments.get().due_on == date(2026, 3, 17)
    old = Promise.objects.exclude(cancelled_on=None).get()
    assert set(old.messages.values_list("state", flat=True)) == {"stopped"}


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-04", "Die dag is al voorbij. Kies bijvoorbeeld donderdag 5 maart."),
        ("2026-03-14", "Zaterdag 14 maart is geen werkdag. Kies bijvoorbeeld maandag 16 maart."),
        ("2026-04-30", "Donderdag 30 april is te ver weg. Kies uiterlijk donderdag 19 maart"),
        ("31-2-2026", "Deze dag kunnen wij niet lezen."),
        ("", "Vul de dag in waarop u betaalt."),
    ],
)
def test_a_day_that_cannot_be_says_why_and_names_a_near_one(
    fatma: Visitor, day: str, sentence: str
) -> None:
    page = fatma.inside().post("dag/", cents="21450", day="other", other_day=day)

    text = text_of(page)
    assert sentence in text
    assert "Nog 1 ding." in text
    assert '<a href="#id_other_day">' in page.content.decode()
    assert not Promise.objects.exists()


def test_a_holiday_is_closed_and_the_day_after_it_is_named(fatma: Visitor, now: Clock) -> None:
    now.at = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)
    fatma.inside()

    page = fatma.post("dag/", cents="21450", day="other", other_day="27-04-2026")

    text = text_of(page)
    assert "Maandag 27 april is geen werkdag. Kies bijvoorbeeld dinsdag 28 april." in text
    assert 'value="27-04-2026"' in page.content.decode()


def test_an_amount_that_changed_meanwhile_is_shown_before_anything_is_agreed(
    fatma: Visitor,
) -> None:
    fatma.inside().get("dag/")
    world.entry(fatma.case.claims.get(number="F-1021"), EntryKind.PAYMENT, -10_000)

    page = fatma.post("dag/", cents="21450", day="2026-03-12")

    assert "Het bedrag is intussen veranderd. Nu staat er € 114,50 open." in text_of(page)
    assert 'name="cents" value="11450"' in page.content.decode()
    assert not Promise.objects.exists()


def test_after_a_part_payment_every_word_says_the_rest(fatma: Visitor) -> None:
    fatma.inside().post("dag/", cents="21450", day="2026-03-12")

    world.entry(fatma.case.claims.get(number="F-1021"), EntryKind.PAYMENT, -10_000)

    text = text_of(fatma.get())
    assert "er staat nog € 114,50 open" in text
    assert "Afgesproken: u betaalt € 114,50 uiterlijk donderdag 12 maart" in text
    assert "Betaal € 114,50" in text_of(fatma.get("betalen/"))


def test_too_many_promises_lead_to_a_person(fatma: Visitor) -> None:
    Client.objects.update(promises_max=1)
    fatma.inside().post("dag/", cents="21450", day="2026-03-12")

    assert "Bel ons, dan zoeken we samen een dag." in text_of(fatma.get("dag/"))
    page = fatma.post("dag/", cents="21450", day="2026-03-13")

    assert page.status_code == 200
    assert Promise.objects.count() == 1


def test_parts_are_asked_of_the_client(fatma: Visitor) -> None:
    text = text_of(fatma.inside().get("delen/"))
    assert "3 keer € 71,50" in text
    assert "€ 71,50 uiterlijk maandag 13 april" in text

    for _ in range(2):
        done = fatma.post("delen/", cents="21450", number="3", first_on="2026-03-12")
        assert done.status_code == 302

    approval = Approval.objects.get(case=fatma.case)
    assert approval.terms["parts"] == [
        {"cents": 7150, "day": "2026-03-12"},
        {"cents": 7150, "day": "2026-04-13"},
        {"cents": 7150, "day": "2026-05-12"},
    ]
    assert Hold.objects.filter(kind="plan_asked", lifted_on=None).count() == 1
    mail = Message.objects.get()
    assert (mail.facts["use"], mail.basis) == ("plan_asked", "answer")
    assert "U vroeg om in 3 delen te betalen." in text_of(fatma.get())


def test_a_rest_that_cannot_be_divided_is_in_the_last_part(cast: world.Cast) -> None:
    visitor = Visitor(world.case(cast.delta, invoices=[world.Invoice("F-9", 10_000)]))

    visitor.inside().post("delen/", cents="10000", number="3", first_on="2026-03-12")

    parts = Approval.objects.get().terms["parts"]
    assert [part["cents"] for part in parts] == [3_333, 3_333, 3_334]


def test_what_does_not_fit_may_be_asked_in_words(fatma: Visitor) -> None:
    empty = fatma.inside().post("delen/", cents="21450", number="else", first_on="2026-03-12")
    assert "Schrijf in een paar woorden wat wel lukt." in text_of(empty)

    fatma.post(
        "delen/", cents="21450", number="else", first_on="2026-03-12", words="20 euro per week"
    )

    assert "Iemand leest het en antwoordt u." in text_of(fatma.get())
    assert fatma.case.holds.get().happening == "reply_received"
    assert fatma.case.work_items.get(task="read_reply")


def test_nothing_chosen_says_so_near_the_field(fatma: Visitor) -> None:
    page = fatma.inside().post("delen/", cents="21450", first_on="2026-03-12")

    assert '<a href="#id_number">' in page.content.decode()
    assert "Kies in hoeveel delen u wilt betalen." in text_of(page)


def test_a_plan_that_the_client_agreed_to_shows_its_days(fatma: Visitor) -> None:
    fatma.inside()
    _plan(fatma.case, [(7_150, date(2026, 3, 12)), (14_300, date(2026, 4, 13))])

    text = text_of(fatma.get())
    assert "€ 71,50 uiterlijk donderdag 12 maart" in text
    assert "€ 143,00 uiterlijk maandag 13 april" in text
    pay = text_of(fatma.get("betalen/"))
    assert "Betaal € 71,50" in pay
    assert "In totaal staat er € 214,50 open." in pay


def _plan(case: Case, parts: list[tuple[int, date]]) -> None:
    """A running promise with several days, as the client's yes leaves it."""
    row = Promise.objects.create(
        case=case, cents=21_450, made_on=world.DAY, made_at=world.AT, via="page"
    )
    for number, (cents, day) in enumerate(parts, start=1):
        row.instalments.create(number=number, cents=cents, due_on=day)
    for claim in case.claims.all():
        row.covers.create(claim=claim)
