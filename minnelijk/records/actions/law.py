"""A lawyer signs off the law pack of a country, once per pack: before it no notice leaves."""

from django.db import transaction

from minnelijk.flow.words import Role
from minnelijk.law.country import COUNTRIES, Country, country
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import LawSignOff, Seat

LONGEST_NAME = 120


class LawProblem(Refused):
    """Why a law pack cannot be signed off so."""

    sentences = {
        "name_missing": "Fill in the name of the lawyer who read the law pack.",
        "role_missing": "Fill in what the lawyer is, such as lawyer at a named office.",
        "too_long": "Write it in {longest} characters or less.",
        "not_allowed": "Only a manager of the bureau may sign off a law pack.",
        "pack_changed": "The law pack changed after it was read. Read it again and sign then.",
    }


class UnsignedLaw(Refused):
    """No lawyer signed off the law pack that runs now, so nothing may leave in its name."""

    sentences = {
        "unsigned": "No lawyer has signed off the law pack '{country}' that runs now. No notice "
        "leaves until a manager records the lawyer's name on the page of the law in the office.",
    }


def sign_law(
    code: str, *, lawyer_name: str, lawyer_role: str, read_sha256: str, act: Act
) -> LawSignOff:
    """Record that this lawyer read the pack of a country; again changes nothing.

    `read_sha256` is the hash of what was read: when another pack runs by now the signature would
    be under the wrong text. Raises `LawProblem`, and `NoLawPack` for an unknown country.
    """
    pack = country(code)
    seat = _manager(act)
    name, role = _word(lawyer_name, "name_missing"), _word(lawyer_role, "role_missing")
    if read_sha256 != pack.pack_sha256:
        raise LawProblem("pack_changed")
    with transaction.atomic():
        signed, new = LawSignOff.objects.get_or_create(
            country=code,
            pack_sha256=pack.pack_sha256,
            defaults={
                "pack_version": pack.pack_version,
                "lawyer_name": name,
                "lawyer_role": role,
                "signed_by": seat,
                "signed_at": act.at,
            },
        )
        if new:
            args = {"country": code, **pack.stamp}
            office_event(None, "law_signed", act, args)
    return signed


def sign_off_of(pack: Country) -> LawSignOff | None:
    """Return who signed off exactly this pack; any change of one of its files makes it nobody."""
    found = LawSignOff.objects.filter(country=pack.code, pack_sha256=pack.pack_sha256)
    return found.select_related("signed_by__user").first()


def law_signed(code: str) -> bool:
    """Tell whether the pack that runs now is signed off: its hash counts, not its version.

    Raises `NoLawPack` for an unknown country.
    """
    return sign_off_of(country(code)) is not None


def unsigned() -> list[str]:
    """Return the countries whose pack waits for a lawyer, in the order of the packs."""
    return [code for code in COUNTRIES if not law_signed(code)]


def refuse_unsigned(code: str) -> None:
    """Raise `UnsignedLaw` where no lawyer signed the pack that runs now.

    Whatever lets a notice leave asks this first. Raises `NoLawPack` for an unknown country.
    """
    if not law_signed(code):
        raise UnsignedLaw("unsigned", country=code)


def _manager(act: Act) -> Seat:
    if act.by is None or act.by.role != Role.MANAGER:
        raise LawProblem("not_allowed")
    return act.by


def _word(text: str, missing: str) -> str:
    word = " ".join(text.split())
    if not word:
        raise LawProblem(missing)
    if len(word) > LONGEST_NAME:
        raise LawProblem("too_long", longest=LONGEST_NAME)
    return word
