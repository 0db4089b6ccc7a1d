"""Makes the files of hand-overs that wait for one; then the agency can fetch them."""

from collections import Counter
from datetime import datetime

import structlog

from minnelijk.post.hand_over.bundle import DoesNotFit, file_name, make_bundle
from minnelijk.records import documents
from minnelijk.records.actions import agency_file
from minnelijk.records.models import HandOver
from minnelijk.records.sealed import CannotOpen

log = structlog.get_logger()

KIND = "hand_over"
ZIP = "application/zip"


def make_due(at: datetime) -> Counter[str]:
    """Make every file that is due, and say how many were made and how many wait for a person."""
    done: Counter[str] = Counter()
    for hand_over in agency_file.to_make():
        done[_make(hand_over, at)] += 1
    return done


def _make(hand_over: HandOver, at: datetime) -> str:
    """Make one file. One that does not fit goes to a person and holds up no other."""
    try:
        content = make_bundle(hand_over, at)
    except (DoesNotFit, documents.DocumentGone, CannotOpen) as problem:
        log.error("file not made", hand_over=hand_over.id, error=type(problem).__name__)
        agency_file.file_failed(hand_over.id, at)
        return "files_failed"
    client, name = hand_over.case.client, file_name(hand_over)
    document = documents.store(client, KIND, content, ZIP, name, at)
    return "files_made" if agency_file.file_made(hand_over.id, document, at) else "files_late"
