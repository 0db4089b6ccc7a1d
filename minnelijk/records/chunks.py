"""Many values, in lists that fit into one question to the database."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

CHUNK = 2_000
Thing = TypeVar("Thing")


def chunks(things: Iterable[Thing], size: int = CHUNK) -> Iterator[list[Thing]]:
    """Give things in lists of at most `size`."""
    source = iter(things)
    while chunk := list(islice(source, size)):
        yield chunk
