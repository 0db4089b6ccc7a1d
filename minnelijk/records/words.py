"""Words that only rows use; what a policy or a decision may use stands in `flow/words.py`."""

from enum import IntFlag, StrEnum


class RegistrationKind(StrEnum):
    """Why a bureau may approach consumers: a Dutch or Belgian register, or no duty to be in it."""

    WKI = "wki"
    FOD = "fod"
    EXEMPT = "exempt"


class WishWord(StrEnum):
    """What a debtor asked of us about contact."""

    NOT_THIS_CHANNEL = "not_this_channel"
    ONLY_WRITING = "only_writing"
    ONLY_AFTER_17H = "only_after_17h"
    REPRESENTATIVE = "representative"


class DueAgreed(StrEnum):
    """Whether the last day to pay was agreed; without it a debtor is not in default by itself."""

    AGREED = "agreed"
    NONE = "none"


class ClaimKind(StrEnum):
    INVOICE = "invoice"
    CREDIT = "credit"


class ReferenceKind(StrEnum):
    """What a debtor or a bank may quote."""

    CASE = "case"
    INVOICE = "invoice"
    OGM = "ogm"
    RF = "rf"
    BETALINGSKENMERK = "betalingskenmerk"
    CUSTOMER = "customer"


class RowState(StrEnum):
    """What became of a delivered row with a problem."""

    WAITING = "waiting"
    STARTED = "started"
    LEFT_OUT = "left_out"


class ListWork(StrEnum):
    """What the worker does with a long list."""

    PLACE = "place"
    TAKE_BACK = "take_back"


class KeyKind(StrEnum):
    """Which facts together recognise one person or company."""

    KVK = "kvk"
    KBO = "kbo"
    MAIL_NAME = "mail_name"
    PHONE_NAME = "phone_name"
    BIRTH_ADDRESS_NAME = "birth_address_name"
    PHONE = "phone"
    ADDRESS = "address"


class KeyUse(StrEnum):
    """What a key of an installation is for."""

    SEAL = "seal"
    INDEX = "index"


class SearchKind(StrEnum):
    """Which sealed facts can be found again inside one client."""

    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"
    POSTCODE = "postcode"
    IBAN = "iban"


class Layer(StrEnum):
    """Whose words a template holds."""

    SHIPPED = "shipped"
    BUREAU = "bureau"
    CLIENT = "client"


class ForWhom(StrEnum):
    """For which debtors a client uses a policy."""

    CONSUMER = "consumer"
    BUSINESS = "business"


class Actor(StrEnum):
    """Who made an event happen; a seat is named beside it."""

    SEAT = "seat"
    TICK = "tick"
    MACHINE = "machine"
    DEBTOR = "debtor"


class InboundKind(StrEnum):
    REPLY = "reply"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    RETURNED = "returned"
    OTHER = "other"


class CheckResult(StrEnum):
    """What a look at a sender's domain told us."""

    PASS = "pass"  # noqa: S105  (the word of the standard, not a password)
    FAIL = "fail"
    MISSING = "missing"


class Reachable(IntFlag):
    """The bits of `case.reach`: where a usable contact point exists."""

    PHONE = 1
    MOBILE = 2
    EMAIL = 4
    POST = 8


class NoReceipt(StrEnum):
    """Why a notice that left counts for nothing beside what the law says: nobody knows that it
    arrived, so a letter goes in its place; or it was never sent (`withdrawn`)."""

    NO_RECEIPT = "no_receipt"
    WITHDRAWN = "withdrawn"


class SenderWay(StrEnum):
    """How a client's mail leaves: from its own server, from ours signed for its domain, or from the
    bureau's domain with the client's written yes."""

    OWN_SERVER = "own_server"
    OUR_SERVER = "our_server"
    BUREAU = "bureau"


class SenderLogin(StrEnum):
    """How a mail server knows us: a password, or a token of OAuth (XOAUTH2)."""

    PASSWORD = "password"  # noqa: S105  (the name of a way, not a password)
    TOKEN = "token"  # noqa: S105


class TryResult(StrEnum):
    """What one conversation with a server came to."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNCLEAR = "unclear"


class BatchWay(StrEnum):
    """How letters reach who prints them: a folder, or a folder on another machine."""

    FOLDER = "folder"
    SFTP = "sftp"


class WindowSide(StrEnum):
    """On which side of a client's envelopes the window is."""

    LEFT = "left"
    RIGHT = "right"


class BatchProblem(StrEnum):
    """Why a batch of letters is not with the printer."""

    LETTER_GONE = "letter_gone"
    FOLDER = "folder"
    UNREACHABLE = "unreachable"
    OTHER_SERVER = "other_server"
    LOGIN_REFUSED = "login_refused"
    NO_KEY = "no_key"
    CUT_SHORT = "cut_short"
    OTHER_FILE = "other_file"


class Door(StrEnum):
    """What is counted and locked when it is tried too often; by account, and by address."""

    LINK = "link"
    TOKEN = "token"  # noqa: S105 - a word, no secret
    CODE = "code"
    PASSKEY = "passkey"
