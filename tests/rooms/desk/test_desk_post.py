"""Post at the desk: made, put on the post after one more look, out of the pile, and come back."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import ApprovalAnswer, EntryCause, MessageState, Role
from minnelijk.records.actions import approvals, payments, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Client, Message, PolicyVersion
from tests import world
from tests.post.lettering import lives, with_card
from tests.records.noticing import law_is_signed
from tests.rooms.desk_cast import AT, at_desk

pytestmark = pytest.mark.django_db
POST = "/bel/post/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> None:
    settings.PRINT_FOLDER = str(tmp_path)  # type: ignore[attr-defined]


def waits(cast: world.Cast, version: PolicyVersion, name: str, number: str) -> Case:
    """A case whose letter waits for the printer."""
    made = world.case(cast.delta, name=name, invoices=[world.Invoice(number, 50_000)])
    lives(made)
    Case.objects.filter(id=made.id).update(policy_version=version)
    Client.objects.update(feed_on=world.DAY)
    steps.tick(world.DAY, AT)
    asked = made.approvals.get(answer="", fell_why="")
    approvals.answer(asked.id, ApprovalAnswer.YES, Act(AT, cast.delta_seat))
    steps.tick(world.DAY, AT)
    Message.objects.filter(case=made).update(not_before_at=AT)
    made.refresh_from_db()
    return made


@pytest.fixture
def letters(cast: world.Cast) -> list[Case]:
    law_is_signed(cast)
    with_card(cast.delta)
    version = world.policy(cast.delta, "notice_only")
    people = [("Fatma Yildiz", "F-1"), ("Jan de Boer", "F-2")]
    return [waits(cast, version, name, number) for name, number in people]


def text(page: str) -> str:
    """What a person reads, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.replace("\N{NO-BREAK SPACE}", " ")).split())


def read(visitor: Browser, url: str = POST) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200
    return text(answer.content.decode())


def ids() -> list[int]:
    return list(Message.objects.filter(channel="post").order_by("id").values_list("id", flat=True))


def states() -> list[str]:
    return list(
        Message.objects.filter(channel="post").order_by("id").values_list("state", flat=True)
    )


def test_without_letters_the_page_says_so(sanne: Browser) -> None:
    assert "Er is vandaag geen brief te maken of te posten." in read(sanne)
    assert sanne.get(f"{POST}alle/").status_code == 404


def test_letters_are_made_and_lie_ready_with_their_pdf(letters: list[Case], sanne: Browser) -> None:
    assert "Maak de 2 brieven" in read(sanne)

    sanne.post(f"{POST}maken/")
    page = read(sanne)

    assert "2 brieven zijn gemaakt." in page
    assert "Fatma Yildiz" in page and "veertiendagenbrief" in page and f"m{ids()[0]}" in page
    pdf = sanne.get(f"/bel/brief/{ids()[0]}/")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    box = zipfile.ZipFile(io.BytesIO(sanne.get(f"{POST}alle/").content))
    assert sorted(box.namelist()) == sorted(
        f"{case}-fourteen_days-m{number}.pdf" for case, number in zip(letters, ids(), strict=True)
    )
    assert box.testzip() is None


def test_putting_on_the_post_is_asked_once_more_and_only_what_was_ticked_goes(
    letters: list[Case], sanne: Browser
) -> None:
    sanne.post(f"{POST}maken/")
    first = ids()[0]

    sure = read(sanne, f"{POST}zeker/?brief={first}")
    assert states() == [MessageState.PRINTED] * 2
    sanne.post(f"{POST}weg/", {"brief": [str(first)]})
    page = read(sanne)

    assert "Is 1 brief op de post?" in sure and "niet ongedaan" in sure
    assert states() == [MessageState.SENT, MessageState.PRINTED]
    assert "1 brief is op de post." in page
    assert letters[0].notices.get().sent_on == world.DAY
    assert "is op de post." not in read(sanne)


def test_who_paid_meanwhile_has_to_come_out_of_the_pile(
    letters: list[Case], cast: world.Cast, sanne: Browser
) -> None:
    sanne.post(f"{POST}maken/")
    payments.book(
        letters[0].id,
        10_000,
        world.DAY,
        Act(AT, cast.delta_seat),
        cause=EntryCause.REPORT,
        key="part",
    )

    sanne.post(f"{POST}weg/", {"brief": [str(one) for one in ids()[:2]]})
    page = read(sanne)

    assert "Haal 1 brief uit de stapel." in page and "Het bedrag veranderde." in page
    assert "1 brief is op de post." in page
    assert letters[0].notices.get(number=1).sent_on is None


def test_the_same_pile_twice_posts_nothing_twice(letters: list[Case], sanne: Browser) -> None:
    sanne.post(f"{POST}maken/")
    pile = {"brief": [str(one) for one in ids()]}
    sanne.post(f"{POST}weg/", pile)
    sanne.get(POST)

    sanne.post(f"{POST}weg/", pile)

    assert "Er is niets veranderd." in read(sanne)
    assert sum(case.events.filter(kind="posted").count() for case in letters) == 2


def test_a_letter_that_lacks_something_is_told_and_becomes_a_task(
    letters: list[Case], cast: world.Cast, sanne: Browser
) -> None:
    cast.delta.brands.update(address={})

    sanne.post(f"{POST}maken/")

    assert "In 2 brieven ontbreekt iets wat de wet vraagt" in read(sanne)
    tasks = read(sanne, "/bel/taken/")
    assert "naam, adres, telefoon en e-mail van de schuldeiser" in tasks


@pytest.mark.parametrize("asked", ["m{id}", "D-{number}", "Yildiz", "{link}"])
def test_a_letter_that_came_back_is_found_and_noted(
    letters: list[Case], sanne: Browser, asked: str
) -> None:
    sanne.post(f"{POST}maken/")
    sanne.post(f"{POST}weg/", {"brief": [str(one) for one in ids()]})
    seed = Message.objects.get(id=ids()[0]).token_seed
    link = f"http://localhost:8000/r/{letters[0].id}-{seed}:handtekening/"
    query = asked.format(id=ids()[0], number=letters[0].number, link=link)

    found = text(sanne.post(f"{POST}retour/", {"q": query}).content.decode())
    sanne.post(f"{POST}retour/{ids()[0]}/")
    done = read(sanne, f"{POST}retour/")

    assert "1 brief gevonden" in found and "Fatma Yildiz" in found
    assert "op de post gedaan op" in found
    assert f"Zaak {letters[0]}" in done and "telt niet meer" in done
    assert letters[0].notices.get(number=1).void_why == "returned"
    assert letters[0].work_items.filter(task="repair_address").exists()


def test_a_number_that_is_no_letter_finds_nothing(letters: list[Case], sanne: Browser) -> None:
    page = text(sanne.post(f"{POST}retour/", {"q": "m99999"}).content.decode())

    assert "Geen brief gevonden" in page


def test_a_letter_out_of_sight_is_not_there(letters: list[Case], cast: world.Cast) -> None:
    at_desk(cast.sanne).post(f"{POST}maken/")
    other = at_desk(world.seat("bram", Role.AGENT, works_for=[cast.noord]))

    assert "Fatma" not in read(other)
    assert other.get(f"/bel/brief/{ids()[0]}/").status_code == 404
    assert other.post(f"{POST}retour/{ids()[0]}/").status_code == 404
    other.post(f"{POST}weg/", {"brief": [str(ids()[0])]})
    assert states() == [MessageState.PRINTED] * 2


@pytest.mark.parametrize("url", ["", "maken/", "alle/", "zeker/", "weg/", "retour/", "retour/1/"])
def test_a_client_finds_no_post(letters: list[Case], cast: world.Cast, url: str) -> None:
    visitor = at_desk(cast.delta_seat)

    assert visitor.get(POST + url).status_code in {404, 405}
    assert visitor.post(POST + url).status_code in {404, 405}


def test_the_page_reads_in_english(letters: list[Case], cast: world.Cast) -> None:
    cast.sanne.user.language = "en"
    cast.sanne.user.save()

    page = read(at_desk(cast.sanne))

    assert "Make the 2 letters" in page and "fourteen-day letter" in page
