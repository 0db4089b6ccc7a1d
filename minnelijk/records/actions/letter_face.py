"""On which side the window of a client's envelopes is: part of its face, as its colour is."""

from django.db import transaction

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import FaceProblem
from minnelijk.records.actions.office import office_event
from minnelijk.records.models import Brand, Client
from minnelijk.records.words import WindowSide


def choose_window(client: Client, side: WindowSide | None, act: Act) -> Brand:
    """Store a new version of a client's face with this window; None is the usual one of its
    country. The same choice again changes nothing. Raises FaceProblem.
    """
    with transaction.atomic():
        rows = Brand.objects.select_for_update().filter(client=client)
        newest = rows.order_by("-version").first()
        if newest is None:
            raise FaceProblem("no_brand")
        told = {name: value for name, value in newest.colours.items() if name != "letter"}
        if side is not None:
            told["letter"] = {"window": side.value}
        if told == newest.colours:
            return newest
        office_event(client, "window_chosen", act, {"window": side.value if side else ""})
        newest.pk, newest._state.adding = None, True
        newest.version += 1
        newest.colours = told
        newest.save(force_insert=True)
    return newest
