"""What waits for a person and is not a call: in words, with what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.records.actions.tasks import SENDS
from minnelijk.records.models import WorkItem
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.desk.unclear import Mail
from minnelijk.rooms.parts.mentions import missing_words
from minnelijk.rooms.parts.sentences import notice_name, say

WORDS = {
    "repair_address": __("Een adres of nummer werkt niet meer. Zoek een ander."),
    "repair_contact": __("Een nummer of adres klopt niet. Zoek een ander."),
    "write_letter": __("Er is geen mailadres. Maak de brief en verstuur hem."),
    "speak_language": __("Bel terug in de taal van deze persoon."),
    "vulnerable": __("Kijk mee: er is een signaal dat deze persoon kwetsbaar is."),
    "authority": __("Vraag het bewijs dat deze persoon mag spreken."),
    "direct_debit": __("Vraag de klant of de incasso klopt."),
    "dispute_more": __("Er kwam uitleg bij een bezwaar. Geef het door aan de klant."),
    "write_sms": __("Stuur een sms. Noem de rekening niet."),
    "mail_refused": __("Een mail werd geweigerd. Kijk naar het adres."),
    "sender_failing": __("De afzender van deze klant werkt niet, zijn mail wacht. Meld het."),
    "no_sender": __("Deze klant heeft geen afzender. Er kan geen mail weg. Meld het."),
    "no_account": __("Deze klant heeft geen rekeningnummer dat werkt. Meld het."),
    "unclear_message": __("Van een mail is niet zeker of hij wegging. Kijk en zeg het."),
    "text_broken": __("Een tekst kon niet worden ingevuld. Laat hem verbeteren."),
    "look_at_person": __("Niet benaderen. Eerst moet iemand naar deze persoon kijken."),
    "review_hold": __("De rust van deze zaak duurt lang. Kijk of hij nog klopt."),
    "late_payment": __("De afspraak is later betaald. Kijk of er nog iets moet."),
    "tell_new_claim": __("Er kwam een rekening bij. Vertel het bij het volgende gesprek."),
    "tell_changed_claim": __("Een rekening is veranderd. Vertel het bij het volgende gesprek."),
    "reopen_kindly": __("Een betaling is teruggeboekt. Bel vriendelijk om te vragen wat er was."),
    "answer_complaint": __("Er is een klacht over ons. Antwoord binnen twee werkdagen."),
    "write_to_helper": __("Er is schuldhulp. Schrijf aan wie helpt."),
    "write_to_representative": __("Er is een bewindvoerder. Schrijf aan hem of haar."),
    "claim_in_insolvency": __("Er is schuldsanering of faillissement. Meld de rekening daar aan."),
    "client_note": __("De klant schreef een bericht. Lees het bij de zaak."),
    "nearly_barred": __("Een rekening verjaart binnenkort. Vraag de klant wat hij wil."),
    "time_barred": __("Een rekening is te oud om nog te vragen. Beslis met de klant."),
    "client_silent": __("De klant antwoordt niet. Bel de klant."),
    "client_refused": __("De klant zei nee. Kijk hoe het verder gaat."),
    "recalled": __("Deze zaak is teruggehaald. Kijk hoe het verder gaat en hef de rust op."),
    "read_reply": __("Er kwam een antwoord binnen. Lees het."),
    "money_taken_away": __("Een betaling hoorde toch niet hier. Kijk wat er gezegd of gemaild is."),
    "notice_incomplete": __("Een brief kan niet weg. Vul aan wat de wet vraagt."),
    "post_waits": __("Een brief wacht al dagen op de post. Kijk bij Post waarom."),
    "agency_review": __("Een incassobureau heeft deze zaak al lang. Vraag hoe het gaat."),
    "hand_over_file": __(
        "Het dossier voor het incassobureau kon niet worden gemaakt. Kijk wat er ontbreekt."
    ),
    "agency_question": __("Een incassobureau stelt een vraag. Antwoord bij de zaak."),
    "flow_ended": __("Het traject is aan het einde. Beslis met de klant hoe het verder gaat."),
    "call_waits": __("Een gesprek wacht al lang. Kijk of er iemand kan bellen."),
    "set_aside": __(
        "De computer kan deze zaak niet verder brengen. Meld het; morgen probeert hij het opnieuw."
    ),
    "data_breach": __("Een bericht kwam bij de verkeerde persoon. Kijk of het een datalek is."),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it is shown; the name of the debtor, nothing of the bill."""

    id: int
    case_id: int
    kind: str
    what: str
    more: str
    name: str
    client: str
    since: date
    taken: bool
    sends: bool
    mail: Mail | None = None


def task_rows(items: Iterable[WorkItem], mails: Mapping[int, Mail] | None = None) -> list[Task]:
    """Return the tasks in words; with `mails`, each unclear mail that a person must look up."""
    return [
        Task(
            id=item.id,
            case_id=item.case_id,
            kind=say(item.kind, of="WorkKind"),
            what=task_words(item.task),
            more=_more(item),
            name=name_of(item.case.debtor),
            client=item.case.client.name,
            since=item.ready_on,
            taken=item.leased_by_id is not None,
            sends=item.task in SENDS,
            mail=(mails or {}).get(item.id),
        )
        for item in items
    ]


def _more(item: WorkItem) -> str:
    """What exactly: of a notice, what is missing in it; of a case set aside, the error."""
    if item.task == "set_aside":
        return _("Fout: %(name)s.") % {"name": item.reason_args.get("error", "")}
    if item.task != "notice_incomplete":
        return ""
    told = item.reason_args
    kind, codes = str(told.get("kind", "")), told.get("missing") or []
    values = {"letter": notice_name(kind), "missing": missing_words(kind, codes, item.ready_on)}
    return _("%(letter)s: hierin ontbreekt %(missing)s.") % values


def task_words(word: str) -> str:
    return str(WORDS.get(word, _("Kijk naar deze zaak.")))
