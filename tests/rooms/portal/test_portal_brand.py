"""The client's own face in the portal: looked at on a real mail, readable, a version per change."""

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from minnelijk.records import documents
from minnelijk.records.models import Brand
from minnelijk.site.demo import logos
from tests import world
from tests.rooms.portal_world import signed_in, words

if TYPE_CHECKING:
    from django.test import Client as Browser

PAGE = "/klant/huisstijl/"


def form(**other: Any) -> dict[str, Any]:
    told = {"name": "Delta Water", "colour": "#0b5fa5", "ink": "", "do": "save", "city": "Utrecht"}
    return {**told, **other}


def newest(cast: world.Cast) -> Brand:
    found = Brand.objects.filter(client=cast.delta).order_by("-version").first()
    assert found is not None
    return found


def test_a_change_is_a_new_version_with_its_logo(cast: world.Cast, daan: "Browser") -> None:
    before = newest(cast)
    logo = SimpleUploadedFile("logo.png", logos.png("#0b5fa5", logos.drop), "image/png")

    answer = daan.post(PAGE, form(logo=logo))

    assert answer.status_code == 302
    after = newest(cast)
    assert (after.version, after.name) == (before.version + 1, "Delta Water")
    assert after.colours["accent"] == "#0b5fa5"
    assert after.address == {"city": "Utrecht"}
    assert after.logo_document is not None
    assert documents.read(after.logo_document).startswith(b"\x89PNG")
    kept = Brand.objects.get(id=before.id)
    assert (kept.name, kept.colours) == (before.name, before.colours)


def test_a_face_is_looked_at_before_it_is_stored(cast: world.Cast, daan: "Browser") -> None:
    world.case(cast.delta)
    before = newest(cast)

    page = words(daan.post(PAGE, form(do="look", name="Heel Nieuw", colour="#aa3300")))

    assert "Heel Nieuw" in page
    assert "#aa3300" in page
    assert page.count("<iframe") == 2
    assert newest(cast).id == before.id


def test_letters_that_cannot_be_read_are_refused_by_name(cast: world.Cast, daan: "Browser") -> None:
    before = newest(cast)

    answer = daan.post(PAGE, form(colour="#ff9900", ink="#ffffff"))

    assert answer.status_code == 422
    assert "Letters in #ffffff zijn op #ff9900 niet goed te lezen: 2,1 op 1" in words(answer)
    assert newest(cast).id == before.id


def test_letters_of_ones_own_that_can_be_read_are_used(cast: world.Cast, daan: "Browser") -> None:
    world.case(cast.delta)
    daan.post(PAGE, form(colour="#ffd400", ink="#003366"))

    assert newest(cast).colours == {"accent": "#ffd400", "ink": "#003366"}
    assert "--brand-ink: #003366" in words(daan.get("/klant/huisstijl.css"))
    assert "color:#003366" in words(daan.get(PAGE)).replace("&quot;", "").replace(": ", ":")


def test_yellow_white_and_black_stay_readable_without_a_choice(
    cast: world.Cast, daan: "Browser"
) -> None:
    for colour in ("#ffd400", "#ffffff", "#000000"):
        assert daan.post(PAGE, form(colour=colour)).status_code == 302


def test_an_older_face_comes_back_as_a_new_version(cast: world.Cast, daan: "Browser") -> None:
    first = newest(cast)
    daan.post(PAGE, form(name="Anders"))

    daan.post(f"{PAGE}{first.id}/")

    again = newest(cast)
    assert (again.version, again.name) == (first.version + 2, first.name)


def test_what_is_no_picture_is_no_logo(cast: world.Cast, daan: "Browser") -> None:
    drawing = SimpleUploadedFile("logo.svg", b"<svg onload='x()'/>", "image/svg+xml")

    answer = daan.post(PAGE, form(logo=drawing))

    assert answer.status_code == 422
    assert "geen goede PNG of JPEG" in words(answer)


def test_the_face_of_another_client_is_not_found(cast: world.Cast) -> None:
    charlie = signed_in(cast.charlie)

    assert "Waterbedrijf Delta" not in words(charlie.get(PAGE))
    assert charlie.post(f"{PAGE}{newest(cast).id}/").status_code == 404
