"""The client's card in plain words: what each fact is, and what its absence blocks."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the card; `absent` says what happens while it is not known."""

    label: str
    hint: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of facts that are filled in together."""

    slug: str
    title: str
    about: str
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "bedrijf",
        _("Het bedrijf"),
        _("Wie de klant is, en waaraan mensen hem herkennen."),
        (
            "name",
            "enterprise_no",
            "country",
            "website",
            "phone_shown",
            "languages",
            "sector",
            "sensitive",
        ),
    ),
    Section(
        "recht",
        _("Rekening en recht"),
        _("Feiten die in geen lijst staan. Wat leeg is, lezen wij zo vriendelijk mogelijk."),
        (
            "due_agreed",
            "payment_term_days",
            "contract_law",
            "claim_nature",
            "goods",
            "vat_liable",
            "vat_deductible",
        ),
    ),
    Section(
        "belgie",
        _("Alleen voor België"),
        _("Zonder deze feiten vragen wij in België niets bovenop de rekening."),
        ("is_sme", "damages_clause", "regular_deliveries"),
    ),
    Section(
        "akkoord",
        _("Vooraf akkoord"),
        _("Waar de klant vooraf ja op zei, met de dag en de naam. Stilte is nooit een ja."),
        ("agreed_beforehand",),
    ),
    Section(
        "grenzen",
        _("Afspraken met mensen"),
        _("Hoe ver een beller mag gaan. Daarboven vragen wij het de klant."),
        ("promise_days", "promise_days_max", "promises_max", "small_rest_cents", "small_rest_rule"),
    ),
    Section(
        "delen",
        _("Betalen in delen"),
        _("Wat meteen mag. Daarbuiten vragen wij het de klant."),
        ("plan_parts_max", "plan_part_min_cents", "plan_days_max", "plan_repair_days"),
    ),
    Section(
        "uren",
        _("Uren en dagen"),
        _("Strenger dan de wet mag altijd, ruimer nooit."),
        ("hours_from", "hours_to", "may_call_saturday", "open_holidays_for_companies"),
    ),
    Section(
        "gegevens",
        _("Gegevens en contract"),
        _("Hoe vers betalingen moeten zijn, en wie waarvoor antwoordt."),
        (
            "feed_kind",
            "feed_max_age_days",
            "match_certainty",
            "bureau_role",
            "agreement_on",
            "contact_person",
            "retention_months",
            "hold_out_permille",
        ),
    ),
)

FACTS: dict[str, Fact] = {
    "name": Fact(_("Naam"), _("Zo noemt de beller de klant, en zo staat hij op elk bericht.")),
    "enterprise_no": Fact(
        _("KvK- of ondernemingsnummer"),
        absent=_("Een brief met de laatste termijn moet dit nummer noemen. Die brief wacht."),
    ),
    "country": Fact(
        _("Land van de klant"), _("De werkdagen van dit land tellen voor vragen aan de klant.")
    ),
    "website": Fact(
        _("Website"),
        absent=_("Wie twijfelt of een mail echt is, kan nergens zelf kijken."),
    ),
    "phone_shown": Fact(
        _("Telefoonnummer van de klant"),
        _("Staat op berichten. Dit nummer wordt ook gebeld om een nieuwe rekening te bevestigen."),
        _("Een nieuwe rekening kan niet bevestigd worden: er is geen nummer om te bellen."),
    ),
    "languages": Fact(
        _("Talen"), _("De eerste is de taal van mensen van wie wij de taal niet weten.")
    ),
    "sector": Fact(
        _("Branche"),
        _("Bijvoorbeeld water, energie, zorg, telecom."),
        _("Wij gaan uit van de strengste regels."),
    ),
    "sensitive": Fact(
        _("Gevoelige naam"),
        _("Voor een kliniek of kredietgever: voicemail, sms en onderwerp noemen de klant niet."),
    ),
    "due_agreed": Fact(
        _("Uiterste dag afgesproken?"),
        _("Staat de betaaltermijn in het contract of in aanvaarde voorwaarden?"),
        _(
            "Wie niet op tijd betaalt is dan niet vanzelf te laat. "
            "Eerst gaat er een gewone brief met een redelijke termijn."
        ),
    ),
    "payment_term_days": Fact(
        _("Betaaltermijn in dagen"),
        _("Wij rekenen hiermee als een rekening geen uiterste dag noemt."),
        _("Een rekening zonder uiterste dag wacht tot iemand die dag invult."),
    ),
    "contract_law": Fact(_("Recht van het contract"), _("Dit bepaalt kosten en rente.")),
    "claim_nature": Fact(
        _("Waarvoor zijn de rekeningen?"),
        _("Dit bepaalt na hoeveel jaar een rekening verjaart."),
        _("Voor een consument rekenen wij met de kortste termijn. Daarna vragen wij niets meer."),
    ),
    "goods": Fact(
        _("Wat de klant levert, in gewone woorden"),
        _("Bijvoorbeeld: drinkwater. De beller zegt: een rekening voor drinkwater."),
        _("Script en mail zeggen alleen “rekening”, niet waarvoor."),
    ),
    "vat_liable": Fact(
        _("Rekent de klant btw?"),
        absent=_("Over kosten komt geen btw: het laagste bedrag."),
    ),
    "vat_deductible": Fact(
        _("Trekt de klant btw af?"),
        _("Wie btw aftrekt, mag geen btw over incassokosten vragen."),
        _("Wij lezen ja: over kosten komt geen btw."),
    ),
    "is_sme": Fact(
        _("Is de klant een kmo?"),
        absent=_("Wij lezen nee: rente kan dan pas na de hele termijn beginnen."),
    ),
    "damages_clause": Fact(
        _("Schadebeding in de voorwaarden"),
        _("Vul in wat de voorwaarden zeggen, de versie, en sinds wanneer."),
        _("Geen beding: in België vragen wij geen rente en geen schade."),
    ),
    "regular_deliveries": Fact(
        _("Levert de klant geregeld, zoals elke maand?"),
        absent=_("Wij lezen ja: meer herinneringen zijn gratis."),
    ),
    "agreed_beforehand": Fact(
        _("Vooraf akkoord"),
        absent=_("Wij vragen het de klant elke keer, en wachten op antwoord."),
    ),
    "promise_days": Fact(_("Gewone afspraak, in werkdagen"), _("De dag die de beller voorstelt.")),
    "promise_days_max": Fact(
        _("Langste afspraak, in werkdagen"), _("Wie langer nodig heeft, vraagt om delen.")
    ),
    "promises_max": Fact(_("Afspraken per zaak"), _("Daarna beslist de klant mee.")),
    "plan_parts_max": Fact(
        _("In hoeveel delen mag het meteen?"), _("0: wij vragen het de klant elke keer.")
    ),
    "plan_part_min_cents": Fact(_("Kleinste deel")),
    "plan_days_max": Fact(
        _("Het laatste deel komt uiterlijk na, in dagen"), _("Geteld vanaf de dag van de afspraak.")
    ),
    "plan_repair_days": Fact(
        _("Hersteltijd na een gemist deel, in werkdagen"),
        _("Zo lang kan een gemist deel nog komen. De afspraak loopt dan gewoon door."),
    ),
    "small_rest_cents": Fact(
        _("Kleine rest"), _("Blijft er minder over dan dit, dan is de afspraak nagekomen.")
    ),
    "small_rest_rule": Fact(
        _("Wat doen wij met een kleine rest?"),
        _("Alleen van een rekening waar geld op binnenkwam. De klant hoort het altijd."),
    ),
    "hours_from": Fact(_("Niet bellen voor"), _("Leeg: de uren van de wet gelden.")),
    "hours_to": Fact(_("Niet bellen na")),
    "may_call_saturday": Fact(_("Bellen op zaterdag")),
    "open_holidays_for_companies": Fact(
        _("Bedrijven ook op 5 mei en Goede Vrijdag benaderen"),
        _("Alleen in Nederland. Mensen laten wij op die dagen met rust."),
    ),
    "feed_kind": Fact(
        _("Hoe horen wij van betalingen?"),
        _("Zo vragen wij erom als wij te lang niets hoorden."),
    ),
    "match_certainty": Fact(
        _("Geld boekt zichzelf vanaf deze zekerheid, van 80 tot 99"),
        _("Lager wacht op een mens. Hoe hoger, hoe meer er wacht."),
    ),
    "feed_max_age_days": Fact(
        _("Betalingen mogen zo oud zijn, in dagen"),
        _("Zijn ze ouder, dan bellen en mailen wij niet: misschien is er al betaald."),
    ),
    "bureau_role": Fact(
        _("Rol van het bureau volgens het contract"),
        _("Wie antwoordt als iemand naar zijn gegevens vraagt?"),
        _("Niet vastgelegd wie antwoordt als iemand naar zijn gegevens vraagt."),
    ),
    "agreement_on": Fact(
        _("Contract getekend op"),
        absent=_("Er staat geen getekend contract geboekt. Vraag dit eerst na."),
    ),
    "contact_person": Fact(
        _("Vaste persoon bij het bureau"), absent=_("Het portaal kan de klant geen naam noemen.")
    ),
    "retention_months": Fact(_("Gegevens bewaren na afloop, in maanden")),
    "hold_out_permille": Fact(
        _("Meetgroep, per duizend"),
        _("Zoveel mensen bellen wij niet, om te meten. 0 is uit. Alleen als de klant tekende."),
    ),
}
FEED: dict[str, str] = {
    "bank_file": _("een bankbestand"),
    "list": _("een lijst met betalingen of open rekeningen"),
    "api": _("een koppeling"),
    "by_hand": _("de klant meldt ze zelf"),
}
SMALL_REST: dict[str, str] = {
    "ask": _("rustig één keer vragen aan de klant"),
    "write_off": _("zelf kwijtschelden"),
}
QUESTION_HINT: dict[str, str] = {
    "engage": _("Na een gemiste afspraak: nog een herinnering en een gesprek, zonder kosten."),
    "notice": _("De brief met de laatste termijn zonder kosten."),
    "hand_over": _("De zaak naar een incassopartner."),
    "plan": _("Betalen in delen, binnen wat de klant toestaat."),
}
DUE: dict[str, str] = {"agreed": _("ja, afgesproken"), "none": _("nee, of niet zeker")}
NATURE: dict[str, str] = {
    "consumer_sale": _("iets dat een consument kocht, ook water, gas en stroom"),
    "service": _("een dienst"),
    "periodic": _("elk jaar of vaker, zoals huur of abonnement"),
    "other": _("iets anders"),
}
LANGUAGE: dict[str, str] = {
    "nl": _("Nederlands"),
    "fr": _("Frans"),
    "de": _("Duits"),
    "en": _("Engels"),
}
CLAUSE: dict[str, str] = {
    "form": _("Wat het beding zegt"),
    "reciprocal": _("Geldt het voor beide kanten?"),
    "version": _("Versie van de voorwaarden"),
    "since": _("Sinds"),
    "percent": _("Rente per jaar"),
    "lump": _("Vast bedrag aan schade"),
    "interest_from_reminder": _("Rente telt vanaf de herinnering"),
}


def label_of(fact: str) -> str:
    return gettext(FACTS[fact].label)


def hint_of(fact: str) -> str:
    """Return the hint of a fact; the empty word has a translation that nobody wants to read."""
    hint = FACTS[fact].hint
    return gettext(hint) if hint else ""
