"""What happened to a case, as its client may read it; what is ours alone has no sentence here."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

# kind of event: (icon, sentence); "%(why)s" is the sentence of the closed word in `why`.
EVENT: Mapping[str, tuple[str, str]] = {
    "opened": ("file-text", _("Aangeleverd: %(claims)s voor %(cents)s.")),
    "claim_added": ("file-plus", _("Er kwam een rekening bij.")),
    "claim_changed": ("file-text", _("Een rekening is veranderd.")),
    "payment": ("circle-check", _("Betaald: %(cents)s, op de rekening op %(value_on)s.")),
    "reversal": ("undo-2", _("Teruggeboekt: %(cents)s.")),
    "credited": ("minus", _("Minder te betalen: %(cents)s.")),
    "written_off": ("minus", _("De kleine rest is kwijtgescholden.")),
    "happened": ("info", "%(why)s"),
    "call": ("phone", _("Gebeld: %(why)s.")),
    "callback": ("phone", _("Er is een moment afgesproken om te bellen.")),
    "promise": ("calendar-check", _("Afspraak: betaalt %(cents)s, de laatste dag is %(day)s.")),
    "promise_judged": ("calendar-check", _("Afspraak over %(cents)s: %(why)s.")),
    "promise_judged_again": ("calendar-check", _("De afspraak is opnieuw bekeken: %(why)s.")),
    "promise_cancelled": ("calendar-check", _("De afspraak geldt niet meer.")),
    "sent": ("mail", _("Mail verstuurd.")),
    "asked": ("circle-question-mark", _("Vraag aan u: %(why)s.")),
    "answered": ("circle-check", _("Uw antwoord: %(why)s.")),
    "agreed_beforehand": ("circle-check", _("Vooraf akkoord: %(why)s.")),
    "dispute_answered": ("message-square-warning", _("Uw antwoord: %(why)s")),
    "dispute_more": ("message-square-warning", _("Er kwam meer uitleg bij het bezwaar.")),
    "answer_taken_back": ("undo-2", _("U nam uw antwoord terug.")),
    "file_added": ("paperclip", _("U voegde een bestand toe.")),
    "rested": ("pause", _("Rust op uw verzoek, tot %(until)s.")),
    "client_words": ("message-square", _("Uw bericht aan de beller.")),
    "closed": ("lock", "%(why)s"),
    "reopened": ("undo-2", _("De zaak is weer open.")),
    "undone": ("undo-2", _("De laatste uitkomst is teruggenomen.")),
}
WHY_OF: Mapping[str, str] = {
    "happened": "Happening",
    "call": "Outcome",
    "promise_judged": "PromiseOutcome",
    "promise_judged_again": "PromiseOutcome",
    "asked": "Question",
    "answered": "ApprovalAnswer",
    "agreed_beforehand": "Question",
    "dispute_answered": "DisputeAnswer",
    "closed": "CloseReason",
}
OURS = frozenset({"complaint", "wrong_person"})
"""Happenings that are told to the client in another way, or not at all."""

OUTCOMES_KEPT = frozenset(
    {"help_asked", "represented", "insolvent", "vulnerable", "complaint", "minor", "language"}
)
"""Outcomes of calls whose words say more of a person than the client needs here."""
