"""The closed words of bank statements: what kind of file, how far an entry is, what is wrong."""

from enum import StrEnum


class Kind(StrEnum):
    """What a bank says with a file: a whole statement, the day so far, or single bookings."""

    STATEMENT = "statement"
    INTRADAY = "intraday"
    NOTIFICATION = "notification"


class EntryState(StrEnum):
    """How certain an entry is; only what is booked may be matched."""

    BOOKED = "booked"
    PENDING = "pending"
    INFORMATION = "information"


class ProblemWord(StrEnum):
    """What can be wrong with a file, a statement or an entry."""

    # the file: nothing of it is read
    FILE_EMPTY = "file_empty"
    FILE_UNKNOWN = "file_unknown"
    FILE_BROKEN = "file_broken"
    FILE_TOO_LARGE = "file_too_large"
    XML_BROKEN = "xml_broken"
    XML_DOCTYPE = "xml_doctype"
    XML_OTHER = "xml_other"
    ZIP_BROKEN = "zip_broken"
    ZIP_LOCKED = "zip_locked"
    ZIP_TOO_LARGE = "zip_too_large"
    ZIP_TOO_MANY = "zip_too_many"
    ZIP_PATH = "zip_path"
    ZIP_NOTHING = "zip_nothing"
    ZIP_NESTED = "zip_nested"
    COLUMN_MISSING = "column_missing"
    # a statement
    ENDS_EARLY = "ends_early"
    ENCODING_GUESSED = "encoding_guessed"
    NO_ACCOUNT = "no_account"
    ACCOUNT_CHECK = "account_check"
    BALANCE_DIFFERS = "balance_differs"
    NO_BALANCE = "no_balance"
    BALANCE_UNREADABLE = "balance_unreadable"
    TOTALS_DIFFER = "totals_differ"
    NOTHING_IN_IT = "nothing_in_it"
    # an entry
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_DECIMALS = "amount_decimals"
    SIGN_UNREADABLE = "sign_unreadable"
    DAY_UNREADABLE = "day_unreadable"
    DETAILS_DIFFER = "details_differ"
    CURRENCY_FOREIGN = "currency_foreign"
    LINE_UNREADABLE = "line_unreadable"
    STATE_UNKNOWN = "state_unknown"
