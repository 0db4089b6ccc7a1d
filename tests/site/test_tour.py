"""The tour plays the whole main job, headless, as a newcomer would start it: every step happens."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FIRST_HALF = (
    "intake", "first_call", "call", "promise", "confirmation", "dispute", "dispute_answered",
    "reminder", "bank_file_read", "money_decided", "payment", "promise_kept", "closed",
    "part_payment", "promise_broken", "promise_partly_kept", "client_asked",
)  # fmt: skip
SECOND_HALF = (
    "client_engages_phase_2", "reminder_of_the_promise", "second_call", "notice", "letter_posted",
    "letter_copy", "client_asked_about_hand_over", "client_chooses_agency", "term_lapsed",
    "handed_over", "bundle_verified", "agency_acknowledges", "recall", "recall_acknowledged",
)  # fmt: skip
BELGIUM = (
    "first_call_refused", "client_sends_first_reminder", "first_reminder",
    "call_refused_in_reminder_term", "belgian_notice", "call_refused_in_standstill",
    "belgian_first_call", "belgian_second_call", "belgian_hand_over",
)  # fmt: skip


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the command tells, run in a process of its own on a home of its own."""
    home = tmp_path_factory.mktemp("tour")
    command = [str(Path(sys.executable).with_name("minnelijk")), "demo", "--tour", "--json"]
    around = os.environ | {"MINNELIJK_HOME": str(home), "MINNELIJK_SMTP_PORT": str(free_port())}
    around.pop("DATABASE_URL", None)
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    steps: list[dict[str, Any]] = json.loads(done.stdout)
    return steps


def step(told: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in told if one["step"] == name)


def test_every_step_of_the_main_job_happens_in_its_order(told: list[dict[str, Any]]) -> None:
    names = [one["step"] for one in told]

    assert set(FIRST_HALF) <= set(names)
    later = [name for name in names if name in {*SECOND_HALF, *BELGIUM}]
    assert later == [*SECOND_HALF, *BELGIUM]
    assert all(one["why"] for one in told)


def test_a_bank_file_books_what_names_its_invoices_and_leaves_the_rest_to_a_person(
    told: list[dict[str, Any]],
) -> None:
    assert step(told, "bank_file_read")["why"] == "3 betalingen: 2 boekten vanzelf, 1 wacht."
    assert "€\u00a025,00 van J Bakker" in step(told, "money_decided")["why"]
    assert step(told, "promise_kept")["on"] == "2026-11-30"


def test_the_letter_names_its_term_and_nothing_is_on_top_before_it_is_over(
    told: list[dict[str, Any]],
) -> None:
    posted, handed = step(told, "letter_posted"), step(told, "handed_over")

    assert (posted["on"], handed["on"]) == ("2026-12-14", "2027-01-05")
    assert "€\u00a040,00 erbovenop" in handed["why"]
    copy = step(told, "letter_copy")["mail"]
    assert any(name.endswith(".pdf") for name in copy["attachments"])
    assert "rekening@delta-water.example" in copy["from"]


def test_the_belgian_order_is_kept_and_every_refusal_says_why(told: list[dict[str, Any]]) -> None:
    refusals = [one for one in told if "refused" in one["step"]]

    assert [one["on"] for one in refusals] == ["2027-02-01", "2027-02-03", "2027-02-18"]
    assert all("Wetboek van economisch recht" in one["why"] for one in refusals)
    reminder, notice = step(told, "first_reminder"), step(told, "belgian_notice")
    assert "Bureau Vriendt" not in reminder["mail"]["text"]
    assert "Bureau Vriendt" in notice["mail"]["text"]
    assert step(told, "belgian_first_call")["on"] == "2027-03-04"
