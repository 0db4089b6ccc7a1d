"""The elements of a CAMT entry and of the payments inside, whatever the version calls them."""

from typing import NamedTuple

from lxml import etree

from minnelijk.files.statements import camt_values as values
from minnelijk.files.statements.facts import Payment

# Which elements are read, and under which word they are kept; "" stands for an element's own text.
# v08 says Sts/Cd and Dbtr/Pty/Nm where v02 says Sts and Dbtr/Nm; v01 has its own names for some.
Layout = dict[str, "str | Layout"]


def _party(word: str) -> Layout:
    return {
        "Nm": word,
        "Pty": {"Nm": word},
        "Agt": {"FinInstnId": {"Nm": word}},
    }


def account_shape(word: str) -> Layout:
    other: Layout = {"Id": word}
    return {"Id": {"IBAN": word, "BBAN": word, "Othr": other, "PrtryAcct": other}}


ENTRY: Layout = {
    "NtryRef": "number",
    "Amt": "amount",
    "CdtDbtInd": "sign",
    "RvslInd": "reversed",
    "Sts": {"": "state", "Cd": "state", "Prtry": "state"},
    "BookgDt": {"Dt": "booked_on", "DtTm": "booked_on"},
    "ValDt": {"Dt": "value_on", "DtTm": "value_on"},
    "AcctSvcrRef": "bank_ref",
    "Btch": {"NbOfTxs": "count"},
    "NtryDtls": {"Btch": {"NbOfTxs": "count"}},
    "AddtlNtryInf": "text",
}
_REMITTANCE: Layout = {
    "Ustrd": "text",
    "Strd": {
        "CdtrRefInf": {"Ref": "reference", "CdtrRef": "reference"},
        "AddtlRmtInf": "text",
        "RfrdDocInf": {"Nb": "text", "RfrdDocNb": "text"},
    },
}
DETAIL: Layout = {
    "Refs": {"EndToEndId": "end_to_end", "AcctSvcrRef": "bank_ref"},
    "Amt": "amount",
    "CdtDbtInd": "sign",
    "AmtDtls": {
        "TxAmt": {"Amt": "tx_amount"},
        "CntrValAmt": {"Amt": "counter_amount"},
        "InstdAmt": {"Amt": "told_amount"},
    },
    "RltdPties": {
        "Dbtr": _party("debtor"),
        "DbtrAcct": account_shape("debtor_account"),
        "UltmtDbtr": _party("first_debtor"),
        "Cdtr": _party("creditor"),
        "CdtrAcct": account_shape("creditor_account"),
        "UltmtCdtr": _party("last_creditor"),
    },
    "RmtInf": _REMITTANCE,
    "RtrInf": {"": "returned"},
    "AddtlTxInf": "extra",
}
AMOUNTS = ("amount", "tx_amount", "counter_amount", "told_amount")
NOBODY = ("", "")
_REPEATED = frozenset({"text", "reference", "count"})


class Shape(dict[str, "str | Shape | None"]):
    """What is read below an element, by tag: each tag of a file is taken apart once."""

    def __init__(self, layout: Layout) -> None:
        super().__init__({key: v if isinstance(v, str) else Shape(v) for key, v in layout.items()})

    def __missing__(self, tag: str) -> "str | Shape | None":
        found = self.get(tag.rpartition("}")[2]) if "}" in tag else None
        self[tag] = found
        return found


class Detail(NamedTuple):
    """A TxDtls as it stands there; what it means depends on its entry."""

    amounts: tuple[str, ...]
    sign: str
    returned: bool
    debtor: tuple[str, str]
    creditor: tuple[str, str]
    reference: str
    text: str
    end_to_end: str
    bank_ref: str


def gather(element: etree._Element, shape: Shape, found: dict[str, str]) -> None:
    """Put the texts that a shape names below an element into `found`; the first one counts.

    Texts that may be repeated are joined with line breaks; an amount is "EUR 12.50".
    """
    for child in element[:]:  # type: ignore[index]  # a list at once, faster than an iterator
        word = shape[child.tag]
        if word is None:
            continue
        if not isinstance(word, str):
            own = word.get("")
            if isinstance(own, str):
                _keep(child, own, found)
            gather(child, word, found)
        elif word in found or word in AMOUNTS:
            _keep(child, word, found)
        else:
            found[word] = (child.text or "")[: values.LONGEST]


def _keep(element: etree._Element, word: str, found: dict[str, str]) -> None:
    """Keep a text that has a currency, or that may not be the first of its word."""
    text = (element.text or "")[: values.LONGEST]
    if word in AMOUNTS:
        text = f"{element.get('Ccy', '')} {text}"
    if not found.get(word):
        found[word] = text
    elif word in _REPEATED and len(found[word]) < values.LONGEST:
        found[word] += f"\n{text}"


def detail(element: etree._Element, shape: Shape) -> Detail:
    """Return what a TxDtls says."""
    found: dict[str, str] = {}
    gather(element, shape, found)
    say = found.get
    reference, text = say("reference", ""), say("text", "")
    if "\n" in reference:  # several: the others may name the claim as well
        reference, _, more = reference.partition("\n")
        text = f"{text}\n{more}"
    text = values.lines(text)
    if not text and not reference:
        text = values.lines(say("extra", ""))
    return Detail(
        tuple([found[word] for word in AMOUNTS if word in found]),
        say("sign", ""),
        "returned" in found,
        _who(say("debtor"), say("first_debtor"), say("debtor_account")),
        _who(say("creditor"), say("last_creditor"), say("creditor_account")),
        values.said(reference),
        text,
        values.said(say("end_to_end", "")),
        values.said(say("bank_ref", "")),
    )


def _who(who: str | None, behind: str | None, account: str | None) -> tuple[str, str]:
    who = who or behind
    if not who and not account:
        return NOBODY
    return (values.name(who or ""), values.account(account or ""))


def payment(told: Detail, cents: int, *, sign: int, returned: bool, own: str) -> Payment:
    """Return the payment of a detail; `own` is the account of the statement.

    Money that came is the debtor's, money that went is the creditor's. What takes an earlier
    transfer back still names the parties of that one. The account itself is never the other side.
    """
    usual, flipped = told.debtor, told.creditor
    if sign < 0:
        usual, flipped = flipped, usual
    returned = returned or told.returned
    who = usual
    if (returned and any(flipped) and flipped[1] != own) or (own and usual[1] == own):
        who = flipped
    if own and who[1] == own:
        who = NOBODY
    return Payment(
        cents,
        who[0],
        who[1],
        told.reference,
        told.text,
        told.end_to_end,
        returned,
    )
