"""Whether anything may come on top for somebody who lives under another law: a person decides."""

from django.db.models import QuerySet

from minnelijk.flow.words import Phase, Role
from minnelijk.law.country import COUNTRIES
from minnelijk.records.actions.core import Act, changing, plan_again, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import Case
from minnelijk.records.scope import Scope

CROSS_BORDER = "cross_border"
LONGEST = 500
DECIDERS = frozenset({Role.MANAGER, Role.SUPERVISOR})


class LawChoiceProblem(Refused):
    """Why this decision cannot be taken (so)."""

    sentences = {
        "not_allowed": "Only a supervisor or a manager of the bureau decides this.",
        "words_missing": "Write down why: who looked at it and what the contract says.",
        "too_long": "That is too long: {longest} characters at most.",
        "not_cross_border": "This is no case between two countries' laws: nothing to decide.",
        "no_law_pack": "We do not know the law of both countries: nothing may come on top.",
        "handed_over": "This case is at an agency: take it back first.",
    }


def cross_border(scope: Scope) -> QuerySet[Case]:
    """Return the open cases in sight in which a consumer lives under another law than that of the
    contract, the ones that nobody decided on first."""
    cases = scope.cases().filter(closed_on__isnull=True)
    asked = cases.filter(law_why__nothing_on_top=CROSS_BORDER) | cases.filter(
        law_why__has_key="on_top_decided"
    )
    return asked.select_related("client").order_by("opened_on", "number")


def decide_on_top(case_id: int, allow: bool, words: str, act: Act) -> Case:
    """Let costs and interest of the contract's law come on top in a case between two laws, or not.

    The decision can be taken anew. Raises LawChoiceProblem, CaseClosed.
    """
    told = " ".join(words.split())
    _check(told, act)
    with changing(case_id) as case:
        _check_case(case, allow)
        decided = "allowed" if allow else "withheld"
        why = {**case.law_why, "on_top_decided": decided}
        why.pop("nothing_on_top", None)
        if not allow:
            why["nothing_on_top"] = CROSS_BORDER
        case.law_why = why
        args = {"contract_law": case.contract_law, "country": case.country}
        record(case, "on_top_decided", act, why=decided, args=args, note=told)
        plan_again(case, act.on)
    return case


def _check(told: str, act: Act) -> None:
    if act.by is None or act.by.role not in DECIDERS:
        raise LawChoiceProblem("not_allowed")
    if not told:
        raise LawChoiceProblem("words_missing")
    if len(told) > LONGEST:
        raise LawChoiceProblem("too_long", longest=LONGEST)


def _check_case(case: Case, allow: bool) -> None:
    asked = case.law_why.get("nothing_on_top") == CROSS_BORDER
    if not asked and "on_top_decided" not in case.law_why:
        raise LawChoiceProblem("not_cross_border")
    if allow and not {case.country, case.contract_law} <= set(COUNTRIES):
        raise LawChoiceProblem("no_law_pack")
    if case.phase == Phase.HANDED_OVER:
        raise LawChoiceProblem("handed_over")
