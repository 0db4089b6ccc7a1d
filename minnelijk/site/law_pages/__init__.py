"""The pages of docs/ that tell a lawyer what the law pack holds, made from the pack itself."""

from collections.abc import Iterator

from minnelijk.law.country import COUNTRIES, HERE, TARGET, Country, country
from minnelijk.site.law_pages import worked
from minnelijk.site.law_pages.asking import asking
from minnelijk.site.law_pages.files import part
from minnelijk.site.law_pages.words import GRADES

ORDER = (
    *("kinds", "terms", "order", "notices", "wording", "mentions"),
    *("costs", "costs_business", "damages", "reminder_fee"),
    *("interest_consumer", "interest_business", "allocation", "speech", "contact"),
    *("situations", "registration", "limitation", "holidays"),
)
NAMES = {"nl": "the Netherlands", "be": "Belgium"}
OPEN_QUESTIONS = "[law-open-questions.md](law-open-questions.md)"


def overview() -> Iterator[str]:
    """Return what there is: every file of both packs, and where its page is."""
    for code in COUNTRIES:
        law = country(code)
        yield f"## {code.upper()}, pack {law.pack_version}: [law-{code}.md](law-{code}.md)\n"
        yield "| part | known until | read on |\n| --- | --- | --- |"
        for header in law.headers:
            read_on = header.checked or "**not checked: refuses**"
            yield f"| `{header.parameter}`: {header.name} | {header.known_until} | {read_on} |"
        yield ""
    yield f"What is not certain, and who should decide: {OPEN_QUESTIONS}.\n"
    yield from asking()


def page(code: str) -> Iterator[str]:
    """Return the page of one country."""
    law = country(code)
    parts = list(_parts(code))
    yield from _how_to_read(law)
    yield from (f"- [{title}](#{anchor(title)})" for title in map(_title, parts))
    yield f"- [{worked.HOLIDAYS}](#{anchor(worked.HOLIDAYS)})"
    yield f"- [{worked.EXAMPLE}](#{anchor(worked.EXAMPLE)})\n"
    for lines in parts:
        yield from lines
    yield from worked.holidays(law)
    yield from worked.examples(code)
    yield from worked.derived(law)


def anchor(title: str) -> str:
    """Return the address of a heading within its page."""
    kept = "".join(sign for sign in title.lower() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")


def _parts(code: str) -> Iterator[list[str]]:
    folder = HERE / code
    names = {path.stem for path in folder.glob("*.toml")} - {"pack"}
    for name in sorted(names, key=lambda name: (*ORDER, name).index(name)):
        yield list(part(folder / f"{name}.toml", f"{code}.{name}"))
    yield list(part(TARGET, "target"))


def _title(lines: list[str]) -> str:
    return lines[0].removeprefix("## ").strip()


def _how_to_read(law: Country) -> Iterator[str]:
    yield (
        f"Version {law.pack_version} of the pack, for people in {law.zone.key}. Every value counts "
        "from its day until the next one of the same kind starts, and no longer than its file is "
        "known; a question about another day is refused, never guessed. Remarks come from the law "
        "files themselves.\n"
    )
    yield "How certain a value is:\n"
    yield from (f"- **{grade}**: {meaning}" for grade, meaning in GRADES.items())
    yield (
        f"\nCases that are tested, to read and to add to: [tests/law/{law.code}]"
        f"(../tests/law/{law.code}/). What is not certain: {OPEN_QUESTIONS}.\n"
    )
