"""The words of :86: with codes between slashes, as most Dutch banks write them."""

import re
from itertools import accumulate

from minnelijk.files.statements.mt940_marks import iban
from minnelijk.files.statements.mt940_said import WIDTH, Said, joined, mark, tidy, words

_CODE = re.compile(
    r"/(TRTP|RTYP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|CNTP|ORDP|BENM|ISDT|ADDR|ACCW|RTRN|PREF|NRTX|"
    r"IREF|KREF|CREF|PURP|ULTC|ULTD|ULTB|SVCL|CDTRREFTP|CDTRREF|OCMT|EXCH|CHGS|ID|CD)/",
    re.ASCII,
)
_IN_WORDS = frozenset({"ID", "CD", "OCMT", "EXCH", "CHGS"})
_MOST = 20  # values of one code; a bank writes two
_PARTIES = ("BENM", "ORDP")
_LETTER = re.compile(r"[^\W\d_]")
_ULTIMATE = frozenset({"ULTC", "ULTD", "ULTB"})
_ISSUER = re.compile(r"\s*ISSUER: {0,4}\w{0,35}\s{1,40}REF: {0,4}([A-Z0-9]{1,35})", re.ASCII)
_TOTAL = re.compile(r"TOTAAL\s{1,20}(\d{1,6})\s{1,20}(?:POSTEN|VZ)\b", re.ASCII)
_TAKEN_BACK = re.compile(r"STORNO|TERUGBOEKING|NIET UITGEVOERD|RETOUR", re.IGNORECASE)


class _Codes:
    """The values between the codes, with the places where the bank broke its lines."""

    def __init__(self, lines: list[str]) -> None:
        self.glued = "".join(lines)
        self.breaks = list(accumulate(len(line) for line in lines))
        self.spans: dict[str, tuple[int, int]] = {}
        self.remittances: list[tuple[int, int]] = []
        self._find()

    def _find(self) -> None:
        code, start, party = "", 0, ""
        for found in _CODE.finditer(self.glued):
            following = found[1]
            if code == "REMI" and following in _IN_WORDS:
                continue
            self._keep(code, party, start, found.start())
            if following in _PARTIES or following in _ULTIMATE:
                party = following
            code, start = following, found.end()
        self._keep(code, party, start, len(self.glued))

    def _keep(self, code: str, party: str, start: int, end: int) -> None:
        if code == "REMI" and len(self.remittances) < _MOST:
            self.remittances.append((start, end))
        elif code not in {"", "REMI"} and not (code == "NAME" and party in _ULTIMATE):
            self.spans.setdefault(code, (start, end))

    def pieces(self, start: int, end: int) -> list[tuple[str, bool]]:
        """Return a stretch in the pieces that the lines made of it, and which filled their line."""
        found, line_start = [], 0
        for line_end in self.breaks:
            if line_start < end and line_end > start:
                piece = self.glued[max(start, line_start) : min(end, line_end)]
                found.append((piece, line_end - line_start >= WIDTH))
            line_start = line_end
        return found

    def value(self, code: str) -> str:
        """Return a value in one line, "" where the code is not there."""
        span = self.spans.get(code)
        return joined(self.pieces(*span)) if span else ""

    def glued_value(self, code: str) -> str:
        """Return a value without anything at its line breaks: right for numbers."""
        start, end = self.spans.get(code, (0, 0))
        return self.glued[start:end]


def said(lines: list[str]) -> Said:
    """Return what the codes say."""
    codes = _Codes([line for line in lines if line])
    text, reference = _remittance(codes)
    name, account = _party(codes)
    total = _TOTAL.search(text) if "PREF" in codes.spans else None
    kind = codes.value("TRTP") or codes.value("RTYP")
    return Said(
        name,
        account,
        text,
        reference or tidy(codes.glued_value("CDTRREF").strip("/")),
        mark(codes.value("EREF")),
        returned="RTRN" in codes.spans or bool(_TAKEN_BACK.search(kind)),
        inside=max(int(total[1]), 1) if total else 1,
    )


def _party(codes: _Codes) -> tuple[str, str]:
    """Return name and IBAN of the other side; ING has them in one code."""
    if "CNTP" in codes.spans:
        account, _, rest = codes.value("CNTP").partition("/")
        name, slash, city = rest.partition("/")[2].removesuffix("/").rpartition("/")
        return tidy(name if slash else city), iban(account.replace(" ", ""))
    name = codes.value("NAME")
    if not name and codes.remittances:  # else the words run on in it: see _remittance
        name = next(filter(_LETTER.search, map(codes.value, _PARTIES)), "")
    accounts = (codes.glued_value("IBAN"), codes.glued_value("ACCW").partition(",")[0])
    return name.strip("/ "), next(filter(None, map(iban, accounts)), "")


def _remittance(codes: _Codes) -> tuple[str, str]:
    """Return the words and the structured reference of all /REMI/ values.

    Where there is none and no name, the words are what stands behind the code of a party.
    """
    if not codes.remittances and "NAME" not in codes.spans:
        spans = [codes.spans[code] for code in _PARTIES if code in codes.spans]
        return "\n".join(words(piece for piece, _ in codes.pieces(*span)) for span in spans), ""
    texts, references = [], []
    for start, end in codes.remittances:
        value = codes.glued[start:end]
        reference, before, behind = _structured(value)
        text = words(piece for piece, _ in codes.pieces(start + before, end - behind))
        if text and text not in texts:
            texts.append(text)
        references.append(reference)
    return "\n".join(texts), next(filter(None, references), "")


def _structured(value: str) -> tuple[str, int, int]:
    """Return the reference in a /REMI/ value, and what of it is no words: before and behind."""
    if value.startswith("STRD/"):
        parts = value.strip().split("/")
        return next((part for part in parts[2:] if part), ""), len(value), 0
    if value.startswith("USTD/"):
        return "", 6 if value[5:6] == "/" else 5, int(value.endswith("/"))
    issuer = _ISSUER.match(value)
    return (issuer[1], issuer.end(), 0) if issuer else ("", 0, 0)
