"""The lines that no text can leave out, and the small words around invoices and bank details."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "dear": "Beste {name}",
            "dear_company": "Beste meneer of mevrouw",
            "invoice": "Rekening {number}, {day}",
            "transfer": "Liever zelf overmaken?",
            "holder": "op naam van {holder}",
            "reference": "kenmerk",
            "scan": "Scan met de app van uw bank",
            "qr": "QR-code om te betalen",
            "never": "Wij vragen nooit om uw pincode of inlogcode. Twijfelt u of deze mail echt "
            "is? Bel {client} op het nummer op hun website.",
            "never_own": "Wij vragen nooit om uw pincode of inlogcode. Twijfelt u of deze mail "
            "echt is? Bel ons op het nummer op onze website.",
            "not_you": "Is deze mail niet voor u?",
            "not_you_link": "Niet voor mij",
            "bureau": "{bureau} doet dit voor {client}.",
            "wki": "Wki-nummer {number}",
            "fod": "inschrijving FOD Economie {number}",
            "enterprise": "ondernemingsnummer {number}",
            "complaint": "klacht",
            "worries": "Geldzorgen?",
            "privacy": "Privacy",
            "team": "de klantenservice",
        },
        "en": {
            "dear": "Dear {name}",
            "dear_company": "Dear Sir or Madam",
            "invoice": "Invoice {number}, {day}",
            "transfer": "Would you rather transfer it yourself?",
            "holder": "in the name of {holder}",
            "reference": "reference",
            "scan": "Scan with your bank's app",
            "qr": "QR code to pay",
            "never": "We never ask for your PIN or login code. Not sure if this mail is real? "
            "Call {client} on the number on their website.",
            "never_own": "We never ask for your PIN or login code. Not sure if this mail is real? "
            "Call us on the number on our website.",
            "not_you": "Is this mail not for you?",
            "not_you_link": "Not for me",
            "bureau": "{bureau} does this for {client}.",
            "wki": "Dutch register of collection agencies (Wki) {number}",
            "fod": "registration FPS Economy {number}",
            "enterprise": "enterprise number {number}",
            "complaint": "complaint",
            "worries": "Money worries?",
            "privacy": "Privacy",
            "team": "customer service",
        },
    }
)

SALUTATIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {"mrs": "mevrouw", "mr": "meneer"},
        "en": {"mrs": "Ms", "mr": "Mr"},
    }
)
SAME_SALUTATION = MappingProxyType(
    {
        **dict.fromkeys(("mevrouw", "mevr", "mw", "mrs", "ms", "madame", "frau", "v", "f"), "mrs"),
        **dict.fromkeys(("heer", "dhr", "de heer", "meneer", "mr", "monsieur", "herr", "m"), "mr"),
    }
)


def word(name: str, language: str, /, **parts: str) -> str:
    """Return one of these words in the language of the message; Dutch where nobody wrote it."""
    return WORDS.get(language, WORDS["nl"])[name].format(**parts)


def greeting(opened: Mapping[str, str], *, natural: bool, language: str) -> str:
    """Return `Beste mevrouw De Vries`; without a salutation the whole name, never a guess."""
    if not natural:
        return word("dear_company", language)
    return word("dear", language, name=spoken_name(opened, language))


def spoken_name(opened: Mapping[str, str], language: str) -> str:
    """Return how a person is spoken of: `mevrouw De Vries`, or the name as the client has it."""
    known = SAME_SALUTATION.get(str(opened.get("salutation", "")).strip(" .").lower(), "")
    last = str(opened.get("last_name", "")).strip()
    if not known or not last:
        return str(opened.get("name", "")).strip()
    title = SALUTATIONS.get(language, SALUTATIONS["nl"])[known]
    return f"{title} {last[0].upper()}{last[1:]}"
