"""The steps of the shipped flows, by the name in their table."""

from django.utils.translation import gettext_noop as _

STEP: dict[str, str] = {
    "first_call": _("eerste gesprek"),
    "not_reached": _("niet bereikt"),
    "engage": _("fase 2 vragen"),
    "reminder": _("herinnering aan de afspraak"),
    "reminder_open": _("herinnering"),
    "second_call": _("tweede gesprek"),
    "notice": _("brief met de laatste termijn"),
    "ask_hand_over": _("overdracht vragen"),
    "hand_over": _("uit handen geven"),
    "first_mail": _("eerste mail"),
    "ask_reminder": _("de herinnering vragen"),
    "first_reminder": _("eerste herinnering van de klant"),
}
