"""The tour in Belgium: the client's reminder, the bureau's notice, the call, and every refusal."""

from datetime import date, timedelta

from minnelijk.files import invoices
from minnelijk.flow.gate import may
from minnelijk.flow.words import ApprovalAnswer, Basis, Channel, Outcome, Phase
from minnelijk.post.sending.outbox import send_due
from minnelijk.records import documents
from minnelijk.records.actions import calls, intake, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, local_of
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Partner, Reference
from minnelijk.rooms.parts.sentences import say
from minnelijk.site.demo.cast import Cast
from minnelijk.site.demo.history import moment
from minnelijk.site.demo.second_half import KNOWN, answer, live, morning
from minnelijk.site.demo.telling import Tour, mail_of

LIST = """\
N° client;Nom;Téléphone;E-mail;Rue;Numéro de maison;Code postal;Ville;N° facture;Date facture;\
Échéance;Solde;Description
8801;Lotte Claes;0470 12 34 56;l.claes@post.example;Kerkstraat;12;9000;Gent;WZ-8801;05/01/2027;\
19/01/2027;214,50;een regenjas en laarzen
"""
PLACED = date(2027, 2, 1)


def belgian_order(tour: Tour, cast: Cast) -> None:
    """A consumer of the web shop: reminder, notice, call, hand-over; in this order and no other."""
    case = _placed(cast)
    refused(tour, "first_call_refused", case, PLACED)
    on = live(cast, case, PLACED, lambda one: one.approvals.filter(answer="").exists())
    answer(cast, case, ApprovalAnswer.YES, moment(on, 10))
    tour.event("client_sends_first_reminder", case, "answered", why=ApprovalAnswer.YES)
    morning(cast, case, on)
    send_due("tour", moment(on, 11))
    tour.event("first_reminder", case, "notice_sent", why="first_reminder", mail_to=mail_of(case))
    refused(tour, "call_refused_in_reminder_term", case, on + timedelta(days=1))
    on = live(cast, case, on, lambda one: one.notices.filter(kind="belgian_notice").exists())
    send_due("tour", moment(on, 11))
    tour.event("belgian_notice", case, "notice_sent", why="belgian_notice", mail_to=mail_of(case))
    refused(tour, "call_refused_in_standstill", case, on + timedelta(days=1))
    on = live(cast, case, on, lambda one: one.step == "first_call")
    _called(tour, "belgian_first_call", cast, case, on)
    _to_the_agency(tour, cast, case, on)


def _placed(cast: Cast) -> Case:
    at, content = moment(PLACED, 5), LIST.encode()
    act = Act(at, cast.seats["winkel"])
    reading = invoices.read(content, name="factures.csv")
    document = documents.store(cast.winkel, "placement", content, "text/csv", "factures-2.csv", at)
    intake.place(
        cast.winkel, reading=reading, document=document, complete=False, feed_on=PLACED, act=act
    )
    found = Reference.objects.select_related("case__client").get(kind="invoice", value="WZ8801")
    return found.case


def refused(tour: Tour, step: str, case: Case, on: date) -> None:
    """Ask the gate for a call at eleven: it must say no, and why, in words."""
    at = moment(on, 11)
    verdict = may(facts_of(case, on), Channel.CALL, local_of(at), Basis.OURS)
    if verdict.allowed:
        tour.missing.append(step)
        return
    why = say(verdict.word, verdict.args)
    tour.tell(step, on, f"{why} ({verdict.source})" if verdict.source else why)


def _called(tour: Tour, step: str, cast: Cast, case: Case, on: date) -> None:
    at = moment(on, 10)
    handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
    while handed is not None and handed.item.case_id != case.id:
        worklist.skip(handed.item.id, "other", Act(at, cast.sanne))
        handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
    if handed is None:
        tour.missing.append(step)
        return
    report = Report(Outcome.REFUSES, identity=KNOWN, seconds=120)
    calls.log_call(case.id, report, Act(at, cast.sanne), item_id=handed.item.id)
    tour.event(step, case, "call", why=Outcome.REFUSES)
    steps.tick(on, moment(on, 11))


def _to_the_agency(tour: Tour, cast: Cast, case: Case, on: date) -> None:
    """The client says yes to phase 2 and to hand-over; nothing on top, for no clause is on file."""
    answer(cast, case, ApprovalAnswer.YES, moment(on, 12))
    on = live(cast, case, on + timedelta(days=1), lambda one: one.step == "second_call")
    _called(tour, "belgian_second_call", cast, case, on)
    on = live(cast, case, on, lambda one: one.approvals.filter(answer="").exists())
    partner = Partner.objects.get(client__isnull=True)
    answer(cast, case, ApprovalAnswer.YES, moment(on, 12), partner=partner)
    on = live(cast, case, on, lambda one: one.phase == Phase.HANDED_OVER)
    tour.event("belgian_hand_over", case, "handed_over")
