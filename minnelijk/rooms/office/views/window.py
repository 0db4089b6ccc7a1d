"""On which side the window of a client's envelopes is, so that its letters fit."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minnelijk.records.actions.face import FaceProblem
from minnelijk.records.actions.letter_face import choose_window
from minnelijk.records.models import Brand, Client
from minnelijk.rooms.office.forms.window import WindowForm
from minnelijk.rooms.office.frame import client_of, office, said, show_client
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.parts.people import Request


@office
def window(request: Request, code: str) -> HttpResponse:
    """Show and choose the side of the window."""
    client = client_of(request, code)
    form = WindowForm(request.POST) if request.method == "POST" else _form(client)
    if request.method == "POST" and form.is_valid():
        try:
            choose_window(client, form.side(), request.act)
        except FaceProblem as problem:
            form.add_error("window", sentence(problem))
        else:
            said(request, _("Opgeslagen. Nieuwe brieven passen in deze envelop."))
            return redirect("office:brand_window", code)
    return show_client(request, client, "window.html", {"form": form}, 422 if form.errors else 200)


def _form(client: Client) -> WindowForm:
    newest = Brand.objects.filter(client=client).order_by("-version").first()
    return WindowForm(initial=(newest.colours.get("letter") or {}) if newest else {})
