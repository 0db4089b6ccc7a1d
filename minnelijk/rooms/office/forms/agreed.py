"""What a client said yes to beforehand: on which day, by whom, and for hand-over: to whom."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from minnelijk.flow.words import Question
from minnelijk.records.models import Client
from minnelijk.records.queries import partners_of
from minnelijk.rooms.office.fields import PickField, WordField
from minnelijk.rooms.office.wording.card import QUESTION_HINT
from minnelijk.rooms.parts.fields import DayField
from minnelijk.rooms.parts.sentences import say

if TYPE_CHECKING:
    from minnelijk.rooms.office.forms.card import SectionForm


def agreed_fields(form: "SectionForm", client: Client) -> None:
    """Put a day and a name per question on the form; for hand-over the agency too."""
    for question in Question:
        known = client.agreed_beforehand.get(question, {})
        what = {"what": capfirst(say(question))}
        hint = _(QUESTION_HINT[question.value])
        day = DayField(required=False, label=_("%(what)s: akkoord op") % what, help_text=hint)
        name = WordField(longest=120, required=False, label=_("%(what)s: door wie") % what)
        form.put(f"agreed_{question.value}_on", day, known.get("on"))
        form.put(f"agreed_{question.value}_by", name, known.get("by_name"))
        if question is Question.HAND_OVER:
            form.put("agreed_partner", _partners(form, client), str(known.get("partner") or ""))


def _partners(form: "SectionForm", client: Client) -> PickField:
    rows = partners_of(client, form.on)
    choices = [("", _("nog niet gekozen")), *((str(row.id), row.name) for row in rows)]
    return PickField(
        choices,
        required=False,
        label=_("Uit handen: naar welk incassobureau"),
        help_text=_("Zonder incassobureau geldt dit nog niet: tot dan vragen wij het per zaak."),
    )


def read_agreed(told: Mapping[str, Any]) -> dict[str, Any]:
    agreed: dict[str, dict[str, Any]] = {}
    for question in Question:
        on, by = told[f"agreed_{question.value}_on"], told[f"agreed_{question.value}_by"]
        if on or by:
            agreed[question.value] = {"on": on.isoformat() if on else "", "by_name": by}
    partner = told["agreed_partner"]
    if partner:
        known = agreed.setdefault(Question.HAND_OVER.value, {"on": "", "by_name": ""})
        known["partner"] = int(partner)
    return agreed
