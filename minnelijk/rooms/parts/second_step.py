"""The second step of signing in, signing in by passkey alone, and showing again who you are."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from minnelijk.post.news.staff_mail import send_news
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.doors import TooOften, knock, locked_out, opened
from minnelijk.records.actions.second_factor import (
    FactorProblem,
    passkey_used,
    recovery_codes,
    use_code,
)
from minnelijk.records.actions.visits import prove
from minnelijk.records.factors import factors_of, has_second_factor
from minnelijk.records.models import User
from minnelijk.records.words import Door
from minnelijk.rooms.parts.passkeys import LONGEST, WrongPasskey, answered, person_of, question
from minnelijk.rooms.parts.visits import address_of, enter, leave, visit_of
from minnelijk.rooms.parts.ways import SignIn, next_of, page

WAITING = "second_step"
WAITS = timedelta(minutes=10)


@dataclass(frozen=True)
class Refusal:
    """Why a second step was not right: a sentence, and the status of the answer."""

    sentence: str
    status: int


def come_in(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    """The first step is done: go in, or on to the second step where somebody has one."""
    if not has_second_factor(user):
        enter(request, user, strong=False)
        return redirect(wanted or "parts:start")
    leave(request)
    at = request.at  # type: ignore[attr-defined]
    request.session[WAITING] = {"user": user.pk, "at": at.timestamp(), "next": wanted}
    return redirect("parts:second_step")


@never_cache
@sensitive_variables()
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the passkey or a code of who came by a link; nobody is signed in before."""
    user = waiting(request)
    if user is None:
        return redirect("parts:sign_in")
    if request.method != "POST":
        return _ask(request, user, "parts:second_step")
    refused = _tried(request, user)
    if refused is not None:
        return _ask(request, user, "parts:second_step", refused)
    wanted = request.session[WAITING]["next"]
    enter(request, user, strong=True)
    return redirect(wanted or "parts:start")


@never_cache
@sensitive_variables()
def prove_again(request: HttpRequest) -> HttpResponse:
    """Before somebody changes how he signs in he shows once more who he is."""
    if not request.user.is_authenticated:
        return redirect("parts:sign_in")
    user = request.user
    if not has_second_factor(user):
        return page(request, "prove_mail.html", next=next_of(request), email=user.email)
    if request.method != "POST":
        return _ask(request, user, "parts:prove")
    refused = _tried(request, user)
    if refused is not None:
        return _ask(request, user, "parts:prove", refused)
    prove(visit_of(request), request.at)  # type: ignore[attr-defined]
    return redirect(next_of(request) or "parts:factors")


@never_cache
@require_GET
def passkey_question(request: HttpRequest) -> HttpResponse:
    """Return the question for the device; each one counts as a try of this address."""
    try:
        knock(Door.PASSKEY, request.at, address=address_of(request))  # type: ignore[attr-defined]
    except TooOften as problem:
        return JsonResponse({"problem": too_often(problem)}, status=429)
    signed_in = request.user if request.user.is_authenticated else None
    return JsonResponse(question(waiting(request) or signed_in))


@never_cache
@require_POST
@sensitive_variables()
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone: it has checked the person itself (finger, face or code)."""
    answer = answer_of(request)
    claimed = person_of(answer)
    refused = _tried(request, None, any_passkey=True)
    if refused is not None or claimed is None:
        told = refused or Refusal(wrong_passkey(), 403)
        return page(request, "sign_in.html", told.status, problem=told.sentence, form=SignIn())
    enter(request, claimed, strong=True)
    return redirect(next_of(request) or "parts:start")


def waiting(request: HttpRequest) -> User | None:
    """Return who did the first step in this session, a short while ago."""
    told = request.session.get(WAITING)
    if request.user.is_authenticated or not isinstance(told, dict):
        return None
    at = request.at  # type: ignore[attr-defined]
    if not 0 <= at.timestamp() - told["at"] <= WAITS.total_seconds():
        return None
    return User.objects.filter(pk=told["user"], is_active=True).first()


def _tried(request: HttpRequest, user: User | None, *, any_passkey: bool = False) -> Refusal | None:
    """Count one try and look whether it is right; None when it is."""
    by_passkey = any_passkey or "credential" in request.POST
    door = Door.PASSKEY if by_passkey else Door.CODE
    at = request.at  # type: ignore[attr-defined]
    # The question of a passkey was counted for its address already; before the first step no
    # account is counted: who invents numbers of people would lock them out.
    address = "" if by_passkey else address_of(request)
    account = str(user.pk) if user else ""
    try:
        knock(door, at, account=account, address=address)
        _look(request, user, by_passkey=by_passkey, any_passkey=any_passkey)
    except TooOften as problem:
        _tell_lock(problem, door, user, Act(at))
        return Refusal(too_often(problem), 429)
    except WrongPasskey:
        return Refusal(wrong_passkey(), 403)
    except FactorProblem:
        return Refusal(_("Deze code klopt niet, of is al gebruikt. Wacht op de volgende."), 403)
    opened(door, account=account, address=address_of(request))
    return None


def _look(request: HttpRequest, user: User | None, *, by_passkey: bool, any_passkey: bool) -> None:
    """Raise what is wrong with the passkey or the code that came."""
    act = Act(request.at)  # type: ignore[attr-defined]
    if by_passkey:
        row = answered(request, None if any_passkey else user, answer_of(request))
        passkey_used(row, act)
        return
    if user is None:
        raise FactorProblem("code_wrong")
    if use_code(user, request.POST.get("code", "")[:40], act) == "recovery":
        send_news(user, "recovery_used", act.at, left=len(recovery_codes(user)))


def _tell_lock(problem: TooOften, door: Door, user: User | None, act: Act) -> None:
    """Once per lock: an event for the office, and a mail to the person."""
    if problem.word == "account" and problem.first and user is not None:
        locked_out(door, user, act)
        send_news(user, "locked_out", act.at, minutes=problem.minutes)


def answer_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the device answered, {} where it is not to be read."""
    told = request.POST.get("credential", "")
    try:
        answer = json.loads(told) if len(told) <= LONGEST else None
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def too_often(problem: TooOften) -> str:
    minutes = problem.minutes
    if problem.word == "account":
        return ngettext(
            "Te vaak geprobeerd. Probeer het over %(minutes)s minuut opnieuw.",
            "Te vaak geprobeerd. Probeer het over %(minutes)s minuten opnieuw.",
            minutes,
        ) % {"minutes": minutes}
    return ngettext(
        "Er is te vaak geprobeerd vanaf uw netwerk. Probeer het over %(minutes)s minuut opnieuw.",
        "Er is te vaak geprobeerd vanaf uw netwerk. Probeer het over %(minutes)s minuten opnieuw.",
        minutes,
    ) % {"minutes": minutes}


def wrong_passkey() -> str:
    return _("Deze passkey werkt hier niet (meer). Probeer een andere, of vraag een link.")


def _ask(
    request: HttpRequest, user: User, where: str, refused: Refusal | None = None
) -> HttpResponse:
    kinds = {row.type for row in factors_of(user)}
    told = {
        "action": reverse(where),
        "again": where == "parts:prove",
        "has_passkey": "webauthn" in kinds,
        "has_app": "totp" in kinds,
        "next": next_of(request),
        "problem": refused.sentence if refused else "",
    }
    return page(request, "second_step.html", refused.status if refused else 200, **told)
