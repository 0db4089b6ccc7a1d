"""Texts for debtors by name, and what is wrong with one, for everybody who may write them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.flow.letters import TextProblem

USE: dict[str, str] = {
    "call_announced": _("sms: wij bellen binnenkort"),
    "message_waiting": _("sms: er staat een bericht klaar"),
    "apology": _("excuus na late betaling"),
    "belgian_notice": _("ingebrekestelling van het bureau"),
    "copy": _("kopie van de rekening"),
    "default": _("ingebrekestelling"),
    "demand": _("aanmaning aan een bedrijf"),
    "dispute_ask_more": _("bezwaar: wij vragen nog iets"),
    "dispute_partly": _("bezwaar: deels gelijk"),
    "dispute_rejected": _("bezwaar: de rekening klopt"),
    "dispute_upheld": _("bezwaar: u heeft gelijk"),
    "disputed": _("bezwaar ontvangen"),
    "first_call": _("script eerste gesprek"),
    "first_reminder": _("eerste herinnering"),
    "fourteen_days": _("brief met veertien dagen"),
    "instalment_deferred": _("een deel op een andere dag"),
    "instalment_missed": _("een deel is nog niet binnen"),
    "not_reached": _("wij belden u"),
    "notice_copy": _("mail met een kopie van de brief"),
    "nothing_open": _("script: er is niets te vragen"),
    "page_link": _("nieuwe link"),
    "paid_claimed": _("u zegt dat u betaald heeft"),
    "plan_asked": _("vraag om delen ontvangen"),
    "promise": _("bevestiging van de afspraak"),
    "promise_cancelled": _("afspraak vervalt"),
    "promise_correction": _("afspraak gewijzigd"),
    "promise_reminder": _("afspraak niet gelukt"),
    "promise_reminder_day_before": _("herinnering, dag ervoor"),
    "proof_asked": _("vraag om een bewijs van betaling"),
    "second_call": _("script tweede gesprek"),
    "still_open": _("staat nog open"),
    "thanks": _("dank na betaling"),
    "bundle": _("dossier voor de partner"),
}
TEXT_PROBLEM: dict[str, str] = {
    "too_long": _("De tekst is langer dan %(most)s tekens."),
    "syntax": _("Dit is niet te lezen. Kijk of elke {{ en {% ook weer sluit."),
    "placeholder_unknown": _("Het veld “%(name)s” bestaat niet. Kies een veld uit de lijst."),
    "filter_unknown": _("“%(name)s” kan hier niet. Een veld wordt ingevuld zoals het is."),
    "no_value": _("Het veld “%(name)s” is soms leeg. Zet het in een {% if %}."),
    "list_printed": _("Een lijst gaat regel voor regel, met {% for %}."),
    "too_much": _("De tekst herhaalt zich te vaak."),
    "mark_unknown": _("“%(name)s” is geen teken. Gebruik frame, button, bank, invoices of claims."),
    "mark_open": _("Het teken “%(name)s” wordt niet gesloten."),
    "button_wrong": _("Een knop gaat zo: [button] woorden | link [/button]."),
    "subject_word": _("In het onderwerp mag “%(name)s” niet staan: anderen kunnen dat lezen."),
    "costs_silent": _(
        "“%(name)s” gaat over kosten. Laat het weg; alleen “er zijn geen extra kosten” mag hier."
    ),
    "costs_limited": _(
        "“%(name)s”: zeg van kosten alleen dat ze later kunnen komen, zonder bedrag en zonder dag."
    ),
    "costs_noticed": _(
        "“%(name)s”: zeg van kosten alleen wat er volgt als er niet op tijd betaald is."
    ),
    "costs_clause": _("“%(name)s” mag hier nooit. Noem alleen de voorwaarden van het contract."),
    "agency_silent": _("“%(name)s” gaat over een incassobureau. Laat het hier weg."),
    "agency_limited": _("“%(name)s”: zeg alleen dat het later uit handen kan, zonder dag."),
    "agency_noticed": _(
        "“%(name)s”: zeg hiervan alleen wat er volgt als er niet op tijd betaald is."
    ),
    "court_silent": _("“%(name)s” gaat over een rechter of deurwaarder. Laat het weg."),
    "letter_first": _(
        "“%(name)s”: noem eerst de brief en de dagen zonder kosten, en daartussen geen dag."
    ),
    "not_in_flow": _("“%(name)s” kondigt iets aan dat in het traject nooit gebeurt. Laat het weg."),
    "threat_word": _("“%(name)s” klinkt als een dreiging. Schrijf het vriendelijker."),
    "debt_word": _(
        "“%(name)s” laat iemand een schuld erkennen. Schrijf: de rekening, of: staat nog open."
    ),
    "before_day": _("Schrijf “uiterlijk” bij een dag, niet “%(name)s”."),
    "sms_asks": _("Een sms noemt nooit “%(name)s”: anderen lezen mee."),
    "sms_word": _("“%(name)s” mag niet in een sms: anderen lezen mee."),
    "sms_mark": _("“%(name)s” hoort bij een mail. Een sms is tekst en een link."),
    "owes_thanks": _("Een bevestiging bedankt. Zet “dank u wel” waar iedereen het leest."),
    "owes_invoice": _("Een bevestiging noemt de rekeningen. Zet er [invoices] in."),
    "owes_amount": _("Een bevestiging noemt het bedrag, ook van elk deel: {{ amount }}."),
    "owes_account": _("Een bevestiging zegt waar het geld naartoe gaat. Zet er [bank] in."),
    "owes_day": _("Een bevestiging noemt de laatste dag, ook van elk deel: {{ day }}."),
    "owes_no_costs": _("Een bevestiging zegt dat er geen extra kosten zijn, zonder voorwaarde."),
    "owes_bureau": _("Een bevestiging zegt wie er schrijft en namens wie. Vul het bureau in."),
}


def use_name(use: str) -> str:
    return gettext(USE[use]) if use in USE else use.replace("_", " ")


def text_problem_words(problem: TextProblem) -> str:
    known = dict(problem.args)
    words = gettext(TEXT_PROBLEM[problem.word])
    return words.replace("%(name)s", known.get("name", "")).replace(
        "%(most)s", known.get("most", "")
    )
