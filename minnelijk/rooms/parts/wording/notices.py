"""Letters and agencies in the timeline: made, posted, arrived, void; handed over and taken back."""

from django.utils.translation import gettext_noop as _

from minnelijk.law.notices import NoticeKind

LETTER: dict[NoticeKind, str] = {
    NoticeKind.DEFAULT: _("ingebrekestelling"),
    NoticeKind.FOURTEEN_DAYS: _("veertiendagenbrief"),
    NoticeKind.FIRST_REMINDER: _("eerste herinnering van de klant"),
    NoticeKind.BELGIAN_NOTICE: _("ingebrekestelling van het bureau"),
    NoticeKind.DEMAND: _("aanmaning aan een bedrijf"),
}
"""The name of a notice, short, as it stands over a letter or in a list."""

# `.no_day`: the term has no last day yet; nobody knows whether the mail arrived.
EVENT: dict[str, str] = {
    "notice": _("Klaargezet: %(letter)s, voor %(cents)s."),
    "notice_sent": _("Weg: %(letter)s. De termijn loopt tot en met %(last_on)s."),
    "notice_sent.no_day": _("Weg: %(letter)s. De termijn begint als zeker is dat hij er is."),
    "notice_received": _("De brief is er. De termijn loopt tot en met %(last_on)s."),
    "notice_received.reply": _(
        "De brief is er: er kwam antwoord. De termijn loopt tot en met %(last_on)s."
    ),
    "notice_received.check": _(
        "De brief is er: de eigen bladzijde is bekeken. De termijn loopt tot en met %(last_on)s."
    ),
    "notice_received.signed": _(
        "De brief is er: er is voor getekend. De termijn loopt tot en met %(last_on)s."
    ),
    "notice_void": _("De brief geldt niet meer."),
    "notice_void.returned": _("De brief kwam niet aan en geldt niet. Er komt een nieuwe."),
    "notice_void.too_early": _("De brief ging te vroeg weg en geldt niet. Er komt een nieuwe."),
    "notice_void.two_amounts": _("De brief vroeg twee bedragen en geldt niet. Er komt een nieuwe."),
    "notice_void.too_high": _("De brief vroeg te veel en geldt niet. Er komt een nieuwe."),
    "notice_void.no_receipt": _(
        "Niemand weet of de mail aankwam: die geldt niet. Er gaat een brief per post."
    ),
    "notice_void.changed": _("Het bedrag veranderde: deze brief gaat niet weg."),
    "notice_void.held": _("De zaak rust: deze brief gaat niet weg."),
    "notice_void.no_point": _("Er is geen adres: deze brief gaat niet weg."),
    "notice_void.not_written": _("De tekst kon niet worden ingevuld: deze brief gaat niet weg."),
    "notice_told": _("De klant stuurde zelf: %(letter)s. De termijn loopt tot en met %(last_on)s."),
    "notice_told.no_day": _(
        "De klant stuurde zelf: %(letter)s. De termijn begint als zeker is dat hij er is."
    ),
    "mentions_confirmed": _("De klant keek na wat er in de brief moet staan."),
    "notice_incomplete": _("Deze brief gaat niet weg: %(letter)s. Hierin ontbreekt: %(missing)s."),
    "letter_printed": _("Geprint, klaar voor de post: %(mail)s."),
    "posted": _("Op de post gedaan: %(mail)s."),
    "letter_returned": _("Een brief kwam terug."),
    "copy_sent": _("De kopie van de rekening gaat weg, met een nieuwe dag: %(day)s."),
    "next_turn": _("De rekeningen van de brief zijn betaald. De rest begint vooraan."),
    "another_round": _("Er komt nog een ronde gesprekken."),
    "handed_over": _("Uit handen gegeven aan %(agency)s: %(principal_cents)s.%(left_out)s"),
    "handed_over.with_notice": _(
        "Uit handen gegeven aan %(agency)s: %(principal_cents)s, "
        "met %(on_top_cents)s erbovenop.%(left_out)s"
    ),
    "handed_over.no_notice": _(
        "Uit handen gegeven aan %(agency)s: %(principal_cents)s, met niets erbovenop.%(left_out)s"
    ),
    "hand_over_file": _("Het dossier voor het incassobureau is klaar."),
    "hand_over_link": _("Er is een link naar het dossier gemaakt voor het incassobureau."),
    "hand_over_fetched": _("Het incassobureau haalde het dossier op."),
    "agency_has_it": _("%(agency)s heeft de zaak, onder nummer %(number)s."),
    "agency_told": _("Doorgegeven aan %(agency)s."),
    "agency_told.debtor": _("Doorgegeven aan %(agency)s: een bericht van deze persoon."),
    "agency_told.news": _("Doorgegeven aan %(agency)s: nieuws over deze zaak."),
    "agency_told.answer": _("Antwoord gegeven aan %(agency)s."),
    "agency_asked": _("%(agency)s stelt een vraag."),
    "agency_ended": _("%(agency)s is klaar met deze zaak."),
    "agency_ended.paid": _("%(agency)s meldt: alles is betaald."),
    "agency_ended.partly_paid": _("%(agency)s meldt: een deel is betaald."),
    "agency_ended.uncollectable": _("%(agency)s meldt: dit is niet te innen."),
    "agency_ended.returned": _("%(agency)s gaf de zaak terug."),
    "recalled": _("Teruggehaald bij %(agency)s."),
    "recalled.client": _("Teruggehaald bij %(agency)s: de klant vroeg dat."),
    "recalled.paid_before": _("Teruggehaald bij %(agency)s: er was al eerder betaald."),
    "recalled.notice_void": _("Teruggehaald bij %(agency)s: de brief geldt niet meer."),
    "recalled.stop": _("Teruggehaald bij %(agency)s: wij mogen hier niet verder."),
    "recall_acknowledged": _("%(agency)s is gestopt en zag dat de zaak terug is."),
    "answered.again": _("De klant zei: eerst nog een ronde gesprekken."),
}
FOR_CLIENT: dict[str, str] = {
    "notice_told": _("U stuurde zelf: %(letter)s. De termijn loopt tot en met %(last_on)s."),
    "notice_told.no_day": _(
        "U stuurde zelf: %(letter)s. De termijn begint als zeker is dat hij er is."
    ),
    "mentions_confirmed": _("U keek na wat er in de brief moet staan."),
    "recalled.client": _("U haalde de zaak terug bij %(agency)s."),
    "answered.again": _("U zei: eerst nog een ronde gesprekken."),
}
CLIENT_READS = frozenset(
    {
        *("notice_sent", "notice_received", "notice_void", "notice_told", "notice_incomplete"),
        *("mentions_confirmed", "letter_returned", "next_turn", "another_round", "handed_over"),
        *("hand_over_fetched", "agency_has_it", "agency_told", "agency_asked", "agency_ended"),
        *("recalled", "recall_acknowledged"),
    }
)
LEFT_OUT = _(" Niet mee: %(numbers)s.")
MAIL: dict[str, str] = {
    "notice": _("brief met de termijn"),
    "notice_copy": _("kopie van de brief"),
}
ICON: dict[str, str] = {
    "notice": "mailbox",
    "notice_sent": "mailbox",
    "notice_received": "mail-check",
    "notice_void": "mail-x",
    "notice_told": "mailbox",
    "mentions_confirmed": "list-checks",
    "notice_incomplete": "mail-x",
    "letter_printed": "printer",
    "posted": "mailbox",
    "letter_returned": "mail-x",
    "copy_sent": "file-plus",
    "next_turn": "arrow-right",
    "another_round": "arrow-right",
    "handed_over": "briefcase",
    "hand_over_file": "folder",
    "hand_over_link": "link",
    "hand_over_fetched": "folder-open",
    "agency_has_it": "briefcase",
    "agency_told": "message-square",
    "agency_asked": "circle-question-mark",
    "agency_ended": "briefcase",
    "recalled": "undo-2",
    "recall_acknowledged": "undo-2",
}
