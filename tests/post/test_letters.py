"""Letters on paper: what they show, the same every time, and when they are not made."""

import re
from datetime import timedelta
from typing import Any

import pytest

from minnelijk.flow.words import Purpose
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.post.paper.paper_letter import letter_name, pages_of, render_letter
from minnelijk.post.paper.paper_page import page_of
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.actions import messages
from minnelijk.records.documents import store
from minnelijk.records.models import Brand, Case, Debtor, Message
from tests import world
from tests.post import lettering
from tests.post.acting import LOGO
from tests.post.lettering import at_home

TERM = "Betaal € 41,25 binnen 15 dagen nadat deze brief bij u is bezorgd."
TRANSLATED = "within 15 days after this letter was delivered to you (translation)"


def words_of(page: dict[str, Any]) -> str:
    """Every word that a letter shows, in one line."""
    if isinstance(page, dict):
        return " ".join(words_of(part) for key, part in page.items() if key not in {"qr", "logo"})
    if isinstance(page, list | tuple):
        return " ".join(map(words_of, page))
    return "" if page is None else str(page).replace("\xa0", " ")


def shown(message: Message, part: int = 0) -> list[str]:
    return [block["kind"] for block in page_of(message, world.DAY)["parts"][part]["blocks"]]


@pytest.mark.parametrize("count", [1, 6])
def test_a_notice_is_one_page_up_to_six_invoices(cast: world.Cast, count: int) -> None:
    case = at_home(cast.delta, count)
    notice = lettering.notice(case, NoticeKind.FOURTEEN_DAYS, costs=lettering.WITH_VAT)

    pdf = render_letter(notice, world.DAY)

    assert pdf.startswith(b"%PDF-")
    assert pages_of(pdf) == 1
    assert pdf == render_letter(notice, world.DAY)
    assert b"pdfaid" in pdf


def test_many_invoices_go_on_on_the_next_page(cast: world.Cast) -> None:
    case = at_home(cast.delta, 30)
    notice = lettering.notice(case, NoticeKind.FOURTEEN_DAYS, costs=lettering.COSTS)

    assert pages_of(render_letter(notice, world.DAY)) == 2


def test_a_letter_of_another_day_is_another_letter(cast: world.Cast) -> None:
    notice = lettering.notice(at_home(cast.delta), NoticeKind.DEFAULT)

    tomorrow = world.DAY + timedelta(days=1)

    assert render_letter(notice, world.DAY) != render_letter(notice, tomorrow)
    assert ("Datum", "6 maart 2026") in page_of(notice, tomorrow)["facts"]


def test_the_page_shows_to_whom_from_whom_and_what_to_pay(cast: world.Cast) -> None:
    case = at_home(cast.delta, 2)
    notice = lettering.notice(case, NoticeKind.FOURTEEN_DAYS, costs=lettering.COSTS)

    page = page_of(notice, world.DAY)

    assert page["window"] == ["Mevrouw Fatma Yildiz", "Biltstraat 48", "3512 JK\xa0 UTRECHT"]
    assert page["return_to"] == "Retour: Waterweg 1, 3500 AA Utrecht"
    assert page["parts"][0]["heading"] == "Laatste kans om zonder kosten te betalen"
    assert shown(notice) == [
        *("paragraph", "paragraph", "claims", "pay", "heading", "paragraph"),
        *("heading", "button", "paragraph", "paragraph"),
    ]
    claims = page["parts"][0]["blocks"][2]
    assert claims["rows"][0][:2] == ["F-1002", "11\xa0november 2025"]
    assert claims["sum"] == {"words": "Dit betaalt u nu", "amount": "€\xa083,75"}


def test_the_way_to_pay_and_the_term_share_one_frame(cast: world.Cast) -> None:
    notice = lettering.notice(at_home(cast.delta), NoticeKind.DEFAULT)

    [pay] = [b for b in page_of(notice, world.DAY)["parts"][0]["blocks"] if b["kind"] == "pay"]

    assert words_of(pay["spans"][0]["text"]) == TERM
    assert pay["bank"]["iban"].replace("\xa0", " ") == "NL91 ABNA 0417 1643 00"
    assert pay["bank"]["holder"] == "op naam van Waterbedrijf Delta"
    assert pay["bank"]["qr"].startswith("<svg")


def test_the_foot_names_creditor_and_bureau_once(cast: world.Cast) -> None:
    notice = lettering.notice(at_home(cast.delta), NoticeKind.DEFAULT)

    foot = "\n".join(page_of(notice, world.DAY)["foot"]).replace("\xa0", " ")

    assert foot.count("Vriendt Incasso doet dit voor Waterbedrijf Delta.") == 1
    for words in ("Wki-nummer WKI-000123", "bezoek- en postadres Kade 12", "KvK 12345678"):
        assert words in foot
    assert "klachten: klachten@vriendt.example" in foot
    assert "rekening@delta.example" in foot


def test_who_collects_for_itself_names_no_bureau(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    Brand.objects.filter(client=cast.delta).update(address={})
    cast.bureau.own_collection = True
    cast.bureau.save()
    facts = messages.step_facts(case, world.DAY)
    letter = lettering.message(case, "not_reached", facts, purpose=Purpose.STEP)

    foot = "\n".join(page_of(letter, world.DAY)["foot"]).replace("\xa0", " ")

    assert "Vriendt" not in foot
    assert "Wki" not in foot
    assert foot.count("Kade 12, 1012 AB Amsterdam") == 1
    assert "Bel ons op het nummer op onze website" in foot


def test_the_belgian_first_reminder_is_the_clients_own_act(cast: world.Cast) -> None:
    case = at_home(cast.webshop)
    letter = lettering.notice(case, NoticeKind.FIRST_REMINDER, damages=lettering.DAMAGES)

    words = words_of(page_of(letter, world.DAY))

    assert "Vriendt" not in words
    assert "FOD-4567" not in words
    assert "ondernemingsnummer 0123456749" in words
    assert "van dinsdag 10 maart tot en met maandag 23 maart" in words
    assert "een schadevergoeding van € 20,00, en rente van 10,5% per jaar" in words


def test_the_belgian_notice_names_bureau_supervisor_and_help_in_french(cast: world.Cast) -> None:
    case = at_home(cast.webshop)
    letter = lettering.notice(case, NoticeKind.BELGIAN_NOTICE, language="fr")

    words = words_of(page_of(letter, world.DAY))

    assert "recouvrement amiable et non un recouvrement judiciaire" in words
    assert "Inscription SPF Économie FOD-4567" in words
    assert "médiation de dettes" in words
    assert "economie.fgov.be" in words
    assert "Payez 41,25 € dans les 14 jours calendrier" in words
    assert shown(letter)[0] == "frame"


def test_a_translation_stands_on_a_page_of_its_own_and_says_which_text_counts(
    cast: world.Cast,
) -> None:
    case = at_home(cast.delta)
    Case.objects.filter(id=case.id).update(language="en")
    more = {"costs": lettering.COSTS, "translation": TRANSLATED}
    notice = lettering.notice(case, NoticeKind.FOURTEEN_DAYS, **more)
    notice.case.refresh_from_db()

    dutch, english = page_of(notice, world.DAY)["parts"]

    assert dutch["note"] == ""
    assert english["note"] == "Translation. The Dutch text is the one that counts."
    assert english["language"] == "en"
    assert TRANSLATED in words_of(english)
    assert TRANSLATED not in words_of(dutch)
    assert pages_of(render_letter(notice, world.DAY)) == 2


def test_a_language_without_a_text_has_no_translation(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    Case.objects.filter(id=case.id).update(language="pl")
    notice = lettering.notice(case, NoticeKind.DEFAULT, translation="w ciągu")
    notice.case.refresh_from_db()

    assert len(page_of(notice, world.DAY)["parts"]) == 1


def test_an_ordinary_letter_has_the_words_of_the_letter_or_else_of_the_mail(
    cast: world.Cast,
) -> None:
    case = at_home(cast.delta)
    facts = messages.step_facts(case, world.DAY) | {"day": "2026-03-12"}
    letters = {
        use: lettering.message(case, use, facts, purpose=Purpose.STEP)
        for use in ("not_reached", "still_open")
    }

    assert "deze brief weggooien" in words_of(page_of(letters["not_reached"], world.DAY))
    assert page_of(letters["still_open"], world.DAY)["parts"][0]["heading"].startswith("Nog een")
    assert pages_of(render_letter(letters["still_open"], world.DAY)) == 1
    assert "/r/" in words_of(page_of(letters["still_open"], world.DAY))


def test_nothing_in_a_name_or_an_invoice_is_read_as_markup(cast: world.Cast) -> None:
    lettering.with_card(cast.delta)
    evil = world.Invoice("F-1", 4_000, description='#panic("x") *vet* $1$ <a> \\ "q" @b')
    case = world.case(cast.delta, name='#read("/etc/passwd") "x', invoices=[evil])
    lettering.lives(case)
    notice = lettering.notice(case, NoticeKind.DEFAULT)

    assert pages_of(render_letter(notice, world.DAY)) == 1
    assert page_of(notice, world.DAY)["window"][0] == 'Mevrouw #read("/etc/passwd") "x'


def test_a_letter_without_an_address_is_not_made(cast: world.Cast) -> None:
    lettering.with_card(cast.delta)
    case = world.case(cast.delta, address=False)
    notice = lettering.notice(case, NoticeKind.DEFAULT)

    with pytest.raises(CannotWrite, match="no address"):
        render_letter(notice, world.DAY)


@pytest.mark.parametrize("content", [LOGO, b"no picture at all"])
def test_a_logo_that_cannot_be_read_leaves_the_name(cast: world.Cast, content: bytes) -> None:
    case = at_home(cast.delta)
    document = store(cast.delta, "logo", content, "image/png", "logo.png", world.AT)
    Brand.objects.filter(client=cast.delta).update(logo_document=document)
    notice = lettering.notice(case, NoticeKind.DEFAULT)

    assert pages_of(render_letter(notice, world.DAY)) == 1


def test_the_name_of_the_file_tells_nothing_of_the_person(cast: world.Cast) -> None:
    notice = lettering.notice(at_home(cast.delta), NoticeKind.DEFAULT)

    assert re.fullmatch(r"[\w-]+-default-m\d+\.pdf", letter_name(notice))
    assert "Yildiz" not in letter_name(notice)


def test_a_company_is_addressed_by_its_name(cast: world.Cast) -> None:
    case = at_home(cast.noord, kind=DebtorKind.LEGAL_ENTITY, name="Bakkerij De Ster bv")
    Debtor.objects.filter(id=case.debtor_id).update(country="nl")
    opened = case.debtor.open()
    case.debtor.close(opened | {"salutation": ""})
    case.debtor.save()
    demand = lettering.notice(case, NoticeKind.DEMAND, interest_percent="10.15")

    page = page_of(demand, world.DAY)

    assert page["window"][0] == "Bakkerij De Ster bv"
    assert "wettelijke rente vragen: 10,15% per jaar" in words_of(page)
    assert "uiterlijk donderdag 19 maart" in words_of(page)
