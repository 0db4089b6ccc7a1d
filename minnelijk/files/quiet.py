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
            _grow_old()
            gc.enable()


def _grow_old() -> None:
    """Count what was made in the block as old at once: else the search, switched on, would look
    at all of it in one go, and find nothing."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
