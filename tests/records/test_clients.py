"""Clients, their accounts and their face: who may change what, and what everybody hears of it."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import HoldKind, Phase
from minnelijk.records.actions import clients
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Account, Case, ClientNote, OfficeEvent, Registration
from minnelijk.records.queries import account_of
from tests import world

pytestmark = pytest.mark.django_db

NEW_IBAN = "NL39RABO0300065264"


def test_a_client_opens_with_facts_that_are_not_known_left_empty() -> None:
    client = clients.open_client(code="bakker", name="Bakker", country="nl", act=Act(world.AT))

    assert client.vat_deductible is None
    assert client.contract_law == "nl"
    assert client.feed_on is None


def test_a_code_is_given_once() -> None:
    clients.open_client(code="bakker", name="Bakker", country="nl", act=Act(world.AT))

    with pytest.raises(clients.ClientProblem) as refused:
        clients.open_client(code="bakker", name="Slager", country="nl", act=Act(world.AT))

    assert refused.value.word == "code_taken"


def test_each_change_of_the_card_is_an_event_with_old_and_new() -> None:
    cast = world.cast()

    clients.change_card(
        cast.delta, {"small_rest_cents": 500, "name": cast.delta.name}, Act(world.AT, cast.manager)
    )

    event = OfficeEvent.objects.get(client=cast.delta, kind="card_changed")
    assert event.args == {"field": "small_rest_cents", "old": 250, "new": 500}
    assert event.seat == cast.manager


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"feed_on": date(2026, 3, 1)}, "field_unknown"),
        ({"small_rest_cents": 2.5}, "value_wrong"),
        ({"small_rest_cents": True}, "value_wrong"),
        ({"promise_days": 20}, "promise_days_wrong"),
        ({"country": "fr"}, "value_wrong"),
        ({"enterprise_no": "1234567"}, "enterprise_no_wrong"),
        ({"country": "be", "enterprise_no": "0566.988.258"}, "enterprise_no_wrong"),
        ({"country": "be"}, "enterprise_no_wrong"),
        ({"agreed_beforehand": {"engage": {"on": "2026-03-01"}}}, "agreement_wrong"),
        ({"agreed_beforehand": {"engage": {"on": "soon", "by_name": "Daan"}}}, "agreement_wrong"),
        ({"agreed_beforehand": {"all": {"on": "2026-03-01", "by_name": "D"}}}, "agreement_wrong"),
    ],
)
def test_what_cannot_be_on_the_card_is_refused(changes: dict[str, object], word: str) -> None:
    cast = world.cast()

    with pytest.raises(clients.ClientProblem) as refused:
        clients.change_card(cast.delta, changes, Act(world.AT, cast.manager))

    assert refused.value.word == word
    assert not OfficeEvent.objects.filter(client=cast.delta).exists()


def test_an_agreement_beforehand_keeps_its_name_on_the_card_and_out_of_the_events() -> None:
    cast = world.cast()
    agreed = {"engage": {"on": "2026-03-01", "by_name": "Daan de Boer"}}

    clients.change_card(cast.delta, {"agreed_beforehand": agreed}, Act(world.AT, cast.manager))

    event = OfficeEvent.objects.get(client=cast.delta, kind="card_changed")
    assert event.args["new"] == {"engage": "2026-03-01"}
    cast.delta.refresh_from_db()
    assert cast.delta.agreed_beforehand == agreed


def test_a_new_account_waits_for_a_second_person_and_two_working_days() -> None:
    cast = world.cast()
    old = account_of(cast.delta, world.DAY)
    proposed = propose(cast)
    assert account_of(cast.delta, world.DAY) == old

    account = clients.confirm_account(
        proposed, number_called="020 111 22 33", act=Act(world.AT, cast.supervisor)
    )

    assert account.works_from_on == date(2026, 3, 9)  # Thursday, Friday, Monday
    assert account_of(cast.delta, date(2026, 3, 8)) == old
    assert account_of(cast.delta, date(2026, 3, 9)) == account
    assert old is not None and Account.objects.get(id=old.id).ends_on is None
    note = ClientNote.objects.get(client=cast.delta, kind="account_changed")
    assert note.args == {"account": account.id, "ends": "5264", "from_on": "2026-03-09"}


def test_the_first_account_of_a_client_works_when_it_is_confirmed() -> None:
    cast = world.cast()
    Account.objects.filter(client=cast.delta).delete()

    account = clients.confirm_account(
        propose(cast), number_called="+31201112233", act=Act(world.AT, cast.manager)
    )

    assert account.works_from_on == world.DAY


def test_who_proposed_an_account_cannot_confirm_it() -> None:
    cast = world.cast()
    proposed = clients.propose_account(
        cast.delta, iban=NEW_IBAN, holder="Delta", act=Act(world.AT, cast.manager)
    )

    assert confirm_word(proposed, "+31201112233", cast.manager) == "same_person"


def test_only_the_bureau_confirms_and_only_by_a_number_known_before() -> None:
    cast = world.cast()
    proposed = propose(cast)

    assert confirm_word(proposed, "+31201112233", cast.delta_seat) == "not_allowed"
    assert confirm_word(proposed, "+31201112233", cast.sanne) == "not_allowed"
    assert confirm_word(proposed, "+31699999999", cast.manager) == "number_unknown"
    assert confirm_word(proposed, "", cast.manager) == "number_unknown"


def test_a_number_that_was_changed_after_the_proposal_does_not_count() -> None:
    cast = world.cast()
    proposed = propose(cast)

    clients.change_card(cast.delta, {"phone_shown": "+31699999999"}, Act(world.AT, cast.delta_seat))

    assert confirm_word(proposed, "+31699999999", cast.manager) == "number_new"


def test_a_refused_account_never_works_and_is_not_confirmed_later() -> None:
    cast = world.cast()
    proposed = propose(cast)

    clients.refuse_account(proposed, Act(world.AT, cast.manager))

    assert confirm_word(proposed, "+31201112233", cast.manager) == "settled"
    assert ClientNote.objects.filter(client=cast.delta, kind="account_refused").exists()


@pytest.mark.parametrize(
    ("iban", "word"),
    [
        ("NL39RABO0300065265", "check"),
        ("NL39RABO03000652", "length"),
        ("XX39RABO0300065264", "country"),
        ("", "length"),
    ],
)
def test_what_is_no_iban_is_refused_with_its_reason(iban: str, word: str) -> None:
    cast = world.cast()

    with pytest.raises(clients.BadIban) as refused:
        clients.propose_account(
            cast.delta, iban=iban, holder="Delta", act=Act(world.AT, cast.delta_seat)
        )

    assert refused.value.word == word


def test_a_stopped_client_rests_everywhere_until_a_person_lifts_it() -> None:
    cast = world.cast()
    case, other = world.case(cast.delta), world.case(cast.noord)

    assert clients.stop_client(cast.delta, Act(world.AT, cast.manager)) == 1
    assert clients.stop_client(cast.delta, Act(world.AT, cast.manager)) == 0

    case.refresh_from_db()
    assert case.held_kind == HoldKind.CLIENT_STOPPED
    assert case.person.stop_count == 0  # another client is not touched by it
    assert not other.holds.exists()
    assert clients.resume_client(cast.delta, Act(world.AT, cast.manager)) == [case]
    case.refresh_from_db()
    assert case.held_kind == HoldKind.CLIENT_STOPPED

    clients.resume_case(case, Act(world.AT, cast.manager))

    case.refresh_from_db()
    assert case.held_kind == ""
    assert case.phase == Phase.ONE


def test_a_second_stop_holds_the_cases_again() -> None:
    cast = world.cast()
    case = world.case(cast.delta)
    clients.stop_client(cast.delta, Act(world.AT, cast.manager))
    clients.resume_all(cast.delta, Act(world.AT, cast.manager))

    clients.stop_client(cast.delta, Act(world.AT + timedelta(days=1), cast.manager))

    assert Case.objects.get(id=case.id).held_kind == HoldKind.CLIENT_STOPPED


def test_a_face_is_kept_by_version() -> None:
    cast = world.cast()
    first = cast.delta.brands.get()

    brand = clients.set_brand(
        cast.delta,
        name="Delta Water",
        colour="#1F5C4D",
        logo=None,
        address={"street": "Kade", "number": "3"},
        act=Act(world.AT, cast.manager),
    )

    first.refresh_from_db()
    assert (brand.version, brand.colours) == (2, {"accent": "#1f5c4d"})
    assert first.name == "Waterbedrijf Delta"


def test_a_registration_needs_its_number() -> None:
    cast = world.cast()

    with pytest.raises(clients.FaceProblem) as refused:
        clients.register(
            "nl", "wki", " ", from_on=world.DAY, until_on=None, act=Act(world.AT, cast.manager)
        )

    assert refused.value.word == "number_missing"
    assert not Registration.objects.filter(from_on=world.DAY).exists()


def propose(cast: world.Cast) -> Account:
    return clients.propose_account(
        cast.delta,
        iban="NL39 RABO 0300 0652 64",
        holder="Waterbedrijf Delta",
        act=Act(world.AT, cast.delta_seat),
    )


def confirm_word(account: Account, number: str, seat: world.Seat) -> str:
    with pytest.raises(clients.AccountProblem) as refused:
        clients.confirm_account(account, number_called=number, act=Act(world.AT, seat))
    return refused.value.word
