"""The links by which people come in: signed, without personal data, and with an end."""

from datetime import date, datetime, timedelta

from django.core.signing import BadSignature, Signer

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import Case, User

LINK_MINUTES = 30
LINK_DAYS_AFTER_CLOSING = 30
SIGN_IN = "minnelijk.sign_in"
DEBTOR = "minnelijk.debtor"


class LinkProblem(Refused):
    """Why a link opens nothing (any more)."""

    sentences = {
        "broken": "This link is not complete. Copy the whole link from the message.",
        "expired": "This link is no longer valid.",
        "used": "This link was used already.",
        "no_seat": "This person has no access any more.",
    }


def sign_in_link(user: User, act: Act) -> str:
    """Return the token of a sign-in link: for half an hour, once, for this person."""
    content = {"user": user.pk, "at": int(act.at.timestamp()), "seen": _seen(user)}
    return _signer(SIGN_IN).sign_object(content)


def user_of_link(token: str, at: datetime) -> User:
    """Return whom a sign-in link belongs to, without using it up; raises LinkProblem."""
    try:
        content = _signer(SIGN_IN).unsign_object(token)
        user_id, made, seen = content["user"], content["at"], content["seen"]
    except (BadSignature, ValueError, KeyError, TypeError) as problem:
        raise LinkProblem("broken") from problem
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise LinkProblem("no_seat")
    if _seen(user) != seen:
        raise LinkProblem("used")
    if at.timestamp() > made + timedelta(minutes=LINK_MINUTES).total_seconds():
        raise LinkProblem("expired")
    return user


def use_link(token: str, at: datetime) -> User:
    """Use a sign-in link up and return who comes in; of two at once one wins. LinkProblem."""
    user = user_of_link(token, at)
    same = User.objects.filter(pk=user.pk, last_login=user.last_login)
    if same.update(last_login=at) != 1:
        raise LinkProblem("used")
    user.last_login = at
    return user


def _seen(user: User) -> str:
    """The last sign-in makes every older link worthless."""
    return user.last_login.isoformat() if user.last_login else ""


def debtor_token(case_id: int, seed: str) -> str:
    """Return the token of a debtor's link: the case, the message's own seed, no personal data."""
    return _signer(DEBTOR).sign(f"{case_id}-{seed}")


def case_of_token(token: str, on: date) -> Case:
    """Return the case of a debtor's link, until thirty days after it closed; raises LinkProblem."""
    try:
        case_id = int(_signer(DEBTOR).unsign(token).partition("-")[0])
    except (BadSignature, ValueError) as problem:
        raise LinkProblem("broken") from problem
    case = Case.objects.select_related("client", "debtor").filter(id=case_id).first()
    if case is None:
        raise LinkProblem("broken")
    last_on = case.closed_on and case.closed_on + timedelta(days=LINK_DAYS_AFTER_CLOSING)
    if last_on is not None and on > last_on:
        raise LinkProblem("expired")
    return case


def _signer(salt: str) -> Signer:
    return Signer(salt=salt)
