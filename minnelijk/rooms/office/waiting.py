"""What asks for somebody of the bureau: the list of the start page, and the numbers in the menu."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.law.country import COUNTRIES, country
from minnelijk.law.dated import Header
from minnelijk.records.actions.law import unsigned
from minnelijk.records.actions.law_choice import cross_border
from minnelijk.records.actions.own_texts import to_read
from minnelijk.records.models import Account, Bureau, Client, Registration, Run, Sender
from minnelijk.records.queries import account_of, feed_stale
from minnelijk.records.scope import Scope
from minnelijk.rooms.office.wording import senders
from minnelijk.rooms.office.wording.law import country_name, parameter_name
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.wording.texts import use_name

SOON = timedelta(days=45)
RUNS_BACK = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of the list: what is the matter, what to do about it, and where."""

    icon: str
    title: str
    text: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client in a list: what is open, and how fresh its payments are."""

    client: Client
    cases: int
    open_cents: int
    stale: bool


def accounts(scope: Scope) -> QuerySet[Account]:
    """Return accounts that wait for a second person; the bureau's own only for who sees all."""
    rows = Account.objects.filter(confirmed_at__isnull=True, ends_on__isnull=True)
    if scope.client_ids is not None:
        rows = rows.filter(client_id__in=scope.client_ids)
    return rows.select_related("client", "proposed_by__user").order_by("proposed_at")


def client_lines(scope: Scope, on: date) -> list[ClientLine]:
    """Return the clients in sight by name, each with what is open."""
    cases = scope.cases().filter(closed_on__isnull=True).values("client_id")
    totals = {
        row["client_id"]: (row["cases"], row["cents"])
        for row in cases.annotate(cases=Count("number"), cents=Sum("open_cents"))
    }
    return [
        ClientLine(client, *totals.get(client.id, (0, 0)), stale=feed_stale(client, on))
        for client in scope.clients().filter(closed_on__isnull=True).order_by("name")
    ]


def asks(request: Request, lines: list[ClientLine]) -> list[Ask]:
    """Return everything that asks for somebody, the most urgent first."""
    found = [*_accounts(request), *_senders(request), *_clients(lines, request.on)]
    found += [*_texts(request), *_abroad(request)]
    if request.scope.client_ids is None:
        found += [*_runs(request), *_registrations(request.on)]
        found += _unsigned()
    return [*found, *_law(request.on)]


def _accounts(request: Request) -> Iterator[Ask]:
    for account in accounts(request.scope):
        yield Ask(
            "landmark",
            _("Nieuw rekeningnummer: %(name)s") % {"name": account.client or _("het bureau")},
            _("Bel een bekend nummer en bevestig of weiger het."),
            reverse("office:account", args=[account.id]),
            _("Bekijk"),
        )


def _senders(request: Request) -> Iterator[Ask]:
    """Addresses from which nothing leaves now: their mail waits for a person."""
    rows = Sender.objects.filter(active=True, failing_since__isnull=False)
    for sender in rows.filter(client__in=request.scope.clients()).select_related("client"):
        yield Ask(
            "mail-warning",
            _("Berichten van %(name)s wachten") % {"name": sender.client},
            senders.of(senders.FAILING, sender.failing_why, senders.OTHER_FAILING),
            reverse("office:sender", args=[sender.client.code]),
            _("Bekijk"),
        )


def _texts(request: Request) -> Iterator[Ask]:
    """Words of clients that wait for the bureau: letters of the law, and scripts."""
    for version in to_read(request.scope.clients()):
        template = version.template
        key = [template.use, template.language, template.channel]
        client = template.client
        yield Ask(
            "file-text",
            _("%(name)s schreef een tekst: %(use)s")
            % {"name": client, "use": use_name(template.use)},
            _("Lees hem en zet hem in gebruik. Tot dan gaan de oude woorden weg."),
            f"{reverse('office:text', args=key)}?klant={client.code if client else ''}",
            _("Bekijk"),
        )


def _clients(lines: list[ClientLine], on: date) -> Iterator[Ask]:
    for line in lines:
        client = line.client
        if client.stopped_at is not None:
            yield Ask(
                "pause",
                _("%(name)s staat stil") % {"name": client},
                _("Er gaat niets weg tot iemand hier zegt dat het verder mag."),
                reverse("office:stop", args=[client.code]),
                _("Bekijk"),
            )
        elif account_of(client, on) is None:
            yield Ask(
                "landmark",
                _("%(name)s heeft nog geen rekeningnummer dat werkt") % {"name": client},
                _("Berichten kunnen niet zeggen waar iemand betaalt."),
                reverse("office:client_accounts", args=[client.code]),
                _("Toevoegen"),
            )
        elif line.cases and line.stale:
            yield Ask(
                "clock",
                _("Oude betaalgegevens van %(name)s") % {"name": client},
                _("Wij bellen en mailen niet: misschien is er al betaald."),
                reverse("office:client", args=[client.code]),
                _("Bekijk"),
            )


def abroad(scope: Scope) -> int:
    """How many cases between two laws nobody decided on yet."""
    return cross_border(scope).exclude(law_why__has_key="on_top_decided").count()


def _abroad(request: Request) -> Iterator[Ask]:
    count = abroad(request.scope)
    if count:
        words = ngettext(
            "%(count)s persoon woont in het andere land",
            "%(count)s mensen wonen in het andere land",
            count,
        )
        yield Ask(
            "scale",
            words % {"count": count},
            _("Wij vragen niets bovenop hun rekening, tot iemand hier besluit."),
            reverse("office:abroad"),
            _("Bekijk"),
        )


def unfinished(on: date) -> QuerySet[Run]:
    """Return runs that did not finish, or finished with a problem."""
    broken = Q(ended_at__isnull=True, day_on__lt=on) | ~Q(problem="")
    return Run.objects.filter(broken, day_on__gte=on - RUNS_BACK)


def _runs(request: Request) -> Iterator[Ask]:
    count = unfinished(request.on).count()
    if count:
        yield Ask(
            "circle-alert",
            ngettext(
                "%(count)s keer ging het dagelijks werk niet goed",
                "%(count)s keer ging het dagelijks werk niet goed",
                count,
            )
            % {"count": count},
            _("De volgende ronde haalt in wat bleef liggen. Kijk wat er was."),
            reverse("office:runs"),
            _("Bekijk"),
        )


def _registrations(on: date) -> Iterator[Ask]:
    if not Bureau.objects.filter(id=1).exists():
        yield Ask(
            "building-2",
            _("Het bureau is nog niet ingevuld"),
            _("Elk bericht noemt het bureau. Zonder gegevens gaat er niets weg."),
            reverse("office:bureau_card"),
            _("Invullen"),
        )
    ends = Registration.objects.filter(until_on__isnull=False, until_on__lte=on + SOON)
    for row in ends.filter(until_on__gte=on - SOON).order_by("until_on"):
        yield Ask(
            "badge-check",
            _("Inschrijving %(number)s eindigt %(day)s")
            % {
                "number": row.number,
                "day": day_short_text(row.until_on, on) if row.until_on else "",
            },
            _("Daarna mag het bureau daar niemand benaderen. Zet de nieuwe er op tijd bij."),
            reverse("office:bureau"),
            _("Bekijk"),
        )


def _unsigned() -> Iterator[Ask]:
    """Where the bureau is registered or has a client, and no lawyer signed the law yet."""
    clients = Client.objects.filter(closed_on__isnull=True).values_list("country", flat=True)
    here = {*Registration.objects.values_list("country", flat=True), *clients}
    for code in unsigned():
        if code in here:
            yield Ask(
                "scale",
                _("De wet van %(country)s is nog niet getekend") % {"country": country_name(code)},
                _("Er gaan geen aanmaningen uit. Laat een jurist het pakket lezen."),
                f"{reverse('office:law')}?land={code}",
                _("Bekijk"),
            )


def expiring(on: date) -> list[tuple[str, Header]]:
    """Return (country, header) of law files that nobody checked or that are known too short."""
    return [
        (code, header)
        for code in COUNTRIES
        for header in country(code).headers
        if not header.checked or header.known_until <= on + SOON
    ]


def _law(on: date) -> Iterator[Ask]:
    for code, header in expiring(on):
        title = _("Wet %(country)s, %(name)s: bekend tot en met %(day)s")
        if not header.checked:
            title = _("Wet %(country)s, %(name)s: nog door niemand nagekeken")
        name = parameter_name(header)
        day = day_short_text(header.known_until, on)
        yield Ask(
            "scale",
            title % {"country": code.upper(), "name": name, "day": day},
            _("Wat de wet niet zeker weet, doen wij niet. Vraag een jurist dit na te kijken."),
            f"{reverse('office:law')}?land={code}",
            _("Bekijk"),
        )
