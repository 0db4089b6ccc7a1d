"""The text of an HTML mail: lines as the eye sees them, and what it quotes behind `>`."""

import re
from html.parser import HTMLParser

from minnelijk.files.mails.decoding import tidy

LONGEST = 1_000_000
"""Characters of HTML that are looked at: a mail of a person is far smaller, even with a thread."""

DEEPEST_QUOTE = 8
SKIPPED = frozenset({"style", "script", "title", "template", "noscript"})
BREAKS = frozenset(
    {
        *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "form"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "hr", "li", "main"),
        *("ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
"""An empty line stands around these."""


def text_of_html(html: str) -> str:
    """Return the words of an HTML mail; never mark-up, a picture or a link's target."""
    reader = _Reader()
    try:
        reader.feed(_closed(html[:LONGEST]))
        reader.close()
    except (AssertionError, ValueError):
        pass  # the parser gives up on a broken declaration; what came before it is read
    return reader.text()


def _closed(html: str) -> str:
    """Leave out comments, and open signs that nothing closes: for each of those the parser would
    look through all that follows."""
    parts, begin = [], 0
    while (at := html.find("<!--", begin)) >= 0:
        end = html.find("-->", at)
        parts.append(html[begin:at])
        if end < 0:
            return _to_last_sign("".join(parts)) + html[at + 4 :].replace("<", " ")
        begin = end + 3
    return _to_last_sign("".join(parts) + html[begin:])


def _to_last_sign(html: str) -> str:
    last = html.rfind(">") + 1
    return html[:last] + html[last:].replace("<", " ")


class _Reader(HTMLParser):
    """Builds lines; a cell of a table stands on a line of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._skipping = ""
        self._exact = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            return
        if tag in SKIPPED:
            self._skipping = tag
        elif tag == "br":
            self._end_line(empty_too=True)
        elif tag in BREAKS:
            self._block(tag)
            if tag == "blockquote":
                self._quotes += 1
            elif tag == "li":
                self._line.append("- ")
            elif tag == "pre":
                self._exact += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in BREAKS:
            self.handle_starttag(tag, attrs)
            if tag != "br":
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
            return
        if tag in BREAKS:
            self._block(tag)
            if tag == "blockquote":
                self._quotes = max(self._quotes - 1, 0)
            elif tag == "pre":
                self._exact = max(self._exact - 1, 0)

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._exact:
            for number, line in enumerate(tidy(data).split("\n")):
                if number:
                    self._end_line(empty_too=True)
                self._line.append(line)
            return
        self._line.append(_BLANKS.sub(" ", data))

    def text(self) -> str:
        self._end_line()
        return tidy(_MANY.sub("\n\n", "\n".join(self._lines))).strip("\n")

    def _block(self, tag: str) -> None:
        self._end_line()
        if tag in APART and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark().rstrip())

    def _end_line(self, *, empty_too: bool = False) -> None:
        words = "".join(self._line)
        words = words.rstrip() if self._exact else " ".join(words.split())
        self._line = []
        if words or empty_too:
            self._lines.append((self._mark() + words).rstrip())

    def _mark(self) -> str:
        return "> " * min(self._quotes, DEEPEST_QUOTE)


_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_MANY = re.compile(r"\n{3,}")
