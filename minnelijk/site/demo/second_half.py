"""The tour's second half: phase 2, the letter, its term, the agency and the way back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from minnelijk.files.bundle import verify
from minnelijk.flow.identity import Fact
from minnelijk.flow.words import ApprovalAnswer, Outcome, Phase, Question, RecallWhy
from minnelijk.post.hand_over.handing import make_due
from minnelijk.post.paper.printing import print_due
from minnelijk.post.sending.outbox import send_due
from minnelijk.records import documents
from minnelijk.records.actions import (
    agency,
    agency_file,
    approvals,
    calls,
    hand_over,
    intake,
    letters,
    steps,
    worklist,
)
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, HandOver, Message, Partner
from minnelijk.site.demo.cast import Cast
from minnelijk.site.demo.history import moment
from minnelijk.site.demo.telling import Tour, mail_of

KNOWN = frozenset({Fact.ADDRESS, Fact.CUSTOMER_NUMBER})


def second_half(tour: Tour, cast: Cast, case: Case, on: date) -> None:
    """Go on with a broken promise from the day on which the client was asked about phase 2."""
    _engage(tour, cast, case, on)
    on = _second_call(tour, cast, case, on)
    on = _letter(tour, cast, case, on)
    on = _client_chooses(tour, cast, case, on)
    _handed_over(tour, cast, case, on)


def live(cast: Cast, case: Case, from_on: date, done: Callable[[Case], bool]) -> date:
    """Let the days pass, with payments known every morning, until something is so; at most 60."""
    on = from_on
    for _ in range(60):
        morning(cast, case, on)
        case.refresh_from_db()
        if done(case):
            return on
        on += timedelta(days=1)
    return on


def morning(cast: Cast, case: Case, on: date) -> None:
    """One morning: the client says up to which day payments are known, then the daily run."""
    act = Act(moment(on, 6), cast.seats[case.client.code])
    intake.payments_known(case.client, on, act)
    steps.tick(on, moment(on, 6, 30))


def answer(
    cast: Cast, case: Case, word: ApprovalAnswer, at: datetime, *, partner: Partner | None = None
) -> None:
    """The client answers in the portal what it was asked."""
    asked = case.approvals.get(answer="", fell_why="")
    act = Act(at, cast.seats[case.client.code])
    approvals.answer(asked.id, word, act, partner=partner)


def _engage(tour: Tour, cast: Cast, case: Case, on: date) -> None:
    answer(cast, case, ApprovalAnswer.YES, moment(on, 11))
    tour.event("client_engages_phase_2", case, "answered", why=ApprovalAnswer.YES)
    morning(cast, case, on)
    send_due("tour", moment(on, 11, 40))
    tour.event("reminder_of_the_promise", case, "sent", why="step", mail_to=mail_of(case))


def _second_call(tour: Tour, cast: Cast, case: Case, on: date) -> date:
    """Friendly and urgent; he still says no, and knows now what comes next."""
    on = live(cast, case, on + timedelta(days=1), lambda one: one.step == "second_call")
    at = moment(on, 10)
    handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
    while handed is not None and handed.item.case_id != case.id:
        worklist.skip(handed.item.id, "other", Act(at, cast.sanne))
        handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
    if handed is None:
        tour.missing.append("second_call")
        return on
    report = Report(Outcome.REFUSES, identity=KNOWN, seconds=240)
    calls.log_call(case.id, report, Act(at, cast.sanne), item_id=handed.item.id)
    tour.event("second_call", case, "call", why=Outcome.REFUSES)
    return on


def _letter(tour: Tour, cast: Cast, case: Case, on: date) -> date:
    """The last chance to pay without costs: printed, posted, and a copy by mail."""
    on = live(cast, case, on + timedelta(days=1), lambda one: one.notices.exists())
    tour.event("notice", case, "notice")
    posted = post(cast, on)
    tour.event("letter_posted", case, "posted")
    send_due("tour", moment(on, 16))
    tour.event("letter_copy", case, "sent", why="notice_copy", mail_to=mail_of(case))
    if not posted:
        tour.missing.append("letter on the post")
    return on


def post(cast: Cast, on: date) -> list[int]:
    """The letters of a day are printed, and Bram takes them to the post."""
    print_due(moment(on, 13))
    ready = Message.objects.filter(state="printed", printed_on=on).values_list("id", flat=True)
    return letters.posted(list(ready), Act(moment(on, 15), cast.bram)).sent


def _client_chooses(tour: Tour, cast: Cast, case: Case, on: date) -> date:
    """Five working days before it may be the client is asked; the term of the letter passes."""
    notice = case.notices.get(void_on__isnull=True)
    asked = {"question": Question.HAND_OVER, "answer": ""}
    on = live(cast, case, on, lambda one: one.approvals.filter(**asked).exists())
    tour.event("client_asked_about_hand_over", case, "asked", why=Question.HAND_OVER)
    partner = Partner.objects.get(client__isnull=True)
    answer(cast, case, ApprovalAnswer.YES, moment(on, 14), partner=partner)
    tour.event("client_chooses_agency", case, "answered", why=ApprovalAnswer.YES)
    on = live(cast, case, on, lambda one: one.phase == Phase.HANDED_OVER)
    if notice.charges_from is None or on < notice.charges_from:
        tour.missing.append("the whole term of the letter")
    words = f"De termijn liep tot en met {notice.last_on:%d-%m-%Y}; niets kwam erbij vóór die dag."
    tour.tell("term_lapsed", on, words)
    return on


def _handed_over(tour: Tour, cast: Cast, case: Case, on: date) -> None:
    """The file is made, verified and fetched; the agency has it; the client takes it back."""
    tour.event("handed_over", case, "handed_over")
    make_due(moment(on, 7))
    made = HandOver.objects.select_related("bundle", "partner").get(case=case)
    if made.bundle is None:
        tour.missing.append("hand_over_file")
        return
    content = documents.read(made.bundle)
    problems = verify(content)
    if problems:
        tour.missing.append(f"bundle_verified: {problems[0]}")
    words = f"{len(content)} bytes, sha256 {made.bundle.sha256[:16]}: alles past."
    tour.tell("bundle_verified", on, words, tour.new_mail(made.partner.email))
    act = Act(moment(on, 12), cast.partner)
    agency_file.fetched(made, act)
    agency.acknowledge(made.id, "IN-2027-114", act)
    tour.event("agency_acknowledges", case, "agency_has_it")
    later = on + timedelta(days=3)
    client = Act(moment(later, 10), cast.seats[case.client.code])
    hand_over.recall(case.id, RecallWhy.CLIENT, client, words="Wij regelen het zelf.")
    tour.event("recall", case, "recalled")
    agency.recall_acknowledged(made.id, Act(moment(later, 11), cast.partner))
    tour.event("recall_acknowledged", case, "recall_acknowledged")
