"""Phones, mail addresses, streets, postcodes, countries and languages as lists write them."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from minnelijk.files.invoices import vocabulary
from minnelijk.files.invoices.words import ProblemWord as W


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one value, before it has a place."""

    word: W
    guess: str = ""
    blocking: bool = False
    detail: str = ""


NOTHING = frozenset(
    {"", "-", "--", ".", "?", "n.v.t.", "nvt", "n/a", "na", "geen", "onbekend", "aucun"}
)
_DUTCH_MOBILE = re.compile(r"(?:\+31|0)(6[1-58][0-9]{7})")
_BELGIAN_MOBILE = re.compile(r"\+32(4[5-9][0-9]{7})")
_PAID = re.compile(r"(?:0|\+31|\+32)90[069]")
_APART = re.compile(r"\s*(?:[/;|,]|\b(?:of|en|ou|et|or)\b)\s*")
_MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_STREET = re.compile(
    r"(?P<street>.*?[^\W\d_].*?)[ ,]+(?P<number>[1-9][0-9]{0,4}"
    r"(?:[ ]?-?[ ]?(?:[A-Za-z]|bis|ter|hs|huis|[IVX]{1,4})|[-/][0-9]{1,4}[A-Za-z]?)?"
    r"(?:[ ,/-]+(?:bus|bte|boite|boîte|box|b)\.? ?[0-9A-Za-z.]{1,5})?)"
)
_NUMBER_FIRST = re.compile(
    r"(?P<number>[1-9][0-9]{0,3}(?: ?[A-Za-z])?),? +(?P<street>[^\W\d_].{3,})"
)
_FRENCH_STREET = re.compile(r"(?:rue|avenue|av|boulevard|bd|chauss|place|chemin|quai|all)", re.I)
_DUTCH_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
_BELGIAN_POSTCODE = re.compile(r"(?:B-?|BE-?)? ?([1-9][0-9]{3})")

_COUNTRIES = {
    "NL": "nl nld nederland thenetherlands netherlands paysbas holland niederlande",
    "BE": "be bel b belgie belgium belgique belgien",
    "DE": "de deu d duitsland germany allemagne deutschland",
    "FR": "fr fra f frankrijk france frankreich",
    "LU": "lu lux l luxemburg luxembourg",
    "GB": "gb gbr uk verenigdkoninkrijk unitedkingdom royaumeuni engeland",
    "AT": "at aut oostenrijk austria autriche",
    "CH": "ch che zwitserland switzerland suisse",
    "ES": "es esp spanje spain espagne",
    "IT": "it ita italie italy",
    "PL": "pl pol polen poland pologne",
    "PT": "pt prt portugal",
    "DK": "dk dnk denemarken denmark danemark",
    "SE": "se swe zweden sweden suede",
    "NO": "no nor noorwegen norway norvege",
    "FI": "fi fin finland finlande",
    "IE": "ie irl ierland ireland irlande",
    "CZ": "cz cze tsjechie czechia republiquetcheque",
    "GR": "gr grc griekenland greece grece",
    "HU": "hu hun hongarije hungary hongrie",
    "RO": "ro rou roemenie romania roumanie",
}
COUNTRIES = {word: code for code, words in _COUNTRIES.items() for word in words.split()}
_LANGUAGES = {
    "nl": "nl nld nlnl nlbe nederlands dutch neerlandais ned n vlaams",
    "fr": "fr fra frbe frfr frans french francais f",
    "de": "de deu dede debe duits german allemand deutsch d",
    "en": "en eng engb enus engels english anglais e",
}
LANGUAGES = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_KINDS = {
    "consumer": "consumer consument particulier particuliere prive privepersoon natuurlijkpersoon"
    " b2c p consommateur personnephysique",
    "sole_trader": "soletrader eenmanszaak zzp zzper indépendant independant zelfstandige",
    "partnership": "partnership vof maatschap cv snc",
    "legal_entity": "legalentity rechtspersoon bv nv srl sa beslotenvennootschap"
    " stichting vereniging vzw asbl coop personnemorale",
    "government": "government overheid gemeente administration pouvoirpublic",
}
KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def phone(said: str, region: str) -> tuple[str, Flaw | None]:
    """Return a number in E.164; `region` is a country code or "" when the row does not tell."""
    if said.casefold() in NOTHING:
        return "", None
    if len(said) > 60:
        return "", Flaw(W.PHONE_INVALID)
    bare = re.sub(r"[\s()./-]", "", said.replace("(0)", "") if said[:1] in "+0" else said)
    bare = "+" + bare[2:] if bare.startswith("00") else bare
    quick = _DUTCH_MOBILE.fullmatch(bare)
    if quick and (bare[0] == "+" or region in {"", "NL"}):
        return "+31" + quick[1], None
    quick = _BELGIAN_MOBILE.fullmatch(bare)
    if quick:
        return "+32" + quick[1], None
    if region or bare.startswith("+"):
        return _dialled(bare, region or None)
    return _either(bare)


def _either(bare: str) -> tuple[str, Flaw | None]:
    """Read a number without a country: good if it exists in one of our two countries only."""
    readings = [_dialled(bare, region) for region in ("NL", "BE")]
    good = [reading for reading in readings if reading[0]]
    if len(good) == 1:
        return good[0]
    if good:
        return "", Flaw(W.PHONE_COUNTRY)
    premium = [reading for reading in readings if reading[1] and reading[1].word is W.PHONE_PREMIUM]
    return premium[0] if premium else readings[0]


def _dialled(bare: str, region: str | None) -> tuple[str, Flaw | None]:
    if _PAID.match(bare):
        return "", Flaw(W.PHONE_PREMIUM)
    short = sum(sign.isdigit() for sign in bare) < 9
    unusable = Flaw(W.PHONE_SHORT if short else W.PHONE_INVALID)
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return "", unusable
    if phonenumbers.number_type(number) == PhoneNumberType.PREMIUM_RATE:
        return "", Flaw(W.PHONE_PREMIUM)
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164), None
    return "", unusable


def apart(said: str) -> list[str]:
    """Return the separate phone numbers of one cell; "03/123.45.67" is one number."""
    parts = [part for part in _APART.split(said) if part]
    whole = all(sum(sign.isdigit() for sign in part) >= 9 for part in parts)
    return parts[:2] if len(parts) > 1 and whole else [said]


def email(said: str) -> tuple[str, Flaw | None]:
    """Return an address as it can be mailed, or the flaw with the one that we think is meant."""
    if said.casefold() in NOTHING:
        return "", None
    if len(said) > 1000:
        return "", Flaw(W.EMAIL_WRONG)
    said = re.sub(r"^mailto:", "", said, flags=re.IGNORECASE).strip("<> ")
    if _good_mail(said):
        return said, None
    parts = [part.strip("<> ") for part in re.split(r"[;,\s]+", said) if "@" in part]
    if len(parts) > 1 and all(_good_mail(part) for part in parts):
        return parts[0], Flaw(W.EMAIL_SEVERAL, detail=", ".join(parts[1:]))
    mended = said.replace(" ", "").replace(",", ".").replace("(at)", "@").replace("[at]", "@")
    return "", Flaw(W.EMAIL_WRONG, guess=mended if _good_mail(mended) else "")


def _good_mail(said: str) -> bool:
    local = said.partition("@")[0]
    dotted = ".." in said or local.startswith(".") or local.endswith(".")
    return not dotted and len(said) <= 254 and _MAIL.fullmatch(said) is not None


def street(said: str) -> tuple[str, str]:
    """Split a house number from its street; "" when there is none."""
    if len(said) > 120:
        return said, ""
    found = _STREET.fullmatch(said)
    if not found and _FRENCH_STREET.search(said):
        found = _NUMBER_FIRST.fullmatch(said)
    return (found["street"].strip(" ,"), found["number"]) if found else (said, "")


def country(said: str, postcode: str) -> tuple[str, Flaw | None]:
    """Return a country code; a Dutch postcode tells, four digits alone do not."""
    if said:
        code = COUNTRIES.get(vocabulary.key(said))
        if code:
            return code, None
        return ("", Flaw(W.COUNTRY_UNKNOWN)) if said not in NOTHING else ("", None)
    return ("NL", None) if _DUTCH_POSTCODE.fullmatch(postcode.upper()) else ("", None)


def postal(said: str, where: str) -> tuple[str, Flaw | None]:
    """Return a postcode as the post writes it; a wrong one stays as it is, with its flaw."""
    if not said:
        return "", None
    upper = re.sub(r"^(?:NL|BE)-", "", said.upper())
    dutch, belgian = _DUTCH_POSTCODE.fullmatch(upper), _BELGIAN_POSTCODE.fullmatch(upper)
    if dutch and where in {"", "NL"}:
        return f"{dutch[1]} {dutch[2]}", None
    if belgian and where in {"", "BE"}:
        return belgian[1], None
    wrong = where in {"NL", "BE"} or (not where and not re.search(r"[0-9]", said))
    return said, Flaw(W.POSTCODE_WRONG, detail=where or "NL / BE") if wrong else None


def language(said: str) -> tuple[str, Flaw | None]:
    """Return a language code of two letters."""
    code = LANGUAGES.get(vocabulary.key(said), "")
    return code, None if code or not said else Flaw(W.LANGUAGE_UNKNOWN)


def kind(said: str) -> tuple[str, Flaw | None]:
    """Return the kind of debtor; "zakelijk" does not say which, and is left open."""
    found = KINDS.get(vocabulary.key(said), "")
    return found, None if found or not said else Flaw(W.KIND_UNKNOWN)
