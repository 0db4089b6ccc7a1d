"""The typesetter: one compiler per sheet and process, our typeface, nothing of the machine."""

import os
from functools import cache
from pathlib import Path

import font_source_sans_pro

# A page is too little work for more than one thread: the others would wait loudly.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

from typst import Compiler, Fonts

FONTS = Path(font_source_sans_pro.__path__[0]) / "files"


class ForkedTooLate(RuntimeError):
    """This process was forked after its parent had set something; it would wait for ever."""


@cache
def compiler(sheet: Path) -> Compiler:
    """Return the compiler of a sheet, made once: then a page takes some milliseconds.

    Its threads do not survive a fork. Where a parent has set a page, its children refuse instead of
    hanging: raises ForkedTooLate.
    """
    _refuse_after_fork()
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return Compiler(input=sheet, root=sheet.parent, font_paths=fonts)


_process: list[int] = []
"""The process that set first; a fork takes it along."""


def _refuse_after_fork() -> None:
    if not _process:
        _process.append(os.getpid())
    if _process[0] != os.getpid():
        raise ForkedTooLate("Start this process anew: pages were set before it was forked.")


os.register_at_fork(after_in_child=compiler.cache_clear)
