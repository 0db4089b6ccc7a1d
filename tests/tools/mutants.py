"""Changes the law one small thing at a time and asks whether any test notices; `make mutants`."""

import argparse
import os
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LAW = ROOT / "minnelijk" / "law"
TESTS = ROOT / "tests" / "law"
EXPLAINED = TESTS / "mutants.toml"
GUIDE = ROOT / "docs" / "mutation-testing.md"
BEGIN, END = "<!-- figures of the last whole run -->", "<!-- end of figures -->"
OPTIONS = ("-q", "-s", "--assert=plain", "--tb=no", "-p", "no:cacheprovider")

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Outcome:
    """What a run found: its survivors, and what the file of explanations says of them."""

    killed: int
    explained: list[Key]
    unexplained: list[Key]
    untrue: list[Key]


def main() -> int:
    """Run the mutants of all files of the law, or of those named; 0 when none lives unexplained."""
    asked, begun = _arguments(), time.monotonic()
    mutants = [m for m in _mutants(asked.files) if asked.place in m.place]
    _tell(f"{len(mutants)} mutants")
    verdicts, whole = _run(mutants, asked)
    if len(verdicts) != len(mutants):
        return 2
    if asked.killers:
        for verdict in verdicts:
            print(*_key(verdict.mutant), sep=": ")
            print(f"    {verdict.killer or 'ALIVE'}")
    outcome = judge({_key(v.mutant): v.killer for v in verdicts}, explanations())
    _report(outcome, Counter(v.killer if v.killer[:1] == "(" else "test" for v in verdicts))
    if outcome.unexplained or outcome.untrue:
        return 1
    if whole:
        minutes = (time.monotonic() - begun) / 60
        _write_figures(Counter(m.file for m in mutants), outcome, minutes)
    return 0


def _run(mutants: list[Any], asked: argparse.Namespace) -> tuple[list[Any], bool]:
    """Return what became of the mutants, none when something is broken; and whether that is all."""
    _same_examples()
    import pytest

    from tests.tools.mutants_run import BROKE, Runner

    runner = Runner(mutants, asked.jobs, _tell, anyway=asked.anyway)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest.main([*OPTIONS, f"--confcutdir={TESTS}", *asked.tests], plugins=[runner])
    if runner.broken:
        _tell(f"These fail without any mutant: {', '.join(runner.broken)}")
    broke = [v.mutant for v in runner.verdicts if v.killer == BROKE]
    for mutant in broke:
        _tell(f"This mutant could not be made: {_key(mutant)}")
    all_of_it = not asked.files and not asked.place and asked.tests == [str(TESTS)]
    return [] if broke else runner.verdicts, all_of_it and not runner.broken


def judge(killers: dict[Key, str], told: dict[Key, str]) -> Outcome:
    """Compare the survivors with the explanations; only those of the files that were run."""
    alive = [key for key, killer in killers.items() if not killer]
    files = {file for file, _, _ in killers}
    places = {key[:2] for key in killers}
    whole = len(places) > 1
    untrue = [
        key for key in told if key[0] in files and key not in alive and (whole or key[:2] in places)
    ]
    return Outcome(
        killed=len(killers) - len(alive),
        explained=[key for key in alive if key in told],
        unexplained=[key for key in alive if key not in told],
        untrue=untrue,
    )


def explanations() -> dict[Key, str]:
    """Return why each accepted survivor changes no figure and no day."""
    table = tomllib.loads(EXPLAINED.read_text("utf-8"))
    return {
        (entry["file"], place, change): _why(entry)
        for entry in table["explained"]
        for place in entry.get("places", [entry.get("place")])
        for change in entry["changes"]
    }


def _why(entry: dict[str, Any]) -> str:
    why = str(entry["why"]).strip()
    if len(why.split()) < 4:
        raise SystemExit(f"{EXPLAINED.name}: {entry['file']} {why!r} explains nothing.")
    return why


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("files", nargs="*", help="such as days.py nl/holidays.toml; all if none")
    parser.add_argument("--place", default="", help="only mutants in such a function or row")
    parser.add_argument("--tests", nargs="+", default=[str(TESTS)], help="only these test files")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--anyway", action="store_true", help="leave out tests that fail already")
    parser.add_argument("--killers", action="store_true", help="say which test kills each mutant")
    return parser.parse_args()


def _same_examples() -> None:
    """Let hypothesis try the same examples every time, and not look for the smallest one."""
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants",
        derandomize=True,
        max_examples=50,
        deadline=None,
        database=None,
        phases=phases,
    )
    settings.load_profile("mutants")


def _mutants(files: list[str]) -> list[Any]:
    from tests.tools.mutants_of_code import of_code
    from tests.tools.mutants_of_data import of_data

    paths = sorted([*LAW.rglob("*.py"), *LAW.rglob("*.toml")])
    found: list[Any] = []
    for path in paths:
        name = path.relative_to(LAW).as_posix()
        if files and name not in files:
            continue
        if path.suffix == ".toml":
            found += of_data(path, name)
        else:
            module = f"minnelijk.law.{name.removesuffix('.py').replace('/', '.')}"
            module = module.removesuffix(".__init__")
            import_module(module)
            found += of_code(path, name, module)
    return found


def _key(mutant: Any) -> Key:
    return mutant.file, mutant.place, mutant.change


def _report(outcome: Outcome, ways: Counter[str]) -> None:
    for file, place, change in outcome.unexplained:
        print(f"\n[[explained]]\nfile = {file!r}\nplace = {place!r}")
        print(f"changes = [\n  {change!r},\n]\nwhy = ''")
    for file, place, change in outcome.untrue:
        print(f"\nNo longer alive, take it out: {file}: {place}: {change}")
    told, silent = len(outcome.explained), len(outcome.unexplained)
    _tell(
        f"{outcome.killed + told + silent} mutants: {outcome.killed} killed"
        f" ({ways['(refused)']} of them not even loaded, {ways['(time)']} went round for ever,"
        f" {ways['(crash)']} crashed), {told} explained, {silent} alive without a word,"
        f" {len(outcome.untrue)} explanations that no longer fit"
    )


def _write_figures(made: Counter[str], outcome: Outcome, minutes: float) -> None:
    """Write the table of this run into the guide."""
    explained = Counter(file for file, _, _ in outcome.explained)
    rows = [
        f"| `{file}` | {count} | {count - explained[file]} | {explained[file]} |"
        for file, count in sorted(made.items())
    ]
    total, alive = made.total(), explained.total()
    table = [
        BEGIN,
        "",
        f"{total} mutants, {total - alive} killed, {alive} explained, none alive without an"
        f" explanation; {minutes:.0f} minutes.",
        "",
        "| file of `minnelijk/law` | mutants | killed | explained |",
        "| --- | --: | --: | --: |",
        *rows,
        "",
        END,
    ]
    text = GUIDE.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    GUIDE.write_text(before + "\n".join(table) + after, "utf-8")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
