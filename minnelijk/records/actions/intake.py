"""Placing a client's list of open invoices: everything of it is stored, or nothing."""

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from minnelijk.files.invoices import Meaning, Reading, Row, read
from minnelijk.records import bulk
from minnelijk.records.actions import bank, feed
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_compare import compare
from minnelijk.records.actions.intake_credits import CreditProblem, leave_credit, link_credit
from minnelijk.records.actions.intake_lines import Comparison, Line, Progress, What
from minnelijk.records.actions.intake_place import keep_waiting, store, write_waiting
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import Client, ColumnMapping, Document, Placement, PlacementRow
from minnelijk.records.words import RowState

__all__ = [
    "Comparison",
    "CreditProblem",
    "IntakeProblem",
    "Line",
    "SameFile",
    "What",
    "compare",
    "leave_credit",
    "leave_out_row",
    "link_credit",
    "payments_known",
    "place",
    "remembered_mapping",
    "repair_row",
]

MARK_BYTES = 16


class IntakeProblem(Refused):
    """Why a list cannot be placed so."""

    sentences = {
        "questions": "First answer what the list leaves open about its columns.",
        "empty": "The list has no rows to place.",
        "gone_asks": "{count} claims would vanish: say yes to that first, or place it as a part.",
        "day_later": "The day of the list lies in the future.",
        "document_elsewhere": "This file belongs to another client.",
        "client_stopped": "This client is stopped or closed; let it go on first.",
        "row_settled": "This row was started or left out already.",
    }


class SameFile(Exception):
    """This very file was placed before; nothing was stored again."""

    def __init__(self, placement: Placement) -> None:
        super().__init__(f"This file is placement {placement.id} already; nothing was stored.")
        self.placement = placement


def place(  # noqa: PLR0913 - what the client says about its list, in full
    client: Client,
    *,
    reading: Reading,
    document: Document | None,
    complete: bool,
    gone_confirmed: bool = False,
    feed_on: date | None = None,
    act: Act,
    progress: Progress | None = None,
) -> Placement:
    """Store a list: new claims start, changes are taken over, rows with problems wait.

    `progress` is called now and then with how many rows are done, and of how many.

    `feed_on` is the day up to which the list knows payments (none: today). `complete`: a claim
    that it does not name counts as paid. Raises IntakeProblem and SameFile.
    """
    _check_list(client, reading, document, feed_on, act)
    with bulk.many(), transaction.atomic():
        client = Client.objects.select_for_update().get(id=client.id)
        _check_client(client, document)
        comparison = compare(client, reading.rows, complete=complete, on=act.on, feed_on=feed_on)
        if comparison.asks_first and not gone_confirmed:
            raise IntakeProblem("gone_asks", count=len(comparison.gone))
        placement = Placement.objects.create(
            client=client,
            received_at=act.at,
            received_by=act.by,
            document=document,
            file_sha256=document.sha256 if document else "",
            mapping=_remember_mapping(client, reading, act),
            declared_complete=complete,
            feed_on=feed_on or act.on,
            feed_before=client.feed_on,
            rows_read=len(reading.rows),
        )
        store(placement, comparison, _feed_moves(client, comparison, placement), act, progress)
        _finish(placement, comparison, act)
    return placement


def _finish(placement: Placement, comparison: Comparison, act: Act) -> None:
    """What waited for payments goes on, rows with a problem wait, and the event tells of it all."""
    if comparison.covers:
        feed.goes_on(placement.client, act)
    placement.rows_refused = keep_waiting(placement, comparison)
    placement.save(update_fields=["rows_refused"])
    _tell(placement, comparison, act)
    bank.look_again(placement.client_id, act)  # somebody may have paid before the list came


def _check_list(
    client: Client, reading: Reading, document: Document | None, feed_on: date | None, act: Act
) -> None:
    if reading.blocked:
        raise IntakeProblem("questions")
    if not reading.rows:
        raise IntakeProblem("empty")
    if feed_on is not None and feed_on > act.on:
        raise IntakeProblem("day_later")
    if document is not None and document.client_id != client.id:
        raise IntakeProblem("document_elsewhere")


def _check_client(client: Client, document: Document | None) -> None:
    if client.stopped_at is not None or client.closed_on is not None:
        raise IntakeProblem("client_stopped")
    if document is None:
        return
    same = Placement.objects.filter(
        client=client, file_sha256=document.sha256, taken_back_at__isnull=True
    ).first()
    if same is not None:
        raise SameFile(same)


def _remember_mapping(client: Client, reading: Reading, act: Act) -> ColumnMapping | None:
    """Keep which heading means what, for the next list with the same headings."""
    meanings = {
        column.heading: column.meaning.value for column in reading.columns if column.meaning
    }
    if not reading.fingerprint or not meanings:
        return None
    mapping, _ = ColumnMapping.objects.update_or_create(
        client=client,
        fingerprint=reading.fingerprint[:MARK_BYTES],
        defaults={"mapping": meanings, "used_at": act.at},
    )
    return mapping


def remembered_mapping(client: Client, reading: Reading) -> dict[str, Meaning]:
    """Return what this client's columns meant in its last list with these headings, or {}."""
    known = ColumnMapping.objects.filter(
        client=client, fingerprint=reading.fingerprint[:MARK_BYTES]
    ).first()
    return {heading: Meaning(word) for heading, word in known.mapping.items()} if known else {}


def _feed_moves(client: Client, comparison: Comparison, placement: Placement) -> date:
    """Note up to which day payments are known now; return the day on which new money counts."""
    assert placement.feed_on is not None  # noqa: S101 - written just now
    paid_on = _kindest_day(client.feed_on, placement.feed_on)
    if comparison.covers:
        feed.moved(client, placement.feed_on)
    return paid_on


def _kindest_day(known_until: date | None, feed_on: date) -> date:
    """The value day of money that a list shows without saying when it came.

    It came after the last day of which we knew the payments, so the day after that is the first
    possible one, and the one that keeps a promise (a list never makes a promise late by itself).
    """
    if known_until is None or known_until >= feed_on:
        return feed_on
    return known_until + timedelta(days=1)


def payments_known(client: Client, on: date, act: Act) -> Client:
    """The client says that all payments up to a day are reported. Raises IntakeProblem."""
    if on > act.on:
        raise IntakeProblem("day_later")
    with transaction.atomic():
        client = feed.known_until(client, on, act)
        office_event(client, "payments_known", act, {"on": on.isoformat()})
    return client


def _tell(placement: Placement, comparison: Comparison, act: Act) -> None:
    """The event of a placement: counts and cents per word, so that it can be read back."""
    totals = {
        word: {"count": total.count, "cents": total.cents}
        for word, total in comparison.totals.items()
    }
    args = {
        "placement": placement.id,
        "complete": placement.declared_complete,
        "feed_on": str(placement.feed_on),
        "totals": totals,
    }
    office_event(placement.client, "placed", act, args)


def repair_row(waiting: PlacementRow, cells: Mapping[str, str], act: Act) -> PlacementRow:
    """Read a waiting row again with new cells, by heading or meaning, and start it if it is right.

    What is still wrong stays waiting, with its new problems. Raises IntakeProblem.
    """
    with transaction.atomic():
        waiting = _waiting(waiting)
        placement = waiting.placement
        client = Client.objects.select_for_update().get(id=placement.client_id)
        _check_client(client, None)
        placement.client = client
        row = _read_again(waiting, cells, client)
        comparison = compare(client, [row], complete=False, on=act.on, feed_on=placement.feed_on)
        line = comparison.lines[0]
        if line.what in {What.WAITS, What.DOUBLE}:
            write_waiting(waiting, row, line.problems)
        else:
            store(placement, comparison, placement.feed_on or act.on, act)
            bank.look_again(client.id, act)
            waiting.state = RowState.STARTED
        waiting.save()
        args = {"placement": placement.id, "row": waiting.place, "what": line.what.value}
        office_event(client, "row_repaired", act, args)
    return waiting


def _waiting(row: PlacementRow) -> PlacementRow:
    found = PlacementRow.objects.select_for_update().select_related("placement").get(id=row.id)
    if found.state != RowState.WAITING:
        raise IntakeProblem("row_settled")
    return found


def _read_again(waiting: PlacementRow, cells: Mapping[str, str], client: Client) -> Row:
    """Write the row as a list of one, with headings that name their meaning, and read that."""
    placement = waiting.placement
    meanings = placement.mapping.mapping if placement.mapping else {}
    told = dict(waiting.open()["row"])
    for heading, text in cells.items():
        word = meanings.get(heading, heading)
        if word in told:
            told[word] = " ".join(str(text).split())
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(told)
    writer.writerow(told.values())
    reading = read(
        sheet.getvalue().encode(),
        name="row.csv",
        mapping={word: Meaning(word) for word in told},
        day_first=True,
        decimal=",",
        country=client.country.upper(),
    )
    if reading.blocked or len(reading.rows) != 1:
        raise IntakeProblem("empty")
    return reading.rows[0]


def leave_out_row(waiting: PlacementRow, act: Act) -> PlacementRow:
    """Leave a waiting row out for good; it was never a claim. Raises IntakeProblem."""
    with transaction.atomic():
        waiting = _waiting(waiting)
        waiting.state = RowState.LEFT_OUT
        waiting.save(update_fields=["state"])
        args = {"placement": waiting.placement_id, "row": waiting.place}
        office_event(waiting.placement.client, "row_left_out", act, args)
    return waiting
