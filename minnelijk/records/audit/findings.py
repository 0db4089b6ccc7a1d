"""What an audit says: one finding per row or day, each a sentence that names it."""

from enum import StrEnum
from typing import NamedTuple


class Word(StrEnum):
    """What can be wrong."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    BEFORE = "before"
    UNREADABLE = "unreadable"
    PICTURE = "picture"
    PICTURES = "pictures"
    PICTURE_EXTRA = "picture_extra"
    GAP = "gap"
    NOT_OURS = "not_ours"
    CUT_OFF = "cut_off"
    NOTE_CHANGED = "note_changed"
    NOTE_GONE = "note_gone"
    NOTE_EXTRA = "note_extra"
    BALANCE = "balance"
    NO_PROOF = "no_proof"
    NO_EVENT = "no_event"
    ORPHAN = "orphan"
    NOT_SEALED = "not_sealed"
    DAY_DIFFERS = "day_differs"
    SEAL_CHANGED = "seal_changed"
    SEAL_CHAIN = "seal_chain"
    NOT_ANCHORED = "not_anchored"
    ANCHOR_DIFFERS = "anchor_differs"
    ANCHOR_ALONE = "anchor_alone"


SENTENCES = {
    Word.CHANGED: "{table} {row}: the row was changed, and no event tells of it.",
    Word.REMOVED: "{table} {row}: the row is gone, and nothing may remove it.",
    Word.INSERTED: "{table} {row}: the row was put in, and no event tells of it.",
    Word.BEFORE: "{table} {row}: was wrong already when {more} was closed.",
    Word.UNREADABLE: "{table} {row}: the sealed data does not open; it was changed or moved.",
    Word.PICTURE: "{table}: the picture of {row} was changed, or this is another key.",
    Word.PICTURES: "{table}: the pictures of the rows are not those of the seal of {row}.",
    Word.PICTURE_EXTRA: "{table} {row}: a picture of a day that is not closed yet.",
    Word.GAP: "{table} {row}: the number of an event is missing or double.",
    Word.NOT_OURS: "{table} {row}: the event was not written by this installation (keyed mark).",
    Word.CUT_OFF: "{table} {row}: the chain does not end where the case says: events are gone or"
    " were added.",
    Word.NOTE_CHANGED: "{table} {row}: the words are not those that the event committed to.",
    Word.NOTE_GONE: "{table} {row}: the row of a note is gone (erasing one empties it).",
    Word.NOTE_EXTRA: "{table} {row}: a note stands beside an event that has none.",
    Word.BALANCE: "{table} {row}: the entries of the ledger do not add up to what the case says"
    " ({more} cents).",
    Word.NO_PROOF: "{table} {row}: an event says that this message left, and its proof is gone"
    " or says something else.",
    Word.NO_EVENT: "{table} {row}: no event of the case knows of this proof of sending.",
    Word.ORPHAN: "{table} {row}: {more} names a row that does not exist.",
    Word.NOT_SEALED: "{table} {row}: this day has events and no seal of client {more}.",
    Word.DAY_DIFFERS: "{table} {row}: the events of the day are not those that were sealed"
    " (client {more}).",
    Word.SEAL_CHANGED: "{table} {row}: the seal was changed or forged (client {more}).",
    Word.SEAL_CHAIN: "{table} {row}: the seal does not follow from the one before (client {more}).",
    Word.NOT_ANCHORED: "{table} {row}: the seal of this day is in no anchor.",
    Word.ANCHOR_DIFFERS: "{table} {row}: the anchor outside the database says another seal.",
    Word.ANCHOR_ALONE: "{table} {row}: the anchor knows this day, the database has no seal of it.",
}


class Finding(NamedTuple):
    """One thing that is wrong; `row` is the key of the row or a day, `anchor` whose it is."""

    table: str
    row: str
    word: Word
    more: str = ""
    anchor: int = -1

    def __str__(self) -> str:
        return SENTENCES[self.word].format(table=self.table, row=self.row, more=self.more)
