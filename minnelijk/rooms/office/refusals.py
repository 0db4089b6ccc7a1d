"""Why the records refused something, as a sentence near the field."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.records.actions.office import Refused

NUMBER_WRONG = _(
    "“%(value)s” is geen ondernemingsnummer van dit land. "
    "Typ de acht cijfers van de KvK, of de tien van de KBO."
)
SENTENCES: dict[tuple[str, str], str] = {
    ("ClientProblem", "code_taken"): _(
        "De code “%(code)s” is al van een andere klant. Kies een andere."
    ),
    ("ClientProblem", "code_wrong"): _(
        "“%(value)s” kan geen code zijn. Gebruik 2 tot 24 kleine letters, cijfers en streepjes."
    ),
    ("ClientProblem", "field_unknown"): _("De kaart heeft geen veld “%(field)s”."),
    ("ClientProblem", "value_wrong"): _(
        "“%(value)s” past hier niet. Maak het korter of kies iets anders."
    ),
    ("ClientProblem", "enterprise_no_wrong"): NUMBER_WRONG,
    ("FaceProblem", "enterprise_no_wrong"): NUMBER_WRONG,
    ("ClientProblem", "hours_wrong"): _("Vul beide uren in. Het laatste uur komt na het eerste."),
    ("ClientProblem", "promise_days_wrong"): _(
        "De langste afspraak kan niet korter zijn dan de gewone."
    ),
    ("ClientProblem", "agreement_wrong"): _("Vul een dag in en de naam van wie akkoord gaf."),
    ("ClientProblem", "clause_wrong"): _("Het schadebeding klopt niet. Kijk naar “%(part)s”."),
    ("ClientProblem", "clause_small"): _(
        "Rente vanaf de herinnering mag alleen een kmo. "
        "Zeg dat de klant een kmo is, of haal dit weg."
    ),
    ("ClientProblem", "partner_wrong"): _(
        "Dit incassobureau kan niet meer gekozen worden. Kies een ander, of voeg het toe."
    ),
    ("BadIban", "letters"): _("Een IBAN heeft alleen letters en cijfers, elk op hun plaats."),
    ("BadIban", "country"): _("Dit rekeningnummer is niet van een land met de euro."),
    ("BadIban", "length"): _("Dit rekeningnummer is te kort of te lang voor zijn land."),
    ("BadIban", "check"): _("Dit rekeningnummer klopt niet. Kijk of er een cijfer fout is."),
    ("AccountProblem", "holder_missing"): _("Vul de naam in zoals de bank hem heeft."),
    ("AccountProblem", "same_account"): _("Dit rekeningnummer wacht al of is al in gebruik."),
    ("AccountProblem", "settled"): _("Dit rekeningnummer is al bevestigd of geweigerd."),
    ("AccountProblem", "same_person"): _(
        "U stelde dit zelf voor. Een ander van het bureau moet het bevestigen."
    ),
    ("AccountProblem", "not_allowed"): _(
        "Alleen een teamleider of manager bevestigt een rekeningnummer."
    ),
    ("AccountProblem", "number_unknown"): _("Bel een nummer dat al bekend was. Kies het hier."),
    ("AccountProblem", "number_new"): _(
        "Het telefoonnummer is veranderd nadat deze rekening is voorgesteld. "
        "Weiger de rekening en vraag de klant het opnieuw te doen."
    ),
    ("TextProviderProblem", "address_wrong"): _(
        "“%(value)s” is geen adres van een aanbieder. Schrijf het met https://."
    ),
    ("TextProviderProblem", "shown_wrong"): _(
        "“%(value)s” kan niet boven een sms staan. Schrijf een nummer met +, of een naam van 3 tot "
        "11 letters en cijfers."
    ),
    ("TextProviderProblem", "no_token"): _("Vul het token in dat de aanbieder u gaf."),
    ("FaceProblem", "name_missing"): _("Vul een naam in."),
    ("FaceProblem", "no_brand"): _("Geef de klant eerst een naam en een kleur."),
    ("FaceProblem", "colour_wrong"): _("“%(value)s” is geen kleur. Schrijf hem zo: #1f5c4d."),
    ("FaceProblem", "ink_wrong"): _("“%(value)s” is geen kleur. Schrijf hem zo: #1f5c4d."),
    ("FaceProblem", "ink_pale"): _(
        "Letters in %(value)s zijn op %(colour)s niet goed te lezen: %(ratio)s op 1, en minstens "
        "4.5 op 1 is nodig. Kies een andere kleur, of laat dit leeg."
    ),
    ("FaceProblem", "logo_elsewhere"): _("Dit logo is van een andere klant."),
    ("FaceProblem", "address_wrong"): _("“%(value)s” is geen deel van een adres."),
    ("FaceProblem", "mail_wrong"): _(
        "“%(value)s” is geen heel e-mailadres. Voorbeeld: naam@bedrijf.nl."
    ),
    ("FaceProblem", "bureau_there"): _("Het bureau is al ingevuld."),
    ("FaceProblem", "no_bureau"): _("Vul eerst het bureau in."),
    ("FaceProblem", "field_unknown"): _("De kaart heeft geen veld “%(field)s”."),
    ("FaceProblem", "country_unknown"): _("Dit land kent deze installatie nog niet."),
    ("FaceProblem", "number_missing"): _("Vul het nummer van de inschrijving in."),
    ("FaceProblem", "days_wrong"): _("De laatste dag komt voor de eerste. Kies een latere dag."),
    ("FaceProblem", "registered"): _("Er is al een inschrijving voor dit land vanaf die dag."),
    ("FactorProblem", "itself"): _("Dit doet een andere manager voor u."),
    ("SeatProblem", "name_missing"): _("Vul de naam van deze persoon in."),
    ("SeatProblem", "role_needs_client"): _("Deze plek hoort bij een klant. Kies welke."),
    ("SeatProblem", "role_is_bureaus"): _("Deze plek is van het bureau zelf. Laat de klant leeg."),
    ("SeatProblem", "role_needs_partner"): _("Deze plek hoort bij één incassobureau. Kies welk."),
    ("SeatProblem", "role_is_no_partners"): _(
        "Alleen een partner hoort bij een incassobureau. Laat het leeg."
    ),
    ("SeatProblem", "last_manager"): _(
        "Dit is de laatste manager. Geef eerst iemand anders die plek."
    ),
    ("SeatProblem", "inspector_until"): _("Een toezichthouder heeft een laatste dag nodig."),
    ("SeatProblem", "period_wrong"): _("De laatste dag ligt voor de eerste, of is al voorbij."),
    ("PartnerProblem", "not_yours"): _("Dit incassobureau is van een ander."),
    ("PartnerProblem", "no_name"): _("Vul de naam van het incassobureau in."),
    ("PartnerProblem", "too_long"): _("Dit is te lang. Het mag %(longest)s tekens zijn."),
    ("PartnerProblem", "name_taken"): _("Er is al een incassobureau met deze naam."),
    ("PartnerProblem", "country_unknown"): _(
        "Naar een incassobureau in dit land kan niets. Kies een ander land."
    ),
    ("PartnerProblem", "address_missing"): _("Vul straat, huisnummer, postcode en plaats in."),
    ("PartnerProblem", "phone_wrong"): _("“%(value)s” is geen telefoonnummer dat bestaat."),
    ("PartnerProblem", "mail_wrong"): _(
        "“%(value)s” is geen heel e-mailadres. Voorbeeld: naam@bedrijf.nl."
    ),
    ("PartnerProblem", "promised"): _(
        "Voor %(count)s zaken is al ja gezegd op dit incassobureau. "
        "Laat de klant daar eerst een ander kiezen."
    ),
    ("PartnerProblem", "in_use_today"): _(
        "Dit incassobureau kreeg vandaag nog werk. Stop ermee vanaf morgen."
    ),
    ("LawChoiceProblem", "not_allowed"): _("Alleen een teamleider of manager besluit dit."),
    ("LawChoiceProblem", "words_missing"): _("Schrijf op waarom: wie keek ernaar?"),
    ("LawChoiceProblem", "too_long"): _("Dit is te lang. Het mag %(longest)s tekens zijn."),
    ("LawChoiceProblem", "not_cross_border"): _("Hier valt niets te besluiten: het is één recht."),
    ("LawChoiceProblem", "no_law_pack"): _(
        "De wet van een van beide landen kennen wij niet. Dan komt er niets bovenop de rekening."
    ),
    ("LawChoiceProblem", "handed_over"): _(
        "Deze zaak ligt bij een incassobureau. Haal hem eerst terug."
    ),
    ("PolicyRefused", "name_missing"): _("Geef het traject een naam."),
    ("PolicyRefused", "shipped"): _(
        "Een meegeleverd traject blijft zoals het is. Bewaar het onder een eigen naam."
    ),
    ("PolicyRefused", "problems"): _(
        "Dit traject heeft nog problemen: %(count)s. Herstel die eerst."
    ),
    ("PolicyRefused", "too_long"): _("De tabel is te lang."),
    ("PolicyRefused", "none"): _("Er is nog geen traject in gebruik."),
    ("TextRefused", "use_unknown"): _("Dit bericht bestaat niet."),
    ("TextRefused", "problems"): _("Deze tekst heeft nog problemen: %(count)s. Herstel die eerst."),
    ("TextRefused", "none"): _("Er is nog geen tekst voor dit gebruik."),
    ("LawProblem", "name_missing"): _("Vul de naam in van de jurist die dit las."),
    ("LawProblem", "role_missing"): _("Vul in wat de jurist is en bij welk kantoor."),
    ("LawProblem", "too_long"): _("Dit is te lang. Het mag %(longest)s tekens zijn."),
    ("LawProblem", "not_allowed"): _("Alleen een manager van het bureau tekent."),
    ("LawProblem", "pack_changed"): _(
        "Het pakket is veranderd nadat het was gelezen. Laat het opnieuw lezen en teken dan."
    ),
    ("SenderProblem", "host_wrong"): _("“%(value)s” kan geen mailserver zijn."),
    ("SenderProblem", "port_wrong"): _("Een poort is een getal van 1 tot en met 65535."),
    ("SenderProblem", "user_missing"): _("Vul de naam in waarmee de mailserver ons kent."),
    ("SenderProblem", "secret_missing"): _("Vul het wachtwoord of de token in."),
    ("SenderProblem", "yes_missing"): _(
        "Zonder schriftelijk akkoord van de klant kan dit niet. Vul in wanneer en van wie."
    ),
    ("SenderProblem", "yes_not_theirs"): _("Het akkoord moet van iemand van deze klant zijn."),
    ("SenderProblem", "yes_later"): _("Deze dag is nog niet geweest. Kies vandaag of eerder."),
    ("SenderProblem", "not_bureaus"): _("“%(value)s” is geen adres op het domein van het bureau."),
    ("SenderProblem", "limits_wrong"): _(
        "Wat vrij blijft voor bevestigingen, moet minder zijn dan wat er per dag weg mag."
    ),
    ("SenderProblem", "not_complete"): _("Nog niet alles is bewezen: er mist %(count)s."),
    ("TrialProblem", "no_mailbox"): _(
        "Kies eerst een map voor antwoorden. Anders kan niets bij ons terugkomen."
    ),
    ("TrialProblem", "practising"): _(
        "In een demo of oefening gaat alle mail naar één adres. Dan bewijst een proef niets."
    ),
    ("MailboxProblem", "address_wrong"): _(
        "“%(value)s” is geen heel e-mailadres. Voorbeeld: naam@bedrijf.nl."
    ),
    ("MailboxProblem", "host_missing"): _("Vul de naam van de mailserver in."),
    ("MailboxProblem", "port_wrong"): _("Een poort is een getal van 1 tot en met 65535."),
    ("MailboxProblem", "user_missing"): _("Vul de naam in waarmee de mailserver ons kent."),
    ("MailboxProblem", "secret_missing"): _("Vul het wachtwoord of de token in."),
    ("MailboxProblem", "folder_missing"): _("Vul in welke map wij lezen."),
    ("MailboxProblem", "taken"): _("Deze map lezen wij al voor een ander."),
    ("UnsignedLaw", "unsigned"): _(
        "Nog geen jurist tekende voor de wet van dit land (%(country)s). Er gaan geen aanmaningen "
        "uit. Een manager legt de naam van de jurist vast in het kantoor, bij Wet."
    ),
}


def sentence(problem: Refused) -> str:
    """Return the sentence of a refusal in the reader's language."""
    known = SENTENCES.get((type(problem).__name__, problem.word))
    return gettext(known) % problem.details if known else str(problem)
