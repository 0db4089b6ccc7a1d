"""How the parts of a UBL document are found: by local name, whatever the prefixes."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import Meaning


@dataclass(frozen=True, slots=True)
class Told:
    """Some cells of a line and what is to say about them, without a place yet."""

    cells: Mapping[Meaning, str]
    notes: tuple[Problem, ...] = ()


def said(node: etree._Element, *path: str) -> str:
    """Return the first text with something in it at a path, on one line; "" where there is none."""
    return next((text for text in texts(node, *path)), "")


def texts(node: etree._Element, *path: str) -> list[str]:
    """Return all texts with something in them at a path."""
    found = (" ".join((part.text or "").split()) for part in parts(node, *path))
    return [text for text in found if text]


def parts(node: etree._Element, *path: str) -> list[etree._Element]:
    """Return all elements at a path."""
    return node.findall("/".join(f"{{*}}{name}" for name in path))
