"""Nothing is served and nothing is worked on with a wrong key: told at the start, in a sentence."""

from django.core.management.base import CommandError

from minnelijk.records.actions.keys import note
from minnelijk.records.keyring import BadRing
from minnelijk.records.sealed import CannotOpen
from minnelijk.site import clock


def refuse_wrong_keys() -> None:
    """Raise CommandError where the keys are not those of the database; note new ones."""
    try:
        note(clock.now())
    except (CannotOpen, BadRing) as problem:
        raise CommandError(str(problem)) from problem
