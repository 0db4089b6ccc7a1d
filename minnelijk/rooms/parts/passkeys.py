"""Asking a device for its passkey: the question, and whether the answer is right (by allauth)."""

from typing import Any, cast

from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.utils import websafe_decode

from minnelijk.records.models import User

LONGEST = 20_000
WRONG = (ValidationError, ValueError, TypeError, KeyError, AttributeError, InvalidSignature)
"""What allauth and fido2 raise at an answer that is damaged, forged or another's."""


class WrongPasskey(Exception):
    """The device's answer is not right: another question, key, person or site."""


def question(user: User | None) -> dict[str, Any]:
    """Return what the browser asks the device; without a user any passkey of ours may answer.

    The question is kept in the session of this request: allauth knows it.
    """
    return cast(dict[str, Any], auth.begin_authentication(user))


def answered(request: HttpRequest, user: User | None, answer: dict[str, Any]) -> Authenticator:
    """Return the passkey that answered the question of this session, once. Raises WrongPasskey."""
    try:
        auth.parse_authentication_response(answer)
        who = user or _person(answer)
        return cast(Authenticator, auth.complete_authentication(who, answer))
    except WRONG as problem:
        raise WrongPasskey from problem
    finally:
        request.session.pop(auth.STATE_SESSION_KEY, None)


def person_of(answer: dict[str, Any]) -> User | None:
    """Return whose passkey an answer says it is, not proven by this."""
    try:
        return _person(answer)
    except WRONG:
        return None


def _person(answer: dict[str, Any]) -> User:
    handle = websafe_decode(answer["response"]["userHandle"]).decode()
    user = User.objects.filter(pk=url_str_to_user_pk(handle), is_active=True).first()
    if user is None:
        raise ValueError("nobody")
    return user


def new_question(user: User) -> dict[str, Any]:
    """Return what the browser asks the device to make: a passkey that knows its person."""
    return cast(dict[str, Any], auth.begin_registration(user, True))


def made(request: HttpRequest, answer: dict[str, Any]) -> dict[str, Any]:
    """Return the new passkey as allauth keeps it, checked, once. Raises WrongPasskey."""
    try:
        auth.parse_registration_response(answer)
        if not auth.complete_registration(answer).is_user_verified():
            raise WrongPasskey
    except WRONG as problem:
        raise WrongPasskey from problem
    finally:
        request.session.pop(auth.STATE_SESSION_KEY, None)
    return answer
