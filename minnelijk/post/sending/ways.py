"""The ways out of one batch: a route per sender, a connection per server, and who must rest."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from minnelijk.post.sending.looked import Pace
from minnelijk.post.sending.route import Route, route_of
from minnelijk.post.sending.senders import Line, Server
from minnelijk.records.models import Brand, Client, Message, Seat, Sender, TemplateVersion

REST = timedelta(minutes=1)
"""So long nothing is handed to a sender whose server did not answer: others are not kept waiting
for it."""

SHARED: dict[type[Any], tuple[str, ...]] = {
    Client: ("contact_person__user",),
    TemplateVersion: ("template",),
    Brand: ("logo_document",),
    Seat: ("user",),
}
"""What is read once for a batch, and what goes with it."""


class Ways:
    """Kept by one worker; the connections last for a batch, what must rest is remembered longer."""

    def __init__(self) -> None:
        self._routes: dict[tuple[object, ...], Route] = {}
        self._lines: dict[Server, Line] = {}
        self._rest: dict[int, datetime] = {}
        self.pace = Pace()
        self.answers: dict[tuple[Any, ...], Any] = {}
        """What was asked in this batch about the bureau and its registers."""

    def route(self, sender: Sender) -> Route:
        """Return the route of a sender as its row stands now. Raises CannotRoute and CannotOpen."""
        version = tuple(getattr(sender, field.attname) for field in sender._meta.concrete_fields)
        if version not in self._routes:
            self._routes[version] = route_of(sender)
        return self._routes[version]

    def line(self, route: Route) -> Line:
        """Return the connection to the server of a route, made when it is first spoken to."""
        return self._lines.setdefault(route.server, Line(route.server))

    def share(self, message: Message) -> None:
        """Give a message the texts, the face and the people that it has in common with others."""
        message.case.client = self._shared(Client, message.case.client_id)
        message.template_version = self._shared(TemplateVersion, message.template_version_id)
        message.brand = self._shared(Brand, message.brand_id)
        message.made_by = self._shared(Seat, message.made_by_id)

    def _shared(self, model: type[Any], number: int | None) -> Any:
        if number is None:
            return None
        if (model, number) not in self.answers:
            rows = model._default_manager.select_related(*SHARED[model])
            self.answers[model, number] = rows.get(pk=number)
        return self.answers[model, number]

    def rest(self, sender_id: int, at: datetime) -> None:
        """Its server does not answer: leave it alone for a moment."""
        self._rest[sender_id] = at + REST

    def resting(self, at: datetime) -> Collection[int]:
        self._rest = {sender: until for sender, until in self._rest.items() if until > at}
        return self._rest.keys()

    def close(self) -> None:
        """End what lasts for a batch: settings and mailboxes may be others in the next one."""
        for line in self._lines.values():
            line.close()
        self._lines.clear()
        self.answers.clear()
        self._routes.clear()
