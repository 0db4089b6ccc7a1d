"""The PDF inside a UBL invoice: kept when its own first bytes say that it is one."""

import base64
import binascii
import re

from lxml import etree

from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Attachment
from minnelijk.files.invoices.ubl_nodes import parts, said
from minnelijk.files.invoices.words import ProblemWord as W

MAX_ATTACHMENT = 7_000_000  # bytes
LONGEST_NAME = 80
PDF = "application/pdf"
_UNSAFE = re.compile(r"[^\w .()&+,-]+")


def attached(
    node: etree._Element, place: int, number: str
) -> tuple[list[Attachment], list[Problem]]:
    """Return the PDFs of an invoice, and what is to say about those that were left out."""
    kept, notes = [], []
    for reference in parts(node, "AdditionalDocumentReference"):
        for found in parts(reference, "Attachment", "EmbeddedDocumentBinaryObject"):
            name = safe_name(found.get("filename") or said(reference, "ID"))
            content = _decoded(found.text or "")
            if content is None:
                limit = f"{MAX_ATTACHMENT // 1_000_000} MB"
                notes.append(_left_out(W.ATTACHMENT_TOO_LARGE, name, limit))
            elif content.startswith(b"%PDF-"):
                kept.append(Attachment(place, number, name, PDF, content))
            elif found.get("mimeCode") == PDF or name.casefold().endswith(".pdf"):
                notes.append(_left_out(W.ATTACHMENT_NO_PDF, name))
    return kept, notes


def safe_name(name: str) -> str:
    """Return the last part of a name without signs that could lead elsewhere."""
    last = re.split(r"[/\\]", name)[-1]
    return _UNSAFE.sub("_", last).strip(". ")[-LONGEST_NAME:]


def _decoded(text: str) -> bytes | None:
    """Return the bytes of a base64 text; None above the limit, b"" for what is no base64."""
    if len(text) * 3 // 4 > MAX_ATTACHMENT * 11 // 10:
        return None
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return content if len(content) <= MAX_ATTACHMENT else None


def _left_out(word: W, name: str, detail: str = "") -> Problem:
    return Problem(word, value=name, detail=detail)
