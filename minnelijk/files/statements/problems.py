"""A problem in a bank statement: a closed word with its place, and its sentence in English."""

from dataclasses import dataclass

from minnelijk.files.statements.words import ProblemWord as W


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where. `place` is as a person finds it ("line 12", "entry 3"), "" for the
    file; `value` is what stands there; `detail` what a sentence needs beside it. `refuses`: nothing
    of the file was read."""

    word: W
    place: str = ""
    value: str = ""
    detail: str = ""
    refuses: bool = False

    @property
    def message(self) -> str:
        """Return the sentence without its place."""
        return SENTENCES[self.word].format(value=self.value, detail=self.detail)

    def __str__(self) -> str:
        """Return the sentence with its place: "Line 12: '12,5o' is not an amount."."""
        place = self.place[:1].upper() + self.place[1:]
        return f"{place}: {self.message}" if place else self.message


class Refused(Exception):
    """The bytes are not a bank statement that can be read; `problem` says why."""

    def __init__(self, word: W, *, value: str = "", detail: str = "", format: str = "") -> None:
        super().__init__(word)
        self.format = format
        self.problem = Problem(word, value=value, detail=detail, refuses=True)


SENTENCES = {
    W.FILE_EMPTY: "The file is empty.",
    W.FILE_UNKNOWN: "We do not know this kind of file. Export CAMT.053, MT940, CODA or the CSV"
    " of ING or Rabobank.",
    W.FILE_BROKEN: "The file cannot be read. Download it from the bank again.",
    W.FILE_TOO_LARGE: "The file is larger than {detail}. Export a shorter period.",
    W.XML_BROKEN: "The XML breaks off or is malformed ({detail}). Download it from the bank again.",
    W.XML_DOCTYPE: "The XML has a DOCTYPE, which is not safe to read. A bank never sends one.",
    W.XML_OTHER: "This XML is not a bank statement ('{value}').",
    W.ZIP_BROKEN: "The zip file cannot be opened. Download it from the bank again.",
    W.ZIP_LOCKED: "The zip file has a password. Unpack it and upload what is in it.",
    W.ZIP_TOO_LARGE: "The zip file unpacks to more than {detail}. Upload its files one by one.",
    W.ZIP_TOO_MANY: "The zip file holds more than {detail} files. Upload them in parts.",
    W.ZIP_PATH: "The zip file holds a name that leaves its folder ('{value}'). We do not open it.",
    W.ZIP_NESTED: "The zip file holds another zip file ('{value}'). Unpack it and upload what is in"
    " it.",
    W.ZIP_NOTHING: "There is no bank statement in this zip file.",
    W.COLUMN_MISSING: "The column '{value}' is missing. Download the file from the bank again, with"
    " all its columns.",
    W.ENDS_EARLY: "The file ends before the statement does. What stands before it was read.",
    W.ENCODING_GUESSED: "The file is not written in the encoding that it names; it was read as"
    " Windows-1252. Look at names with accents.",
    W.NO_ACCOUNT: "The statement does not say of which account it is.",
    W.ACCOUNT_CHECK: "The check digits of account '{value}' do not fit; it was read all the same.",
    W.BALANCE_DIFFERS: "The opening balance and the entries make {value}; the file says {detail}.",
    W.NO_BALANCE: "The statement lacks its opening or closing balance, so that nobody can check its"
    " entries.",
    W.BALANCE_UNREADABLE: "The balance '{value}' cannot be read.",
    W.TOTALS_DIFFER: "The file names a total of {detail}; its entries make {value}.",
    W.NOTHING_IN_IT: "There is no entry in this file.",
    W.AMOUNT_UNREADABLE: "'{value}' is not an amount; this entry was left out.",
    W.AMOUNT_DECIMALS: "'{value}' has more than two decimals; this entry was left out.",
    W.SIGN_UNREADABLE: "'{value}' does not say whether money came or went; this entry was left"
    " out.",
    W.DAY_UNREADABLE: "'{value}' is not a day.",
    W.DETAILS_DIFFER: "The payments inside make {value}, the entry says {detail}; a person must"
    " look.",
    W.CURRENCY_FOREIGN: "The currency '{value}' is not the euro; it is kept apart.",
    W.LINE_UNREADABLE: "This line cannot be read: '{value}'.",
    W.STATE_UNKNOWN: "'{value}' does not say whether this entry is booked; it is shown and never"
    " matched.",
}
