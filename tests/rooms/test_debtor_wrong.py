"""Something is wrong, paid already, not for me, a complaint: said on the debtor's own page."""

import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minnelijk.flow.words import DisputeAnswer, HoldKind
from minnelijk.records import documents
from minnelijk.records.actions import disputes
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.disputes import Answer
from minnelijk.records.models import (
    ClientNote,
    Dispute,
    Hold,
    Message,
)
from tests import world
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now, text_of, told

__all__ = ["cast", "fatma", "now"]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def photo() -> bytes:
    """A photo that tells where it was made and by which camera, held sideways."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    file = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "JPEG", exif=exif, comment=b"at my home")
    return file.getvalue() + b"FILM AFTER THE PHOTO"


def drawing() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(file, "PNG")
    words = b"tEXtAuthor\x00Secret Name"
    chunk = struct.pack(">I", len(words) - 4) + words + struct.pack(">I", zlib.crc32(words))
    return file.getvalue()[:33] + chunk + file.getvalue()[33:]


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    """A file under a name and a type that nobody has to believe."""
    return SimpleUploadedFile(name, content, content_type="text/plain")


def test_an_objection_rests_its_part_and_is_answered_at_once(fatma: Visitor, now: Clock) -> None:
    now.at = datetime(2026, 3, 5, 21, 40, tzinfo=UTC)

    done = fatma.inside().post("klopt-niet/", **told(fatma, amount="40,00"))

    assert done.status_code == 302
    dispute = Dispute.objects.get()
    part = dispute.parts.get()
    assert (dispute.reason, dispute.via, part.cents) == ("amount", "page", 4_000)
    assert dispute.open() == {"words": "De meterstand klopt niet."}
    assert fatma.case.events.get(kind="prefers").why == "phone"
    mail = Message.objects.get()
    assert (mail.facts["use"], mail.basis, mail.not_before_at) == ("disputed", "answer", now.at)
    text = text_of(fatma.get())
    assert "U hoeft dit deel niet te betalen tot u antwoord heeft." in text
    assert "U zei dat € 40,00 niet klopt. U krijgt antwoord uiterlijk donderdag 12 maart." in text


def test_the_rest_goes_on_only_if_the_debtor_says_so(fatma: Visitor) -> None:
    fatma.inside().post("klopt-niet/", **told(fatma, amount="40,00", rest_agreed="on"))

    assert Dispute.objects.get().rest_agreed
    assert "er staat nog € 174,50 open" in text_of(fatma.get())


def test_a_second_click_makes_no_second_objection(fatma: Visitor) -> None:
    fatma.inside()

    for _ in range(2):
        assert fatma.post("klopt-niet/", **told(fatma)).status_code == 302

    assert Dispute.objects.count() == 1
    assert Message.objects.count() == 1


def test_everything_that_is_missing_is_said_near_its_field_and_what_was_typed_stays(
    fatma: Visitor,
) -> None:
    page = fatma.inside().post(
        "klopt-niet/", words="De ketel lekt nog", amount="veertig", prefers="phone"
    )

    text, markup = text_of(page), page.content.decode()
    assert "Nog 3 dingen." in text
    for target in ("id_reason", "id_claims", "id_amount"):
        assert f'<a href="#{target}">' in markup
        assert f'id="{target}"' in markup
    assert "De ketel lekt nog" in text
    assert 'value="veertig"' in markup
    assert 'value="phone" checked' in markup
    assert not Dispute.objects.exists()


def test_more_than_is_open_cannot_be_wrong(fatma: Visitor) -> None:
    page = fatma.inside().post("klopt-niet/", **told(fatma, amount="500"))

    assert "Dit is meer dan er op deze rekening open staat." in text_of(page)


def test_files_are_kept_sealed_without_where_they_were_made(fatma: Visitor) -> None:
    files = [sent("a.txt", photo()), sent("b", drawing()), sent("c.jpg", PDF)]

    assert fatma.inside().post("klopt-niet/", **told(fatma, attached=files)).status_code == 302

    kept = [row.document for row in Dispute.objects.get().files.order_by("document_id")]
    assert [one.media_type for one in kept] == ["image/jpeg", "image/png", "application/pdf"]
    jpeg, png, pdf = (documents.read(one) for one in kept)
    for hidden in (b"Secret", b"at my home", b"FILM"):
        assert hidden not in jpeg + png
    assert pdf == PDF
    seen = Image.open(BytesIO(jpeg))
    assert dict(seen.getexif()) == {0x0112: 6}
    assert seen.convert("RGB").getpixel((20, 10))[2] > 100  # type: ignore[index]
    assert Image.open(BytesIO(png)).size == (8, 8)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("x.exe", b"MZ nothing")], "x.exe kunnen wij niet lezen."),
        ([("x.jpg", b"\xff\xd8\xff\xe0\x00")], "x.jpg is beschadigd."),
        ([("x.png", b"\x89PNG\r\n\x1a\nxx")], "x.png is beschadigd."),
        ([("x.pdf", b"%PDF-1.7 half")], "x.pdf is beschadigd."),
        ([("x.pdf", PDF + b" " * 10_485_760)], "x.pdf is groter dan 10 MB."),
        ([(f"{n}.pdf", PDF + b"%d" % n) for n in range(6)], "Kies er hoogstens 5."),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_the_words_stay(
    fatma: Visitor, files: list[tuple[str, bytes]], sentence: str
) -> None:
    page = fatma.inside().post(
        "klopt-niet/", **told(fatma, attached=[sent(*file) for file in files])
    )

    text = text_of(page)
    assert sentence in text
    assert "De meterstand klopt niet." in text
    assert "Kies ze dan opnieuw." in text
    assert not Dispute.objects.exists()


def test_more_can_be_said_and_the_clients_answer_is_read(fatma: Visitor, cast: world.Cast) -> None:
    fatma.inside().post("klopt-niet/", **told(fatma))
    dispute = Dispute.objects.get()
    here = f"klopt-niet/{dispute.id}/"

    for _ in range(2):
        assert fatma.post(here, words="Zie de foto", attached=[sent("f", PDF)]).status_code == 302
    assert dispute.files.count() == 1
    assert text_of(fatma.get(here)).count("Zie de foto") == 1

    given = Answer(DisputeAnswer.REJECTED, "De meter is op 1 juli opgenomen.")
    disputes.answer(dispute.id, given, Act(world.AT, by=cast.delta_seat))
    text = text_of(fatma.get(here))
    assert "Antwoord van Waterbedrijf Delta" in text
    assert "De meter is op 1 juli opgenomen." in text
    assert "Voeg toe" not in text
    assert "Lees het antwoord" in text_of(fatma.get())


def test_a_question_of_the_client_is_answered_here(fatma: Visitor, cast: world.Cast) -> None:
    fatma.inside().post("klopt-niet/", **told(fatma))
    dispute = Dispute.objects.get()
    given = Answer(DisputeAnswer.ASK_MORE, "Welke stand leest u zelf?")
    disputes.answer(dispute.id, given, Act(world.AT, by=cast.delta_seat))
    assert "Waterbedrijf Delta wil nog iets weten." in text_of(fatma.get())

    empty = fatma.post(f"klopt-niet/{dispute.id}/")
    assert "Schrijf iets, of kies een bestand." in text_of(empty)
    fatma.post(f"klopt-niet/{dispute.id}/", words="Ik lees 4711")

    dispute.refresh_from_db()
    assert dispute.answer == ""
    assert "Ik lees 4711" in dispute.open()["words"]


def test_somebody_elses_objection_is_not_there(fatma: Visitor, cast: world.Cast) -> None:
    other = Visitor(world.case(cast.noord, name="Bo Smit", email="bo@post.example")).inside()
    claim = other.case.claims.get()
    other.post("klopt-niet/", reason="other", words="Bo zegt iets", claims=[claim.id])

    page = fatma.inside().get(f"klopt-niet/{Dispute.objects.get().id}/")

    assert page.status_code == 404


def test_paid_already_rests_until_the_clients_word(fatma: Visitor) -> None:
    fatma.inside()

    for _ in range(2):
        done = fatma.post("al-betaald/", paid_on="2026-03-02", words="Met de app")
        assert done.status_code == 302

    hold = Hold.objects.get()
    assert (hold.kind, hold.until_on) == (HoldKind.PAID_CLAIMED, None)
    assert ClientNote.objects.get(kind="paid_claimed").args == {"paid_on": "2026-03-02"}
    assert Message.objects.get().facts["day"] == "2026-03-02"
    assert "Wij zoeken het uit met Waterbedrijf Delta." in text_of(fatma.get())


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Kies de dag waarop u betaalde."),
        ("gisteren", "Deze dag kunnen wij niet lezen."),
        ("2026-03-06", "Die dag is nog niet geweest."),
    ],
)
def test_a_paying_day_has_to_be_a_day_that_was(fatma: Visitor, day: str, sentence: str) -> None:
    page = fatma.inside().post("al-betaald/", paid_on=day, words="Contant bij de balie")

    assert sentence in text_of(page)
    assert "Contant bij de balie" in text_of(page)
    assert not Hold.objects.exists()
