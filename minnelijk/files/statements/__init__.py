"""Bank statements as banks write them: bytes become statements with payments, and problems."""

import io
from typing import BinaryIO

from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.opening import opened
from minnelijk.files.statements.problems import Refused

__all__ = ["read"]


def read(source: bytes | BinaryIO, *, name: str = "") -> Reading:
    """Return what a bank file or a zip of them says; the bytes decide what it is, not the name.

    A stream must be one that can be rewound; it is read from its start and stays open. Nothing is
    raised: what cannot be read at all is a reading without statements, with one problem.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        return opened(stream)
    except Refused as refused:
        return Reading(refused.format, problems=(refused.problem,))
