"""The letters of a day in one file for the printer, and beside it a list of what lies where."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pikepdf
import structlog

from minnelijk.post.paper.windows import side_of, window_of
from minnelijk.records import documents
from minnelijk.records.actions import batches
from minnelijk.records.actions.core import Act, day_of
from minnelijk.records.models import Message, PrintBatch
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import BatchProblem

log = structlog.get_logger()

KIND = "print_batch"
BYTE_ORDER = "\ufeff"
"""A spreadsheet takes a CSV for UTF-8 by this sign."""


@dataclass(frozen=True, slots=True)
class Lies:
    """One letter in a batch: which one, on which pages, in which envelope, to whom as printed."""

    number: str
    first_page: int
    pages: int
    blank_after: bool
    country: str
    language: str
    window: str
    sha256: str
    address: list[str]

    @property
    def last_page(self) -> int:
        return self.first_page + self.pages - 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a batch holds; `pages` and `sha256` are those of the whole file."""

    name: str
    made_at: str
    pages: int
    sha256: str
    letters: list[Lies]

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def batch_name(batch: PrintBatch) -> str:
    """Return the name of a batch's files, without their ending; nothing of a person."""
    return f"partij-{batch.day_on.isoformat()}-{batch.number}"


def make_batch(act: Act, clients: frozenset[int] | None = None) -> PrintBatch | None:
    """Put the printed letters of today into one file; None where there is none to put."""
    batch = batches.gather(act, clients)
    if batch is not None:
        finish(batch, act.at)
    return batch


def finish_unmade(at: datetime) -> int:
    """Make the files that somebody began and did not finish."""
    return sum(finish(batch, at) for batch in batches.unmade(day_of(at)))


def finish(batch: PrintBatch, at: datetime) -> bool:
    """Make and keep the file and the list of a batch; a letter that is gone stops it."""
    try:
        content, manifest = put_together(batch, batches.letters_in(batch))
    except (documents.DocumentGone, CannotOpen, pikepdf.PdfError) as problem:
        log.error("batch not made", batch=batch.id, error=type(problem).__name__)
        batches.not_handed(batch, BatchProblem.LETTER_GONE)
        return False
    name = batch_name(batch)
    pdf = documents.store(None, KIND, content, "application/pdf", f"{name}.pdf", at)
    told = documents.store(None, KIND, manifest.as_json(), "application/json", f"{name}.json", at)
    return batches.made(batch, pdf, told, manifest.pages)


def put_together(batch: PrintBatch, letters: Sequence[Message]) -> tuple[bytes, Manifest]:
    """Return one PDF of these letters, each beginning on the front of a sheet, and its list."""
    lies: list[Lies] = []
    with pikepdf.new() as whole:
        for letter in letters:
            if letter.document is None:
                raise documents.DocumentGone(f"Letter {letter.id} has no document.")
            content = documents.read(letter.document)
            with pikepdf.open(io.BytesIO(content)) as one:
                lies.append(_lies(letter, one, len(whole.pages) + 1))
                whole.pages.extend(one.pages)
            if lies[-1].blank_after:
                whole.add_blank_page(page_size=A4)
        _untagged(whole)
        content = _saved(whole)
        pages = len(whole.pages)
    manifest = Manifest(
        batch_name(batch),
        batch.made_at.isoformat(),
        pages,
        hashlib.sha256(content).hexdigest(),
        lies,
    )
    return content, manifest


A4 = (595.276, 841.89)


def _lies(letter: Message, pdf: pikepdf.Pdf, first: int) -> Lies:
    assert letter.document is not None  # noqa: S101 - the caller asked
    brand, country = letter.brand, letter.case.client.country
    return Lies(
        number=f"m{letter.id}",
        first_page=first,
        pages=len(pdf.pages),
        blank_after=len(pdf.pages) % 2 == 1,
        country=country,
        language=letter.language,
        window=window_of(country, side_of(brand.colours) if brand else None).side.value,
        sha256=letter.document.sha256,
        address=str(pdf.docinfo.get("/Subject", "")).split("\n"),
    )


def _untagged(whole: pikepdf.Pdf) -> None:
    """The structure of a letter stays in the letter's own PDF: pages that point to one that is not
    here would be wrong."""
    for page in whole.pages:
        for key in ("/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
        for note in page.obj.get("/Annots", []):
            if "/StructParent" in note:
                del note["/StructParent"]


def _saved(whole: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    write = whole.save  # a file in memory, no row of ours
    write(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


# Reading the list back ----------------------------------------------------------------------------


def manifest_of(batch: PrintBatch) -> Manifest | None:
    """Return the list of a batch; None where it is not made, or gone."""
    if batch.manifest is None:
        return None
    try:
        told: dict[str, Any] = json.loads(documents.read(batch.manifest))
    except documents.DocumentGone:
        return None
    return Manifest(**{**told, "letters": [Lies(**one) for one in told["letters"]]})


COLUMNS = ("number", "first_page", "pages", "country", "language", "window", "sha256", "address")


def as_csv(manifest: Manifest) -> bytes:
    """Return the list for a spreadsheet; no cell of it is ever taken for a formula."""
    made = io.StringIO()
    rows = csv.writer(made, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in manifest.letters:
        told = {**asdict(one), "address": " | ".join(one.address)}
        rows.writerow([_plain(told[name]) for name in COLUMNS])
    return (BYTE_ORDER + made.getvalue()).encode()


def _plain(value: object) -> str:
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
