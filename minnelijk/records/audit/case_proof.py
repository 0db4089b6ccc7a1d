"""What proves one case to a judge: its events, each with its place in the seal of its day."""

from datetime import date
from typing import Any

from minnelijk.files import merkle
from minnelijk.files.chain import moment_text
from minnelijk.records.audit.days import day_of, span
from minnelijk.records.models import Case, Client, Event, OfficeEvent, Seal


class NoSuchCase(Exception):
    """There is no case with this number, or more than one."""


def proof_of(number: int, client: Client | None) -> dict[str, Any]:
    """Return the events of a case without notes, each with its proof, and the seals of its days."""
    found = Case.objects.filter(number=number)
    cases = list((found.filter(client=client) if client else found)[:2])
    if len(cases) != 1:
        why = "is not there" if not cases else "is there twice: name its client"
        raise NoSuchCase(f"Case {number} {why}.")
    case = cases[0]
    events = list(Event.objects.filter(case=case).order_by("seq"))
    sealed = {on: _day(case, on) for on in sorted({day_of(event.at) for event in events})}
    return {
        "case": case.number,
        "case_id": case.id,
        "client": case.client.code,
        "head": case.head.hex(),
        "events": [_event(event, sealed[day_of(event.at)]) for event in events],
        "seals": [one for _, one in sealed.values() if one],
    }


def _day(case: Case, on: date) -> tuple[list[bytes], dict[str, Any] | None]:
    """Return the hashes of a day of the client, and its seal."""
    first, after = span(on)
    same = {"client_id": case.client_id, "at__gte": first, "at__lt": after}
    events = Event.objects.filter(**same).order_by("case_id", "seq")
    office = OfficeEvent.objects.filter(**same).order_by("seq")
    leaves = [*events.values_list("hash", flat=True), *office.values_list("hash", flat=True)]
    seals = Seal.objects.filter(day_on=on)
    own = seals.filter(client=case.client_id).first()
    bureau = seals.filter(client__isnull=True).first()
    return leaves, _seal(own, bureau) if own and bureau else None


def _seal(own: Seal, bureau: Seal) -> dict[str, Any]:
    return {"client": _told(own), "bureau": _told(bureau)}


def _told(seal: Seal) -> dict[str, Any]:
    return {
        "day_on": str(seal.day_on),
        "client": seal.client_id or 0,
        "events": seal.events,
        "root": seal.root.hex(),
        "pictures": seal.pictures.hex(),
        "previous": seal.previous.hex(),
        "hash": seal.hash.hex(),
    }


def _event(event: Event, day: tuple[list[bytes], dict[str, Any] | None]) -> dict[str, Any]:
    leaves, seal = day
    told = {
        "seq": event.seq,
        "day_on": str(event.day_on),
        "at": moment_text(event.at),
        "kind": event.kind,
        "actor": event.actor,
        "seat": event.seat_id,
        "step": event.step,
        "occurrence": event.occurrence,
        "policy_version": event.policy_version_id,
        "row_no": event.row_no,
        "law_pack": event.law_pack,
        "why": event.why,
        "args": event.args,
        "note_commit": event.note_commit.hex() if event.note_commit else None,
        "hash": event.hash.hex(),
    }
    if seal is None or event.hash not in leaves:
        return told | {"proof": None}
    at = leaves.index(event.hash)
    beside = [one.hex() for one in merkle.proof(leaves, at)]
    return told | {"proof": {"number": at, "of": len(leaves), "beside": beside}}
