"""A process that was forked after pages were set refuses to set more; it never hangs."""

import multiprocessing
from pathlib import Path

from minnelijk.post.paper import typesetting

SHEET = Path(typesetting.__file__).parent / "letter.typ"


def _says(answers: "multiprocessing.Queue[str]") -> None:
    try:
        typesetting.compiler(SHEET)
    except typesetting.ForkedTooLate as problem:
        answers.put(str(problem))
    else:
        answers.put("set")


def test_a_fork_refuses_what_would_hang() -> None:
    typesetting.compiler(SHEET)
    apart = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[str] = apart.Queue()

    child = apart.Process(target=_says, args=(answers,))
    child.start()
    child.join(20)

    assert answers.get(timeout=5).startswith("Start this process anew")


def test_one_compiler_serves_every_page_of_a_process() -> None:
    assert typesetting.compiler(SHEET) is typesetting.compiler(SHEET)
