"""Money and files of a bank in words: why money fits a case, and what is wrong with a file."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.flow.matching import FitWord
from minnelijk.rooms.parts.formats import money_text

REASON = {
    FitWord.REFERENCE: __("het betalingskenmerk klopt"),
    FitWord.INVOICE_NUMBER: __("noemt het nummer van een rekening"),
    FitWord.CASE_NUMBER: __("noemt het zaaknummer"),
    FitWord.NUMBER_BROKEN: __("noemt het nummer van een rekening, over twee regels"),
    FitWord.NUMBER_SHORT: __("noemt een nummer van vier cijfers, zoals dat van een rekening"),
    FitWord.IBAN_SEEN: __("betaalde eerder vanaf dit IBAN"),
    FitWord.AMOUNT_NAMED: __("precies het bedrag van de rekeningen die genoemd zijn"),
    FitWord.AMOUNT_PROMISED: __("precies het bedrag dat beloofd is"),
    FitWord.AMOUNT_CASE: __("precies het bedrag van de zaak"),
    FitWord.AMOUNT_CLAIM: __("precies het bedrag van een rekening"),
    FitWord.AMOUNT_SOME: __("precies het bedrag van enkele rekeningen samen"),
    FitWord.NAME: __("dezelfde naam"),
    FitWord.TOLD_BEFORE: __("dit bedrag werd al gemeld, misschien is het hetzelfde geld"),
    FitWord.PAID_ALREADY: __("die rekening is al betaald"),
    FitWord.CLOSED: __("de zaak is gesloten"),
}
"""Why money may belong to a case."""

SENTENCE = {
    W.FILE_EMPTY: __("Het bestand is leeg."),
    W.FILE_UNKNOWN: __(
        "Dit soort bestand kennen wij niet. Haal bij de bank CAMT.053, MT940 of CODA op, of de CSV "
        "van ING of Rabobank."
    ),
    W.FILE_BROKEN: __("Het bestand is niet te lezen. Haal het nog eens op bij de bank."),
    W.FILE_TOO_LARGE: __(
        "Het bestand is groter dan %(detail)s. Haal een kortere periode op bij de bank."
    ),
    W.XML_BROKEN: __(
        "De XML breekt af of klopt niet (%(detail)s). Haal het bestand nog eens op bij de bank."
    ),
    W.XML_DOCTYPE: __(
        "In de XML staat een DOCTYPE. Dat is niet veilig om te lezen, en een bank stuurt het nooit."
    ),
    W.XML_OTHER: __("Deze XML is geen bankafschrift (“%(value)s”)."),
    W.ZIP_BROKEN: __("Het zipbestand gaat niet open. Haal het nog eens op bij de bank."),
    W.ZIP_LOCKED: __("Er zit een wachtwoord op het zipbestand. Pak het uit en lees wat erin zit."),
    W.ZIP_TOO_LARGE: __(
        "Uitgepakt is het zipbestand groter dan %(detail)s. Lees de bestanden een voor een."
    ),
    W.ZIP_TOO_MANY: __("In het zipbestand zitten meer dan %(detail)s bestanden. Lees ze in delen."),
    W.ZIP_PATH: __(
        "In het zipbestand staat een naam die buiten zijn map wijst (“%(value)s”). Dat openen wij "
        "niet."
    ),
    W.ZIP_NESTED: __(
        "In het zipbestand zit nog een zipbestand (“%(value)s”). Pak het uit en lees wat erin zit."
    ),
    W.ZIP_NOTHING: __("In dit zipbestand zit geen bankafschrift."),
    W.COLUMN_MISSING: __(
        "De kolom “%(value)s” ontbreekt. Haal het bestand nog eens op, met alle kolommen."
    ),
    W.ENDS_EARLY: __(
        "Het bestand houdt op voordat het afschrift uit is. Wat ervoor staat, is gelezen."
    ),
    W.ENCODING_GUESSED: __(
        "Het bestand heeft een andere tekenset dan het zegt. Kijk naar namen met accenten."
    ),
    W.NO_ACCOUNT: __("Het afschrift zegt niet van welke rekening het is."),
    W.ACCOUNT_CHECK: __(
        "De controlecijfers van rekening “%(value)s” kloppen niet. Zij is toch gelezen."
    ),
    W.BALANCE_DIFFERS: __(
        "Beginsaldo en bedragen zijn samen %(value)s; het bestand zegt %(detail)s. Er ontbreekt "
        "misschien iets."
    ),
    W.NO_BALANCE: __("Het begin- of eindsaldo ontbreekt: niemand kan narekenen of alles er is."),
    W.BALANCE_UNREADABLE: __("Het saldo “%(value)s” is niet te lezen."),
    W.TOTALS_DIFFER: __(
        "Het bestand noemt een totaal van %(detail)s; de bedragen zijn samen %(value)s."
    ),
    W.NOTHING_IN_IT: __("In dit bestand staat geen enkele betaling."),
    W.AMOUNT_UNREADABLE: __("“%(value)s” is geen bedrag. Deze regel is overgeslagen."),
    W.AMOUNT_DECIMALS: __(
        "“%(value)s” heeft meer dan twee cijfers achter de komma. Deze regel is overgeslagen."
    ),
    W.SIGN_UNREADABLE: __(
        "“%(value)s” zegt niet of het geld kwam of ging. Deze regel is overgeslagen."
    ),
    W.DAY_UNREADABLE: __("“%(value)s” is geen dag."),
    W.DETAILS_DIFFER: __(
        "De betalingen erin zijn samen %(value)s, de regel zegt %(detail)s. Kijk er zelf naar."
    ),
    W.CURRENCY_FOREIGN: __("De munt “%(value)s” is niet de euro. Dit geld blijft apart."),
    W.LINE_UNREADABLE: __("Deze regel is niet te lezen: “%(value)s”."),
    W.STATE_UNKNOWN: __("“%(value)s” zegt niet of dit geboekt is. Het telt niet mee."),
}

PLACE = {
    "line": __("regel %(number)s"),
    "entry": __("boeking %(number)s"),
    "statement": __("afschrift %(number)s"),
}
SUMS = frozenset({W.BALANCE_DIFFERS, W.TOTALS_DIFFER, W.DETAILS_DIFFER})
SUM = re.compile(r"-?[\d,]+\.\d\d", re.ASCII)
PLACES = re.compile(r"\b(line|entry|statement) (\d+)\b")


def problem_text(problem: Problem) -> str:
    """Return the sentence with its place: "Regel 12: “12,5o” is geen bedrag."."""
    known = SENTENCE.get(problem.word)
    if known is None:
        words = problem.message
    else:
        sums = problem.word in SUMS
        value = _sum(problem.value) if sums else problem.value
        detail = _sum(problem.detail) if sums else _placed(problem.detail)
        words = str(known) % {"value": value, "detail": detail}
    place = _placed(problem.place)
    return f"{place[:1].upper()}{place[1:]}: {words}" if place else words


def _sum(text: str) -> str:
    """Return a sum as the reader writes it; anything else stands as it was in the file."""
    if not SUM.fullmatch(text):
        return text
    return money_text(int(text.replace(",", "").replace(".", "")))


def _placed(place: str) -> str:
    """Return a place in the language of the reader; the name of a file stays as it is."""
    return PLACES.sub(lambda found: str(PLACE[found[1]]) % {"number": found[2]}, place)


def too_large(limit: str) -> str:
    return _("Het bestand is groter dan %(detail)s. Haal een kortere periode op bij de bank.") % {
        "detail": limit
    }
