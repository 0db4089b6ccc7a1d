"""Short ways to read an MT940 that a test writes down."""

import io

from minnelijk.files.statements import mt940
from minnelijk.files.statements.facts import Entry, Payment, Reading
from minnelijk.files.statements.problems import Refused

IBAN = "NL20INGB0001234567"


def read(text: str | bytes) -> Reading:
    data = text if isinstance(text, bytes) else text.lstrip("\n").encode()
    return mt940.read(io.BytesIO(data))


def refused(data: bytes) -> Refused | None:
    try:
        read(data)
    except Refused as why:
        return why
    return None


def message(
    *postings: str, header: str = "", opening: str = "C260101EUR0,00", closing: str = ""
) -> str:
    """A message; it breaks off where no closing balance is given."""
    last = [f":62F:{closing}"] if closing else []
    first = [header] if header else []
    lines = [*first, ":20:1", f":25:{IBAN}", ":28C:1/1", f":60F:{opening}", *postings, *last, "-"]
    return "\n".join(lines)


def entries(text: str) -> list[Entry]:
    return [entry for statement in read(text).statements for entry in statement.entries]


def payment(
    words: str, *, header: str = "", posting: str = ":61:2601020102C10,00NTRFNONREF"
) -> Payment:
    """The payment of one posting with these words."""
    text = message(f"{posting}\n:86:{words}", header=header)
    return entries(text)[0].payments[0]
