"""A mail address that somebody gives on the phone: read back letter by letter, then kept."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.utils.translation import gettext as _

from minnelijk.flow.words import PointChannel
from minnelijk.records.actions.contact import hear_point
from minnelijk.records.actions.core import CaseClosed
from minnelijk.rooms.desk import line as calls
from minnelijk.rooms.desk.screen import Shown
from minnelijk.rooms.desk.views.call import case_of, closed, go, page, posted
from minnelijk.rooms.parts.people import Request, seated

SIGNS = {"@": "apenstaartje", ".": "punt", "-": "streepje", "_": "laag streepje", "+": "plus"}


@seated
@posted
def email(request: Request, case_id: int) -> HttpResponse:
    """Show a new address letter by letter; with `sure` it is kept. Only after the check."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None or not line.passed:
        return go(request, "desk:case", case.id)
    address = request.POST.get("email", "").strip().lower()
    outcome = request.POST.get("uitkomst", "")
    try:
        validate_email(address)
    except ValidationError:
        words = _("Dit is geen heel mailadres. Voorbeeld: naam@post.nl.")
        wrong = {"email_typed": address, "email_problem": words}
        return page(request, case, line, Shown(outcome=outcome, more=wrong), status=422)
    if request.POST.get("sure") != "1":
        more: dict[str, object] = {"readback": address, "letters": letters(address)}
        return page(request, case, line, Shown(outcome=outcome, more=more))
    try:
        hear_point(case.id, PointChannel.EMAIL, {"value": address}, request.act)
    except CaseClosed:
        return closed(request, case)
    case.refresh_from_db()
    return page(request, case, line, Shown(outcome=outcome))


def letters(address: str) -> list[str]:
    """Return the address sign by sign, as it is read aloud."""
    return [_(SIGNS[sign]) if sign in SIGNS else sign for sign in address]
