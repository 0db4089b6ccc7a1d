"""The office at work: accounts by two people, brand, policies, texts, people, bureau and law."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from minnelijk.flow.policy import shipped_text
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions.clients import change_card, propose_account
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.policies import install_shipped, policy_for
from minnelijk.records.models import (
    Account,
    Brand,
    Bureau,
    Policy,
    Registration,
    Run,
    Seat,
    TemplateVersion,
)
from minnelijk.rooms.office.views import people
from minnelijk.site import clock
from tests import world

pytestmark = pytest.mark.django_db
AT = world.AT


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(  # the network edge
        people, "send_sign_in_link", lambda user, url, at: sent.append((user.email, url))
    )
    return sent


def visitor(seat: Seat) -> Client:
    made = Client(headers={"accept-language": "nl"})
    made.force_login(seat.user)
    return made


@pytest.fixture
def manager(cast: world.Cast) -> Client:
    return visitor(cast.manager)


def text_of(answer) -> str:
    return answer.content.decode()


# Accounts ---------------------------------------------------------------------------------------


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


# Brand ------------------------------------------------------------------------------------------


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


def test_a_sender_says_what_is_still_to_be_checked(cast, manager) -> None:
    wrong = manager.post("/kantoor/klanten/delta/huisstijl/afzender/", {"address": "delta"})
    manager.post("/kantoor/klanten/delta/huisstijl/afzender/", {"address": "hallo@delta.example"})

    html = text_of(manager.get("/kantoor/klanten/delta/huisstijl/"))
    assert "is geen heel e-mailadres" in text_of(wrong)
    assert "hallo@delta.example" in html
    assert html.count("nog niet nagekeken") == 3


# Policies ---------------------------------------------------------------------------------------

CASE = {"kind": "consumer", "country": "nl", "amount": "120,00", "ways": ["phone", "email"]}


@pytest.fixture
def flow(cast: world.Cast) -> Policy:
    install_shipped(Act(AT, by=cast.manager))
    return Policy.objects.get(client=cast.delta, name="two_phase")


def test_every_problem_of_a_table_is_a_sentence_with_its_row(flow, manager) -> None:
    text = shipped_text("two_phase").replace('do = "notice",', 'do = "threaten",')
    text = text.replace("days = 5,", "days = 900,")

    html = text_of(
        manager.post(f"/kantoor/trajecten/{flow.id}/", CASE | {"do": "look", "text": text})
    )

    assert "Stap 3, regel 9" in html
    assert "“900” past niet bij “days”" in html
    assert "Stap 7, regel 13" in html
    assert "“threaten” is geen woord voor “do”" in html
    assert "Herstel eerst de problemen." in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "x', "Deze tekst is geen tabel."),
        ("steps = 3", "moet een lijst van rijen zijn"),
        ('name = "x"', "Het traject heeft geen stappen."),
        ("", "Het traject heeft geen naam."),
    ],
)
def test_what_is_no_table_is_said_and_what_was_typed_stays(text, words, flow, manager) -> None:
    answer = manager.post(f"/kantoor/trajecten/{flow.id}/", CASE | {"do": "look", "text": text})

    assert words in text_of(answer)
    assert f">\n{text.replace(chr(34), '&quot;')}</textarea>" in text_of(answer)


def test_the_preview_says_where_the_law_moves_a_day(flow, manager) -> None:
    """Five attempts in a row are too many: the fourth waits for a new week."""
    html = text_of(manager.get(f"/kantoor/trajecten/{flow.id}/"))

    assert "bel: eerste gesprek" in html
    assert "U vraagt dag" in html
    assert "Deze week is er al genoeg geprobeerd." in html
    assert "De wet is hier nog niet ingevuld (nl.notice)" in html


def test_a_belgian_case_stands_still_by_name(flow, manager) -> None:
    typed = CASE | {"country": "be", "do": "look", "text": shipped_text("two_phase")}

    html = text_of(manager.post(f"/kantoor/trajecten/{flow.id}/", typed))

    assert "De wet is hier nog niet ingevuld (be.contact)" in html


def test_a_case_without_phone_is_written_to(flow, manager) -> None:
    typed = CASE | {"ways": ["email"], "do": "look", "text": shipped_text("two_phase")}

    html = text_of(manager.post(f"/kantoor/trajecten/{flow.id}/", typed))

    assert "mail: eerste gesprek" in html


def test_a_version_is_stored_used_and_leaves_running_cases_alone(cast, flow, manager) -> None:
    case = world.case(cast.delta)
    page = f"/kantoor/trajecten/{flow.id}/"
    text = shipped_text("two_phase").replace("days = 5,", "days = 3,")

    manager.post(page, CASE | {"do": "save", "text": text})
    saved = text_of(manager.get(page))
    before = policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number
    manager.post(page + "in-gebruik/", {"version": "2"})

    assert "<del>5 werkdagen</del>" in saved
    assert "<ins>3 werkdagen</ins>" in saved
    assert "1 lopende zaak houdt versie 1." in saved
    assert (before, policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number) == (1, 2)
    case.refresh_from_db()
    assert case.policy_version.number == 1


def test_a_version_with_problems_is_kept_and_never_used(cast, flow, manager) -> None:
    page = f"/kantoor/trajecten/{flow.id}/"

    manager.post(page, CASE | {"do": "save", "text": 'name = "half"'})
    shown = text_of(manager.get(page))
    refused = manager.post(page + "in-gebruik/", {"version": "2"})

    assert "In gebruik nemen" not in shown
    assert refused.status_code == 422
    assert "Herstel die eerst." in text_of(refused)
    assert policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number == 1


def test_a_shipped_table_is_read_and_copied_never_written(cast, flow, manager) -> None:
    shipped = Policy.objects.get(shipped=True, name="calls_only")

    refused = manager.post(
        f"/kantoor/trajecten/{shipped.id}/", CASE | {"do": "save", "text": 'name = "mine"'}
    )
    typed = {"client": "delta", "name": "rustig", "start": str(shipped.id), "for_whom": "consumer"}
    copied = manager.post("/kantoor/trajecten/nieuw/", typed)
    again = manager.post("/kantoor/trajecten/nieuw/", typed)

    assert refused.status_code == 404
    assert copied.status_code == 302
    assert "Er is al een traject met deze naam" in text_of(again)
    assert Policy.objects.get(client=cast.delta, name="rustig").for_whom == "consumer"


# Texts ------------------------------------------------------------------------------------------

TEXT = "/kantoor/teksten/thanks/nl/email/?klant=delta"


def test_a_text_with_problems_is_said_line_by_line(flow, manager) -> None:
    body = "Subject: Uw factuur\n\n{{ greeting }},\n\n{{ bedrag }} [frame]"

    html = text_of(manager.post(TEXT, {"do": "look", "body": body}))

    assert "In het onderwerp mag “factuur” niet staan" in html
    assert "Het veld “bedrag” bestaat niet." in html
    assert "Regel 5" in html
    assert "Het teken “frame” wordt niet gesloten." in html


def test_a_client_gets_words_of_its_own_after_somebody_approved_them(cast, flow, manager) -> None:
    body = "Subject: Dank u wel\n\n{{ greeting }}, **fijn** dat het gelukt is."

    saved = manager.post(TEXT, {"do": "save", "body": body})
    shown = text_of(manager.get(saved.url))
    version = TemplateVersion.objects.get(body=body)
    manager.post(f"/kantoor/teksten/{version.id}/goedkeuren/")
    listed = text_of(manager.get("/kantoor/teksten/?klant=delta"))

    assert "<b>fijn</b>" in shown
    assert "Goedkeuren en gebruiken" in shown
    assert "van de klant" in listed
    assert "van de klant" not in text_of(manager.get("/kantoor/teksten/?klant=noord"))


def test_a_language_without_words_says_which_ones_people_get(flow, manager) -> None:
    html = text_of(manager.get("/kantoor/teksten/thanks/fr/email/?klant=delta"))

    assert "In deze taal is er nog geen tekst." in html
    assert "Subject: Dank u wel" in html


def test_a_script_is_shown_by_its_parts(flow, manager) -> None:
    html = text_of(manager.get("/kantoor/teksten/first_call/nl/call/"))

    assert "Als er geldzorgen zijn" in html
    assert "Ik bel namens Waterbedrijf Delta" in html


# People -----------------------------------------------------------------------------------------


def test_somebody_is_invited_and_gets_a_link(cast, manager, mails) -> None:
    typed = {"name": "Noor Bakker", "email": "noor@delta.example", "role": "client"}

    refused = manager.post("/kantoor/mensen/", typed | {"language": "nl"})
    invited = manager.post("/kantoor/mensen/", typed | {"client": "delta", "language": "nl"})

    assert "Deze plek hoort bij een klant. Kies welke." in text_of(refused)
    assert invited.status_code == 302
    assert [address for address, _ in mails] == ["noor@delta.example"]
    assert "Noor Bakker" in text_of(manager.get("/kantoor/klanten/delta/mensen/"))


def test_a_seat_is_given_clients_and_languages_and_can_be_closed(cast, manager, mails) -> None:
    page = f"/kantoor/mensen/{cast.sanne.id}/"

    manager.post(page, {"do": "clients", "clients": [str(cast.noord.id)], "languages": ["nl"]})
    manager.post(page, {"do": "languages", "clients": [str(cast.noord.id)], "languages": ["fr"]})
    manager.post(page, {"do": "link"})
    manager.post(page, {"do": "close"})

    cast.sanne.refresh_from_db()
    assert list(cast.sanne.chosen.values_list("client__code", flat=True)) == ["noord"]
    assert cast.sanne.languages == ["fr"]
    assert len(mails) == 1
    assert not cast.sanne.active
    assert manager.post(page, {"do": "link"}).status_code == 404


def test_the_last_manager_keeps_his_seat(cast, manager) -> None:
    answer = manager.post(f"/kantoor/mensen/{cast.manager.id}/", {"do": "close"}, follow=True)

    assert "Dit is de laatste manager." in text_of(answer)


# Bureau, law and daily work ---------------------------------------------------------------------


def test_the_bureau_is_filled_in_and_changed(cast, manager) -> None:
    card = {
        "name": "Vriendt Incasso", "street": "Kade 14", "postcode": "1012 AB", "city": "Amsterdam",
        "country": "nl", "phone": "+31201234567", "email": "hallo@vriendt.example",
    }  # fmt: skip

    wrong = manager.post("/kantoor/bureau/kaart/", card | {"email": "hallo"})
    manager.post("/kantoor/bureau/kaart/", card)
    html = text_of(manager.get("/kantoor/bureau/"))

    assert "is geen heel e-mailadres" in text_of(wrong)
    assert Bureau.objects.get(id=1).street == "Kade 14"
    assert "Straat en huisnummer: Kade 12 werd Kade 14." in html


def test_a_registration_shows_until_when_it_counts(cast, manager) -> None:
    until = world.DAY + timedelta(days=10)
    typed = {"country": "nl", "kind": "wki", "number": "WKI-9", "from_on": "2026-01-01"}

    wrong = manager.post("/kantoor/bureau/inschrijving/", typed | {"until_on": "2025-01-01"})
    manager.post("/kantoor/bureau/inschrijving/", typed | {"until_on": until.isoformat()})

    assert "De laatste dag komt voor de eerste." in text_of(wrong)
    assert Registration.objects.filter(number="WKI-9").count() == 1
    assert "eindigt binnenkort" in text_of(manager.get("/kantoor/bureau/"))


def test_the_law_page_shows_hours_holidays_sources_and_the_pack(cast, manager) -> None:
    dutch = text_of(manager.get("/kantoor/wet/?land=nl&jaar=2027"))
    belgian = text_of(manager.get("/kantoor/wet/?land=be"))

    assert "7.00 tot 20.00 uur" in dutch
    assert "Koningsdag" in dutch
    assert "2027-04-27" in dutch
    assert "Algemene termijnenwet" in dutch
    assert "Vingerafdruk" in dutch
    assert "nog niet nagekeken" in belgian
    assert "Wapenstilstand" in belgian


def test_the_daily_work_says_what_was_left(cast, manager) -> None:
    on = world.DAY
    Run.objects.create(
        name="tick", day_on=on, started_at=AT, beat_at=AT, ended_at=AT, expected=10, done=9,
        problem="case 7: CaseChanged",
    )  # fmt: skip

    html = text_of(manager.get("/kantoor/dagelijks/"))

    assert "niet alles ging goed" in html
    assert "case 7: CaseChanged" in html
