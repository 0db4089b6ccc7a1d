"""A problem in an invoice list: a closed word with its place, and its sentence in English."""

import re
from dataclasses import dataclass

from minnelijk.files.invoices.words import ProblemWord as W


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what we think is meant.

    `place` is the row as a person sees it (None: the column or the file). `column` is the heading,
    or the word of a meaning when the file has no such column. `guess` is a text that would be read,
    or "". `detail` is what a sentence needs beside the value: the other row or column, the sum.
    """

    word: W
    place: int | None = None
    column: str = ""
    value: str = ""
    guess: str = ""
    blocking: bool = False
    detail: str = ""

    def __str__(self) -> str:
        """Return the sentence with its place: "Row 4, Saldo: '12,5o' is not an amount. ..."."""
        where = ", ".join(part for part in (self._row(), self.column) if part)
        sentence = SENTENCES[self.word].format(value=self.value, detail=self.detail)
        hint = _letter_hint(self.value) if self.word is W.AMOUNT_UNREADABLE else ""
        question = f" Did you mean {self.guess}?" if self.guess else ""
        return f"{where}: {sentence}{hint}{question}" if where else f"{sentence}{question}"

    def _row(self) -> str:
        return "" if self.place is None else f"Row {self.place}"


def _letter_hint(value: str) -> str:
    found = re.search(r"[oOlISB]", value) if re.search(r"[0-9]", value) else None
    return f" There is a letter {found[0]}." if found else ""


SENTENCES = {
    W.FILE_EMPTY: "The file is empty.",
    W.FILE_PDF: "This is a PDF. Please export the list as CSV or Excel.",
    W.FILE_IMAGE: "This is a picture. Please export the list as CSV or Excel.",
    W.FILE_ZIP: "This is a packed file without a workbook. Please unpack it and upload the list.",
    W.FILE_HTML: "This is a web page with a table. Please save it as CSV or XLSX.",
    W.FILE_UNKNOWN: "We do not know this kind of file. Please export the list as CSV or Excel.",
    W.FILE_ONE_COLUMN: "We see one column only. Please export with semicolons, commas or tabs.",
    W.WORKBOOK_BROKEN: "The workbook cannot be opened. Please save it again as XLSX or CSV.",
    W.WORKBOOK_LOCKED: "The workbook has a password. Please save it without one.",
    W.WORKBOOK_TOO_LARGE: (
        "The workbook is too large when unpacked: we read up to {detail} cells. "
        "Please save the list as CSV."
    ),
    W.XML_BROKEN: "The XML cannot be read; it breaks off or is malformed. Please export it again.",
    W.XML_DOCTYPE: "The XML has a DOCTYPE, which is not safe to read. Please leave it out.",
    W.XML_UNKNOWN: "The XML is not a list of open items ('{detail}').",
    W.XML_TOO_LARGE: (
        "One text inside the XML is longer than {detail}; an attachment may be that size. Please "
        "leave it out."
    ),
    W.XML_ENCODING: (
        "The file says that it is UTF-8 and is not; please check the letters with accents."
    ),
    W.XML_ORDER: "This is an order, not an invoice.",
    W.XML_NO_INVOICE: "This is a document of another kind ('{detail}'), not an invoice.",
    W.XML_CII: (
        "This is a Cross Industry Invoice (CII). We read UBL; please export the invoice as UBL."
    ),
    W.ZIP_BROKEN: "The zip cannot be unpacked; it is damaged or breaks off. Please make it again.",
    W.ZIP_LOCKED: "The zip has a password. Please make it without one.",
    W.ZIP_TOO_MANY: "The zip holds more than {detail} files. Please send it in parts.",
    W.ZIP_TOO_LARGE: "The zip is larger than {detail} when unpacked. Please send it in parts.",
    W.ZIP_NAME: "The file holds a part named '{detail}'; a name may not lead out of its folder.",
    W.ZIP_MEMBER_LEFT_OUT: "This is not an e-invoice and was left out.",
    W.XAF_NO_SUBLEDGER: (
        "The audit file has no sub-ledger of debtors, so open items cannot be derived from it. "
        "Please send a list of open invoices."
    ),
    W.XAF_LEDGER_ASKED: "Which ledger holds the debtors: {detail}?",
    W.XAF_LEDGER_UNKNOWN: (
        "There is no ledger '{value}' with debtors in the audit file; there is {detail}."
    ),
    W.XAF_ONE_YEAR: (
        "An audit file knows its own year only ({value}); an older invoice that is still open "
        "may be missing."
    ),
    W.NO_HEADINGS: "We find no row with headings. Please put a heading above each column.",
    W.NO_ROWS: "There is no invoice below the headings.",
    W.QUOTE_OPEN: "A quotation mark is opened and never closed; we read them as ordinary signs.",
    W.CELL_ERROR: "Cell {value} holds an error of the spreadsheet; such cells are read as empty.",
    W.MISSING_COLUMN: "We find no column for {value}. Which one is it?",
    W.AMBIGUOUS_COLUMN: "'{detail}' could each be {value}. Which one is it?",
    W.DEBIT_CREDIT: "Debit and credit have their own column. Please export amounts with a sign.",
    W.DAY_AMBIGUOUS: "'{value}' can be read day first or month first. Which order is meant?",
    W.AMOUNT_AMBIGUOUS: "'{value}' can be read in two ways. Which is the decimal mark?",
    W.OPEN_COMPUTED: "There is no open amount; we took the original amount less what was paid.",
    W.SIDES_READ: "Debit and credit have their own column; we read debit less credit as open.",
    W.GROUPED: "The debtor stands on a line above the invoices ('{value}'); we read it so.",
    W.IBAN_PRESENT: "There is a column with account numbers. We never use it.",
    W.NO_DEBTOR_NUMBERS: "There is no debtor number; name and postcode tell debtors apart.",
    W.TOTAL_LEFT_OUT: "This is a total and was left out.",
    W.TOTAL_DIFFERS: "The total '{value}' does not equal the sum of the rows, {detail}.",
    W.DUE_MISSING: "The due date is missing.",
    W.DUE_BEFORE_INVOICE: "The due date {value} is before the invoice date {detail}.",
    W.DAY_UNREADABLE: "'{value}' is not a day.",
    W.AMOUNT_UNREADABLE: "'{value}' is not an amount.",
    W.AMOUNT_DECIMALS: "'{value}' has more than two decimals.",
    W.OPEN_MISSING: "The open amount is missing.",
    W.OPEN_ZERO: "Nothing is open on this invoice.",
    W.OPEN_ABOVE_ORIGINAL: "The open amount {value} is higher than the original amount {detail}.",
    W.CURRENCY_FOREIGN: "The currency '{value}' is not the euro.",
    W.INVOICE_MISSING: "The invoice number is missing.",
    W.INVOICE_DOUBLE: "Invoice number '{value}' also stands in row {detail}.",
    W.INVOICE_SCIENTIFIC: "'{value}' lost its last digits. Please export the column as text.",
    W.NAME_MISSING: "The name is missing.",
    W.DEBTOR_NUMBER_MISSING: "The debtor number is missing; name and postcode tell who it is.",
    W.PHONE_INVALID: "'{value}' is not a phone number that exists.",
    W.PHONE_SHORT: "The phone number '{value}' is too short.",
    W.PHONE_PREMIUM: "'{value}' is a paid service number; we do not call it.",
    W.PHONE_COUNTRY: "'{value}' could be Dutch or Belgian; the country is missing.",
    W.EMAIL_WRONG: "'{value}' is not an e-mail address.",
    W.EMAIL_SEVERAL: "There are several addresses; we took the first. Left aside: {detail}.",
    W.HOUSE_NUMBER_SPLIT: "The house number stands in '{value}'; we read number {detail}.",
    W.POSTCODE_WRONG: "'{value}' is not a postcode of {detail}.",
    W.COUNTRY_UNKNOWN: "We do not know the country '{value}'.",
    W.LANGUAGE_UNKNOWN: "We do not know the language '{value}'.",
    W.KIND_UNKNOWN: "'{value}' does not say which kind of debtor this is.",
    W.G_ACCOUNT: (
        "A part of this invoice goes to a blocked account (G account): {detail}. Which amount "
        "may we ask?"
    ),
    W.CREDIT_IN_INVOICE: (
        "The file is an invoice with the type of a credit note (381); we read a credit."
    ),
    W.CREDIT_SIGN: (
        "A credit note with an amount below zero ({value}) can be read in two ways. What is open?"
    ),
    W.INVOICE_CORRECTIVE: (
        "This invoice (type 384) corrects another one ({detail}); see that the first is not "
        "asked too."
    ),
    W.INVOICE_TYPE: "The type '{value}' is not usual for an invoice; we read it as one.",
    W.DUE_FROM_TERMS: "The due date was counted from the payment terms: '{value}'.",
    W.CURRENCY_TWO: "The amount is in '{value}' and the document in '{detail}'.",
    W.ATTACHMENT_NO_PDF: (
        "The attachment '{value}' is not the PDF that it says it is; it was left out."
    ),
    W.ATTACHMENT_TOO_LARGE: "The attachment '{value}' is larger than {detail} and was left out.",
    W.XAF_UNALLOCATED: (
        "This is a receipt that is not linked to an invoice; it is read as a credit."
    ),
    W.XAF_PURCHASE: "The audit file calls this a purchase, not a sale.",
    W.XAF_REPEATED: (
        "The invoice stands in the opening balance and again in the year; it was counted once."
    ),
    W.SIDE_UNREADABLE: "'{value}' does not say debit or credit.",
    W.SIDES_BOTH: "Debit and credit both hold an amount: {detail}.",
    W.TOO_MANY_CELLS: "There are more cells than headings ('{value}'); values may have shifted.",
}
