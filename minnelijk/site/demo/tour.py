"""The main job from beginning to end, headless, with real SMTP, moving the day.

Every step is read back from what was stored (its event and why) and from what the mail server
received; a step that did not happen is named, and the command ends with status 1.
"""

import io
from datetime import date, timedelta

from django.conf import settings

from minnelijk.files import invoices
from minnelijk.flow.identity import Fact
from minnelijk.flow.said import number_key
from minnelijk.flow.words import (
    BankLineState,
    Channel,
    DisputeAnswer,
    DisputeReason,
    Outcome,
)
from minnelijk.post import mailbox
from minnelijk.post.sending.outbox import send_due
from minnelijk.records import documents
from minnelijk.records.actions import bank, calls, disputes, intake, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor, changing, local_of, plan_again
from minnelijk.records.actions.statements import take_file
from minnelijk.records.models import Account, BankLine, Case, Event, OfficeEvent, Reference
from minnelijk.rooms.parts.formats import money_text
from minnelijk.site import clock
from minnelijk.site.demo.bank_file import Paid, camt, iban_of
from minnelijk.site.demo.belgian_order import belgian_order
from minnelijk.site.demo.cast import Cast, set_up
from minnelijk.site.demo.history import moment
from minnelijk.site.demo.second_half import second_half
from minnelijk.site.demo.telling import Tour, mail_of

KNOWN = frozenset({Fact.ADDRESS, Fact.CUSTOMER_NUMBER})
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
PROMISED = date(2026, 12, 1)

LIST = """\
Klantnummer;Naam;Telefoon;E-mail;Straat;Huisnummer;Postcode;Plaats;Factuurnummer;Factuurdatum;\
Vervaldatum;Openstaand;Omschrijving
70011;Marieke de Vries;06 1234 5678;m.devries@post.example;Biltstraat;48;3512 JK;Utrecht;F-1021;\
12-09-2026;26-09-2026;120,00;water juli
70011;Marieke de Vries;06 1234 5678;m.devries@post.example;Biltstraat;48;3512 JK;Utrecht;F-1044;\
10-10-2026;24-10-2026;94,50;water augustus
70012;Jeroen Bakker;06 1234 5679;j.bakker@post.example;Lindelaan;7;1073 BE;Amsterdam;F-1050;\
12-09-2026;26-09-2026;150,00;water juli
70013;Samira el Amrani;06 1234 5670;s.elamrani@post.example;Molenpad;22;9711 LM;Groningen;F-1051;\
12-09-2026;26-09-2026;80,00;water juli
70014;Piet Smit;06 1234 5671;p.smit@post.example;Eikenhof;3;5611 AB;Eindhoven;F-1052;\
12-09-2026;26-09-2026;214,50;water juli
"""


def play_tour() -> Tour:
    """Play the main job through on an empty database."""
    tour = Tour()
    server = mailbox.open_mailbox(clock.now, port=settings.SMTP_PORT)
    try:
        cast = set_up(Act(moment(date(2026, 11, 20), 9)))
        _intake(tour, cast)
        vries, bakker, amrani, smit = (_case(number) for number in NUMBERS)
        _calls(tour, cast, vries, bakker, smit)
        _objection(tour, cast, amrani)
        _reminder(tour, cast, vries)
        _bank_file(tour, cast, vries, smit)
        _kept(tour, vries)
        tour.event("part_payment", smit, "payment")
        _judged(tour, bakker, smit)
        second_half(tour, cast, bakker, PROMISED + timedelta(days=3))
        belgian_order(tour, cast)
    finally:
        server.stop()
    return tour


NUMBERS = ("F-1021", "F-1050", "F-1051", "F-1052")


def _case(invoice: str) -> Case:
    return (
        Reference.objects.select_related("case").get(kind="invoice", value=number_key(invoice)).case
    )


def _intake(tour: Tour, cast: Cast) -> None:
    """The client hands over its list; every invoice becomes a claim, every debtor a case."""
    at = moment(MONDAY, 9)
    content = LIST.encode()
    act = Act(at, cast.seats["delta"])
    reading = invoices.read(content, name="openstaand.csv")
    document = documents.store(cast.water, "placement", content, "text/csv", "openstaand.csv", at)
    intake.place(
        cast.water, reading=reading, document=document, complete=False, feed_on=MONDAY, act=act
    )
    placed = OfficeEvent.objects.filter(client=cast.water, kind="placed").last()
    if placed is None or Case.objects.count() != len(NUMBERS):
        tour.missing.append("intake")
        return
    totals = placed.args["totals"]["start"]
    why = f"{totals['count']} rekeningen, samen {totals['cents'] / 100:.2f}"
    tour.tell("intake", placed.day_on, why.replace(".", ","))


def _calls(tour: Tour, cast: Cast, *cases: Case) -> None:
    """The next morning the cases stand in the worklist; three people promise to pay."""
    steps.tick(TUESDAY, moment(TUESDAY, 6, 30))
    for case in cases:
        tour.event("first_call", case, "step")
    left = {case.id for case in cases}
    for number in range(len(NUMBERS)):
        at = moment(TUESDAY, 10, 5 * number)
        handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
        if handed is None:
            tour.missing.append("call")
            return
        case = Case.objects.get(id=handed.item.case_id)
        if case.id not in left:
            worklist.skip(handed.item.id, "other", Act(at, cast.sanne))
            continue
        left.discard(case.id)
        report = Report(Outcome.PROMISE, identity=KNOWN, cents=case.open_cents, day=PROMISED)
        calls.log_call(case.id, report, Act(at, cast.sanne), item_id=handed.item.id)
        send_due("tour", at + timedelta(seconds=11))
        tour.event("call", case, "call", why=Outcome.PROMISE)
        tour.event("promise", case, "promise")
        tour.event("confirmation", case, "sent", mail_to=mail_of(case))


def _objection(tour: Tour, cast: Cast, case: Case) -> None:
    """Late in the evening somebody objects on her page; the client answers in the portal."""
    evening = moment(TUESDAY, 22, 40)
    with changing(case.id) as locked:
        claim = locked.claims.get()
        disputes.object_to(
            locked,
            disputes.Objection(
                DisputeReason.AMOUNT, "De meterstand klopt niet.", {claim.id: 3_000}
            ),
            by_debtor(evening),
            via=Channel.PAGE,
        )
        plan_again(locked, TUESDAY)
    send_due("tour", evening + timedelta(minutes=3))
    tour.event("dispute", case, "happened", why="disputed", mail_to=mail_of(case))
    at = moment(TUESDAY + timedelta(days=2), 11)
    dispute = case.disputes.get()
    words = "Wij hebben de meterstand aangepast. U betaalt 15 euro minder."
    given = disputes.Answer(DisputeAnswer.PARTLY, words, {claim.id: 1_500})
    disputes.answer(dispute.id, given, Act(at, cast.seats["delta"]))
    send_due("tour", at + timedelta(minutes=3))
    tour.event("dispute_answered", case, "dispute_answered", mail_to=mail_of(case))


def _reminder(tour: Tour, cast: Cast, case: Case) -> None:
    """The working day before, at ten: a short reminder, on payments known up to that morning."""
    morning = moment(PROMISED - timedelta(days=1), 8)
    act = Act(morning, cast.seats["delta"])
    intake.payments_known(cast.water, act.on, act)
    at = moment(PROMISED - timedelta(days=1), 10, 1)
    send_due("tour", at)
    tour.event("reminder", case, "sent", mail_to=mail_of(case))


def _bank_file(tour: Tour, cast: Cast, kept: Case, partly: Case) -> None:
    """The bank tells of two payments of days ago, and of one that somebody has to look at."""
    at = moment(PROMISED - timedelta(days=1), 12)
    paid = [
        Paid(kept.open_cents, "M de Vries", "F-1021 en F-1044", iban_of(1)),
        Paid(10_000, "P. Smit", "F-1052 eerste deel", iban_of(2)),
        Paid(2_500, "J Bakker", "bedankt", iban_of(3)),
    ]
    account = Account.objects.get(client=cast.water)
    content = camt(account.iban, paid, local_of(at).date() - timedelta(days=3), "TOUR1")
    act = Act(at, cast.soraya)
    taken = take_file(io.BytesIO(content), "bank.xml", Account.objects.filter(id=account.id), act)
    intake.payments_known(cast.water, act.on, act)
    counts = taken.outcomes[0].counts
    if (counts["booked"], counts["waiting"]) != (2, 1):
        tour.missing.append("bank_file_read")
        return
    words = (
        f"{len(paid)} betalingen: {counts['booked']} boekten vanzelf, {counts['waiting']} wacht."
    )
    tour.tell("bank_file_read", act.on, words)
    line = BankLine.objects.get(state=BankLineState.WAITING)
    bank.decide(line.id, None, act)
    words = f"{money_text(line.cents)} van {line.open()['name']} is niet voor ons."
    tour.tell("money_decided", act.on, words)


def _kept(tour: Tour, case: Case) -> None:
    """The money was there in time; the case closes with thanks."""
    send_due("tour", moment(PROMISED - timedelta(days=1), 12, 10))
    tour.event("payment", case, "payment")
    tour.event("promise_kept", case, "promise_judged", why="kept")
    tour.event("closed", case, "closed", why="paid", mail_to=mail_of(case))


def _judged(tour: Tour, broken: Case, partly: Case) -> None:
    """Two bank days after the promised day, not a day sooner, the promises are judged."""
    judged = Event.objects.filter(kind="promise_judged", case__in=[broken, partly])
    for days in (2, 3):
        on = PROMISED + timedelta(days=days)
        steps.tick(on, moment(on, 6, 30))
        if days == 2 and judged.exists():
            tour.missing.append("not judged too early")
    tour.event("promise_broken", broken, "promise_judged", why="broken")
    tour.event("promise_partly_kept", partly, "promise_judged", why="partly")
    tour.event("client_asked", broken, "asked", why="engage")
    tour.event("client_asked", partly, "asked", why="engage")
