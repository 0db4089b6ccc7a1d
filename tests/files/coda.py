"""Short ways to write the records of a CODA file in a test."""

import io

from minnelijk.files.statements import coda
from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import ProblemWord as W

HEADER = "00000" + "220926" + "72505" + " " * 8 + "0000000001" + "HOUTHANDEL DE BEUK".ljust(26)
HEADER = (HEADER + "KREDBEBB".ljust(11) + "00403201185").ljust(127) + "2"
REFERENCE = "BANKREF-0001"


def thousandths(cents: int) -> str:
    return f"{abs(cents) * 10:015d}"


def sign(cents: int) -> str:
    return "1" if cents < 0 else "0"


def old(
    cents: int, *, account: str = "2BE68539007547034".ljust(35) + "EUR", day: str = "210926"
) -> str:
    """The balance before; `account` begins with its structure."""
    line = "1" + account[0] + "117" + account[1:].ljust(37) + sign(cents) + thousandths(cents) + day
    return (line + "HOUTHANDEL DE BEUK".ljust(26) + "ZICHTREKENING".ljust(35)).ljust(125) + "117"


def new(cents: int, *, day: str = "220926") -> str:
    """The balance behind."""
    account = "BE68539007547034".ljust(34) + "EUR"
    return ("8117" + account + sign(cents) + thousandths(cents) + day).ljust(127) + "0"


def trailer(records: int, debits: int, credits: int) -> str:
    line = "9" + " " * 15 + f"{records:06d}" + thousandths(debits) + thousandths(credits)
    return line.ljust(127) + "2"


def moved(
    cents: int,
    said: str = "",
    *,
    number: int = 1,
    detail: int = 0,
    code: str = "00150000",
    structured: bool = False,
    more: bool = False,
    value: str = "220926",
) -> str:
    """A record 21."""
    line = f"21{number:04d}{detail:04d}" + REFERENCE.ljust(21) + sign(cents) + thousandths(cents)
    line += value + code + ("1" if structured else "0") + said[:53].ljust(53) + "220926" + "117"
    return line + "0" + ("1" if more else "0") + " " + "0"


def second(
    said: str = "", *, number: int = 1, detail: int = 0, customer: str = "", r: str = ""
) -> str:
    """A record 22; `r` is the type of an R-transaction and its reason."""
    line = (
        f"22{number:04d}{detail:04d}" + said.ljust(53) + customer.ljust(35) + "KREDBEBB".ljust(11)
    )
    return (line + "   " + r.ljust(5)).ljust(125) + "1 0"


def third(
    account: str = "", name: str = "", said: str = "", *, number: int = 1, detail: int = 0
) -> str:
    """A record 23."""
    line = f"23{number:04d}{detail:04d}" + account.ljust(37) + name[:35].ljust(35) + said.ljust(43)
    return line + "0 0"


def more(
    kind: str, said: str, *, structured: bool = False, number: int = 1, detail: int = 1
) -> str:
    """A record 31, 32 or 33."""
    line = f"{kind}{number:04d}{detail:04d}"
    if kind == "31":
        line += REFERENCE.ljust(21) + "00150000" + ("1" if structured else "0")
    return (line + said).ljust(125) + "0 0"


def told(*lines: str, encoding: str = "cp1252", end: str = "\r\n") -> Reading:
    return coda.read(io.BytesIO(end.join(lines).encode(encoding)))


def one(*lines: str, **how: str) -> Reading:
    """One statement with these movements, and neither a closing balance nor totals."""
    return told(HEADER, old(0), *lines, "9".ljust(127) + "2", **how)


def words(reading: Reading) -> list[W]:
    return [problem.word for problem in reading.problems]
