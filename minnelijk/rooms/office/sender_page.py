"""What the page of a sender shows: its state, its domain, its round trip, its limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from minnelijk.flow.words import Channel
from minnelijk.post.proving.dmarc import organisation
from minnelijk.post.proving.domain_check import DomainCheck, Verdict
from minnelijk.records.actions.sender_proof import NOT_TESTED, complete, mailbox_of, newest_trial
from minnelijk.records.actions.senders import practising
from minnelijk.records.models import Bureau, Client, OfficeEvent, Sender, SenderTrial
from minnelijk.records.queries import account_of
from minnelijk.records.quota import quota_of
from minnelijk.records.words import CheckResult, SenderWay
from minnelijk.rooms.office.forms.sender import (
    BankNameForm,
    LimitsForm,
    MailboxForm,
    OurServerForm,
    OwnServerForm,
    TripForm,
    ViaBureauForm,
)
from minnelijk.rooms.office.wording import senders as words
from minnelijk.rooms.parts.people import Request

CHECKS = ("spf", "dkim", "dmarc")
OF_THE_TRIP = frozenset({"test_mail", "reply", "bounce"})
"""What is missing and stands among the steps already."""

TITLES = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
WATCHED = timedelta(minutes=30)
"""So long after its beginning a round trip is looked at by the page itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is right or not yet: a chip, a sentence, and the record to ask for."""

    title: str
    kind: str
    icon: str
    label: str
    words: str
    found: str = ""
    name: str = ""
    value: str = ""


def senders_of(client: Client) -> list[Sender]:
    """Return the client's senders: the one in use first, then the newest."""
    rows = client.senders.filter(channel=Channel.EMAIL).select_related("client", "agreed_by__user")
    return sorted(rows, key=lambda row: (not row.active, -row.id))


def page_of(
    request: Request, client: Client, sender: Sender | None, bound: dict[str, Any]
) -> dict[str, Any]:
    """Return everything that the page shows; `bound` are forms that were refused."""
    page = {
        "sender": sender,
        "others": [row for row in senders_of(client) if sender is None or row.id != sender.id],
        "practising": practising(),
        "sandbox": settings.SANDBOX_TO,
        "forms": _forms(request, client, sender) | bound,
        "refused": next(iter(bound), ""),
        "account": account_of(client, request.on),
    }
    if sender is None:
        return page
    lacking = complete(sender, request.on)
    return page | {
        "way": words.of(words.WAY, sender.way),
        "state": _state(sender, lacking),
        "lacking": [words.of(words.MISSING, word) for word in lacking if word not in OF_THE_TRIP],
        "ready": not lacking,
        "lines": (lines := list(_lines(sender))),
        "to_ask": _to_ask(sender, lines),
        "quota": quota_of(sender, request.at),
        "mailbox": mailbox_of(sender),
        **_trip(sender, request.at),
    }


def _forms(request: Request, client: Client, sender: Sender | None) -> dict[str, Any]:
    bureau = Bureau.objects.filter(id=1).first()
    domain = bureau.email.rpartition("@")[2] if bureau else ""
    own = sender if sender is None or sender.way != SenderWay.BUREAU else None
    found: dict[str, Any] = {
        "our": OurServerForm(own),
        "own": OwnServerForm(own),
        "via": ViaBureauForm(client, sender, domain),
        "trip": TripForm(),
    }
    account = account_of(client, request.on)
    if account is not None:
        found["bank"] = BankNameForm(account.bank_says)
    if sender is not None:
        found["limits"] = LimitsForm(sender)
        for_all = request.scope.client_ids is None
        found["box"] = MailboxForm(mailbox_of(sender), for_all=for_all)
    return found


def _state(sender: Sender, lacking: tuple[str, ...]) -> dict[str, str]:
    """The one strip on top: what is the matter with this sender now."""
    if sender.failing_since is not None:
        kind = "wait" if sender.failing_why == NOT_TESTED else "stop"
        title = _("Er gaat nu niets weg vanaf dit adres.")
        text = words.of(words.FAILING, sender.failing_why, words.OTHER_FAILING)
        return {"kind": kind, "title": title, "text": text}
    if not sender.active:
        text = _("Dit adres is nog niet in gebruik.")
        return {"kind": "info", "title": text, "text": "", "icon": "mail"}
    if lacking:
        title = _("Berichten gaan weg, maar nog niet alles is bewezen.")
        text = _("Maak de proef af, dan weten wij zeker dat berichten aankomen.")
        return {"kind": "wait", "title": title, "text": text}
    text = _("Berichten komen aan als die van de klant, en antwoorden komen bij ons.")
    return {"kind": "good", "title": _("Alles is bewezen."), "text": text}


def last_check(sender: Sender) -> DomainCheck | None:
    """Return what the domain said when it was last asked."""
    rows = OfficeEvent.objects.filter(client=sender.client, kind="sender_checked")
    found = rows.filter(args__sender=sender.id).order_by("-seq").first()
    return DomainCheck.of(found.args) if found else None


def _lines(sender: Sender) -> Iterator[Line]:
    check = last_check(sender)
    for name in CHECKS:
        verdict: Verdict | None = getattr(check, name) if check else None
        if sender.way == SenderWay.OWN_SERVER:
            verdict = _shown_by_test(sender, name, verdict)
        text = words.verdict_words(
            name, verdict.word if verdict else "", verdict.says if verdict else ""
        )
        if name == "spf" and verdict and verdict.name not in {"", sender.domain}:
            about = _("Dit gaat over %(name)s: daarheen gaan onbestelbare berichten terug.")
            text = f"{text} {about % {'name': verdict.name}}"
        yield _line(TITLES[name], verdict, text)


def _to_ask(sender: Sender, lines: list[Line]) -> str:
    """Return a mail to the domain's manager with every record that we ask for; "" for none."""
    owner = organisation(sender.domain)
    asks = [line for line in lines if line.value and line.name.endswith(owner)]
    if not asks:
        return ""
    first = _(
        "Graag deze regels in de DNS van %(domain)s zetten. Staat er al een regel met "
        "dezelfde naam en soort? Vervang die dan."
    )
    parts = [first % {"domain": sender.domain}]
    for line in asks:
        rows = ((_("Naam"), line.name), (_("Soort"), "TXT"), (_("Waarde"), line.value))
        parts.append("\n".join([line.title, *(f"{name}: {value}" for name, value in rows)]))
    return "\n\n".join(parts)


def _shown_by_test(sender: Sender, name: str, verdict: Verdict | None) -> Verdict | None:
    """Of a client's own server we know what its test mail showed."""
    if name == "dmarc":
        proven = CheckResult.PASS in {sender.spf, sender.dkim}
        asks = verdict is not None and verdict.word == "dmarc_own"
        return Verdict(CheckResult.PASS, "dmarc_ok") if proven and asks else verdict
    shown = getattr(sender, name)
    if not shown:
        return Verdict(None, f"{name}_own")
    good = shown == CheckResult.PASS
    return Verdict(CheckResult(shown), f"{name}_seen" if good else f"{name}_not_seen")


CHIPS: dict[CheckResult | None, tuple[str, str]] = {
    CheckResult.PASS: ("good", "check"),
    CheckResult.FAIL: ("stop", "circle-alert"),
    CheckResult.MISSING: ("wait", "clock"),
    None: ("", "clock"),
}


def _line(title: str, verdict: Verdict | None, text: str) -> Line:
    labels = {
        CheckResult.PASS: _("in orde"),
        CheckResult.FAIL: _("niet in orde"),
        CheckResult.MISSING: _("ontbreekt"),
        None: _("nog niet bekend"),
    }
    result = verdict.result if verdict else None
    kind, icon = CHIPS[result]
    label = labels[result]
    if verdict and verdict.word == "spf_not_aligned":
        kind, icon, label = "", "minus", _("telt niet mee")
    asks = verdict is not None and verdict.value != ""
    return Line(
        title,
        kind,
        icon,
        label,
        text,
        found=verdict.found if verdict and result != CheckResult.PASS else "",
        name=verdict.name if verdict and asks else "",
        value=verdict.value if verdict and asks else "",
    )


def _trip(sender: Sender, at: datetime) -> dict[str, Any]:
    trial = newest_trial(sender)
    going = trial is not None and bool(trial.sent_at) and not (trial.problem or sender.tested_at)
    return {
        "trial": trial,
        "trip_steps": list(_steps(trial, sender)),
        "trip_problem": words.of(words.TRIAL, trial.problem, words.OTHER_TRIAL)
        if trial and trial.problem
        else "",
        "watch": going and trial is not None and at - trial.made_at < WATCHED,
    }


def _steps(trial: SenderTrial | None, sender: Sender) -> Iterator[dict[str, Any]]:
    """The steps of a round trip: what has to happen, and when it did."""
    proven = trial is not None and bool(trial.dkim_aligned or trial.spf_aligned)
    arrived = _("Het kwam aan, en het domein bewijst het")
    if trial and trial.arrived_at and not proven:
        arrived = _("Het kwam aan, maar het domein bewijst het niet")
    steps = (
        (_("Het proefbericht ging weg"), trial and trial.sent_at, True),
        (arrived, trial and trial.arrived_at, proven),
        (_("Een antwoord erop kwam bij ons"), trial and trial.replied_at, True),
        (_("Een onbestelbaar bericht kwam bij ons terug"), trial and trial.bounced_at, True),
    )
    for text, at, good in steps:
        yield {"text": text, "at": at, "done": bool(at) and good, "bad": bool(at) and not good}
