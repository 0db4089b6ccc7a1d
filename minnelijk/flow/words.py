"""The closed vocabulary of the house: every word that a table, a policy or a row may use."""

from enum import StrEnum


class Phase(StrEnum):
    """The big blocks of a flow, for people; nothing lawful is derived from it."""

    ONE = "one"
    TWO = "two"
    NOTICE = "notice"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class Do(StrEnum):
    """What a row of a policy does."""

    CALL = "call"
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    TASK = "task"
    ASK_CLIENT = "ask_client"
    NOTICE = "notice"
    HAND_OVER = "hand_over"


class Unit(StrEnum):
    """How days are counted."""

    WORKING = "working"
    BANK = "bank"
    CALENDAR = "calendar"


class OnlyIf(StrEnum):
    """For whom a row is meant; empty in a row means everybody."""

    PROMISED = "promised"
    NOT_PROMISED = "not_promised"
    CONSUMER = "consumer"
    BUSINESS = "business"


class Happening(StrEnum):
    """What interrupts a flow; a policy answers every one of them."""

    PROMISE_MADE = "promise_made"
    PROMISE_PARTLY_KEPT = "promise_partly_kept"
    PROMISE_LATE = "promise_late"
    PROMISE_BROKEN = "promise_broken"
    PAID_CLAIMED = "paid_claimed"
    PLAN_ASKED = "plan_asked"
    PLAN_MISSED = "plan_missed"
    DISPUTED = "disputed"
    COPY_ASKED = "copy_asked"
    NEW_CLAIM = "new_claim"
    CLAIM_CHANGED = "claim_changed"
    REVERSAL = "reversal"
    MAIL_BOUNCED = "mail_bounced"
    LETTER_RETURNED = "letter_returned"
    NO_CHANNEL_LEFT = "no_channel_left"
    THIRD_PARTY = "third_party"
    COMPLAINT = "complaint"
    HELP_ASKED = "help_asked"
    REPRESENTED = "represented"
    INSOLVENT = "insolvent"
    DECEASED = "deceased"
    MINOR = "minor"
    CLIENT_SILENT = "client_silent"
    CLIENT_REFUSED = "client_refused"
    CLIENT_STOPPED = "client_stopped"
    RECALLED = "recalled"
    REPLY_RECEIVED = "reply_received"
    WRONG_PERSON = "wrong_person"


class HoldKind(StrEnum):
    """Why a case or a claim rests."""

    PROMISE = "promise"
    INSTALMENTS = "instalments"
    DISPUTE = "dispute"
    PAID_CLAIMED = "paid_claimed"
    PLAN_ASKED = "plan_asked"
    PAUSE = "pause"
    REVIEW = "review"
    DEBT_HELP = "debt_help"
    INSOLVENT = "insolvent"
    REPRESENTED = "represented"
    DECEASED = "deceased"
    MINOR = "minor"
    CLIENT_STOPPED = "client_stopped"
    STANDSTILL = "standstill"
    NOTICE_TERM = "notice_term"


STOPS = frozenset(
    {
        HoldKind.DECEASED,
        HoldKind.INSOLVENT,
        HoldKind.REPRESENTED,
        HoldKind.MINOR,
        HoldKind.DEBT_HELP,
        HoldKind.CLIENT_STOPPED,
    }
)
"""Holds that only a person ends."""


class Until(StrEnum):
    """What ends a hold when it is not a number of days."""

    PROMISED_DAY = "promised_day"
    ANSWERED = "answered"
    PERSON = "person"
    DAYS = "days"


class Outcome(StrEnum):
    """What an agent says of a call."""

    PROMISE = "promise"
    PAID_CLAIMED = "paid_claimed"
    DISPUTED = "disputed"
    PLAN_ASKED = "plan_asked"
    CALLBACK = "callback"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    REFUSES = "refuses"
    THIRD_PARTY = "third_party"
    HELP_ASKED = "help_asked"
    REPRESENTED = "represented"
    INSOLVENT = "insolvent"
    DECEASED = "deceased"
    LANGUAGE = "language"
    VULNERABLE = "vulnerable"
    DO_NOT_CONTACT = "do_not_contact"
    COMPLAINT = "complaint"
    MINOR = "minor"
    COPY_ASKED = "copy_asked"
    DIRECT_DEBIT = "direct_debit"
    AUTHORISED_PERSON = "authorised_person"


class Channel(StrEnum):
    """How a contact travels."""

    CALL = "call"
    SMS = "sms"
    EMAIL = "email"
    POST = "post"
    PAGE = "page"


class PointChannel(StrEnum):
    """Where somebody can be reached."""

    PHONE = "phone"
    EMAIL = "email"
    POST = "post"


class PointQuality(StrEnum):
    """What we know of a contact point."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BOUNCED = "bounced"
    WRONG = "wrong"
    REFUSED = "refused"


class Basis(StrEnum):
    """Why a contact may leave: our own plan, an answer to the debtor's act, or a duty."""

    OURS = "ours"
    ANSWER = "answer"
    DUTY = "duty"


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class Reach(StrEnum):
    """Whom an attempt reached."""

    NONE = "none"
    THIRD = "third"
    RIGHT = "right"


class PromiseOutcome(StrEnum):
    KEPT = "kept"
    PARTLY = "partly"
    LATE = "late"
    BROKEN = "broken"


class EntryKind(StrEnum):
    PRINCIPAL = "principal"
    PAYMENT = "payment"
    REVERSAL = "reversal"
    CREDIT = "credit"
    COSTS = "costs"
    INTEREST = "interest"
    DAMAGES = "damages"
    WRITE_OFF = "write_off"
    CORRECTION = "correction"


class EntryCause(StrEnum):
    IMPORT = "import"
    REPORT = "report"
    MATCH = "match"
    NOTICE = "notice"
    DISPUTE = "dispute"
    DESK = "desk"


class Proof(StrEnum):
    """What proves that a notice arrived; a click or an opened mail proves nothing."""

    REPLY = "reply"
    CHECK = "check"
    SIGNED = "signed"


class AgencyWord(StrEnum):
    """What bureau and agency tell each other about a case that was handed over."""

    QUESTION = "question"
    ANSWER = "answer"
    DEBTOR = "debtor"
    PAYMENT = "payment"
    NEWS = "news"
    RECALL = "recall"
    STATUS = "status"


class AgencyEnd(StrEnum):
    """How a case ended at an agency, as the agency says."""

    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    UNCOLLECTABLE = "uncollectable"
    RETURNED = "returned"


class RecallWhy(StrEnum):
    """Why a case is taken back from an agency."""

    CLIENT = "client"
    PAID_BEFORE = "paid_before"
    NOTICE_VOID = "notice_void"
    STOP = "stop"


class BankLineState(StrEnum):
    """What became of money on an account.

    It waits for a person, was booked, is not ours, or no case fits it (looked at again when new
    invoices or words come). A `total` waits for the payments inside it, which another file tells;
    `split`: they came. `known`: the ledger had it already, from the client's own word.
    """

    WAITING = "waiting"
    BOOKED = "booked"
    NOT_OURS = "not_ours"
    NO_CASE = "no_case"
    TOTAL = "total"
    SPLIT = "split"
    KNOWN = "known"


class FeedKind(StrEnum):
    """How a client tells which payments came in, as agreed with it."""

    BANK_FILE = "bank_file"
    LIST = "list"
    API = "api"
    BY_HAND = "by_hand"


class SmallRest(StrEnum):
    """What happens to a small rest that money left open: asked kindly once, or written off."""

    ASK = "ask"
    WRITE_OFF = "write_off"


class DisputeReason(StrEnum):
    AMOUNT = "amount"
    NOT_DELIVERED = "not_delivered"
    QUALITY = "quality"
    NOT_MINE = "not_mine"
    CANCELLED = "cancelled"
    DATA_MISSING = "data_missing"
    OTHER = "other"


class DisputeAnswer(StrEnum):
    """The client's answer: the debtor is right, partly, the claim stands, or tell us more."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    ASK_MORE = "ask_more"


class Question(StrEnum):
    """What a client is asked."""

    ENGAGE = "engage"
    HAND_OVER = "hand_over"
    NOTICE = "notice"
    PLAN = "plan"


class ApprovalAnswer(StrEnum):
    """A client's answer; `again`: no hand-over, another round of phase two first."""

    YES = "yes"
    NOT_YET = "not_yet"
    AGAIN = "again"
    STOP = "stop"


class WorkKind(StrEnum):
    """What waits for a person at the desk."""

    CALL = "call"
    CALLBACK = "callback"
    REVIEW = "review"
    REPAIR = "repair"
    ASK = "ask"
    LETTER = "letter"


class WorkState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MessageState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    PRINTED = "printed"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    UNCLEAR = "unclear"
    BOUNCED = "bounced"


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    CLIENT = "client"
    PARTNER = "partner"
    INSPECTOR = "inspector"
    MACHINE = "machine"


class CloseReason(StrEnum):
    PAID = "paid"
    CREDITED = "credited"
    RECALLED = "recalled"
    CLIENT_SILENT = "client_silent"
    CLIENT_STOPPED = "client_stopped"
    UNCOLLECTABLE = "uncollectable"
    AGENCY = "agency"


class NextWhy(StrEnum):
    """Why a case moves on its next day and not before; the screen makes a sentence of it."""

    POLICY_ROW = "policy.row"
    POLICY_GO_TO = "policy.go_to"
    POLICY_RETRY = "policy.retry"
    POLICY_END = "policy.end"
    LAW_CONTACT_DAYS = "law.contact_days"
    LAW_NOTICE_TERM = "law.notice_term"
    LAW_UNKNOWN = "law.unknown"
    LAW_ORDER = "law.order"
    LAW_UNSIGNED = "law.unsigned"
    NOT_REGISTERED = "bureau.not_registered"
    CONTACT_CAP = "contact.cap"
    HOLD_ENDS = "hold.ends"
    CLAIM_NOT_DUE = "claim.not_due"
    CLAIM_CREDIT = "claim.credit"
    CLAIM_BARRED = "claim.barred"
    CLIENT_ASKED = "client.asked"
    LETTER_WAITS = "letter.waits"
    RECEIPT_WAITS = "receipt.waits"
    AT_AGENCY = "agency.has_it"
    DESK_WAITING = "desk.waiting"
    FEED_STALE = "feed.stale"
    NO_CHANNEL = "channel.none"
    CALLBACK = "callback"
    NEW = "case.new"


class Purpose(StrEnum):
    """What a message is for; with case, step and occurrence its unique key."""

    STEP = "step"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"
    REMINDER = "reminder"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    THANKS = "thanks"
    APOLOGY = "apology"
    COPY = "copy"
    NOTICE = "notice"
    NOTICE_COPY = "notice_copy"


class GateWord(StrEnum):
    """The gate's answer to "may I contact now?"; `ok` is the only yes."""

    OK = "ok"
    DECEASED = "deceased"
    STOPPED = "stopped"
    PERSON_STOPPED = "person_stopped"
    CLIENT_STOPPED = "client_stopped"
    NOT_REGISTERED = "not_registered"
    LAW_UNKNOWN = "law_unknown"
    NOTICE_FIRST = "notice_first"
    STANDSTILL = "standstill"
    TIME_BARRED = "time_barred"
    HANDED_OVER = "handed_over"
    NOTHING_OPEN = "nothing_open"
    HELD = "held"
    FEED_STALE = "feed_stale"
    NO_POINT = "no_point"
    BEFORE_HOURS = "before_hours"
    AFTER_HOURS = "after_hours"
    SUNDAY = "sunday"
    SATURDAY = "saturday"
    HOLIDAY = "holiday"
    ENDS_TOO_LATE = "ends_too_late"
    CAP_DAY = "cap_day"
    CAP_WEEK = "cap_week"
    CAP_WRITTEN = "cap_written"
    SPOKE_RECENTLY = "spoke_recently"
