"""The mutants of the law: what is changed, what is left alone, and how survivors are judged."""

from pathlib import Path

from tests.tools.mutants import judge
from tests.tools.mutants_of_code import of_code
from tests.tools.mutants_of_data import of_data

CODE = '''
"""Left alone."""

@dataclass(frozen=True)
class Rule:
    most: int = 3

    def fee(self, cents: int) -> int | None:
        """Left alone."""
        if cents < self.most:
            raise ValueError(f"less than {self.most}")
        return cents + 1
'''

DATA = """
name = "left alone"
law = "left alone"
known_until = 2026-12-31
checked = "2026-11-22"

[[values]]
code = "costs"
source = "left alone"
percent = 15.0
rounding = "down"
yes = true

[[values]]
source = ""
percent = 10
"""


def changes(folder: Path, name: str, text: str) -> dict[str, list[str]]:
    file = folder / name
    file.write_text(text, "utf-8")
    mutants = of_code(file, name, "rule") if name.endswith("py") else of_data(file, name)
    found: dict[str, list[str]] = {}
    for mutant in mutants:
        found.setdefault(mutant.place, []).append(mutant.change)
    return found


def test_code_changes_at_its_edges_numbers_refusals_and_answers(tmp_path: Path) -> None:
    found = changes(tmp_path, "rule.py", CODE)

    assert sorted(found) == ["Rule", "Rule.fee"]
    assert found["Rule"] == ["3 -> 4", "3 -> 2"]
    assert found["Rule.fee"] == [
        "cents < self.most -> cents <= self.most",
        "cents < self.most -> cents >= self.most",
        "raise ValueError(f'less than {self.most}') -> (left out)",
        "return cents + 1 -> return None",
        "cents + 1 -> cents - 1",
        "cents + 1 -> cents + 2",
        "cents + 1 -> cents + 0",
    ]


def test_data_changes_by_its_last_digit_a_day_a_word_or_a_row(tmp_path: Path) -> None:
    found = changes(tmp_path, "rule.toml", DATA)

    assert found == {
        "known_until": ["2026-12-31 -> 2027-01-01", "2026-12-31 -> 2026-12-30"],
        "values[costs]": ["row -> (left out)"],
        "values[costs].code": ["'costs' -> 'costs_x'"],
        "values[costs].percent": ["15.0 -> 15.1", "15.0 -> 14.9"],
        "values[costs].rounding": ["'down' -> 'down_x'"],
        "values[costs].yes": ["True -> False"],
        "values[1]": ["row -> (left out)"],
    }


def test_a_survivor_needs_a_reason_and_a_reason_needs_a_survivor() -> None:
    killed, alive, told = (("days.py", "rule", change) for change in ("a", "b", "c"))

    outcome = judge({killed: "test_x", alive: "", told: ""}, {told: "why", killed: "why"})

    assert outcome.killed == 1
    assert outcome.explained == [told]
    assert outcome.unexplained == [alive]


def test_a_reason_for_a_mutant_that_is_killed_or_gone_is_told() -> None:
    killed, other = ("days.py", "rule", "a"), ("days.py", "other", "")
    gone, elsewhere = ("days.py", "gone", "b"), ("speech.py", "rule", "a")
    told = dict.fromkeys([killed, gone, elsewhere], "why")

    outcome = judge({killed: "test_x", other: "test_x"}, told)

    assert outcome.untrue == [killed, gone]
