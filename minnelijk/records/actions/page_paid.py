"""Said to be paid already, on the debtor's page, with proofs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from minnelijk.flow.words import AgencyWord
from minnelijk.records.actions import agency, said_paid
from minnelijk.records.actions.core import Act, plan_again
from minnelijk.records.actions.page import PageRefused, Upload, acknowledge, by_debtor_of, stored
from minnelijk.records.actions.said_paid import Paid, search
from minnelijk.records.said_paid import PROOF


def already_paid(
    case_id: int,
    paid_on: date,
    words: str,
    act: Act,
    *,
    claim_id: int | None = None,
    proofs: Sequence[Upload] = (),
) -> None:
    """The debtor says that he paid: it rests until the client's word or newer payments.

    `claim_id`: only this invoice, the others go on. Said again with a proof or other words it is
    added. Raises PageRefused.
    """
    if paid_on > act.on:
        raise PageRefused("future")
    with transaction.atomic():
        _say(case_id, Paid(paid_on, words, claim_id), proofs, act)
        search(case_id, act)


def _say(case_id: int, paid: Paid, proofs: Sequence[Upload], act: Act) -> None:
    with by_debtor_of(case_id) as case:
        kept = stored(case, proofs, act, kind=PROOF)
        before = case.holds.filter(kind="paid_claimed", lifted_on__isnull=True).exists()
        if not said_paid.say(case, replace(paid, proofs=kept), act):
            return
        if paid.words.strip():
            agency.tell_locked(case, AgencyWord.DEBTOR, paid.words.strip(), act)
        if not before:
            acknowledge(case, "paid_claimed", act, {"day": str(paid.paid_on)})
        plan_again(case, act.on)
