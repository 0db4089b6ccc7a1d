"""What a question to the client says: its kind in the address, what follows, and the form."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minnelijk.flow.words import ApprovalAnswer, Question
from minnelijk.law.notices import NoticeKind
from minnelijk.records.actions.own_notice import coming_notice, mentions_of
from minnelijk.records.models import Approval, Claim, Partner
from minnelijk.records.queries import open_per_claim, partners_of
from minnelijk.rooms.parts.fields import DayField, not_later
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import client_of
from minnelijk.rooms.portal.preview_mail import of_yes

KINDS = {
    "verder": Question.ENGAGE,
    "brief": Question.NOTICE,
    "overdracht": Question.HAND_OVER,
    "delen": Question.PLAN,
}
"""The word of each kind of question in an address."""

SLUG = {question.value: slug for slug, question in KINDS.items()}


def answers_of(question: str) -> frozenset[ApprovalAnswer]:
    """Return the answers that fit a question: another round only where a hand-over is asked."""
    fit = set(ApprovalAnswer)
    return frozenset(fit if question == Question.HAND_OVER else fit - {ApprovalAnswer.AGAIN})


def about(request: Request, one: Approval) -> dict[str, Any]:
    """Return what this question is about and what follows on a yes, as plain values."""
    if one.question == Question.HAND_OVER:
        return {"hand_over": handing_of(one), "partners": partners(request)}
    page: dict[str, Any] = {"follows": of_yes(one, request.act)}
    coming = coming_notice(one, request.on)
    if coming is None or one.case is None:
        return page
    page["kind"] = coming.kind.value
    page["own"] = coming.kind is NoticeKind.FIRST_REMINDER
    if page["own"]:
        page["mentions"] = mentions_in_words(one, request.on)
    return page


def handing_of(one: Approval) -> dict[str, Any]:
    """Return the hand-over that is asked about: from which day, with what on top, which claims."""
    terms = one.terms
    on_top = int(terms.get("on_top_cents", 0))
    return {
        "from_on": date.fromisoformat(terms["from_on"]) if terms.get("from_on") else None,
        "with_notice": bool(terms.get("with_notice")),
        "on_top_cents": on_top,
        "sum_cents": one.cents + on_top,
        "claims": _claims(one),
    }


def _claims(one: Approval) -> list[dict[str, Any]]:
    left = open_per_claim([one.case_id or 0])
    rows = Claim.objects.filter(case=one.case, number__in=one.claims).order_by("due_on", "id")
    return [{"claim": row, "open_cents": left.get(row.id, 0)} for row in rows]


def partners(request: Request) -> list[Partner]:
    """Return the agencies that this client may choose today, the bureau's own first."""
    rows = list(partners_of(client_of(request), request.on))
    return sorted(rows, key=lambda row: (row.client_id is not None, row.name))


def partner_of(request: Request, chosen: str) -> Partner | None:
    """Return the agency of a form; somebody else's is none."""
    if not chosen.isdecimal():
        return None
    return next((row for row in partners(request) if row.id == int(chosen)), None)


def mentions_in_words(one: Approval, on: date) -> list[str]:
    """Return what the law wants in a first reminder, in the reader's language."""
    if one.case is None:
        return []
    dutch = (get_language() or "nl").startswith("nl")
    return [row.nl if dutch else row.says for row in mentions_of(one.case, on)]


class OwnNotice(forms.Form):
    """The client's own first reminder: the paper, its day, its way, and what stands in it."""

    prefix = "eigen"
    file = forms.FileField(
        label=_("Uw herinnering"),
        help_text=_("De brief of mail zoals hij wegging: een pdf of foto."),
        error_messages={"required": _("Kies het bestand met uw herinnering.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    sent_on = DayField(label=_("Verstuurd op"))
    way = forms.ChoiceField(
        label=_("Hoe ging hij?"),
        choices=[("post", _("met de post")), ("email", _("per e-mail"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies post of e-mail.")},
    )
    complete = forms.BooleanField(
        label=_("Dit staat er allemaal in"),
        error_messages={
            "required": _("Staat niet alles erin? Stuur dan een nieuwe, of laat ons dat doen.")
        },
    )

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on

    def clean_sent_on(self) -> date:
        return not_later(self.cleaned_data["sent_on"], self.on)
