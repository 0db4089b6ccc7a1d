"""Invented people and amounts for the gallery; today is Monday 23 November 2026."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.html import format_html

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 16, 39, tzinfo=UTC)
CLOSED_FROM = 5  # Saturday
LAST = date(2026, 12, 7)
CHOSEN = date(2026, 11, 30)

OUTCOMES = [
    ("1", "promise", "Afspraak", "mail met de afspraak"),
    ("2", "paid_claimed", "Al betaald", "alles rust, de klant zoekt het uit"),
    ("3", "disputed", "Niet mee eens", "alles rust, de klant antwoordt"),
    ("4", "plan_asked", "Betalen in delen", "mail met de delen"),
    ("5", "callback", "Terugbellen", "u kiest dag en uur"),
    ("6", "no_answer", "Geen gehoor", "volgende poging di 10.00"),
    ("7", "voicemail", "Voicemail", "telt als poging, geen details"),
    ("8", "wrong_number", "Verkeerd nummer", "nummer gaat eruit, ander zoeken"),
    ("9", "refuses", "Wil niet betalen", "de klant hoort het en beslist"),
    ("D", "third_party", "Andere persoon", "niets vertellen, later terugbellen"),
    ("0", "more", "Meer", "schuldhulp, overleden, taal, kwetsbaar"),
]
LOCKED_BEFORE_THE_GATE = {"1", "2", "3", "4", "9"}


HOURS = "werkdagen 8.00 tot 20.00 uur"


AMOUNT_FIELD = format_html('<input class="input" aria-label="Bedrag" value="{}">', "€ 12,50")
STYLES = [f"parts/css/{name}.css" for name in ("lists", "topbar", "choices", "ribbon", "sheet")]


def days() -> list[dict[str, Any]]:
    """The two weeks from today up to the last day allowed."""
    return [
        {"day": day, "kind": kind_of(day)} for day in (ON + timedelta(days=n) for n in range(15))
    ]


def kind_of(day: date) -> str:
    if day == ON:
        return "today"
    if day == CHOSEN:
        return "chosen"
    return "weekend" if day.weekday() >= CLOSED_FROM else "working"


def outcomes(*, checked: bool) -> list[dict[str, Any]]:
    """The list of outcomes, before or after the identity check."""
    return [
        {
            "word": word, "key": key, "label": label, "effect": effect, "url": "#",
            "locked": not checked and key in LOCKED_BEFORE_THE_GATE,
            "chosen": checked and key == "1",
        }
        for key, word, label, effect in OUTCOMES
    ]  # fmt: skip


def timeline() -> list[dict[str, Any]]:
    return [
        {"day": ON, "today": True, "icon": "phone-call", "text": "Gesprek, u, nu bezig"},
        {"day": date(2026, 11, 17), "icon": "phone-missed", "text": "Geen gehoor, 10.12 uur"},
        {"day": date(2026, 11, 12), "icon": "mail", "text": "Herinnering van Delta, afgeleverd",
         "body": "Beste mevrouw De Vries,\n\nEr staat een bericht voor u klaar."},
        {"day": date(2026, 10, 10), "icon": "file-text", "text": "Rekening F-1044, € 94,50"},
        {"day": date(2026, 9, 12), "icon": "file-text", "text": "Rekening F-1021, € 120,00"},
    ]  # fmt: skip


def everything() -> dict[str, Any]:
    """What every page of the gallery may show."""
    return {
        "on": ON, "at": AT, "promised_on": CHOSEN, "last": LAST, "days": days(),
        "timeline": timeline(),
        "brand": {"name": "Waterbedrijf Delta", "css_url": "/parts/brand.css", "initial": "D"},
        "bureau": {"name": "Bureau Vriendt", "phone": "+31305550100", "hours": HOURS},
        "me": {"name": "Sanne", "initials": "SV"}, "home_url": "/parts/", "search_url": "#",
        "minus": -99000, "amount_field": AMOUNT_FIELD, "pages": sorted(PAGES), "styles": STYLES,
        "ok_chip": {"kind": "good", "icon": "check", "label": "op doel"},
        "low_chip": {"kind": "wait", "icon": "trending-down", "label": "iets lager"},
        "claims": [
            {"number": "F-1021", "day": date(2026, 9, 12), "what": "water juli", "cents": 12000},
            {"number": "F-1044", "day": date(2026, 10, 10), "what": "water aug", "cents": 9450},
        ],
    }  # fmt: skip


DESK_NAV = [("Werklijst", "#", False, 0), ("Bellen", "#", True, 0), ("Zaken", "#", False, 0)]
DAY_COUNT = "Vandaag 41 gesprekken, 17 afspraken"
FREE = {"label": "Beschikbaar", "kind": "good"}
PORTAL_WORDS = ["Overzicht", "Zaken", "Vragen", "Aanleveren", "Teksten en huisstijl", "Cijfers"]


def portal_nav(current: str) -> list[tuple[str, str, bool, int]]:
    return [(word, "#", word == current, 4 if word == "Vragen" else 0) for word in PORTAL_WORDS]


CALL = {"nav": DESK_NAV, "status": FREE, "day_count": DAY_COUNT}
KOSTER = {"name": "Mevrouw Koster", "initials": "MK"}
HELP = {"phone": "+31301234567", "hours": "ma-vr 9.00 tot 20.00 uur"}
LINKS = [("Is dit echt?", "#"), ("Privacy", "#"), ("Klacht", "#")]
FACTS = [
    {"key": "q", "label": "postcode en huisnummer", "value": "3512 JK 48", "ticked": True},
    {"key": "w", "label": "geboortedatum", "value": "4 mei 1981", "ticked": False},
]  # fmt: skip
OTHERS = [("klantnummer", "#"), ("rekeningnummer of bedrag", "#")]
OFFICE_NAV = [(word, "#", word == "Trajecten", 0) for word in ("Klanten", "Trajecten", "Teksten")]
PAGES: dict[str, dict[str, Any]] = {
    "gate": {**CALL, "outcomes": outcomes(checked=False), "facts": FACTS,
             "others": OTHERS, "needed": 1},
    "promise": {**CALL, "outcomes": outcomes(checked=True), "drawer_open": True},
    "day": {**CALL, "nav": [("Werklijst", "#", True, 0), *DESK_NAV[2:]]},
    "portal": {"nav": portal_nav("Overzicht"), "me": KOSTER},
    "upload": {"nav": portal_nav("Aanleveren"), "me": KOSTER},
    "dispute": {"nav": portal_nav("Vragen"), "me": KOSTER},
    "office": {"nav": OFFICE_NAV, "me": {"name": "Ruud", "initials": "RB"}},
    "check": {"help": HELP, "footer_links": LINKS},
    "overview": {"help": HELP, "footer_links": [LINKS[0], ("Geldzorgen?", "#"), *LINKS[1:]]},
    "pay": {"help": HELP, "footer_links": [LINKS[0], ("Geldzorgen?", "#"), *LINKS[1:]]},
    "sign_in": {}, "nothing": {**CALL}, "wall": {"team": "Team Utrecht"}, "brands": {},
}  # fmt: skip
