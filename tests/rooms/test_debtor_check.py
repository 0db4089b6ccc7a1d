"""The door of the debtor's page: nothing before the check, five tries, twenty minutes."""

import pytest

from minnelijk.flow.words import PointChannel
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.models import Attempt, Client, Dispute, Message
from tests import world
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now, text_of

__all__ = ["cast", "fatma", "now"]

TELLS = (
    "214,50",
    "120,00",
    "94,50",
    "F-1021",
    "Water juli",
    "rekening",
    "betal",
    "Fatma",
    "schuld",
)
INSIDE = ("rekeningen/", "betalen/", "dag/", "delen/", "klopt-niet/", "al-betaald/", "geldzorgen/")


def test_before_the_check_there_is_a_brand_a_message_and_help(fatma: Visitor) -> None:
    page = fatma.get()

    assert page.status_code == 200
    text = text_of(page)
    assert "Er staat een bericht voor u klaar" in text
    assert "Waterbedrijf Delta" in text
    assert "020 111 22 33" in text
    assert "Geldzorgen" not in text


def test_nothing_about_a_debt_is_in_the_markup_before_the_check(fatma: Visitor) -> None:
    markup = fatma.get().content.decode().lower()

    assert [word for word in TELLS if word.lower() in markup] == []


@pytest.mark.parametrize("path", INSIDE)
def test_every_page_inside_leads_to_the_check_first(fatma: Visitor, path: str) -> None:
    page = fatma.get(path)

    assert page.status_code == 302
    assert page["Location"] == fatma.url()


@pytest.mark.parametrize("path", ["", "echt/", "privacy/", "klacht/", "niet-voor-mij/"])
def test_no_page_is_kept_found_or_told_on(fatma: Visitor, path: str) -> None:
    page = fatma.get(path)

    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Fatma" not in page.content.decode()


@pytest.mark.parametrize(
    ("postcode", "house"),
    [("3512JE", "14"), (" 3512 je ", " 14 "), ("3512-je", "nr. 14"), ("3512 JE", "Lindelaan 14")],
)
def test_the_check_minds_no_spaces_and_capitals(fatma: Visitor, postcode: str, house: str) -> None:
    assert fatma.check(postcode, house).status_code == 302


@pytest.mark.parametrize("told", ["48-A", "48 a", "48a", "48A", "Kade 48 - a"])
@pytest.mark.parametrize("known", ["48-A", "48 a", "48A"])
def test_an_addition_may_be_written_in_any_way(cast: world.Cast, known: str, told: str) -> None:
    visitor = Visitor(world.case(cast.delta, address=False))
    place = {"street": "Kade", "number": known, "postcode": "3512 JK", "city": "Utrecht"}
    world.point(visitor.case.debtor, PointChannel.POST, place, world.DAY)

    assert visitor.check("3512 jk", "48").status_code == 200
    assert visitor.check("3512 jk", told).status_code == 302


def test_a_wrong_answer_says_how_many_tries_are_left(fatma: Visitor) -> None:
    page = fatma.check("1234 AB")

    text = text_of(page)
    assert "Probeer het nog eens. U heeft nog 4 pogingen." in text
    assert 'value="1234 AB"' in page.content.decode()


def test_an_empty_form_is_no_try(fatma: Visitor) -> None:
    for _ in range(7):
        page = fatma.check("", "")

    assert "Vul uw postcode in" in text_of(page)
    assert fatma.check().status_code == 302


def test_the_sixth_try_is_refused_also_in_a_fresh_browser_and_with_another_link(
    fatma: Visitor,
) -> None:
    for _ in range(5):
        fatma.check("1234 AB")

    assert "Bel ons even" in text_of(fatma.check())
    assert "Bel ons even" in text_of(fatma.fresh().check())
    assert "Bel ons even" in text_of(Visitor(fatma.case, "another").check())


def test_after_an_hour_it_may_be_tried_again(fatma: Visitor, now: Clock) -> None:
    for _ in range(5):
        fatma.check("1234 AB")

    now.later(minutes=61)

    assert fatma.check().status_code == 302


def test_a_wrong_try_leaves_the_case_as_others_have_it_on_screen(fatma: Visitor) -> None:
    before = fatma.case.rev

    fatma.check("1234 AB")

    fatma.case.refresh_from_db()
    assert fatma.case.rev == before
    assert fatma.case.events.filter(kind="page_check_failed").count() == 1


def test_a_pass_is_proof_of_receipt(fatma: Visitor) -> None:
    fatma.inside()

    attempt = Attempt.objects.get(case=fatma.case)
    event = fatma.case.events.get(kind="page_checked")
    assert (attempt.channel, attempt.direction, attempt.reach) == ("page", "in", "right")
    assert (event.actor, event.why) == ("debtor", "address")


def test_a_pass_names_the_message_whose_link_was_used(fatma: Visitor) -> None:
    fatma.inside().post("dag/", cents="21450", day="2026-03-12")
    message = Message.objects.filter(case=fatma.case).earliest("id")

    Visitor(fatma.case, message.token_seed).inside()

    event = fatma.case.events.filter(kind="page_checked").latest("seq")
    assert event.args == {"message": message.id}


def test_a_pass_is_for_this_case_only(fatma: Visitor, cast: world.Cast) -> None:
    other = world.case(cast.noord, name="Bo Smit", email="bo@post.example")
    fatma.inside()

    stranger = Visitor(other, browser=fatma.browser)

    assert "Er staat een bericht voor u klaar" in text_of(stranger.get())


def test_after_twenty_minutes_the_page_is_closed(fatma: Visitor, now: Clock) -> None:
    fatma.inside()

    now.later(minutes=19)
    assert "214,50" in text_of(fatma.get())
    now.later(minutes=21)
    assert "Er staat een bericht voor u klaar" in text_of(fatma.get())


def test_more_time_may_be_asked(fatma: Visitor, now: Clock) -> None:
    fatma.inside()

    now.later(minutes=19)
    assert fatma.post("langer/").status_code == 204
    now.later(minutes=19)

    assert "214,50" in text_of(fatma.get())


def test_what_was_typed_after_the_time_is_kept_until_the_check(fatma: Visitor, now: Clock) -> None:
    fatma.inside()
    now.later(minutes=30)

    asked = fatma.post("klopt-niet/", reason="quality", words="De ketel lekt", prefers="phone")
    markup = asked.content.decode()
    draft = markup.split('name="draft" value="')[1].split('"')[0]
    assert "ketel" not in markup
    again = fatma.post(check="1", postcode=world.POSTCODE, house=world.HOUSE_NUMBER, draft=draft)

    assert "De ketel lekt" in again.content.decode()
    assert "nog niet verstuurd" in text_of(again)
    assert not Dispute.objects.exists()


def test_the_page_may_be_closed_at_once(fatma: Visitor) -> None:
    fatma.inside().post("sluiten/")

    assert "Er staat een bericht voor u klaar" in text_of(fatma.get())


def test_father_and_son_at_one_address_need_another_fact(cast: world.Cast) -> None:
    father = Visitor(world.case(cast.delta, name="J. Jansen", email="a@post.example"))
    world.case(cast.delta, name="J. Jansen", email="b@post.example", phone="")

    asked = father.get()

    assert "Uw geboortedatum" in text_of(asked)
    assert father.post(check="1", birth_on="18-4-1988").status_code == 200
    assert father.post(check="1", birth_on="17 - 04 - 1988").status_code == 302


def test_an_unreadable_birth_date_is_no_try(cast: world.Cast) -> None:
    Client.objects.filter(id=cast.delta.id).update(sensitive=True)
    visitor = Visitor(world.case(cast.delta))

    page = visitor.post(check="1", birth_on="31-2-1988")

    assert "Deze datum kunnen wij niet lezen" in text_of(page)
    assert not visitor.case.events.filter(kind="page_check_failed").exists()


def test_a_company_at_a_shared_address_gives_its_customer_number(cast: world.Cast) -> None:
    kind = DebtorKind.LEGAL_ENTITY
    first = Visitor(world.case(cast.noord, name="Bakkerij BV", kind=kind, email="x@a.example"))
    world.case(cast.noord, name="Slagerij BV", kind=kind, email="y@a.example")

    assert "Uw klantnummer" in text_of(first.get())
    number = first.case.debtor.number_at_client.lower()
    assert first.post(check="1", number=f" {number} ").status_code == 302


def test_a_sensitive_client_is_not_named_before_the_check(cast: world.Cast) -> None:
    Client.objects.filter(id=cast.delta.id).update(sensitive=True, name="Kliniek Rust")
    visitor = Visitor(world.case(cast.delta))

    page = visitor.get()

    assert "Uw geboortedatum" in text_of(page)
    assert "Kliniek" not in page.content.decode()
    assert "Delta" not in page.content.decode()
    assert "huisstijl" not in page.content.decode()


def test_without_any_fact_only_a_person_helps(cast: world.Cast) -> None:
    Client.objects.filter(id=cast.delta.id).update(sensitive=True)
    kind = DebtorKind.LEGAL_ENTITY
    visitor = Visitor(world.case(cast.delta, kind=kind))

    assert "Bel ons even" in text_of(visitor.get())
    assert "Bel ons even" in text_of(visitor.check())
