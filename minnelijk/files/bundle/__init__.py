"""The hand-over file: one case as a zip that people can read and programs can check, offline."""

from minnelijk.files.bundle.checking import Checked, check, verify
from minnelijk.files.bundle.reading import Problem
from minnelijk.files.bundle.schema import schema_text
from minnelijk.files.bundle.writing import write

__all__ = ["Checked", "Problem", "check", "schema_text", "verify", "write"]
