"""The forms of one or two fields, and which outcome has which form."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.flow.words import Outcome, PointChannel
from minnelijk.rooms.desk.forms import Dispute, OutcomeForm, PromiseForm
from minnelijk.rooms.desk.moments import callback_choices
from minnelijk.rooms.desk.plan_form import Plan
from minnelijk.rooms.parts.formats import moment_text, money_text
from minnelijk.rooms.parts.sentences import say

OTHER = "other"
PHONE_BACK_ON = ("%Y-%m-%dT%H:%M",)


class Words(OutcomeForm):
    """A line of the agent's own, for the file."""

    words = forms.CharField(
        label=__("Wat werd er gezegd?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def report(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["words"]}


class Neutral(Words):
    words = forms.CharField(
        label=__("Neutrale notitie"),
        help_text=__("Geen woord over gezondheid. Bijvoorbeeld: vraagt om rust, belt zelf."),
        required=False,
        max_length=300,
    )


class Complaint(Words):
    words = forms.CharField(
        label=__("Wat is de klacht?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": __("Schrijf in een paar woorden op wat de klacht is.")},
    )


class Paid(OutcomeForm):
    day = forms.DateField(
        label=__("Wanneer is er betaald?"),
        required=False,
        help_text=__("Weet iemand het niet meer? Laat dit leeg."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": __("Dit is geen dag. Kies een dag, of laat het leeg.")},
    )
    claim = forms.ChoiceField(label=__("Welke rekening?"), required=False)
    words = forms.CharField(label=__("Vanaf welke bank of rekening?"), required=False)

    def prepare(self) -> None:
        self.fields["day"].widget.attrs["max"] = self.table.on.isoformat()
        claims = [claim for claim in self.table.facts.claims if claim.open_cents > 0]
        if len(claims) < 2:
            del self.fields["claim"]
            return
        choices = [("", _("alle rekeningen"))]
        for claim in claims:
            choices.append((str(claim.id), f"{claim.number}, {money_text(claim.open_cents)}"))
        self.fields["claim"].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day > self.table.on:
            raise forms.ValidationError(
                _("Deze dag komt nog. Betaald is op een dag die geweest is.")
            )
        return day

    def report(self) -> dict[str, Any]:
        claim = self.cleaned_data.get("claim")
        known = {name: self.cleaned_data[name] for name in ("day", "words")}
        return {**known, "claim_id": int(claim) if claim else None}


class Callback(OutcomeForm):
    """When: a moment that usually suits, or another one."""

    template = "desk/form/callback.html"
    when = forms.ChoiceField(
        label=__("Wanneer?"),
        widget=forms.RadioSelect,
        error_messages={"required": __("Kies wanneer u terugbelt.")},
    )
    at = forms.DateTimeField(
        label=__("Ander moment"),
        required=False,
        input_formats=PHONE_BACK_ON,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=PHONE_BACK_ON[0]),
        error_messages={"invalid": __("Dit is geen dag met een tijd. Kies allebei.")},
    )
    words = forms.CharField(label=__("Notitie"), required=False, max_length=300)

    def prepare(self) -> None:
        moments = callback_choices(self.table.local, self.table.calendar)
        choices = [(at.isoformat(), moment_text(at, self.table.on)) for at in moments]
        self.fields["when"].choices = [*choices, (OTHER, _("ander moment"))]  # type: ignore[attr-defined]
        self.initial = {"when": choices[0][0]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == OTHER and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Vul dag en tijd in."))
        return cleaned

    def report(self) -> dict[str, Any]:
        when = self.cleaned_data["when"]
        at = self.cleaned_data["at"] if when == OTHER else datetime.fromisoformat(when)
        return {"callback_at": at, "words": self.cleaned_data["words"]}


class Authorised(Callback):
    words = forms.CharField(
        label=__("Naam en nummer van die persoon"),
        max_length=300,
        error_messages={"required": __("Schrijf op wie het is en hoe u die persoon bereikt.")},
    )


class Help(Words):
    """Which of the three, and who helps."""

    which = forms.ChoiceField(
        label=__("Wat is het?"),
        widget=forms.RadioSelect,
        error_messages={"required": __("Kies wat het is.")},
    )
    words = forms.CharField(label=__("Naam van wie helpt"), required=False, max_length=300)
    field_order = ("which", "words")

    def prepare(self) -> None:
        kinds = (Outcome.HELP_ASKED, Outcome.REPRESENTED, Outcome.INSOLVENT)
        self.fields["which"].choices = [(word.value, say(word)) for word in kinds]  # type: ignore[attr-defined]
        self.initial = {"which": Outcome.HELP_ASKED.value}

    def report(self) -> dict[str, Any]:
        return {"outcome": Outcome(self.cleaned_data["which"]), **super().report()}


class Language(OutcomeForm):
    language = forms.ChoiceField(
        label=__("Welke taal?"),
        choices=[("nl", "Nederlands"), ("en", "English"), ("fr", "Français"), ("de", "Deutsch")],
        widget=forms.RadioSelect,
        error_messages={"required": __("Kies een taal.")},
    )

    def report(self) -> dict[str, Any]:
        return {"language": self.cleaned_data["language"]}


class NoContact(OutcomeForm):
    channel = forms.ChoiceField(
        label=__("Wat wil deze persoon niet meer?"), widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (PointChannel.PHONE.value, _("bellen")),
            (PointChannel.EMAIL.value, _("mail")),
            (PointChannel.POST.value, _("post")),
        ]
        self.initial = {"channel": PointChannel.PHONE.value}

    def report(self) -> dict[str, Any]:
        return {"channel": PointChannel(self.cleaned_data["channel"])}


class Debit(OutcomeForm):
    day = forms.DateField(
        label=__("Wanneer komt de incasso?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": __("Kies de dag van de incasso."),
            "invalid": __("Dit is geen dag. Kies een dag."),
        },
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.table.on:
            raise forms.ValidationError(_("Deze dag is geweest. Kies een dag vanaf vandaag."))
        return day

    def report(self) -> dict[str, Any]:
        return {"day": self.cleaned_data["day"]}


FORMS: dict[Outcome, type[OutcomeForm]] = {
    Outcome.PROMISE: PromiseForm,
    Outcome.PAID_CLAIMED: Paid,
    Outcome.DISPUTED: Dispute,
    Outcome.PLAN_ASKED: Plan,
    Outcome.CALLBACK: Callback,
    Outcome.REFUSES: Words,
    Outcome.THIRD_PARTY: Callback,
    Outcome.HELP_ASKED: Help,
    Outcome.REPRESENTED: Help,
    Outcome.INSOLVENT: Help,
    Outcome.DECEASED: Words,
    Outcome.LANGUAGE: Language,
    Outcome.VULNERABLE: Neutral,
    Outcome.DO_NOT_CONTACT: NoContact,
    Outcome.COMPLAINT: Complaint,
    Outcome.MINOR: Words,
    Outcome.COPY_ASKED: OutcomeForm,
    Outcome.DIRECT_DEBIT: Debit,
    Outcome.AUTHORISED_PERSON: Authorised,
}
