"""One thing that bureau and agency told each other, stored; whoever tells holds the case."""

from datetime import date, datetime

from minnelijk.flow.words import AgencyWord, Phase
from minnelijk.records.actions.core import Act, record
from minnelijk.records.ids import reserve
from minnelijk.records.models import AgencyNote, Case, HandOver
from minnelijk.records.notice_facts import running

MISTAKE = "mistake"
"""News that takes the news before it back."""


def note(  # noqa: PLR0913 - one thing told, in full
    made: HandOver,
    word: AgencyWord,
    act: Act,
    *,
    words: str = "",
    news: str = "",
    cents: int | None = None,
    day_on: date | None = None,
    from_agency: bool = False,
) -> AgencyNote:
    """Store one thing that we told the agency, or it told us: in its own words, or as the word of
    what happened (`news`), which its reader sees in his language."""
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
    if words or news:
        told.close({"words": words, "news": news})
    told.save(force_insert=True)
    return told


def case_of(hand_over_id: int) -> int:
    """Return the case of a hand-over."""
    return HandOver.objects.values_list("case_id", flat=True).get(id=hand_over_id)


def tell_news(case: Case, news: str, act: Act) -> None:
    """Something happened that an agency has to know at once: a stop, a complaint. Once for as long
    as it did not read it."""
    made = running(case) if case.phase == Phase.HANDED_OVER else None
    if made is None or any(one.open().get("news") == news for one in _unread(made)):
        return
    note(made, AgencyWord.NEWS, act, news=news)
    record(case, "agency_told", act, why=AgencyWord.NEWS.value, args={"agency": made.partner.name})


def unsay(case: Case, said_at: datetime, act: Act) -> None:
    """The news of that moment was a slip of the keyboard: it goes, or is taken back when the
    agency may have seen it."""
    made = running(case)
    told = made.notes.filter(word=AgencyWord.NEWS, made_at=said_at) if made else None
    if made is None or told is None or not told.exists():
        return
    gone, _ = told.filter(read_at__isnull=True, told_at__isnull=True).delete()
    if not gone:
        note(made, AgencyWord.NEWS, act, news=MISTAKE)


def _unread(made: HandOver) -> list[AgencyNote]:
    rows = made.notes.filter(word=AgencyWord.NEWS, read_at__isnull=True, sealed__isnull=False)
    return list(rows)
