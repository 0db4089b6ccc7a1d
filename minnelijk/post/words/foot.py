"""The lines under a message that no text can leave out: who we are, for whom, and where to go."""

from minnelijk.law.notices import NoticeKind
from minnelijk.post.words.formats import phone
from minnelijk.post.words.letter import Letter
from minnelijk.post.words.locked import word
from minnelijk.records.actions.notice_facts import card_of
from minnelijk.records.words import RegistrationKind

PAGES = {
    "not_you_link": "niet-voor-mij",
    "complaint": "klacht",
    "worries": "geldzorgen",
    "privacy": "privacy",
}
"""Where on the debtor's page the locked links lead."""


def locked_lines(letter: Letter) -> list[list[tuple[str, str]]]:
    """What no mail can leave out, each line in words and links.

    A creditor that collects for itself has no bureau line, and a notice names the creditor in full.
    """
    language, own = letter.language, alone(letter)
    paper = "letter_" if letter.on_paper else ""
    never = word(f"{paper}never_own" if own else f"{paper}never", language, client=letter.face)
    to_page = {
        name: (word(name, language), f"{letter.link}{place}/") for name, place in PAGES.items()
    }
    creditor = [[(creditor_line(letter), "")]] if letter.facts.get("notice") else []
    return [
        [(never, "")],
        [(word(f"{paper}not_you", language, phone=letter.phone), ""), to_page["not_you_link"]],
        *creditor,
        [
            *_before_links(letter),
            to_page["complaint"],
            ("·", ""),
            to_page["worries"],
            ("·", ""),
            to_page["privacy"],
        ],
    ]


def _before_links(letter: Letter) -> list[tuple[str, str]]:
    line = who_we_are(letter)
    return [(f"{line} ·", "")] if line else []


def alone(letter: Letter) -> bool:
    """Whether the client writes itself: its own collection, and the Belgian first reminder."""
    return letter.bureau.own_collection or kind_of(letter) is NoticeKind.FIRST_REMINDER


def kind_of(letter: Letter) -> NoticeKind | None:
    """Return which notice a message is, None for every other one."""
    notice = letter.facts.get("notice")
    return NoticeKind(notice["kind"]) if notice else None


def who_we_are(letter: Letter) -> str:
    """Return who writes and for whom; for a notice everything that the law asks of a bureau."""
    office, language, full = letter.bureau, letter.language, kind_of(letter) is not None
    number = phone(office.phone, letter.home)
    place = f"{office.street}, {office.postcode} {office.city}"
    if office.own_collection:
        return "" if full else f"{letter.face} · {place} · {number}"
    if alone(letter):
        return ""
    where = word("addresses", language, place=place) if full else place
    more = [office.email, *_complaints(letter)] if full else []
    parts = [*_registered(letter), where, number, *more]
    return f"{word('bureau', language, bureau=office.name, client=letter.face)} " + " · ".join(
        parts
    )


def _registered(letter: Letter) -> list[str]:
    registration, language = letter.registration, letter.language
    if registration is None or not registration.number:
        return []
    line = word(registration.kind, language, number=registration.number)
    parts = [f"{line[0].upper()}{line[1:]}"]
    if registration.kind == RegistrationKind.FOD and letter.bureau.enterprise_no:
        parts.append(word("enterprise", language, number=letter.bureau.enterprise_no))
    return parts


def _complaints(letter: Letter) -> list[str]:
    to = letter.bureau.complaints_to
    return [word("complaints_to", letter.language, to=to)] if to else []


def creditor_line(letter: Letter) -> str:
    """Return the creditor with address, phone, e-mail and number, as far as they are known.

    Who collects for itself and gave its face no address has the one of its own house.
    """
    card, office = card_of(letter.client, letter.brand), letter.bureau
    ours = f"{office.street}, {office.postcode} {office.city}" if office.own_collection else ""
    name = f"number_{letter.client.country}"
    number = word(name, letter.language, number=card.number) if card.number else ""
    parts = [card.name, card.address or ours, letter.phone, card.email, number]
    return " · ".join(part for part in parts if part)
