"""What a UBL invoice asks: PayableAmount with its sign, and when it is in favour of the debtor."""

from lxml import etree

from minnelijk.files import amounts as money
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.ubl_nodes import Told, parts, said, texts
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.safe_xml import local

CREDIT, CORRECTIVE = "381", "384"
USUAL = frozenset(
    {"", "326", "380", CREDIT, "383", CORRECTIVE, "386", "389", "751", "875", "876", "877"}
)
"""Type codes (UNTDID 1001) of invoices as NLCIUS and Peppol know them."""
NO_CURRENCY = "?"
"""Never taken for euros, unlike an empty cell of a list."""


def amounts(node: etree._Element) -> Told:
    """Return open and original amount, currency and the invoice that is credited."""
    text = said(node, "LegalMonetaryTotal", "PayableAmount")
    original = said(node, "LegalMonetaryTotal", "TaxInclusiveAmount")
    opened, notes = _signed(node, text)
    credit = opened.startswith("-")
    currency, about_currency = _currency(node)
    credited = set(texts(node, "BillingReference", "InvoiceDocumentReference", "ID"))
    blocked = _blocked_part(node)
    cells = {
        Meaning.OPEN: opened,
        Meaning.ORIGINAL: _minus(original) if credit and not original.startswith("-") else original,
        Meaning.CURRENCY: currency,
        Meaning.CREDIT_FOR: credited.pop() if credit and len(credited) == 1 else "",
    }
    return Told(cells, (*notes, *about_currency, *blocked))


def _signed(node: etree._Element, text: str) -> tuple[str, list[Problem]]:
    """Return the open amount: below zero in favour of the debtor; "" where that is a question."""
    invoice = local(node) == "Invoice"
    code = said(node, "InvoiceTypeCode") if invoice else CREDIT
    negative = text.startswith("-")
    if not invoice:
        if negative:
            note = Problem(W.CREDIT_SIGN, column=Meaning.OPEN, value=text, blocking=True)
            return "", [note]
        return _minus(text), []
    if code == CREDIT:
        return text if negative else _minus(text), [Problem(W.CREDIT_IN_INVOICE)]
    return text, _about_type(node, code, negative=negative)


def _about_type(node: etree._Element, code: str, *, negative: bool) -> list[Problem]:
    if code == CORRECTIVE and not negative:
        first = ", ".join(texts(node, "BillingReference", "InvoiceDocumentReference", "ID"))
        return [Problem(W.INVOICE_CORRECTIVE, detail=first[:100] or "?")]
    if code not in USUAL:
        return [Problem(W.INVOICE_TYPE, value=code[:20])]
    return []


def _minus(text: str) -> str:
    """Return an amount with its sign turned; nothing and zero have none."""
    if not text or money.cents(text, ".") == 0:
        return text
    return f"-{text.removeprefix('+')}"


def _currency(node: etree._Element) -> tuple[str, list[Problem]]:
    """Return the currency of the amount; another one of the document is said."""
    total = next(iter(parts(node, "LegalMonetaryTotal", "PayableAmount")), None)
    own = (total.get("currencyID") or "").strip() if total is not None else ""
    whole = said(node, "DocumentCurrencyCode")
    if own and whole and own != whole:
        note = Problem(W.CURRENCY_TWO, None, Meaning.CURRENCY, own, blocking=True, detail=whole)
        return own, [note]
    return own or whole or NO_CURRENCY, []


def _blocked_part(node: etree._Element) -> list[Problem]:
    """Ask which amount is meant when a part goes to a G account: never the whole to one account."""
    shares = {
        said(term, "PaymentMeansID"): said(term, "Amount") for term in parts(node, "PaymentTerms")
    }
    means = texts(node, "PaymentMeans", "ID")
    marked = is_blocked(said(node, "CustomizationID")) or any(map(is_blocked, [*means, *shares]))
    if not marked:
        return []
    told = [f"{_written(amount)} ({name})" for name, amount in shares.items() if amount]
    free = [amount for name, amount in shares.items() if amount and not is_blocked(name)]
    guess = _written(free[0]) if len(free) == 1 else ""
    detail = ", ".join(told)[:200] or "?"
    return [Problem(W.G_ACCOUNT, None, Meaning.OPEN, "", guess, blocking=True, detail=detail)]


def is_blocked(name: str) -> bool:
    """Say whether a means of payment or a customization names the G account."""
    return "gaccount" in name.casefold().replace("-", "").replace("_", "").replace(" ", "")


def _written(text: str) -> str:
    found = money.cents(text, ".")
    return text[:40] if isinstance(found, money.Amiss) else money.written(found)
