"""How a UBL invoice is to be paid: until when, with which reference, and to whom it says."""

import re
from datetime import date, timedelta

from lxml import etree

from minnelijk.files.invoices.grid import Seller
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.ubl_amount import is_blocked
from minnelijk.files.invoices.ubl_nodes import Told, parts, said, texts
from minnelijk.files.invoices.ubl_party import enterprise_numbers, named
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.law.references import betalingskenmerk_ok, clean_iban, ogm_ok, rf_ok

LONGEST_TERMS = 200  # signs; longer terms are a contract, not a number of days
MOST_DAYS = 180
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_DAYS = re.compile(
    r"\b([0-9]{1,3})[ -]?(?:kalender|calendar )?(?:dagen|dag|days|day|jours)\b", re.I
)
_OTHERWISE = re.compile(
    r"%|procent|percent|maand|month|mois|ontvangst|receipt|r[ée]ception|lever|deliver|livraison"
    r"|werkdag|working|business|ouvrabl|korting|discount|escompte|skonto|vroeg|early|rente|boete"
    r"|\b(?:na|after|apr[eè]s|vanaf|from)\b"
    r"(?! (?:de |the |la )?(?:factuurdatum|invoice date|date de (?:la )?facture))",
    re.IGNORECASE,
)


def payment(node: etree._Element, *, credit: bool) -> Told:
    """Return the last day to pay and the reference to pay with."""
    due, notes = _due(node, credit=credit)
    return Told({Meaning.DUE_ON: due, Meaning.REFERENCE: _reference(node)}, notes)


def day(text: str) -> str:
    """Return a day of XML without its time zone; anything else as it is."""
    found = _ISO.fullmatch(text)
    return found[1] if found else text


def _due(node: etree._Element, *, credit: bool) -> tuple[str, tuple[Problem, ...]]:
    """Return the last day: told, else that of the means of payment, else counted from the terms."""
    told = said(node, "DueDate")
    if told:
        return day(told), ()
    places = (("PaymentMeans", "PaymentDueDate"), ("PaymentTerms", "PaymentDueDate"))
    days = {day(text) for place in places for text in texts(node, *place)}
    if days or credit:
        return days.pop() if len(days) == 1 else "", ()
    return _counted(node)


def _counted(node: etree._Element) -> tuple[str, tuple[Problem, ...]]:
    """Count from terms that hold a plain number of days and nothing else that could matter."""
    terms = [said(term, "Note") for term in parts(node, "PaymentTerms")]
    numbers = {_number(text) for text in terms}
    issued = _ISO.fullmatch(said(node, "IssueDate"))
    number = numbers.pop() if len(numbers) == 1 else None
    if number is None or not issued:
        return "", ()
    try:
        due = date.fromisoformat(issued[1]) + timedelta(days=number)
    except (ValueError, OverflowError):
        return "", ()
    value = terms[0][:LONGEST_TERMS]
    return due.isoformat(), (Problem(W.DUE_FROM_TERMS, value=value),)


def _number(terms: str) -> int | None:
    if len(terms) > LONGEST_TERMS or _OTHERWISE.search(terms):
        return None
    found = _DAYS.search(terms)
    if not found or len(re.findall(r"[0-9]+", terms)) != 1:
        return None
    return int(found[1]) if 0 < int(found[1]) <= MOST_DAYS else None


def _reference(node: etree._Element) -> str:
    """Return the reference whose check digits add up, else the first text."""
    said_ids = [text for means in _free_means(node) for text in texts(means, "PaymentID")]
    return next(filter(_is_checked, said_ids), said_ids[0] if said_ids else "")


def _is_checked(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return ogm_ok(text) or rf_ok(text) or (digits > 7 and betalingskenmerk_ok(text))


def _free_means(node: etree._Element) -> list[etree._Element]:
    return [means for means in parts(node, "PaymentMeans") if not is_blocked(said(means, "ID"))]


def seller(node: etree._Element) -> Seller:
    """Return who sends the invoice; no account where a part goes to a blocked one."""
    parties = parts(node, "AccountingSupplierParty", "Party")
    means = parts(node, "PaymentMeans")
    free = _free_means(node)
    ibans = [text for one in free for text in texts(one, "PayeeFinancialAccount", "ID")]
    iban = clean_iban(ibans[0])[:40] if ibans and len(free) == len(means) else ""
    if not parties:
        return Seller(iban=iban)
    return Seller(named(parties[0]), enterprise_numbers(parties[0]), iban)
