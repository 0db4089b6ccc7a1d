"""Very many objects at once, without the search for cycles among them, of which a list makes none.

The search looks at every object again and again while their number grows: up to a third of the
time of a long file.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Pause the search while the block runs; also a decorator."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
