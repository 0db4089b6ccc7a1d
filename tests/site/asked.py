"""Asking `minnelijk law` in this process: the answer as JSON, as lines, or the refusal."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def told(words: str) -> str:
    """What the command prints for these words."""
    out = StringIO()
    call_command("law", *words.split(), stdout=out)
    return out.getvalue()


def answer(words: str) -> dict[str, Any]:
    """The JSON that the command prints, in one object."""
    return dict(json.loads(told(f"{words} --json")))


def refusal(words: str) -> str:
    """The one sentence with which the command refuses, with status 2."""
    with pytest.raises(CommandError) as refused:
        told(words)
    sentence = str(refused.value)
    assert refused.value.returncode == 2
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence
