"""Texts in the portal: whose words, one's own beside what they become, versions, and a test."""

from typing import TYPE_CHECKING

from django.urls import reverse

from minnelijk.flow.words import Channel
from minnelijk.records.actions.own_texts import Place, save_and_use, save_own
from minnelijk.records.actions.texts import template_for
from minnelijk.records.models import OfficeEvent, TemplateVersion
from tests import world
from tests.rooms.portal_world import act_of, signed_in, words

if TYPE_CHECKING:
    from django.test import Client as Browser

PROMISE = "/klant/teksten/promise/email/nl/"
PLACE = Place("promise", Channel.EMAIL, "nl")


def shipped(use: str = "promise", language: str = "nl", channel: str = "email") -> str:
    found = TemplateVersion.objects.get(
        template__layer="shipped",
        template__use=use,
        template__language=language,
        template__channel=channel,
    )
    return found.body


def friendlier() -> str:
    return shipped().replace("Dank u wel dat u dit met ons afspreekt.", "Fijn, dank u wel!")


def test_the_list_says_whose_words_are_used_at_each_moment(
    cast: world.Cast, daan: "Browser"
) -> None:
    save_and_use(cast.delta, PLACE, friendlier(), act_of(cast.delta_seat), base=0)

    page = words(daan.get("/klant/teksten/"))

    assert "Bevestiging van de afspraak" in page
    assert page.count("uw eigen woorden") >= 1
    assert "meegeleverde woorden" in page


def test_own_words_stand_beside_the_mail_of_a_real_case(cast: world.Cast, daan: "Browser") -> None:
    case = world.case(cast.delta)

    page = words(daan.get(f"{PROMISE}?zaak={case.number}"))

    assert "Dank u wel dat u dit met ons afspreekt." in page
    assert "Beste Fatma Yildiz" in page
    assert "120,00" in page
    assert "Staat er altijd onder" in page


def test_own_words_are_used_once_somebody_says_so(cast: world.Cast, daan: "Browser") -> None:
    answer = daan.post(PROMISE, {"do": "use", "body": friendlier(), "base": "0"})

    assert answer.status_code == 302
    used = template_for(cast.delta, "promise", "nl", Channel.EMAIL)
    assert "Fijn, dank u wel!" in used.body
    assert used.made_by == cast.delta_seat
    assert "Fijn, dank u wel!" not in template_for(cast.noord, "promise", "nl", Channel.EMAIL).body


def test_a_draft_is_kept_and_not_used(cast: world.Cast, daan: "Browser") -> None:
    daan.post(PROMISE, {"do": "save", "body": friendlier(), "base": "0"})

    assert template_for(cast.delta, "promise", "nl", Channel.EMAIL).template.layer == "shipped"
    assert "Fijn, dank u wel!" in words(daan.get(PROMISE))
    assert "concept" in words(daan.get(PROMISE))


def test_a_text_that_threatens_with_a_court_is_refused_and_not_lost(
    cast: world.Cast, daan: "Browser"
) -> None:
    threat = shipped().replace(
        "Betaalde u al?", "Anders gaan wij naar de rechter.\n\nBetaalde u al?"
    )

    answer = daan.post(PROMISE, {"do": "use", "body": threat, "base": "0"})

    assert answer.status_code == 422
    assert "rechter of deurwaarder" in words(answer)
    assert "Anders gaan wij naar de rechter." in words(answer)
    assert not TemplateVersion.objects.filter(template__layer="client").exists()


def test_a_confirmation_without_what_it_owes_is_refused(cast: world.Cast, daan: "Browser") -> None:
    silent = shipped().replace("Er zijn geen extra kosten.\n", "")

    answer = daan.post(PROMISE, {"do": "use", "body": silent, "base": "0"})

    assert answer.status_code == 422
    assert "zegt dat er geen extra kosten zijn" in words(answer)


def test_who_saves_on_top_of_somebody_elses_words_is_told_and_loses_nothing(
    cast: world.Cast, daan: "Browser"
) -> None:
    dora = world.seat("dora", cast.delta_seat.role, client=cast.delta)  # type: ignore[arg-type]
    theirs = shipped().replace("Dank u wel dat", "Hartelijk dank dat")
    saved = save_own(cast.delta, PLACE, theirs, act_of(dora), base=0)

    answer = daan.post(PROMISE, {"do": "save", "body": friendlier(), "base": "0"})

    assert answer.status_code == 422
    assert "Dora bewaarde intussen versie 1" in words(answer)
    assert "Fijn, dank u wel!" in words(answer)
    again = daan.post(PROMISE, {"do": "save", "body": friendlier(), "base": str(saved.version.id)})
    assert again.status_code == 302
    assert TemplateVersion.objects.filter(template__client=cast.delta).count() == 2


def test_an_older_version_comes_back_as_a_new_one(cast: world.Cast, daan: "Browser") -> None:
    act = act_of(cast.delta_seat)
    first = save_and_use(cast.delta, PLACE, friendlier(), act, base=0).version
    other = friendlier().replace("Vriendelijke groet", "Hartelijke groet")
    second = save_and_use(cast.delta, PLACE, other, act, base=first.id).version

    daan.post(f"{PROMISE}versie/{first.id}/", {"base": str(second.id)})

    used = template_for(cast.delta, "promise", "nl", Channel.EMAIL)
    assert (used.number, used.body) == (3, first.body)
    first.refresh_from_db()
    assert first.body == friendlier()


def test_the_difference_names_what_went_and_what_came(cast: world.Cast, daan: "Browser") -> None:
    act = act_of(cast.delta_seat)
    first = save_and_use(cast.delta, PLACE, friendlier(), act, base=0).version
    other = friendlier().replace("Vriendelijke groet", "Hartelijke groet")
    second = save_and_use(cast.delta, PLACE, other, act, base=first.id).version

    page = words(daan.get(f"{PROMISE}verschil/?van={first.id}&naar={second.id}"))

    assert "1 regel is anders" in page
    assert '<span class="sr">weg:</span> Vriendelijke' in " ".join(page.split()) or (
        "Vriendelijke</del>" in page
    )
    assert "Hartelijke</ins>" in page


def test_the_words_of_a_letter_of_the_law_wait_for_the_bureau(
    cast: world.Cast, daan: "Browser"
) -> None:
    body = shipped("fourteen_days", channel="post").replace("Er staat bij", "Bij")

    daan.post("/klant/teksten/fourteen_days/post/nl/", {"do": "use", "body": body, "base": "0"})

    stored = TemplateVersion.objects.get(template__client=cast.delta)
    assert stored.approved_at is None
    page = words(daan.get("/klant/teksten/fourteen_days/post/nl/"))
    assert "wacht op uw bureau" in page

    maarten = signed_in(cast.manager)
    asked = "Waterbedrijf Delta schreef een tekst: brief met veertien dagen"
    assert asked in words(maarten.get("/kantoor/"))
    maarten.post(reverse("office:text_approve", args=[stored.id]))

    used = template_for(cast.delta, "fourteen_days", "nl", Channel.POST)
    assert (used.id, used.approved_by) == (stored.id, cast.manager)
    assert asked not in words(maarten.get("/kantoor/"))


def test_a_draft_of_such_a_letter_is_not_yet_the_bureaus_to_read(
    cast: world.Cast, daan: "Browser"
) -> None:
    body = shipped("fourteen_days", channel="post").replace("Er staat bij", "Bij")

    daan.post("/klant/teksten/fourteen_days/post/nl/", {"do": "save", "body": body, "base": "0"})

    assert "schreef een tekst" not in words(signed_in(cast.manager).get("/kantoor/"))
    page = words(daan.get("/klant/teksten/fourteen_days/post/nl/"))
    assert "wacht op uw bureau" not in page
    assert "concept" in page


def test_a_letter_is_a_file_too(cast: world.Cast, daan: "Browser") -> None:
    world.case(cast.delta)

    answer = daan.get("/klant/teksten/not_reached/post/nl/brief/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert b"Yildiz" not in answer["Content-Disposition"].encode()
    assert daan.get(f"{PROMISE}brief/").status_code == 404


def test_how_easily_it_reads_is_shown_and_never_refused(cast: world.Cast, daan: "Browser") -> None:
    hard = shipped().replace(
        "Dank u wel dat u dit met ons afspreekt.",
        "Dank u wel. U wordt verzocht het genoemde bedrag conform onze afspraak van vandaag "
        "en met inachtneming van al het bovenstaande tijdig aan ons te willen voldoen.",
    )

    page = words(daan.post(f"{PROMISE}voorbeeld/", {"body": hard, "base": "0"}))

    assert "kan makkelijker" in page
    assert "Maak er twee van." in page
    assert "moeilijk woord" in page
    assert daan.post(PROMISE, {"do": "use", "body": hard, "base": "0"}).status_code == 302


def test_a_drafted_text_of_the_bureau_is_not_the_clients_to_read(
    cast: world.Cast, daan: "Browser"
) -> None:
    from minnelijk.records.actions.texts import save_template

    save_template(
        None,
        use="promise",
        language="nl",
        channel=Channel.EMAIL,
        body=shipped().replace("Dank u wel", "Nog geheim, dank u wel"),
        act=act_of(cast.manager),
    )

    assert "Nog geheim" not in words(daan.get(PROMISE))


def test_another_clients_words_and_cases_do_not_exist_here(cast: world.Cast) -> None:
    save_and_use(cast.delta, PLACE, friendlier(), act_of(cast.delta_seat), base=0)
    case = world.case(cast.delta)
    charlie = signed_in(cast.charlie)

    page = words(charlie.get(f"{PROMISE}?zaak={case.number}"))

    assert "Fijn, dank u wel!" not in page
    assert "Fatma" not in page
    version = TemplateVersion.objects.get(template__client=cast.delta)
    assert charlie.post(f"{PROMISE}versie/{version.id}/").status_code == 404
    assert charlie.get("/klant/teksten/nothing/email/nl/").status_code == 404


def test_the_preview_follows_what_is_typed_and_stores_nothing(
    cast: world.Cast, daan: "Browser"
) -> None:
    world.case(cast.delta)

    answer = daan.post(f"{PROMISE}voorbeeld/", {"body": friendlier(), "base": "0"})

    assert "Fijn, dank u wel!" in words(answer)
    assert "Beste Fatma Yildiz" in words(answer)
    assert not TemplateVersion.objects.filter(template__layer="client").exists()
    assert not OfficeEvent.objects.filter(kind__startswith="template").exists()


def test_a_chip_works_without_a_script(cast: world.Cast, daan: "Browser") -> None:
    answer = daan.post(PROMISE, {"insert": "open_amount", "body": shipped(), "base": "0"})

    assert "{% if open_amount %}{{ open_amount }}{% endif %}" in words(answer)


def test_four_languages_are_seen_at_once(cast: world.Cast, daan: "Browser") -> None:
    world.case(cast.delta)

    page = words(daan.get("/klant/teksten/promise/email/talen/"))

    assert page.count("<iframe") == 4
    assert "Thank you" in page
    assert "Dank u wel" in page


def test_every_text_can_be_opened_without_and_with_a_case(
    cast: world.Cast, daan: "Browser"
) -> None:
    places = sorted(
        {
            (row.template.use, row.template.channel)
            for row in TemplateVersion.objects.select_related("template")
        }
    )

    def opened() -> dict[str, int]:
        paths = [f"/klant/teksten/{use}/{channel}/nl/" for use, channel in places]
        return {path: code for path in paths if (code := daan.get(path).status_code) != 200}

    assert opened() == {}
    world.case(cast.delta)
    assert opened() == {}


def test_a_text_message_tells_in_how_many_parts_it_travels(
    cast: world.Cast, daan: "Browser"
) -> None:
    world.case(cast.delta)
    body = shipped("call_announced", channel="sms")

    short = words(daan.post("/klant/teksten/call_announced/sms/nl/voorbeeld/", {"body": body}))
    long = words(
        daan.post("/klant/teksten/call_announced/sms/nl/voorbeeld/", {"body": body + "a " * 80})
    )

    assert "Dit past in 2 sms-delen." in short
    assert "Dit past in 3 sms-delen." in long
