"""The small form of each outcome: what the agent fills in becomes a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.files.amounts import Amiss, written
from minnelijk.files.amounts import cents as read_cents
from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.sentences import sentence_problem
from minnelijk.flow.words import DisputeReason
from minnelijk.law.country import country
from minnelijk.law.days import Calendar
from minnelijk.records.actions.disputes import Objection
from minnelijk.records.actions.promises import Offer
from minnelijk.records.models import Case
from minnelijk.rooms.desk.refusals import SENTENCE
from minnelijk.rooms.parts.formats import money_text
from minnelijk.rooms.parts.sentences import say


@dataclass(frozen=True, slots=True)
class Table:
    """What lies before the agent while he fills in a form."""

    case: Case
    facts: CaseFacts
    offer: Offer
    local: datetime

    @property
    def calendar(self) -> Calendar:
        return country(self.facts.calendar).days

    @property
    def on(self) -> date:
        return self.local.date()


class OutcomeForm(forms.Form):
    """A form that turns into the fields of a report; `table` is what it is about."""

    template = "desk/form/plain.html"
    required_css_class = ""

    def __init__(self, table: Table, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)
        self.table = table
        self.prepare()

    def prepare(self) -> None:
        """Fill in what the case knows."""

    def report(self) -> dict[str, Any]:
        """Return the fields of the report; only after `is_valid`."""
        return {}


class PromiseForm(OutcomeForm):
    """Amount and day; with nothing changed it is everything, on the usual day."""

    template = "desk/form/promise.html"
    amount = forms.CharField(label=__("Bedrag"), required=False, max_length=20)
    day = forms.DateField(
        label=__("Uiterlijk"), error_messages={"invalid": __("Kies een dag uit de band.")}
    )
    sentence = forms.CharField(
        label=__("Zin erbij"), required=False, max_length=200, widget=forms.TextInput
    )

    def prepare(self) -> None:
        self.initial = {"amount": written(self.table.offer.cents), "day": self.table.offer.day}

    def clean_amount(self) -> int:
        text = self.cleaned_data["amount"].replace("€", "").strip()
        return self.table.offer.cents if not text else cents_of(text)

    def clean_sentence(self) -> str:
        words: str = self.cleaned_data["sentence"].strip()
        problem = sentence_problem(words)
        if problem:
            raise forms.ValidationError(str(SENTENCE[problem]))
        return words

    def now(self) -> tuple[int, date]:
        """Return amount and day as they stand in the form; where one is wrong, the usual one."""
        offer = self.table.offer
        good = self._good()
        cents: int = good.get("amount") or 0
        day: date = good.get("day") or offer.day
        return (cents if 0 < cents <= offer.cents else offer.cents), day

    def is_whole(self) -> bool:
        """Whether nothing but everything stands in the field of the amount."""
        if not self.is_bound:
            return True
        return "amount" not in self.errors and self._good().get("amount") == self.table.offer.cents

    def own_sentence(self) -> str:
        """Return the agent's own sentence, "" while it is refused."""
        words: str = self._good().get("sentence", "")
        return words

    def sentence_refused(self) -> bool:
        return self.is_bound and "sentence" in self.errors

    def _good(self) -> dict[str, Any]:
        """What could be read of the form, also while something else in it is wrong."""
        return self.cleaned_data if self.is_bound and self.errors is not None else {}

    def report(self) -> dict[str, Any]:
        return {
            "cents": self.cleaned_data["amount"],
            "day": self.cleaned_data["day"],
            "sentence": self.cleaned_data["sentence"],
        }


class Dispute(OutcomeForm):
    """Why, in his own words, and which bills; the rest goes on only if he said so."""

    template = "desk/form/dispute.html"
    reason = forms.ChoiceField(
        label=__("Wat klopt er niet?"),
        widget=forms.RadioSelect,
        error_messages={"required": __("Kies wat er niet klopt.")},
    )
    words = forms.CharField(
        label=__("In eigen woorden"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": __("Schrijf in één zin op wat er niet klopt.")},
    )
    claims = forms.MultipleChoiceField(
        label=__("Over welke rekening?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": __("Kies minstens één rekening.")},
    )
    part = forms.CharField(label=__("Alleen dit deel (leeg: de hele rekening)"), required=False)
    rest = forms.BooleanField(
        label=__("De rest mag gewoon doorgaan, dat is gezegd"), required=False
    )

    def prepare(self) -> None:
        asked = [claim for claim in self.table.facts.claims if claim.askable_cents > 0]
        self.fields["reason"].choices = [(word.value, say(word)) for word in DisputeReason]  # type: ignore[attr-defined]
        self.fields["claims"].choices = [  # type: ignore[attr-defined]
            (str(claim.id), f"{claim.number} · {money_text(claim.askable_cents)}")
            for claim in asked
        ]
        self.initial = {"claims": [str(claim.id) for claim in asked]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("part") and len(cleaned.get("claims", [])) != 1:
            self.add_error("part", _("Een deel kan bij één rekening. Kies er één."))
        return cleaned

    def clean_part(self) -> int | None:
        text = self.cleaned_data["part"].replace("€", "").strip()
        return cents_of(text) if text else None

    def report(self) -> dict[str, Any]:
        open_now = {claim.id: claim.askable_cents for claim in self.table.facts.claims}
        part = self.cleaned_data["part"]
        parts = {
            number: part or open_now[number] for number in map(int, self.cleaned_data["claims"])
        }
        objection = Objection(
            reason=DisputeReason(self.cleaned_data["reason"]),
            words=self.cleaned_data["words"],
            parts=parts,
            rest_agreed=self.cleaned_data["rest"],
        )
        return {"objection": objection, "words": self.cleaned_data["words"]}


def cents_of(text: str) -> int:
    """Read an amount as people type it; refuses with a sentence."""
    amount = read_cents(text, ",")
    if isinstance(amount, Amiss):
        raise forms.ValidationError(_("Dit bedrag kan ik niet lezen. Voorbeeld: 120,50."))
    return amount
