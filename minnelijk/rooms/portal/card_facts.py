"""The legal facts of a client in words, and what each missing one holds back."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from minnelijk.flow.words import FeedKind, SmallRest
from minnelijk.records.models import Client
from minnelijk.rooms.parts.formats import phone_text

FEED = {
    FeedKind.BANK_FILE: gettext_noop("een bankbestand"),
    FeedKind.LIST: gettext_noop("een lijst met betalingen of open rekeningen"),
    FeedKind.API: gettext_noop("een koppeling"),
    FeedKind.BY_HAND: gettext_noop("u meldt ze zelf"),
}
SMALL_REST = {
    SmallRest.ASK: gettext_noop("wij vragen het u één keer"),
    SmallRest.WRITE_OFF: gettext_noop("wij schelden haar kwijt en vertellen het u"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `blocks` says what waits for it while it is missing."""

    label: str
    value: str
    blocks: str = ""


def facts(client: Client) -> list[Fact]:
    """Return the card as it is."""
    return [
        Fact(
            _("Ondernemingsnummer"),
            client.enterprise_no,
            _held(client.enterprise_no, _("de brief")),
        ),
        Fact(
            _("Telefoon dat wij noemen"),
            phone_text(client.phone_shown) if client.phone_shown else "",
            _held(client.phone_shown, _("een nieuw rekeningnummer")),
        ),
        Fact(_("Recht van het contract"), _country(client.contract_law)),
        Fact(_("De laatste dag van betalen"), _due(client)),
        Fact(_("Waarvoor u rekeningen stuurt"), _goods(client), _held(client.goods, _("de brief"))),
        Fact(_("Btw-plichtig"), _yes(client.vat_liable), _held(client.vat_liable, _("de brief"))),
        Fact(
            _("Btw is te verrekenen"),
            _yes(client.vat_deductible),
            _held(client.vat_deductible, _("de kosten in de brief")),
        ),
        *_belgian(client),
        Fact(_("Zo horen wij van betalingen"), _feed(client)),
        Fact(
            _("Wat wij doen met een kleine rest"), _(SMALL_REST[SmallRest(client.small_rest_rule)])
        ),
    ]


def _feed(client: Client) -> str:
    days = client.feed_max_age_days
    words = ngettext(
        "%(how)s, hoogstens %(days)s dag oud", "%(how)s, hoogstens %(days)s dagen oud", days
    )
    return words % {"how": _(FEED[FeedKind(client.feed_kind)]), "days": days}


def _belgian(client: Client) -> list[Fact]:
    if client.country != "be":
        return []
    return [
        Fact(_("Kleine onderneming"), _yes(client.is_sme), _held(client.is_sme, _("de brief"))),
        Fact(
            _("Regelmatige leveringen"),
            _yes(client.regular_deliveries),
            _held(client.regular_deliveries, _("de eerste herinnering")),
        ),
        Fact(
            _("Beding over schadevergoeding"),
            _("ja") if client.damages_clause else "",
            _held(client.damages_clause, _("vergoeding boven op de rekening")),
        ),
    ]


def _held(value: object, step: str) -> str:
    """What a missing fact holds back; a no is a fact too."""
    missing = value is None or value in ("", {}, [])
    return _("ontbreekt: dit houdt %(step)s tegen") % {"step": step} if missing else ""


def _yes(value: bool | None) -> str:
    if value is None:
        return ""
    return _("ja") if value else _("nee")


def _due(client: Client) -> str:
    if client.due_agreed != "agreed":
        return _("niet afgesproken: eerst volgt een gewone brief met een dag")
    if client.payment_term_days is None:
        return _("afgesproken, staat op elke rekening")
    return _("afgesproken, %(days)s dagen na de factuur") % {"days": client.payment_term_days}


def _goods(client: Client) -> str:
    words = client.goods.get((get_language() or "nl")[:2]) or client.goods.get("nl")
    return str(words or next(iter(client.goods.values()), ""))


def _country(code: str) -> str:
    return {"nl": _("Nederland"), "be": _("België")}.get(code, code.upper())
