"""Tables and texts that clients may edit: stored by version, activated only without problems."""

from datetime import date
from functools import cache
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from minnelijk.flow.order import order_problems
from minnelijk.flow.policy import POLICIES, PolicyProblem, base_text, read, shipped_text
from minnelijk.law.country import COUNTRIES
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.texts import (
    TextRefused,
    approve_template,
    install_texts,
    save_template,
    template_for,
)
from minnelijk.records.models import Client, Policy, PolicyVersion
from minnelijk.records.queries import third_party
from minnelijk.records.words import ForWhom

__all__ = [
    "PolicyRefused",
    "TextRefused",
    "activate",
    "approve_template",
    "in_use",
    "install_policies",
    "install_shipped",
    "policy_for",
    "save_policy",
    "save_template",
    "shipped_names",
    "template_for",
]

CONSUMERS = frozenset({DebtorKind.CONSUMER, DebtorKind.UNKNOWN, DebtorKind.SOLE_TRADER})
"""Who gets the flow for consumers: a sole trader is protected and spoken to as one."""

KIND_OF = {
    "": DebtorKind.CONSUMER,
    ForWhom.CONSUMER: DebtorKind.CONSUMER,
    ForWhom.BUSINESS: DebtorKind.LEGAL_ENTITY,
}
"""For whom a table is checked: everybody is as strict as a consumer."""

LONGEST_TABLE = 200_000


class PolicyRefused(Refused):
    """Why a table cannot be stored or used."""

    sentences = {
        "name_missing": "Give the table a name.",
        "shipped": "A shipped table stays as it is: save it under a name of your own.",
        "problems": "The table has {count} problems and cannot be used before they are repaired.",
        "too_long": "The table is too long.",
        "none": "No table is in use for this debtor: put the shipped tables in first.",
    }


def save_policy(
    client: Client | None,
    name: str,
    text: str,
    act: Act,
    *,
    for_country: str = "",
    for_whom: str = "",
) -> tuple[PolicyVersion, tuple[PolicyProblem, ...]]:
    """Store a text as the next version of a table, with its problems; it is not in use yet.

    The same text again is the same version. Raises PolicyRefused.
    """
    if not name.strip():
        raise PolicyRefused("name_missing")
    if len(text) > LONGEST_TABLE:
        raise PolicyRefused("too_long")
    with transaction.atomic():
        policy, _ = Policy.objects.get_or_create(client=client, name=name.strip())
        if policy.shipped:
            raise PolicyRefused("shipped")
        policy.for_country, policy.for_whom = for_country, ForWhom(for_whom) if for_whom else ""
        policy.save()
        problems = problems_of(policy, text, act.on)
        version = _new_version(policy, text, len(problems), act)
        args = {"policy": policy.id, "number": version.number, "problems": len(problems)}
        office_event(client, "policy_saved", act, args)
    return version, problems


def _new_version(policy: Policy, text: str, problems: int, act: Act) -> PolicyVersion:
    last = policy.versions.order_by("-number").first()
    if last is not None and last.text == text:
        return last
    return PolicyVersion.objects.create(
        policy=policy,
        number=last.number + 1 if last else 1,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        made_by=act.by,
        made_at=act.at,
        problems=problems,
    )


def problems_of(policy: Policy, text: str, on: date) -> tuple[PolicyProblem, ...]:
    """Return what is wrong with a text for this table: its rows, and the law's order of steps."""
    table, problems = read(text, base_text())
    if table is None or policy.shipped:
        return problems
    found = [
        problem
        for code in countries_of(policy)
        for problem in order_problems(
            table, code, KIND_OF[policy.for_whom], on, third_party=third_party()
        )
    ]
    return tuple(dict.fromkeys(found))


def countries_of(policy: Policy) -> tuple[str, ...]:
    """Return whose debtors a table is for: one country, the client's own, or all of them."""
    if policy.for_country:
        return (policy.for_country,)
    return (policy.client.country,) if policy.client else COUNTRIES


def activate(version: PolicyVersion, act: Act) -> PolicyVersion:
    """Use a version for new cases from now on; running cases keep theirs. Raises PolicyRefused."""
    problems = problems_of(version.policy, version.text, act.on)
    if problems:
        raise PolicyRefused("problems", count=len(problems))
    with transaction.atomic():
        version = PolicyVersion.objects.select_for_update().get(id=version.id)
        version.activated_at, version.problems = act.at, 0
        version.save(update_fields=["activated_at", "problems"])
        args = {"policy": version.policy_id, "number": version.number}
        office_event(version.policy.client, "policy_activated", act, args)
    return version


def policy_for(client: Client, country: str, kind: DebtorKind) -> PolicyVersion:
    """Return the table in use for a new case: the client's, the bureau's, else the shipped one.

    Inside a layer the one made for this country and these debtors goes first. PolicyRefused.
    """
    whom = ForWhom.CONSUMER if kind in CONSUMERS else ForWhom.BUSINESS
    for layer in ({"client": client}, {"client": None, "shipped": False}):
        rows = Policy.objects.filter(
            **layer, for_country__in=["", country], for_whom__in=["", whom]
        ).select_related("client")
        policies = [row for row in rows if country in countries_of(row)]
        fitting = sorted(policies, key=lambda row: (row.for_country, row.for_whom), reverse=True)
        found = next((version for row in fitting if (version := in_use(row))), None)
        if found is not None:
            return found
    return _shipped(_shipped_name(country, whom))


def in_use(policy: Policy) -> PolicyVersion | None:
    """Return the version that was activated last."""
    return (
        policy.versions.filter(activated_at__isnull=False)
        .order_by("-activated_at", "-number")
        .first()
    )


def _shipped_name(country: str, whom: ForWhom) -> str:
    if whom is ForWhom.BUSINESS:
        return "business"
    return "notice_first" if country == "be" else "two_phase"


def _shipped(name: str) -> PolicyVersion:
    policy = Policy.objects.filter(client=None, shipped=True, name=name).first()
    version = in_use(policy) if policy else None
    if version is None:
        raise PolicyRefused("none")
    return version


def install_shipped(act: Act) -> int:
    """Store the shipped tables and texts where they are new or changed; return how many."""
    return install_policies(act) + install_texts(act)


def install_policies(act: Act) -> int:
    """Store the shipped tables, a new version only where the text changed; return how many."""
    made = 0
    for name in shipped_names():
        with transaction.atomic():
            policy, _ = Policy.objects.get_or_create(
                client=None, name=name, defaults={"shipped": True}
            )
            before = policy.versions.aggregate(last=Max("number"))["last"] or 0
            version = _new_version(policy, shipped_text(name), 0, act)
            if version.number > before:
                activate(version, act)
                made += 1
    return made


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped tables; `base` only answers what they leave out."""
    return tuple(sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base"))
