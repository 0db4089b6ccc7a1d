"""A long statement of a bank, read: entries and the payments inside, nothing stored."""

from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from minnelijk.files import statements
from minnelijk.site.bench import bank_files
from minnelijk.site.bench.measure import Meter, above_nothing

HELP = "a long bank statement"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--entries", type=above_nothing, default=100_000)
    parser.add_argument("--format", choices=sorted(bank_files.WRITERS), default="camt053")


def run(options: dict[str, Any]) -> dict[str, Any]:
    """Measure in a process of its own, as `minnelijk read` is one: no database is needed."""
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process,
    ):
        path = Path(folder) / "statement"
        made = bank_files.write(path, options["format"], options["entries"])
        return process.submit(measured, path, made).result()


def measured(path: Path, made: bank_files.Made) -> dict[str, Any]:
    with Meter(server=False) as meter, path.open("rb") as file:
        reading = statements.read(file, name=path.name)
    entries = [entry for statement in reading.statements for entry in statement.entries]
    figures = meter.figures(len(entries))
    payments = [payment for entry in entries for payment in entry.payments]
    checked = {
        "entries": len(entries) == made.entries,
        "cents": sum(entry.cents for entry in entries) == made.cents,
        "names": sum(bool(payment.name) for payment in payments) == made.entries,
        "accounts": sum(bool(payment.iban) for payment in payments) == made.entries,
        "texts": all(payment.text or payment.reference for payment in payments),
        "days": all(entry.value_on is not None for entry in entries),
        "no_problems": not reading.problems,
    }
    size = round(path.stat().st_size / (1 << 20), 1)
    return {**figures, "format": reading.format, "file_mb": size, "checked": checked}
