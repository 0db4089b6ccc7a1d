"""The closed words of invoice lists: what a column can mean and what can be wrong."""

from enum import StrEnum


class Meaning(StrEnum):
    """What a column of an open-items list says."""

    DEBTOR_NUMBER = "debtor_number"
    NAME = "name"
    FIRST_NAME = "first_name"
    INVOICE = "invoice"
    INVOICE_ON = "invoice_on"
    DUE_ON = "due_on"
    ORIGINAL = "original"
    OPEN = "open"
    PAID = "paid"
    DESCRIPTION = "description"
    PHONE = "phone"
    PHONE2 = "phone2"
    EMAIL = "email"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    POSTCODE = "postcode"
    CITY = "city"
    COUNTRY = "country"
    LANGUAGE = "language"
    BIRTH_ON = "birth_on"
    ENTERPRISE_NO = "enterprise_no"
    KIND = "kind"
    CURRENCY = "currency"
    REFERENCE = "reference"
    CREDIT_FOR = "credit_for"
    CONTRACT_ON = "contract_on"
    TYPE = "type"
    IGNORE = "ignore"


AMOUNTS = (Meaning.OPEN, Meaning.ORIGINAL, Meaning.PAID)
DAYS = (Meaning.INVOICE_ON, Meaning.DUE_ON, Meaning.BIRTH_ON, Meaning.CONTRACT_ON)
REQUIRED = (Meaning.NAME, Meaning.INVOICE, Meaning.OPEN)
MANY = (Meaning.IGNORE, Meaning.TYPE)
"""Meanings that several columns may have."""


class ProblemWord(StrEnum):
    """What can be wrong with a file, a column or a row."""

    # the file
    FILE_EMPTY = "file_empty"
    FILE_PDF = "file_pdf"
    FILE_IMAGE = "file_image"
    FILE_ZIP = "file_zip"
    FILE_HTML = "file_html"
    FILE_UNKNOWN = "file_unknown"
    FILE_ONE_COLUMN = "file_one_column"
    WORKBOOK_BROKEN = "workbook_broken"
    WORKBOOK_LOCKED = "workbook_locked"
    WORKBOOK_TOO_LARGE = "workbook_too_large"
    XML_BROKEN = "xml_broken"
    XML_DOCTYPE = "xml_doctype"
    XML_UNKNOWN = "xml_unknown"
    NO_HEADINGS = "no_headings"
    NO_ROWS = "no_rows"
    QUOTE_OPEN = "quote_open"
    CELL_ERROR = "cell_error"
    # a column
    MISSING_COLUMN = "missing_column"
    AMBIGUOUS_COLUMN = "ambiguous_column"
    DEBIT_CREDIT = "debit_credit"
    DAY_AMBIGUOUS = "day_ambiguous"
    AMOUNT_AMBIGUOUS = "amount_ambiguous"
    OPEN_COMPUTED = "open_computed"
    IBAN_PRESENT = "iban_present"
    NO_DEBTOR_NUMBERS = "no_debtor_numbers"
    # rows together
    TOTAL_LEFT_OUT = "total_left_out"
    TOTAL_DIFFERS = "total_differs"
    # one row
    DUE_MISSING = "due_missing"
    DUE_BEFORE_INVOICE = "due_before_invoice"
    DAY_UNREADABLE = "day_unreadable"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_DECIMALS = "amount_decimals"
    OPEN_MISSING = "open_missing"
    OPEN_ZERO = "open_zero"
    OPEN_ABOVE_ORIGINAL = "open_above_original"
    CURRENCY_FOREIGN = "currency_foreign"
    INVOICE_MISSING = "invoice_missing"
    INVOICE_DOUBLE = "invoice_double"
    INVOICE_SCIENTIFIC = "invoice_scientific"
    NAME_MISSING = "name_missing"
    DEBTOR_NUMBER_MISSING = "debtor_number_missing"
    PHONE_INVALID = "phone_invalid"
    PHONE_SHORT = "phone_short"
    PHONE_PREMIUM = "phone_premium"
    PHONE_COUNTRY = "phone_country"
    EMAIL_WRONG = "email_wrong"
    EMAIL_SEVERAL = "email_several"
    HOUSE_NUMBER_SPLIT = "house_number_split"
    POSTCODE_WRONG = "postcode_wrong"
    COUNTRY_UNKNOWN = "country_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    KIND_UNKNOWN = "kind_unknown"
    TOO_MANY_CELLS = "too_many_cells"


class LeftOutWhy(StrEnum):
    """Why a line of the body is not an invoice."""

    TOTAL = "total"
    HEADINGS = "headings"
    REMARK = "remark"
    SKIPPED = "skipped"
