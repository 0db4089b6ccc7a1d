"""To whom a row belongs: its anchor, one number, as SQL over the table `t`."""

OFFICE, CASE, DEBTOR, AT_LARGE = range(4)
"""What a row belongs to, in the last two bits of its anchor; the rest is the id (office 0: ours).

`AT_LARGE` is a client with all its cases: what is stored with a case's event or an office's.
"""


def code(kind: int, column: str) -> str:
    return f"(COALESCE({column}, 0) * 4 + {kind})"


def case(column: str = "t.case_id") -> str:
    return code(CASE, column)


def office(column: str = "t.client_id") -> str:
    return code(OFFICE, column)


def debtor(column: str = "t.debtor_id") -> str:
    return code(DEBTOR, column)


def at_large(column: str = "t.client_id") -> str:
    return code(AT_LARGE, column)


def of(table: str, column: str, wanted: str) -> str:
    """The column of the row that this row points to."""
    return f"(SELECT x.{wanted} FROM records_{table} x WHERE x.id = t.{column})"  # noqa: S608


def case_or(otherwise: str) -> str:
    return f"(CASE WHEN t.case_id IS NULL THEN {otherwise} ELSE {case()} END)"


ANYBODY = at_large("NULL")
"""Any event of anybody on the day: for what comes without one of its own."""

FIRST_SEAT = "(SELECT s.client_id FROM records_seat s WHERE s.user_id = t.id ORDER BY s.id LIMIT 1)"
