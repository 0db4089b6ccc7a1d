"""The sentences of a notice that no client writes, and the values that it is filled with."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from minnelijk.law.notices import NoticeKind
from minnelijk.post.words import formats

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "vat_declaration": "{client} kan deze btw niet verrekenen. Daarom komt de btw bij de "
            "kosten.",
            "no_interest": "Wij vragen geen rente over dit bedrag.",
            "only_principal": "In dit bedrag zitten geen kosten, geen rente en geen "
            "schadevergoeding: het zijn alleen de rekeningen zelf.",
            "nothing_follows": "Er komen geen kosten en geen rente bij dit bedrag.",
            "free_in_time": "Betaalt u het hele bedrag op tijd? Dan betaalt u geen kosten.",
            "help_nl": "Heeft u geldzorgen? Uw gemeente helpt gratis.",
            "help_be": "Heeft u geldzorgen? Het OCMW van uw gemeente helpt gratis.",
            "instalments_right": "U mag vragen om in delen te betalen.",
            "mediation": "U kunt ook schuldbemiddeling vragen. Het OCMW van uw gemeente helpt "
            "daar gratis bij.",
            "dispute_right": "Bent u het niet eens met dit bedrag? Zeg het ons. Wilt u de "
            "stukken zien, zoals de rekening? Die krijgt u gratis.",
            "measures": "Reageert u niet op tijd? Dan kunnen er andere stappen volgen om het "
            "bedrag te innen.",
            "supervisor": "Het toezicht op wie rekeningen int is van de FOD Economie, "
            "Economische Inspectie: economie.fgov.be.",
            "amicable": "Dit is een minnelijke invordering en geen gerechtelijke invordering "
            "(dagvaarding of beslag).",
        },
        "en": {
            "vat_declaration": "{client} cannot set off this VAT. That is why it is added to the "
            "costs.",
            "no_interest": "We ask no interest on this amount.",
            "only_principal": "There are no costs, no interest and no damages in this amount: it "
            "is the invoices alone.",
            "nothing_follows": "No costs and no interest are added to this amount.",
            "free_in_time": "Do you pay the whole amount in time? Then you pay no costs.",
            "help_nl": "Do you worry about money? Your municipality helps for free.",
            "help_be": "Do you worry about money? The OCMW/CPAS of your municipality helps for "
            "free.",
            "instalments_right": "You may ask to pay in parts.",
            "mediation": "You can also ask for debt mediation. The OCMW/CPAS of your "
            "municipality helps with it for free.",
            "dispute_right": "Do you disagree with this amount? Tell us. Would you like to see "
            "the documents, such as the invoice? You get them for free.",
            "measures": "Do you not react in time? Then other steps to collect the amount can "
            "follow.",
            "supervisor": "Those who collect invoices are supervised by the FPS Economy, "
            "Economic Inspection: economie.fgov.be.",
            "amicable": "This is amicable recovery and not recovery through a court (summons or "
            "seizure).",
        },
        "fr": {
            "vat_declaration": "{client} ne peut pas récupérer cette TVA. C'est pourquoi elle "
            "s'ajoute aux frais.",
            "no_interest": "Nous ne demandons pas d'intérêts sur ce montant.",
            "only_principal": "Ce montant ne contient ni frais, ni intérêts, ni indemnité : ce "
            "sont seulement les factures.",
            "nothing_follows": "Aucuns frais et aucun intérêt ne s'ajoutent à ce montant.",
            "free_in_time": "Vous payez tout le montant à temps ? Alors vous ne payez pas de "
            "frais.",
            "help_nl": "Vous avez des soucis d'argent ? Votre commune aide gratuitement.",
            "help_be": "Vous avez des soucis d'argent ? Le CPAS de votre commune aide "
            "gratuitement.",
            "instalments_right": "Vous pouvez demander à payer en plusieurs fois.",
            "mediation": "Vous pouvez aussi demander une médiation de dettes. Le CPAS de votre "
            "commune vous y aide gratuitement.",
            "dispute_right": "Vous n'êtes pas d'accord avec ce montant ? Dites-le-nous. "
            "Voulez-vous voir les documents, comme la facture ? Vous les recevez gratuitement.",
            "measures": "Vous ne réagissez pas à temps ? Alors d'autres étapes peuvent suivre "
            "pour recouvrer le montant.",
            "supervisor": "Ceux qui recouvrent des factures sont surveillés par le SPF Économie, "
            "Inspection économique : economie.fgov.be.",
            "amicable": "Ceci est un recouvrement amiable et non un recouvrement judiciaire "
            "(citation ou saisie).",
        },
        "de": {
            "vat_declaration": "{client} kann diese Mehrwertsteuer nicht abziehen. Darum kommt sie "
            "zu den Kosten dazu.",
            "no_interest": "Wir verlangen keine Zinsen auf diesen Betrag.",
            "only_principal": "In diesem Betrag sind keine Kosten, keine Zinsen und kein "
            "Schadenersatz: Es sind nur die Rechnungen selbst.",
            "nothing_follows": "Zu diesem Betrag kommen keine Kosten und keine Zinsen dazu.",
            "free_in_time": "Zahlen Sie den ganzen Betrag rechtzeitig? Dann zahlen Sie keine "
            "Kosten.",
            "help_nl": "Haben Sie Geldsorgen? Ihre Gemeinde hilft kostenlos.",
            "help_be": "Haben Sie Geldsorgen? Das ÖSHZ Ihrer Gemeinde hilft kostenlos.",
            "instalments_right": "Sie dürfen fragen, ob Sie in Raten zahlen können.",
            "mediation": "Sie können auch um eine Schuldenvermittlung bitten. Das ÖSHZ Ihrer "
            "Gemeinde hilft dabei kostenlos.",
            "dispute_right": "Sind Sie mit diesem Betrag nicht einverstanden? Sagen Sie es uns. "
            "Möchten Sie die Unterlagen sehen, zum Beispiel die Rechnung? Sie bekommen sie "
            "kostenlos.",
            "measures": "Melden Sie sich nicht rechtzeitig? Dann können andere Schritte folgen, "
            "um den Betrag einzuziehen.",
            "supervisor": "Wer Rechnungen einzieht, steht unter der Aufsicht des FÖD Wirtschaft, "
            "Wirtschaftsinspektion: economie.fgov.be.",
            "amicable": "Dies ist eine gütliche Eintreibung und keine gerichtliche Eintreibung "
            "(Ladung oder Pfändung).",
        },
    }
)

BOTH_DAYS = {"first_day": "first_on", "last_day": "last_on"}
DAYS: Mapping[NoticeKind, Mapping[str, str]] = {
    NoticeKind.FIRST_REMINDER: BOTH_DAYS,
    NoticeKind.BELGIAN_NOTICE: BOTH_DAYS,
    NoticeKind.DEMAND: {"last_day": "last_on"},
}
"""The notices that name days: their term is counted from sending. The others never name one."""

OF_KIND: Mapping[NoticeKind, frozenset[str]] = {
    NoticeKind.DEFAULT: frozenset({"help"}),
    NoticeKind.FOURTEEN_DAYS: frozenset({"help", "free_in_time", "nothing_follows"}),
    NoticeKind.FIRST_REMINDER: frozenset({"help", "nothing_follows"}),
    NoticeKind.BELGIAN_NOTICE: frozenset(
        {
            *("instalments_right", "mediation", "dispute_right", "measures"),
            *("supervisor", "amicable", "only_principal"),
        }
    ),
    NoticeKind.DEMAND: frozenset(),
}
"""The sentences that a kind of notice can have; a kind that follows nothing does not promise it."""


def notice_values(
    facts: Mapping[str, Any], *, language: str, on: date, home: str, client: str
) -> dict[str, str]:
    """Return the fields of a notice as they read; of another message only what always is there.

    `facts` are those of the message; `home` is the country of the debtor,
    whose help with debts is named.
    """
    notice = facts.get("notice")
    if not notice:
        return {}
    kind = NoticeKind(notice["kind"])
    amounts = _amounts(notice, int(facts.get("amount_cents", 0)), language)
    return {
        "term": str(notice.get("term", "")),
        **_days(notice, kind, language, on),
        **amounts,
        **_sentences(kind, amounts, language=language, home=home, client=client),
    }


def _amounts(notice: Mapping[str, Any], asked_cents: int, language: str) -> dict[str, str]:
    costs, damages = notice.get("costs") or {}, notice.get("damages") or {}
    cents = {
        "costs": int(costs.get("costs_cents") or 0),
        "costs_vat": int(costs.get("vat_cents") or 0),
        "damages": int(damages.get("lump_cents") or 0),
    }
    with_vat = cents["costs_vat"] > 0
    cents["costs_total"] = int(costs.get("total_cents") or 0) if with_vat else 0
    after = int(notice.get("after_cents") or 0)
    cents["after_sum"] = after if after > asked_cents else 0
    percents = {
        "vat_percent": str(costs.get("vat_percent") or "") if with_vat else "",
        "interest_percent": str(damages.get("percent") or notice.get("interest_percent") or ""),
    }
    return {
        **{name: formats.money(sum_, language) if sum_ else "" for name, sum_ in cents.items()},
        **{name: formats.percent(text, language) for name, text in percents.items()},
    }


def _days(notice: Mapping[str, Any], kind: NoticeKind, language: str, on: date) -> dict[str, str]:
    return {
        name: formats.weekday(date.fromisoformat(notice[key]), language, on)
        for name, key in DAYS.get(kind, {}).items()
        if notice.get(key)
    }


def _sentences(
    kind: NoticeKind,
    amounts: Mapping[str, str],
    *,
    language: str,
    home: str,
    client: str,
) -> dict[str, str]:
    """Say nothing that the figures deny: each sentence has a value only where it is true."""
    said = set(OF_KIND[kind])
    if any(amounts[name] for name in ("costs", "damages", "interest_percent", "after_sum")):
        said.discard("nothing_follows")
    if not amounts["costs"]:
        said.discard("free_in_time")
    if not amounts["interest_percent"]:
        said.add("no_interest")
    if amounts["costs_vat"]:
        said.add("vat_declaration")
    words = WORDS.get(language, WORDS["nl"])
    key = {"help": f"help_{home}" if f"help_{home}" in words else "help_nl"}
    return {name: words[key.get(name, name)].format(client=client) for name in said}
