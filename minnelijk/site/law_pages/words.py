"""The human words of a law file: what its keys are called on a page for lawyers."""

from minnelijk.law.dated import Grade

GRADES = {
    Grade.OFFICIAL: "the official text was seen",
    Grade.AGREED: "two or more independent sources agree",
    Grade.SINGLE: "one source alone",
    Grade.OURS: "our own safe reading, where the law is silent or unclear",
}

APPLIES_BY = {
    "each_day": "each day takes the value of that day",
    "notice_date": "the day on which the notice is sent selects the value",
    "invoice_date": "the day of the invoice selects the value",
    "contract_date": "the day of the contract selects the value",
    "due_date": "the last day to pay selects the value",
}

SECTIONS = {
    "values": "The values",
    "needed": "Which notices must come first",
    "order": "Which notice waits for which",
    "counts": "How each notice is counted",
    "post": "Postal days",
    "roll": "A term that ends on a day of rest",
    "no_receipt": "Without proof of receipt",
    "default": "Default",
    "vat": "VAT over the costs",
    "instalments": "Instalments of one contract",
    "renewal": "What makes a term start again",
    "warning": "When a person is warned",
    "caps": "How often",
    "formula": "What may be expected of a rate not yet published",
    "mentions": "What must stand in it",
    "wordings": "Wordings of the term",
}

COLUMNS = {
    "from": "from",
    "value": "value",
    "kinds": "kinds of debtor",
    "protects": "whom it protects",
    "first_day": "first day with interest, counted from the last day to pay",
    "compounding": "interest over interest",
    "day_count": "how days are counted",
    "divisor": "days in a year",
    "term_days": "days to pay where nothing was agreed",
    "stops_law": "law by which interest stops",
    "add": "points above it",
    "step": "rounded up to a step of",
    "working_week": "working week",
    "offset": "days from Easter Sunday",
    "moved_from": "moved if it falls on a",
    "moved_by": "by so many days",
    "needs_clause": "only with a valid clause",
    "or_scale": "or the scale, if that is more",
    "small_creditor_first_day": "first day with interest of a small creditor, from the sending",
    "ceiling": "the most that the interest may be",
    "part_paid": "what was paid in time no longer counts",
    "up_to": "instalments up to",
    "sum": "fixed sum",
    "nature": "claim",
    "consumers_only": "only if the buyer is a consumer",
    "computed": "a day is computed with it",
    "due_agreed": "a last day was agreed",
    "third_party": "somebody else collects",
    "must": "always, not only where it was sent",
    "act": "what somebody wants to do",
    "after": "only after",
    "collects": "who collects",
    "plus": "fixed part",
    "above": "part above",
}

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EUROS = frozenset({"above", "plus", "minimum", "maximum", "sum", "up_to", "fee"})
PERCENTS = frozenset({"percent"})
OF_THE_WEEK = frozenset({"working_week", "delivery_days", "moved_from"})


def heading(key: str) -> str:
    """Return the heading of a part of a law file."""
    return SECTIONS.get(key) or key.replace("_", " ").capitalize()


def column(key: str) -> str:
    """Return what a value is called."""
    return COLUMNS.get(key) or key.replace("_", " ")
