"""The generated pages of docs/: law, policy words, placeholders, settings and commands."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial
from pathlib import Path

from django.core.management import get_commands, load_command_class

from minnelijk.flow import words
from minnelijk.flow.calls import FOLLOWS
from minnelijk.flow.placeholders import PLACEHOLDERS
from minnelijk.flow.policy import LONGEST_EXTRA, shipped
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.rooms.parts import roles
from minnelijk.rooms.parts.people import HOME
from minnelijk.site import law_pages
from minnelijk.site import settings as settings_module

GENERATED = "Made by `make docs`; change the source, not this page.\n"
A_SETTING = r'# ([^\n]+)\n[^\n#]*?"((?:MINNELIJK|DATABASE)_\w+)"'
POLICY_WORDS: tuple[tuple[str, Iterable[StrEnum]], ...] = (
    ("phase", words.Phase),
    ("do, or", words.Do),
    ("with, of a notice (empty: what the law asks for)", NoticeKind),
    ("by, of a notice", (words.Channel.POST, words.Channel.EMAIL)),
    ("unit", words.Unit),
    ("only_if", words.OnlyIf),
    ("asks_for", words.Question),
    ("happens", words.Happening),
    ("hold", words.HoldKind),
    ("until", words.Until),
)


def pages() -> dict[str, str]:
    """Return every generated page: its file name and its text."""
    makers: dict[str, tuple[str, Callable[[], Iterable[str]]]] = {
        "law.md": ("What the law pack knows", law_pages.overview),
        **{
            f"law-{code}.md": (f"The law of {name}", partial(law_pages.page, code))
            for code, name in law_pages.NAMES.items()
        },
        "policy-words.md": ("The words of a policy", _policy_words),
        "outcomes.md": ("The outcomes of a call", _outcomes),
        "placeholders.md": ("The fields of a text", _placeholders),
        "roles.md": ("What each role may do", _roles),
        "settings.md": ("Settings", _settings),
        "commands.md": ("Commands", _commands),
    }
    return {
        name: f"# {title}\n\n{GENERATED}\n" + "\n".join(make()) + "\n"
        for name, (title, make) in makers.items()
    }


def _policy_words() -> Iterable[str]:
    yield "A column takes one of these words and no other.\n"
    yield "| column | words |\n| --- | --- |"
    for column, vocabulary in POLICY_WORDS:
        yield f"| {column} | {', '.join(f'`{word}`' for word in vocabulary)} |"
    yield f"\n`extra_days`, of a notice: 0 to {LONGEST_EXTRA} days above the term of the law."
    yield "\n## What the shipped answers do\n"
    yield "| when | rest | until | go to | task | client |\n| --- | --- | --- | --- | --- | --- |"
    for word, when in shipped("two_phase").when.items():
        until = f"{when.until or ''} {f'+ {when.plus} {when.unit}' if when.plus else ''}".strip()
        told = "is told" if when.tell_client else ""
        cells = (word, when.hold or "", until, when.go_to, when.task, told)
        yield f"| {' | '.join(cells)} |"


def _outcomes() -> Iterable[str]:
    yield "| outcome | after the check | reaches | then |\n| --- | --- | --- | --- |"
    for outcome, follow in FOLLOWS.items():
        then = [
            str(follow.happening or ""),
            f"mail `{follow.text}`" if follow.text else "",
            f"to `{follow.go_to}`" if follow.go_to else "",
            "callback" if follow.callback else "",
            f"task `{follow.task}`" if follow.task else "",
            "counts as a try" if follow.tries else "",
        ]
        effects = ", ".join(word for word in then if word)
        gate = "yes" if follow.needs_gate else ""
        yield f"| `{outcome}` | {gate} | {follow.reach} | {effects} |"


def _placeholders() -> Iterable[str]:
    yield "| field | means | example |\n| --- | --- | --- |"
    for name, placeholder in PLACEHOLDERS.items():
        example = placeholder.nl if isinstance(placeholder.nl, str) else "a list"
        yield f"| `{name}` | {placeholder.meaning} | {example} |"


def _roles() -> Iterable[str]:
    yield "`minnelijk/rooms/parts/roles.toml` is this table; every door asks it. *acts*: looks and"
    yield "does; *reads*: only looks; empty: finds nothing there. Which clients, cases and files"
    yield "somebody finds behind a door is `minnelijk/records/scope.py`'s to say.\n"
    yield f"| duty | {' | '.join(HOME)} |\n| --- |{' --- |' * len(HOME)}"
    for duty in roles.duties():
        only = " (only who sees every client)" if duty.every_client else ""
        words = " | ".join(roles.word_of(duty, role) for role in HOME)
        yield f"| {duty.what['en']}{only} | {words} |"
    yield "\nNo role opens these, and none is needed:\n"
    yield from (f"- {door.why['en']}" for door in roles.open_doors())
    yield "\n## The addresses of each duty\n"
    for duty in roles.duties():
        yield f"- {duty.what['en']}: {', '.join(f'`{name}`' for name in duty.names)}"


def _settings() -> Iterable[str]:
    yield "Environment variables; every one has a default that works.\n"
    yield "| variable | what it does |\n| --- | --- |"
    text = Path(settings_module.__file__).read_text(encoding="utf-8")
    for sentence, variable in re.findall(
        r'# ([^\n]+)\n[^\n#]*?"((?:MINNELIJK|DATABASE)_\w+)"', text
    ):
        yield f"| `{variable}` | {sentence} |"


def _commands() -> Iterable[str]:
    yield "| command | what it does |\n| --- | --- |"
    own = sorted(name for name, app in get_commands().items() if app == "minnelijk.site")
    for name in own:
        yield f"| `minnelijk {name}` | {load_command_class('minnelijk.site', name).help} |"
