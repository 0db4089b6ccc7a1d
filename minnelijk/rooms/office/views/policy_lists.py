"""Policies: every table there is, what it does and for whom, and which client uses which."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from minnelijk.law.country import COUNTRIES
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions.policies import PolicyRefused, in_use, policy_for
from minnelijk.records.models import Client, Policy
from minnelijk.rooms.office.frame import client_of, office, show, show_client
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.office.wording.policy import policy_name
from minnelijk.rooms.office.wording.shipped import about
from minnelijk.rooms.parts.people import Request

WHOM = (DebtorKind.CONSUMER, DebtorKind.LEGAL_ENTITY)


@office
def policies(request: Request) -> HttpResponse:
    """Show every table in sight, and for each client which one is used for whom."""
    clients = list(request.scope.clients().filter(closed_on__isnull=True).order_by("name"))
    rows = request.scope.policies().select_related("client").order_by("client__name", "name")
    page = {
        "clients": [{"client": client, "uses": uses(client)} for client in clients],
        "own": [_listed(row) for row in rows if not row.shipped],
        "shipped": [_listed(row) for row in rows if row.shipped],
    }
    return show(request, "policies.html", page)


@office
def client_policies(request: Request, code: str) -> HttpResponse:
    """Show which table this client uses for whom, and its own ones."""
    client = client_of(request, code)
    own = Policy.objects.filter(client=client).select_related("client").order_by("name")
    page = {"uses": uses(client), "own": [_listed(row) for row in own]}
    return show_client(request, client, "client_policies.html", page)


def uses(client: Client) -> list[dict[str, object]]:
    """Return for each country and sort of debtor the version in use, and whose it is."""
    found: list[dict[str, object]] = []
    for code in COUNTRIES:
        for kind in WHOM:
            try:
                version = policy_for(client, code, kind)
            except PolicyRefused:
                version = None
            consumer = kind is DebtorKind.CONSUMER
            found.append(
                {
                    "country": country_name(code),
                    "whom": _("consumenten") if consumer else _("bedrijven"),
                    "version": version,
                    "name": policy_name(version.policy.name) if version else "",
                    "layer": layer_of(version.policy) if version else "",
                }
            )
    return found


def layer_of(policy: Policy) -> str:
    if policy.client_id is not None:
        return _("van de klant")
    return _("meegeleverd") if policy.shipped else _("van het bureau")


def _listed(policy: Policy) -> dict[str, object]:
    newest = policy.versions.order_by("-number").first()
    return {
        "policy": policy,
        "name": policy_name(policy.name),
        "live": in_use(policy),
        "newest": newest,
        "layer": layer_of(policy),
        "about": about(policy.name) if policy.shipped else {},
    }
