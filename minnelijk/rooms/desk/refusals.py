"""What an action refuses, as a sentence: what is, and what you can do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.records.actions.agency import AgencyProblem
from minnelijk.records.actions.bank import BankRefused
from minnelijk.records.actions.call_effects import CallRefused
from minnelijk.records.actions.calls import NotIdentified
from minnelijk.records.actions.disputes import DisputeRefused
from minnelijk.records.actions.inbound import InboundProblem
from minnelijk.records.actions.payments import BookedBefore, PaymentRefused
from minnelijk.records.actions.plans import PlanRefused
from minnelijk.records.actions.promises import PromiseRefused
from minnelijk.records.actions.replies import ReplyProblem
from minnelijk.records.actions.unclear import NotUnclear
from minnelijk.records.actions.undo import CannotUndo
from minnelijk.rooms.parts.formats import day_text, money_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCE = {
    "too_long": __("De zin is te lang. Houd het bij 200 tekens."),
    "link": __("Zet geen link of mailadres in de zin. De goede link staat al in de mail."),
    "iban": __("Zet geen rekeningnummer in de zin. Het goede staat al in de mail."),
    "day": __("Zet geen dag in de zin. De afgesproken dag staat al in de mail."),
    "amount": __("Zet geen bedrag in de zin. Het bedrag staat al in de mail."),
    "costs": __("Zet niets over kosten in de zin. Er zijn geen extra kosten."),
    "agency": __("Zet niets over een incassobureau in de zin."),
    "court": __("Zet niets over de rechter of een deurwaarder in de zin."),
    "threat": __("Deze zin klinkt als een dreiging. Schrijf hem vriendelijker."),
    "debt": __("Gebruik gewone woorden: rekening, afspraak, in delen."),
}
PROMISE = {
    "past": __("Deze dag is geweest."),
    "closed": __("Dit is geen werkdag. De eerste werkdag erna is %(day)s."),
    "too_far": __("Deze dag is te ver weg. Het kan tot en met %(day)s."),
    "notice_runs": __("Er loopt nog een brief. Noem een dag vanaf %(day)s."),
    "too_many": __(
        "Er zijn al genoeg afspraken gemaakt. Kies 4, betalen in delen: de klant beslist."
    ),
    "too_much": __("Dit is meer dan er open staat. Open staat %(amount)s."),
    "nothing": __("Vul een bedrag in van hoogstens %(amount)s."),
    "handed_over": __("Deze zaak is uit handen gegeven. Een afspraak maken kan hier niet meer."),
    "no_claims": __("Er staat nu niets open dat betaald moet worden. Een afspraak is niet nodig."),
}
CALL = {
    "no_day": __("Kies een dag."),
    "callback_past": __("Dit moment is geweest. Kies een later moment."),
    "callback_too_far": __("Dit moment is te ver weg. Kies een moment binnen twee maanden."),
    "no_words": __("Schrijf op wat er gezegd is."),
    "bad_parts": __("Deze delen kloppen niet samen. Kies het aantal en de eerste dag opnieuw."),
    "notice_runs": __("Er loopt nog een brief. Kies geen dag die ervoor ligt."),
    "no_language": __("Kies een taal."),
}
PLAN = {
    "no_plan": __("Er loopt geen afspraak in delen."),
    "no_deferral": __("Dit deel kan niet meer op een andere dag. Eén deel mag één keer."),
    "no_day": __("Op die dag kan het niet. Kies een dag uit de lijst."),
}
DISPUTE = {
    "no_claims": __("Er staat nu niets open om het niet mee eens te zijn."),
    "too_much": __("Dit deel is meer dan er open staat op die rekening."),
    "no_words": __("Schrijf in één zin op wat er niet klopt."),
    "answered": __("Hier is al antwoord op gegeven."),
    "no_amount": __("Vul het bedrag in."),
}
PAYMENT = {
    "nothing": __("Vul een bedrag in dat meer is dan nul."),
    "future": __("Deze dag komt nog. Boek op de dag dat het geld er was."),
    "no_claims": __("Deze zaak heeft geen rekening om op te boeken."),
    "not_a_payment": __("Alleen een betaling kan worden teruggeboekt."),
    "reversed": __("Deze betaling is al teruggeboekt."),
}
BANK = {
    "nothing": __("Vul een bedrag in dat meer is dan nul."),
    "future": __("Deze dag komt nog. Boek op de dag dat het geld er was."),
    "not_an_account": __("Deze rekening is nog niet bevestigd. Er kan nog geen geld op komen."),
    "decided": __("Een collega besliste hier al over."),
    "other_client": __("Dit geld staat op de rekening van een andere klant."),
    "not_booked": __("Dit geld staat bij geen zaak."),
    "told_by_bank": __("Deze betaling staat er al, uit een bestand van de bank."),
    "not_all": __("De delen zijn samen niet het bedrag dat kwam."),
    "no_such_payment": __("Op deze zaak staat geen betaling van dit bedrag die terug kan."),
}
AGENCY = {
    "no_words": __("Schrijf op wat u wilt doorgeven."),
    "too_long": __("Houd het bij 2000 tekens."),
}
REPLY = {
    "no_words": __("Schrijf op wat deze persoon antwoordde."),
    "too_long": __("Houd het bij 2000 tekens."),
    "way_wrong": __("Kies hoe het antwoord kwam: per e-mail of per post."),
    "closed": __("Deze zaak is gesloten. Het antwoord is niet bewaard."),
}
UNCLEAR = {
    "known": __("Het is al bekend wat er met deze mail gebeurde. Er is niets veranderd."),
}
INBOUND = {
    "sorted": __("Een collega heeft deze mail al gesorteerd. Er is niets veranderd."),
    "handled": __("Een collega heeft dit antwoord al gelezen. Er is niets veranderd."),
    "other_client": __("Deze mail kwam in de mailbox van een andere klant."),
}
UNDO = {
    "time": __(
        "Ongedaan maken kan niet meer: de tijd is voorbij. Verbeter de uitkomst bij de zaak."
    ),
    "mail_left": __(
        "De mail is al weg. Verander de afspraak bij de zaak: dan volgt een verbetering."
    ),
    "changed": __("Er gebeurde daarna nog iets met deze zaak. Verbeter de uitkomst bij de zaak."),
    "undone": __("Dit is al ongedaan gemaakt."),
}
WORDS: Mapping[type[Exception], Mapping[str, "_StrPromise"]] = {
    CallRefused: CALL,
    DisputeRefused: DISPUTE,
    PaymentRefused: PAYMENT,
    BankRefused: BANK,
    CannotUndo: UNDO,
    AgencyProblem: AGENCY,
    ReplyProblem: REPLY,
    NotUnclear: UNCLEAR,
    InboundProblem: INBOUND,
}

REFUSED = (PromiseRefused, CallRefused, DisputeRefused, NotIdentified)


def sentence(refused: Exception) -> str:
    """Return the sentence of a refusal."""
    match refused:
        case PromiseRefused():
            values = {
                "day": day_text(refused.day) if refused.day else "",
                "amount": money_text(refused.cents),
            }
            return str(PROMISE[refused.word]) % values
        case PlanRefused():
            return str(PLAN[refused.word])
        case CallRefused() | DisputeRefused() | PaymentRefused() | BankRefused() | CannotUndo():
            return str(WORDS[type(refused)][refused.word])
        case AgencyProblem() | ReplyProblem() | NotUnclear() | InboundProblem():
            return str(WORDS[type(refused)][refused.word])
        case NotIdentified():
            return _("Dit kan pas na de controle.")
        case BookedBefore():
            return _("Deze betaling is al geboekt. Er is niets dubbel geboekt.")
    raise refused
