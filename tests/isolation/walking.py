"""The walk: every address, with our home's things in it, by everybody who may come along."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.test import Client as Browser

from minnelijk.records.models import Case, Client
from minnelijk.rooms.parts import roles
from tests.isolation.arguments import arguments, fitting, of_nobody
from tests.isolation.homes import Home
from tests.isolation.scene import Scene
from tests.isolation.visiting import Address, Answer, browser_of, visit
from tests.isolation.visitors import Visitor

METHODS = ("GET", "POST")
NOWHERE: dict[str, object] = {"code": "nergens", "draft": "geen:lijst:hier"}
"""Things that do not exist, where a number does not fit."""
NO_NUMBER = 99_999_999


@dataclass
class Walk:
    """What was tried and what went wrong."""

    scene: Scene
    wrong: list[str] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    things: set[tuple[str, str]] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    kept: dict[str, list[Any]] = field(default_factory=dict)

    def numbers(self) -> dict[str, Any]:
        """What the run tells at its end."""
        things = sorted(f"{key} {value}" for key, value in self.things)
        return {"addresses": sorted(self.tried), "objects": things, **self.tally}

    def remember(self) -> None:
        """Count our home's rows before anybody knocks."""
        self.kept = {table: self.count(table) for table in TABLES}

    def before(self, table: str) -> list[Any]:
        return self.kept.get(table, [])

    def count(self, table: str) -> list[Any]:
        return counted(table, self.scene.ours.client)

    def look(
        self, who: str, address: Address, answer: Answer, how: str, marks: Iterable[str]
    ) -> None:
        """Count a visit, and note what it showed or broke."""
        self.tried.add(address.whole)
        self.tally["visits"] += 1
        self.tally["refused"] += answer.refused
        if answer.status >= 500:
            self.wrong.append(f"{address.whole} broke for {who} ({how})")
        body = answer.body.decode(errors="replace").replace("\N{NO-BREAK SPACE}", " ")
        self.wrong += [
            f"{address.whole} shows {mark!r} to {who} ({how})" for mark in marks if mark in body
        ]

    def refuse(self, who: str, address: Address, answer: Answer, how: str) -> None:
        """Nothing may be found here, and nothing may change."""
        if not answer.refused:
            self.wrong.append(f"{address.whole} lets {who} in ({how}: {answer.status})")
        if answer.wrote:
            self.wrong.append(f"{address.whole} writes {answer.wrote} for {who} ({how})")


def given(address: Address, home: Home) -> dict[str, object]:
    return arguments(address.whole, set(address.wanted), home.ids)


def nothing(address: Address, home: Home) -> dict[str, object]:
    """The same address about things that do not exist."""
    made = given(address, home)
    for key in of_nobody(address.whole):
        made[key] = NOWHERE.get(key, NOWHERE["draft"] if key == "token" else NO_NUMBER)
    return made


def let_in(visitor: Visitor, address: Address, method: str) -> bool:
    """Whether the table of roles opens this door; an address outside it opens for nobody."""
    try:
        return visitor.works and roles.may(visitor.role, address.whole, method)
    except roles.NotInTheTable:
        return False


def is_a_door_of(visitor: Visitor, address: Address) -> bool:
    """Whether this role has business at an address at all, or nobody is signed in.

    That the other roles find nothing there is tried with people who may see our home.
    """
    try:
        return visitor.seat is None or roles.may_read(visitor.role, address.whole)
    except roles.NotInTheTable:
        return True


def walk_outside(walk: Walk, visitor: Visitor, all_of: Sequence[Address]) -> None:
    """Somebody who does not belong knocks at every address of our home that his role knows."""
    home, marks = walk.scene.ours, walk.scene.marks
    browser = browser_of(visitor.seat)
    for address in all_of:
        path = address.filled(given(address, home))
        if not is_a_door_of(visitor, address):
            continue
        walk.things |= {(key, str(given(address, home)[key])) for key in of_nobody(address.whole)}
        for method in METHODS:
            mine = not of_nobody(address.whole) and let_in(visitor, address, method)
            if mine:
                continue  # his own page: walk_own reads it
            answer = visit(browser, method, path)
            walk.look(visitor.name, address, answer, method, marks)
            walk.refuse(visitor.name, address, answer, method)
            if let_in(visitor, address, method):
                absent = visit(browser, method, address.filled(nothing(address, home)))
                _same(walk, visitor, address, method, answer, absent)


def _same(
    walk: Walk, visitor: Visitor, address: Address, method: str, there: Answer, absent: Answer
) -> None:
    """What is another's and what does not exist look the same, and cost the same."""
    walk.tally["twins"] += 1
    for what, one, other in (
        ("status", there.status, absent.status),
        ("page", there.plain, absent.plain),
        ("number of questions", there.questions, absent.questions),
    ):
        if one != other:
            told = "" if what == "page" else f": {one!r} and {other!r}"
            walk.wrong.append(
                f"{address.whole} tells {visitor.name} by its {what} that something exists "
                f"({method}{told})"
            )


def walk_inside(walk: Walk, visitor: Visitor, all_of: Sequence[Address]) -> None:
    """Somebody who has to do with our home, at his own doors and at those of the others."""
    home, marks = walk.scene.ours, walk.scene.marks
    browser = browser_of(visitor.seat)
    for address in all_of:
        path = address.filled(given(address, home))
        for method in METHODS:
            answer = visit(browser, method, path, fitting(address.whole, home.ids))
            if let_in(visitor, address, method):
                walk.look(visitor.name, address, answer, method, ())
                if not answer.refused:
                    walk.found.add(address.whole)
            else:
                walk.look(visitor.name, address, answer, method, marks)
                walk.refuse(visitor.name, address, answer, method)


def walk_own(walk: Walk, visitor: Visitor, all_of: Sequence[Address]) -> None:
    """Somebody on his own pages, asking there for our home's things."""
    browser = browser_of(visitor.seat)
    walk.remember()
    for address in all_of:
        if of_nobody(address.whole):
            continue
        if let_in(visitor, address, "GET"):
            for told in ({}, *pokes(walk.scene.ours)):
                _own(walk, visitor, browser, address, "GET", told)
        if let_in(visitor, address, "POST"):
            for do in DOES:
                for told in pokes(walk.scene.ours):
                    _own(walk, visitor, browser, address, "POST", {**told, "do": do})


def _own(
    walk: Walk,
    visitor: Visitor,
    browser: Browser,
    address: Address,
    method: str,
    told: dict[str, Any],
) -> None:
    path = address.filled(given(address, walk.scene.ours))
    changed: list[str] = []

    def watch(tables: set[str]) -> None:
        changed.extend(sorted(name for name in tables if walk.count(name) != walk.before(name)))

    answer = visit(browser, method, path, told, watch=watch)
    asked = {str(value) for value in told.values()}
    marks = [mark for mark in walk.scene.marks if mark not in asked]
    how = f"{method} {told.get('do', '')}".strip()
    walk.look(visitor.name, address, answer, how, marks)
    if changed:
        walk.wrong.append(f"{address.whole} let {visitor.name} change our {changed} ({how})")


DOES = ("save", "end", "stop")


def pokes(home: Home) -> list[dict[str, Any]]:
    """Forms and questions that name our home's things under every name that rooms read."""
    ids = home.ids
    common = {
        **dict.fromkeys(("name", "words", "body", "text", "title"), "x"),
        **{"what": "start", "what_": "", "sure": "1", "page": "1", "role": "client"},
        "brief": ids["letter"], "chosen": ids["approval"], "approval": ids["approval"],
        "seat": ids["seat"], "line": ids["line"], "versie": ids["text_version"],
        "version": ids["text_version"], "email": "nieuw@post.example", "client": ids["code"],
        "hand_over": ids["hand_over"], "message": ids["message"], "document": ids["document"],
        "claim": ids["claim"], "entry": ids["entry"], "account": ids["account"],
    }  # fmt: skip
    return [
        common
        | {"klant": ids["client"], "zaak": ids["case"], "case": ids["case"], "q": "QX-77881"}
        | {"partner": ids["own_partner"], "bureau": ids["own_partner"], "number": ids["account"]},
        common
        | {"klant": ids["code"], "zaak": ids["case_number"], "case": ids["case_number"]}
        | {"q": f"D-{ids['case_number']}", "partner": home.partner.id, "toon": "closed"}
        | {"number": ids["case_number"], "bureau": home.partner.id},
    ]


def counted(table: str, client: Client) -> list[Any]:
    """Count the rows of a table that hang on a client, and what its cases have come to."""
    model = TABLES.get(table)
    path = _path(model) if model is not None else ""
    if model is None or not path:
        return []
    return [
        model._default_manager.filter(**{path: client}).count(),
        sorted(Case.objects.filter(client=client).values_list("id", "rev")),
    ]


TABLES = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}


def _path(model: type[Model]) -> str:
    names = {field.name for field in model._meta.get_fields() if field.concrete}
    if "client" in names:
        return "client"
    return "case__client" if "case" in names else ""
