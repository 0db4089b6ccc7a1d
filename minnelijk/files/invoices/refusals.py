"""What is said when an XML of a client is not read at all."""

from minnelijk.files.invoices.grid import Refused
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.safe_xml import LONGEST_TEXT, Why, XmlRefused

_WORDS = {
    Why.DOCTYPE: W.XML_DOCTYPE,
    Why.BROKEN: W.XML_BROKEN,
    Why.LONG_TEXT: W.XML_TOO_LARGE,
}


def of_xml(refusal: XmlRefused) -> Refused:
    """Return the refusal of a list for that of its XML; a limit is named."""
    limit = f"{LONGEST_TEXT // 1_000_000} MB" if refusal.why is Why.LONG_TEXT else ""
    return Refused(_WORDS[refusal.why], format="xml", detail=limit)
