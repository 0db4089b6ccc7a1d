"""The answer to an objection: one of four, with words, and a new amount per invoice if partly."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.flow.words import DisputeAnswer
from minnelijk.records.actions.disputes import WORDS_MAX, Answer
from minnelijk.records.models import Dispute
from minnelijk.records.queries import open_per_claim
from minnelijk.rooms.parts.fields import AmountField
from minnelijk.rooms.parts.formats import money_text
from minnelijk.rooms.portal.own_words import words_problem

CHOICES = [(word.value, word.value) for word in DisputeAnswer]


def parts_of(dispute: Dispute) -> list[dict[str, Any]]:
    """Return what is disputed, invoice by invoice, with what is open on it now."""
    left = open_per_claim([dispute.case_id])
    return [
        {
            "claim": part.claim,
            "cents": part.cents,
            "upheld_cents": part.upheld_cents,
            "open_cents": left.get(part.claim_id, 0),
        }
        for part in dispute.parts.select_related("claim").order_by("claim__due_on", "claim_id")
    ]


class AnswerForm(forms.Form):
    """`new_<claim>` is what remains of the disputed part of that invoice."""

    file_problem = ""
    answer = forms.ChoiceField(
        choices=CHOICES,
        error_messages={"required": gettext_lazy("Kies een van de vier antwoorden.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Uw uitleg of vraag"),
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, dispute: Dispute, **more: Any) -> None:
        super().__init__(*args, **more)
        self.parts = parts_of(dispute)
        for part in self.parts:
            self.fields[_name(part)] = AmountField(label=_label(part), required=False)

    @property
    def amounts(self) -> list[tuple[forms.BoundField, dict[str, Any]]]:
        """Return each amount field with the part that it is about."""
        return [(self[_name(part)], part) for part in self.parts]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        word = told.get("answer")
        if word == DisputeAnswer.PARTLY:
            self._clean_amounts(told)
        if word and word != DisputeAnswer.UPHELD and not told.get("words", "").strip():
            self.add_error("words", _("Schrijf kort waarom, of wat u wilt weten."))
        refused = words_problem(told.get("words", ""))
        if refused:
            self.add_error("words", refused)
        if word != DisputeAnswer.PARTLY:
            for part in self.parts:
                self.errors.pop(_name(part), None)
        return told

    def _clean_amounts(self, told: dict[str, Any]) -> None:
        given = False
        for part in self.parts:
            name, cents = _name(part), told.get(_name(part))
            if name in self.errors or cents is None:
                given |= name in self.errors
                continue
            given = True
            if cents >= part["cents"]:
                most = money_text(part["cents"])
                self.add_error(name, _("Vul een bedrag in onder %(most)s.") % {"most": most})
        if not given and self.parts:
            self.add_error(_name(self.parts[0]), _("Vul in hoeveel er overblijft."))

    def given(self) -> Answer:
        """Return the answer: for which part of each invoice the debtor is right."""
        told = self.cleaned_data
        upheld = {
            part["claim"].id: part["cents"] - told[_name(part)]
            for part in self.parts
            if told.get(_name(part)) is not None
        }
        word = DisputeAnswer(told["answer"])
        partly = word is DisputeAnswer.PARTLY
        return Answer(word=word, words=told["words"], upheld=upheld if partly else {})


def _name(part: dict[str, Any]) -> str:
    return f"new_{part['claim'].id}"


def _label(part: dict[str, Any]) -> str:
    return _("Nieuw bedrag voor %(number)s") % {"number": part["claim"].number}
