"""Second factors: an app with codes, passkeys, recovery codes; allauth's table, written here."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from minnelijk.flow.words import Role
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.doors import opened
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.visits import end_all, needs_second_factor
from minnelijk.records.factors import KINDS, factors_of, recovery_of
from minnelijk.records.models import Seat, User
from minnelijk.records.words import Door

NAME_LENGTH = 60
MOST_PASSKEYS = 10
LAST_COUNTER = "last_counter"
Type = Authenticator.Type


class FactorProblem(Refused):
    """Why a second factor cannot be added, used or taken away so."""

    sentences = {
        "code_wrong": "This code is not right (any more).",
        "has_app": "There is an app already; take it away first.",
        "most_passkeys": "There are ten passkeys already; take one away first.",
        "gone": "This is not there any more.",
        "last_one": "The bureau requires a second factor; add another one first.",
        "itself": "Another manager does this for you.",
        "no_factor": "Add a passkey or an app first.",
    }


def add_app(user: User, secret: str, code: str, act: Act) -> bool:
    """Take an app with codes into use; its first code proves that it has the secret.

    Returns whether recovery codes were made with it. Raises FactorProblem.
    """
    counter = _counter_of(secret, code)
    if counter is None:
        raise FactorProblem("code_wrong")
    with transaction.atomic():
        _lock(user)
        if Authenticator.objects.filter(user_id=user.pk, type=Type.TOTP).exists():
            raise FactorProblem("has_app")
        row = totp.TOTP.activate(user, secret).instance
        row.data[LAST_COUNTER] = counter
        row.created_at = act.at
        row.save()
        return _added(user, "app", act)


def add_passkey(user: User, name: str, credential: dict[str, Any], act: Act) -> bool:
    """Take a passkey into use; the caller let allauth check what the device answered.

    Returns whether recovery codes were made with it. Raises FactorProblem.
    """
    with transaction.atomic():
        _lock(user)
        if Authenticator.objects.filter(user_id=user.pk, type=Type.WEBAUTHN).count() >= (
            MOST_PASSKEYS
        ):
            raise FactorProblem("most_passkeys")
        row = WebAuthn.add(user, name.strip()[:NAME_LENGTH], credential).instance
        Authenticator.objects.filter(pk=row.pk).update(created_at=act.at)
        return _added(user, "passkey", act)


def _added(user: User, what: str, act: Act) -> bool:
    office_event(None, "second_factor_added", act, {"user": user.pk, "what": what})
    if recovery_of(user) is not None:
        return False
    RecoveryCodes.activate(user)
    return True


def use_code(user: User, code: str, act: Act) -> str:
    """Use one code up: of the app or a recovery code; return which ("app", "recovery").

    A code of the app works once, in whichever process it arrives. Raises FactorProblem.
    """
    if _use_app(user, code, act):
        return "app"
    recovery = recovery_of(user)
    if recovery is not None and factors_of(user) and RecoveryCodes(recovery).validate_code(code):
        Authenticator.objects.filter(pk=recovery.pk).update(last_used_at=act.at)
        office_event(None, "recovery_used", act, {"user": user.pk})
        return "recovery"
    raise FactorProblem("code_wrong")


def _use_app(user: User, code: str, act: Act) -> bool:
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update()
        row = rows.filter(user_id=user.pk, type=Type.TOTP).first()
        if row is None:
            return False
        counter = _counter_of(decrypt(row.data["secret"]), code)
        if counter is None or counter <= row.data.get(LAST_COUNTER, -1):
            return False
        row.data[LAST_COUNTER] = counter
        row.last_used_at = act.at
        row.save()
    return True


def _counter_of(secret: str, code: str) -> int | None:
    """Return for which half minute a code is right, None for none; the clock is allauth's.

    An app shows codes of the real time, also where the clock of a demo is put ahead.
    """
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if totp.compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None


def passkey_used(row: Authenticator, act: Act) -> None:
    """Write down when a passkey was last used."""
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=act.at)


def new_recovery_codes(user: User, act: Act) -> list[str]:
    """Make new recovery codes; the old ones are worthless. Raises FactorProblem."""
    with transaction.atomic():
        _lock(user)
        if not factors_of(user):
            raise FactorProblem("no_factor")
        Authenticator.objects.filter(user_id=user.pk, type=Type.RECOVERY_CODES).delete()
        made: list[str] = RecoveryCodes.activate(user).get_unused_codes()
        office_event(None, "recovery_made", act, {"user": user.pk})
    return made


def recovery_codes(user: User) -> list[str]:
    """Return the recovery codes that were not used yet."""
    row = recovery_of(user)
    return list(RecoveryCodes(row).get_unused_codes()) if row else []


def remove_factor(user: User, number: int, act: Act) -> str:
    """Take an app or a passkey away; return which. Raises FactorProblem."""
    with transaction.atomic():
        _lock(user)
        row = Authenticator.objects.filter(user_id=user.pk, pk=number, type__in=KINDS).first()
        if row is None:
            raise FactorProblem("gone")
        if len(factors_of(user)) == 1 and needs_second_factor(user):
            raise FactorProblem("last_one")
        what = "app" if row.type == Type.TOTP else "passkey"
        row.delete()
        if not factors_of(user):
            Authenticator.objects.filter(user_id=user.pk).delete()
        office_event(None, "second_factor_removed", act, {"user": user.pk, "what": what})
    return what


def reset_second_factor(user: User, act: Act) -> None:
    """A manager takes away everything with which a colleague signs in beside his mail.

    He is signed out everywhere, and starts again with a link; nobody does it to himself.
    Raises FactorProblem.
    """
    if act.by is None or act.by.role != Role.MANAGER or act.by.user_id == user.pk:
        raise FactorProblem("itself")
    reset_by_hand(user, act)


def reset_by_hand(user: User, act: Act) -> None:
    """The same for who has the machine in his hands (`minnelijk unlock`); no seat stands behind."""
    with transaction.atomic():
        _lock(user)
        Authenticator.objects.filter(user_id=user.pk).delete()
        end_all(user, act.at)
        for door in (Door.CODE, Door.PASSKEY):
            opened(door, account=str(user.pk))
        office_event(None, "second_factor_reset", act, {"user": user.pk})


def _lock(user: User) -> None:
    """Two changes of one person's factors wait for each other."""
    User.objects.select_for_update().get(pk=user.pk)


def managers_beside(seat: Seat) -> list[User]:
    """Return the other managers: they hear that one of them reset somebody's second factor."""
    seats = Seat.objects.filter(role=Role.MANAGER, active=True).exclude(user_id=seat.user_id)
    return list(User.objects.filter(seats__in=seats, is_active=True).distinct())
