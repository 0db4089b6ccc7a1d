"""The office: an account takes two people, a brand stays readable."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minnelijk.records.actions.clients import change_card, propose_account
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    Account,
    Brand,
)
from tests import world
from tests.rooms.office_tools import text_of, visitor

pytestmark = pytest.mark.django_db
AT = world.AT


def proposed(cast: world.Cast) -> Account:
    return propose_account(
        cast.delta, iban="NL20INGB0001234567", holder="Delta", act=Act(AT, by=cast.manager)
    )


@pytest.mark.parametrize(
    ("iban", "words"),
    [
        ("NL20INGB0001234568", "Kijk of er een cijfer fout is."),
        ("NL20INGB00012345", "te kort of te lang"),
        ("hallo", "Een IBAN heeft alleen letters en cijfers"),
        ("NL91ABNA0417164300", "wacht al of is al in gebruik"),
        ("", "Vul het rekeningnummer in."),
    ],
)
def test_a_wrong_account_number_is_said_near_its_field(iban, words, cast, manager) -> None:
    answer = manager.post(
        "/kantoor/klanten/delta/rekeningnummers/", {"iban": iban, "holder": "Delta"}
    )

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert cast.delta.accounts.count() == 1


def test_who_proposed_an_account_cannot_confirm_it(cast, manager) -> None:
    page = f"/kantoor/rekeningnummers/{proposed(cast).id}/"

    shown = text_of(manager.get(page))
    answer = manager.post(page, {"do": "confirm", "number": cast.delta.phone_shown, "heard": "on"})

    assert "U stelde dit zelf voor." in shown
    assert 'value="confirm"' not in shown
    assert answer.status_code == 422
    assert cast.delta.accounts.filter(confirmed_at=None).count() == 1


def test_a_supervisor_confirms_after_calling_the_known_number(cast) -> None:
    account = proposed(cast)
    page = f"/kantoor/rekeningnummers/{account.id}/"
    helper = visitor(cast.supervisor)

    unheard = helper.post(page, {"do": "confirm", "number": cast.delta.phone_shown})
    other = helper.post(page, {"do": "confirm", "number": "+31600000000", "heard": "on"})
    answer = helper.post(page, {"do": "confirm", "number": cast.delta.phone_shown, "heard": "on"})

    account.refresh_from_db()
    assert "Bevestig pas als u iemand gesproken heeft." in text_of(unheard)
    assert "Bel een nummer dat al bekend was." in text_of(other)
    assert answer.status_code == 302
    assert account.works_from_on == date(2026, 3, 9)  # Thursday and two working days
    assert helper.get(page).status_code == 404


def test_a_number_that_was_changed_afterwards_is_refused_in_words(cast) -> None:
    account = proposed(cast)
    change_card(cast.delta, {"phone_shown": "+31209998877"}, Act(AT, by=cast.manager))

    answer = visitor(cast.supervisor).post(
        f"/kantoor/rekeningnummers/{account.id}/",
        {"do": "confirm", "number": "+31209998877", "heard": "on"},
    )

    assert "is veranderd nadat deze rekening is voorgesteld" in text_of(answer)


def test_a_refused_account_is_kept_in_the_history(cast, manager) -> None:
    manager.post(f"/kantoor/rekeningnummers/{proposed(cast).id}/", {"do": "refuse"})

    html = text_of(manager.get("/kantoor/klanten/delta/rekeningnummers/"))

    assert "geweigerd" in html
    assert "op berichten" in html


def png(side: int = 20) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(made, "PNG")
    return made.getvalue()


def test_a_brand_can_be_looked_at_before_it_is_stored(cast, manager) -> None:
    page = "/kantoor/klanten/delta/huisstijl/"

    looked = manager.post(page, {"do": "look", "name": "Delta", "colour": "FFD400"})

    html = text_of(looked)
    assert "#FFD400, inkt zwart 14,7 : 1" in html
    assert "rand erbij, want te dicht bij de achtergrond" in html
    assert "huisstijl/ffd400.css" in html
    assert Brand.objects.filter(client=cast.delta).count() == 1


def test_a_logo_is_stored_without_believing_its_name(cast, manager) -> None:
    page = "/kantoor/klanten/delta/huisstijl/"
    logo = SimpleUploadedFile("logo.svg", png(), content_type="image/svg+xml")

    manager.post(page, {"do": "save", "name": "Delta", "colour": "#0b5fa5", "logo": logo})
    manager.post(page, {"do": "save", "name": "Delta water", "colour": "#0b5fa5"})

    newest = Brand.objects.filter(client=cast.delta).order_by("-version").first()
    assert newest.version == 3
    assert newest.logo_document.media_type == "image/png"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"colour": "blauw"}, "is geen kleur. Schrijf hem zo: #1f5c4d."),
        ({"name": ""}, "Vul een naam in."),
        ({"logo": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "geen goede PNG of JPEG"),
        ({"logo": b"x" * (513 * 1024)}, "groter dan 512 kB"),
    ],
)
def test_a_wrong_brand_is_said_near_its_field(more, words, cast, manager) -> None:
    typed = {"do": "save", "name": "Delta", "colour": "#0b5fa5"} | more
    if "logo" in typed:
        typed["logo"] = SimpleUploadedFile("logo.png", typed["logo"], content_type="image/png")

    answer = manager.post("/kantoor/klanten/delta/huisstijl/", typed)

    assert answer.status_code == 422
    assert words in text_of(answer)


def test_the_brand_says_from_where_messages_come_and_where_that_is_chosen(cast, manager) -> None:
    html = text_of(manager.get("/kantoor/klanten/delta/huisstijl/"))

    assert cast.delta.senders.get().address in html
    assert 'href="/kantoor/klanten/delta/afzender/"' in html
