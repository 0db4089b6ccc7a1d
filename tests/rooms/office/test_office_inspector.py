"""An inspector is invited for a period and for chosen clients, reads, and leaves a trace."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from minnelijk.flow.words import Role
from minnelijk.records.actions import inspecting
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.people import SeatProblem
from minnelijk.records.models import Case, Complaint, OfficeEvent, Seat, SeatClient
from minnelijk.rooms.office.views import people
from tests import world
from tests.rooms.office_tools import text_of, visitor

if TYPE_CHECKING:
    from tests.world import Cast

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 12, 31)
WHO = ("ilse@toezicht.example", "Ilse Toezicht", "nl")


@pytest.fixture(autouse=True)
def no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "send_invitation", lambda *args: None)  # the network edge


def seat_of(cast: "Cast", *, first: date | None = None, last: date) -> Seat:
    made = inspecting.invite_inspector(
        WHO, (first, last), [cast.delta], Act(world.AT, by=cast.manager)
    )
    return Seat.objects.select_related("user").get(id=made.id)


def running(cast: "Cast") -> Seat:
    return seat_of(cast, last=date(2030, 1, 1))


def looks(seat: Seat) -> list[tuple[str, dict[str, object]]]:
    rows = OfficeEvent.objects.filter(kind=inspecting.LOOKED, seat=seat).order_by("seq")
    return [(row.args["page"], row.args) for row in rows]


def test_a_manager_invites_an_inspector_for_a_period_and_for_chosen_clients(cast: "Cast") -> None:
    first, last = date(2031, 5, 1), date(2031, 7, 1)
    told = {"name": WHO[1], "email": WHO[0], "role": "inspector", "client": "", "language": "nl"}
    told |= {"from_on": first.isoformat(), "until_on": last.isoformat(), "sees": "delta"}

    answer = visitor(cast.manager).post("/kantoor/mensen/", told)

    assert answer.status_code == 302, text_of(answer)
    made = Seat.objects.get(user__email=WHO[0])
    assert (made.role, made.from_on, made.until_on) == (Role.INSPECTOR, first, last)
    assert [one.client for one in SeatClient.objects.filter(seat=made)] == [cast.delta]


def test_a_period_that_ends_before_it_begins_is_refused_and_nothing_is_made(cast: "Cast") -> None:
    with pytest.raises(SeatProblem, match="not before its first"):
        seat_of(cast, first=date(2031, 5, 2), last=date(2031, 5, 1))

    assert not Seat.objects.filter(user__email=WHO[0]).exists()


def test_a_period_that_is_over_is_refused_on_the_page_in_words(cast: "Cast") -> None:
    told = {"name": WHO[1], "email": WHO[0], "role": "inspector", "client": "", "language": "nl"}

    answer = visitor(cast.manager).post("/kantoor/mensen/", told | {"until_on": "2026-01-02"})

    assert answer.status_code == 422
    assert "De laatste dag ligt voor de eerste, of is al voorbij." in text_of(answer)


def test_every_page_says_that_he_only_reads_and_until_when(cast: "Cast") -> None:
    case = world.case(cast.delta)
    ilse = visitor(running(cast))

    for page in ("/kantoor/", "/bel/zaken/", f"/bel/zaak/{case.id}/dossier/"):
        shown = text_of(ilse.get(page))
        assert "U kijkt mee als toezichthouder." in shown
        assert "tot en met dinsdag 1 januari 2030" in shown


def test_nobody_else_reads_that_banner(cast: "Cast") -> None:
    assert "U kijkt mee" not in text_of(visitor(cast.manager).get("/kantoor/"))


def test_every_page_he_reads_is_noted_with_its_number_and_without_a_name(cast: "Cast") -> None:
    case = world.case(cast.delta)
    seat = running(cast)
    ilse = visitor(seat)

    ilse.get(f"/bel/zaak/{case.id}/dossier/")
    ilse.get("/kantoor/klanten/delta/")

    assert looks(seat) == [
        ("desk:case", {"case_id": case.id, "page": "desk:case", "seat": seat.id}),
        ("office:client", {"code": "delta", "page": "office:client", "seat": seat.id}),
    ]


def test_what_he_may_not_see_is_not_found(cast: "Cast") -> None:
    hidden = world.case(cast.noord)

    assert visitor(running(cast)).get(f"/bel/zaak/{hidden.id}/dossier/").status_code == 404


def test_he_can_send_nothing_but_his_language_and_his_leaving(cast: "Cast") -> None:
    case = world.case(cast.delta)
    ilse = visitor(running(cast))

    sent = [f"/bel/zaak/{case.id}/antwoord/", "/kantoor/klanten/delta/stilzetten/nu/"]
    assert {ilse.post(path, {"do": "stop"}).status_code for path in sent} == {404}
    assert ilse.post("/taal/", {"language": "en"}).status_code == 302
    assert ilse.post("/in/uit/").status_code == 200


def test_before_his_first_day_and_after_his_last_he_finds_nothing(cast: "Cast") -> None:
    seat = running(cast)
    ilse = visitor(seat)

    for change in ({"from_on": date(2029, 1, 1)}, {"from_on": LAST_YEAR, "until_on": LAST_YEAR}):
        Seat.objects.filter(id=seat.id).update(**change)
        assert ilse.get("/kantoor/").status_code == 404

    assert looks(seat) == []


def test_the_manager_reads_what_the_inspector_read(cast: "Cast") -> None:
    case, seat = world.case(cast.delta), running(cast)
    visitor(seat).get(f"/bel/zaak/{case.id}/dossier/")

    page = text_of(visitor(cast.manager).get(f"/kantoor/mensen/{seat.id}/"))

    assert "Wat deze toezichthouder bekeek" in page
    assert "Dossiers inzien, en elk bericht zoals het is verstuurd" in page
    assert f"zaak {case}" in page


def test_complaints_are_found_and_read_in_the_file_after_they_were_closed(cast: "Cast") -> None:
    case = world.case(cast.delta)
    world.case(cast.delta, name="Piet Zonder", email="p@post.example", phone="+31612345670")
    _complaint(case)
    ilse = visitor(running(cast))

    listed = text_of(ilse.get("/bel/zaken/?toon=complaint"))
    file = text_of(ilse.get(f"/bel/zaak/{case.id}/dossier/"))

    assert "Fatma Yildiz" in listed
    assert "Piet Zonder" not in listed
    assert "De toon was niet vriendelijk." in file


def _complaint(case: Case) -> None:
    made = Complaint.objects.create(
        client=case.client,
        debtor=case.debtor,
        case=case,
        about="tone",
        received_on=world.DAY,
        received_at=world.AT,
        ack_due_on=world.DAY + timedelta(days=2),
        closed_on=world.DAY + timedelta(days=1),
    )
    made.close({"words": "De toon was niet vriendelijk."})
    made.save()


def test_the_page_of_people_shows_what_each_role_may_do(cast: "Cast") -> None:
    page = text_of(visitor(cast.manager).get("/kantoor/mensen/"))

    assert "Wat mag iedere rol?" in page
    assert "Bellen: de werklijst, het gesprek en wat er is afgesproken" in page
    assert "(alleen wie alle klanten ziet)" in page
