"""One thing that bureau and agency told each other, stored; whoever tells holds the case."""

from datetime import date

from minnelijk.flow.words import AgencyWord
from minnelijk.records.actions.core import Act
from minnelijk.records.ids import reserve
from minnelijk.records.models import AgencyNote, HandOver


def note(  # noqa: PLR0913 - one thing told, in full
    made: HandOver,
    word: AgencyWord,
    act: Act,
    *,
    words: str = "",
    cents: int | None = None,
    day_on: date | None = None,
    from_agency: bool = False,
) -> AgencyNote:
    """Store one thing that we told the agency, or it told us; the caller holds the case."""
    told = AgencyNote(
        id=reserve(AgencyNote, 1)[0],
        hand_over=made,
        from_agency=from_agency,
        word=word,
        cents=cents,
        day_on=day_on,
        made_at=act.at,
        made_by=act.by,
    )
    if words:
        told.close({"words": words})
    told.save(force_insert=True)
    return told


def case_of(hand_over_id: int) -> int:
    """Return the case of a hand-over."""
    return HandOver.objects.values_list("case_id", flat=True).get(id=hand_over_id)
