"""Days are closed once, late ones too; honest work is never called wrong, and a gap is seen."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from minnelijk.files import merkle
from minnelijk.flow.words import EntryKind
from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.actions.office import office_event
from minnelijk.records.actions.seals import seal_days
from minnelijk.records.audit import anchors
from minnelijk.records.audit.findings import Word
from minnelijk.records.audit.verify import Audit, verify
from minnelijk.records.models import Case, ContactPoint, Event, EventNote, Seal
from minnelijk.site import clock
from tests import world
from tests.world import AT, DAY, Cast

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 3, 6, 0, 30, tzinfo=UTC)
"""Half past one in Amsterdam on the night after the first day."""


@pytest.fixture(autouse=True)
def anchored(settings: Any, tmp_path: Any) -> None:
    settings.ANCHOR_FOLDER = str(tmp_path)


@pytest.fixture
def cast() -> Cast:
    return world.cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return world.case(cast.delta)


def words() -> list[Word]:
    return [finding.word for finding in verify(Audit())]


def note(case: Case, text: str, at: datetime = AT) -> Event:
    with changing(case.id) as locked:
        return record(locked, "note", Act(at), note=text)


def test_a_day_is_closed_an_hour_after_midnight_and_once(case: Case) -> None:
    before = seal_days(NIGHT - timedelta(hours=1))

    assert (before, seal_days(NIGHT), seal_days(NIGHT)) == (0, 1, 0)
    assert Seal.objects.get(client=None).day_on == DAY
    assert Seal.objects.get(client=case.client).events == 1


def test_missed_days_are_closed_in_their_order_each_upon_the_one_before(case: Case) -> None:
    note(case, "Eerst", AT + timedelta(days=2))

    closed = seal_days(NIGHT + timedelta(days=3))

    seals = list(Seal.objects.filter(client=None).order_by("day_on"))
    assert (closed, len(seals)) == (4, 4)
    assert [s.previous for s in seals[1:]] == [s.hash for s in seals[:-1]]
    assert [day for day, _ in sorted(anchors.noted().items())] == [s.day_on for s in seals]
    assert words() == []


def test_what_happens_with_an_event_is_no_finding(cast: Cast, case: Case) -> None:
    seal_days(NIGHT)

    with changing(case.id) as locked:
        world.entry(locked.claims.get(), EntryKind.PAYMENT, -12_000)
        locked.open_cents = 0
        record(locked, "paid", Act(NIGHT))
    cast.delta.promise_days = 7
    cast.delta.save()
    office_event(cast.delta, "card_changed", Act(NIGHT))

    assert words() == []
    assert seal_days(NIGHT + timedelta(days=1)) == 1
    assert words() == []


def test_a_finding_of_a_night_stays_one_whatever_happens_later(case: Case) -> None:
    seal_days(NIGHT)
    ContactPoint.objects.filter(debtor=case.debtor_id).update(quality="wrong")

    seal_days(NIGHT + timedelta(days=1))
    note(case, "Later", NIGHT + timedelta(days=1))

    assert set(words()) == {Word.BEFORE}
    assert Seal.objects.get(client=None, day_on=DAY + timedelta(days=1)).problems == 3


def test_erased_words_leave_the_chain_whole(case: Case) -> None:
    event = note(case, "Zij is ziek.")
    seal_days(NIGHT)

    record_of = EventNote.objects.filter(case=case, seq=event.seq)
    record_of.update(salt=None, sealed=None)
    with changing(case.id) as locked:
        record(locked, "erased", Act(NIGHT))

    assert words() == []


def test_an_event_that_comes_into_a_closed_day_is_seen(case: Case) -> None:
    seal_days(NIGHT)

    note(case, "Te laat", AT)

    assert Word.DAY_DIFFERS in words()


def test_days_that_are_cut_off_are_missed_by_the_anchor(case: Case) -> None:
    seal_days(NIGHT + timedelta(days=1))
    world.guards(up=False)

    Seal.objects.filter(day_on__gt=DAY)._raw_delete("default")

    assert Word.ANCHOR_ALONE in words()


def test_a_chain_that_somebody_forged_whole_is_not_ours(case: Case) -> None:
    seal_days(NIGHT)
    world.guards(up=False)
    event = note(case, "Betaald", NIGHT)

    Event.objects.filter(case=case, seq=event.seq).update(mark=b"0" * 16)

    assert words() == [Word.NOT_OURS]


def test_only_the_findings_of_one_client_are_told_when_it_is_named(cast: Cast, case: Case) -> None:
    other = world.case(cast.noord, name="Jan Jansen", email="jan@post.example")
    seal_days(NIGHT)
    Case.objects.filter(id__in=[case.id, other.id]).update(tries=3)

    rows = [finding.row for finding in verify(Audit(), client=cast.noord)]

    assert rows == [str(other.id)]


def test_the_command_says_it_in_sentences_and_with_its_status(case: Case) -> None:
    seal_days(NIGHT)
    out = StringIO()
    call_command("audit", "verify", stdout=out)

    assert "nothing was changed" in out.getvalue()
    assert anchors.noted()[DAY] in out.getvalue()

    Case.objects.filter(id=case.id).update(open_cents=1)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert {problem["word"] for problem in told["problems"]} == {"balance", "changed"}
    assert f"records_case {case.id}:" in told["problems"][0]["sentence"]


def test_the_proof_of_a_case_leads_from_each_event_to_the_seal_of_its_day(case: Case) -> None:
    world.case(case.client, name="Jan Jansen", email="jan@post.example")
    note(case, "Gebeld")
    seal_days(NIGHT)
    out = StringIO()

    call_command("audit", "case", str(case.number), "--client", "delta", stdout=out)

    told = json.loads(out.getvalue())
    root = told["seals"][0]["client"]["root"]
    for event in told["events"]:
        proof = event["proof"]
        beside = [bytes.fromhex(one) for one in proof["beside"]]
        leaf = bytes.fromhex(event["hash"])
        assert merkle.proven(leaf, proof["number"], proof["of"], beside).hex() == root
    assert len(told["events"]) == 2


def test_every_leaf_of_a_tree_has_its_proof_and_no_other_has() -> None:
    for count in range(1, 18):
        leaves = [bytes([number]) * 32 for number in range(count)]
        whole = merkle.root(leaves)
        for at, leaf in enumerate(leaves):
            beside = merkle.proof(leaves, at)
            assert merkle.proven(leaf, at, count, beside) == whole
            assert merkle.proven(b"x" * 32, at, count, beside) != whole


def test_the_command_closes_what_is_over(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    out = StringIO()

    call_command("audit", "seal", stdout=out)

    assert out.getvalue().strip() == "1 days closed"
