"""How a figure or a day came about, in sentences: of the ledger, of days, and of the law."""

from django.utils.translation import gettext_noop as _

LEDGER: dict[str, str] = {
    "ledger.principal": _("Rekening %(number)s van %(on)s"),
    "ledger.payment": _("Betaald op %(on)s"),
    "ledger.reversal": _("Betaling teruggeboekt op %(on)s"),
    "ledger.credit": _("Creditnota, %(on)s"),
    "ledger.costs": _("Kosten, %(on)s"),
    "ledger.interest": _("Rente, %(on)s"),
    "ledger.damages": _("Schadevergoeding, %(on)s"),
    "ledger.write_off": _("Kwijtgescholden op %(on)s"),
    "ledger.correction": _("Bedrag aangepast op %(on)s"),
    "ledger.disputed": _("Bezwaar bij rekening %(number)s: dit deel wacht op antwoord"),
    "ledger.settled": _("Rekening %(number)s: niets meer open."),
    "ledger.in_favour": _(
        "Rekening %(number)s: %(over_cents)s te goed. Dat wordt niet vanzelf verrekend."
    ),
    "ledger.not_due": _(
        "Rekening %(number)s: %(open_cents)s hoeft pas uiterlijk %(due_on)s. "
        "Die telt hier niet mee."
    ),
    "ledger.rests": _("Rekening %(number)s: %(open_cents)s rust nu. Die telt hier niet mee."),
    "ledger.total": _("Samen open"),
}
AGREED: dict[str, str] = {
    "promise.part": _("Afgesproken op %(made_on)s: uiterlijk %(due_on)s"),
    "promise.settled": _("Betaald of verlaagd na %(made_on)s"),
    "promise.total": _("Nog te betalen van de afspraak"),
    "promise.in_time": _(
        "Uiterlijk %(due_on)s: op tijd als het geld er %(until)s is. "
        "Een bank doet er soms twee bankdagen over."
    ),
}
DAYS: dict[str, str] = {
    "days.one": _("Eén werkdag na %(after)s: %(counted)s."),
    "days.working": _("%(n)s werkdagen na %(after)s: %(counted)s."),
    "days.many": _("%(n)s werkdagen na %(after)s, tot en met %(last)s."),
    "days.weekend": _("Zaterdag en zondag tellen niet mee."),
    "days.holiday": _("%(on)s telt niet mee: %(holiday)s."),
}
COSTS: dict[str, str] = {
    "costs.instalments": _(
        "De termijnen van één contract, samen %(sum_cents)s, tellen één keer: de hoogste, "
        "%(highest_cents)s. De kosten gaan over %(cents)s."
    ),
    "costs.part_paid": _("%(paid_cents)s is op tijd betaald: de kosten gaan over %(cents)s."),
    "costs.nothing": _("Er staat niets open, dus er zijn geen kosten."),
    "costs.first_tier": _("%(percent)s%% van de eerste %(part_cents)s: %(cents)s."),
    "costs.tier": _("%(percent)s%% van de %(part_cents)s boven %(above_cents)s: %(cents)s."),
    "costs.lump_sum": _("Een vast bedrag van %(cents)s."),
    "costs.lump_sum_and": _(
        "%(plus_cents)s en %(percent)s%% van de %(part_cents)s boven %(above_cents)s: %(cents)s."
    ),
    "costs.minimum": _("Dat is minder dan het minimum van de wet: %(cents)s."),
    "costs.maximum": _("Dat is meer dan het maximum van de wet: %(cents)s."),
    "costs.vat": _(
        "%(percent)s%% btw, die de schuldeiser zegt niet te kunnen aftrekken: %(cents)s."
    ),
    "costs.no_vat": _("Er komt geen btw bij."),
    "costs.sum": _("%(cents)s, zonder herinnering, vanaf de dag na de laatste betaaldag."),
    "costs.sum_once": _("Eén keer gevraagd voor %(invoices)s rekeningen samen: %(cents)s."),
    "costs.scale": _("Tot %(cents)s volgens de staffel, tenzij er iets anders is afgesproken."),
    "costs.recurring": _(
        "Over dit contract waren er kosten op %(last_on)s, minder dan %(months)s maanden eerder. "
        "Wij vragen niets tot iemand invult wat de wet nog toestaat."
    ),
    "costs.needs_clause": _(
        "%(cents)s is het meeste dat een beding in het contract mag vragen. Zonder geldig beding "
        "is er niets verschuldigd."
    ),
    "costs.no_clause": _("Het contract heeft er geen beding voor, dus er is niets verschuldigd."),
    "costs.not_reciprocal": _(
        "Het beding geeft de consument niet hetzelfde recht, dus er is niets verschuldigd."
    ),
    "costs.clause": _(
        "Het beding in het contract vraagt %(clause_cents)s: %(cents)s is verschuldigd."
    ),
    "costs.clause_above": _(
        "Het beding vraagt %(clause_cents)s, meer dan de wet toestaat: niet meer dan %(cents)s. "
        "Een mens moet kijken of het beding wel geldt."
    ),
    "allocation.costs": _("%(cents)s gaat naar de kosten van %(due_cents)s."),
    "allocation.interest": _("%(cents)s gaat naar de rente van %(due_cents)s."),
    "allocation.principal": _("%(cents)s gaat naar de rekening zelf, %(due_cents)s."),
    "allocation.rest": _("%(cents)s is te veel betaald."),
}
INTEREST: dict[str, str] = {
    "interest.none": _(
        "Geen rente: de laatste betaaldag is %(due_on)s, de telling eindigt op %(paid_on)s."
    ),
    "interest.no_principal": _("Geen rente: er staat niets open."),
    "interest.segment": _(
        "%(from_on)s tot en met %(to_on)s: %(days)s dagen tegen %(percent)s%% per jaar over "
        "%(principal_cents)s, in een jaar van %(divisor)s dagen: %(cents)s."
    ),
    "interest.compounded": _(
        "Vanaf %(from_on)s komt de rente tot dan toe erbij, %(added_cents)s: de rente loopt verder "
        "over %(principal_cents)s."
    ),
    "interest.stopped": _("Er loopt geen rente van %(from_on)s tot en met %(to_on)s."),
    "damages.too_early": _("Niets erbij voor %(charges_from)s; gevraagd tot en met %(until)s."),
    "damages.no_clause": _("Niets erbij: het contract heeft geen schadebeding."),
    "damages.not_reciprocal": _("Niets erbij: het beding geeft de consument niet hetzelfde recht."),
    "damages.paid_in_time": _(
        "Niets erbij: alles is betaald binnen de termijn van de herinnering."
    ),
    "damages.rate_above": _(
        "Niets erbij: het beding vraagt %(percent)s%% per jaar en de wet staat "
        "%(most_percent)s%% toe vanaf %(from_on)s. Een mens moet naar het beding kijken."
    ),
    "damages.from_term": _(
        "De rente loopt vanaf %(from_on)s, de dag na de termijn van de herinnering."
    ),
    "damages.from_reminder": _(
        "De rente loopt vanaf %(from_on)s, de dag na het versturen van de herinnering: een kleine "
        "onderneming, en haar beding zegt het zo."
    ),
}
TERMS: dict[str, str] = {
    "limitation.term": _(
        "Een vordering van deze soort (%(nature)s), te betalen op %(due_on)s, eindigt na "
        "%(years)s jaar."
    ),
    "limitation.candidate": _(
        "Een vordering van deze soort (%(nature)s), te betalen op %(due_on)s, eindigt misschien na "
        "%(years)s jaar."
    ),
    "limitation.shortest_term": _(
        "Wij weten niet waarvoor de vordering is. De kortste termijn telt: %(years)s jaar "
        "(%(nature)s) na %(due_on)s."
    ),
    "limitation.interrupted": _(
        "Gestuit op %(on)s: daarna loopt een nieuwe termijn van %(years)s jaar."
    ),
    "limitation.barred": _("De vordering is verjaard vanaf %(on)s."),
    "limitation.person": _("Wij rekenen geen dag uit: een mens beslist."),
    "limitation.warning": _("Een mens krijgt bericht vanaf %(on)s, %(days)s dagen eerder."),
    "notice.no_receipt": _(
        "Er loopt nog geen termijn. Een e-mail telt pas als bewezen is dat hij aankwam: een "
        "antwoord, of de controle op de pagina. Stuur hem ook per post."
    ),
    "notice.proven": _("Ontvangen op %(received_on)s. Dat is bewezen."),
    "notice.deemed": _(
        "Een brief van %(sent_on)s geldt als ontvangen op %(deemed_on)s, postdag %(n)s daarna."
    ),
    "notice.counted": _("Wij rekenen met postdag %(n)s, %(counted_on)s."),
    "notice.told": _("De brief geeft daarna %(told)s dagen: tot en met %(until)s."),
    "notice.first_working_day": _(
        "Dag 1 is %(first_on)s: per post, werkdag %(n)s na het versturen op %(sent_on)s."
    ),
    "notice.first_day": _(
        "Dag 1 is %(first_on)s: per e-mail, dag %(n)s na het versturen op %(sent_on)s."
    ),
    "notice.days": _("Dag %(days)s is %(until)s."),
    "notice.courtesy": _(
        "%(told)s dagen na het versturen: tot en met %(until)s. Geen wet vraagt deze termijn."
    ),
    "notice.extra": _("%(extra_days)s dagen meer, uit eigen keuze: tot en met %(until)s."),
    "notice.rolled": _("%(until)s is geen werkdag. De laatste dag is daarom %(last_on)s."),
    "notice.by_law": _(
        "Volgens de wet alleen, %(days)s volle dagen na de ontvangst, kunnen er kosten zijn vanaf "
        "%(charges_from_law)s."
    ),
    "notice.floor": _(
        "Geen kosten voor %(charges_from)s: eerst moeten er %(floor)s volle dagen voorbij zijn na "
        "het versturen."
    ),
}
SPEECH: dict[str, str] = {
    "speech.costs.nothing": _("Over kosten zeggen wij niets, alleen dat ze er niet zijn."),
    "speech.costs.in_general": _(
        "Alleen dat er later kosten kunnen komen: geen bedrag en geen dag."
    ),
    "speech.costs.as_noticed": _(
        "Alleen de kosten die de brief noemt, als er niet op tijd wordt betaald."
    ),
    "speech.costs.as_due": _("De kosten mogen genoemd worden zoals ze verschuldigd zijn."),
    "speech.agency.nothing": _("Over een incassobureau of deurwaarder zeggen wij niets."),
    "speech.agency.in_general": _("Alleen dat de klant later kan overdragen: geen dag."),
    "speech.agency.as_noticed": _(
        "Alleen zoals de brief het zegt, als er niet op tijd wordt betaald."
    ),
    "speech.agency.as_due": _("Dat er wordt overgedragen, mag gezegd worden zoals het is."),
    "speech.court.nothing": _("Over een rechter, deurwaarder of beslag zeggen wij niets."),
}
SENTENCES: dict[str, str] = LEDGER | AGREED | DAYS | COSTS | INTEREST | TERMS | SPEECH
"""Every word that a step may have; a law that needs a new one needs its sentence here too."""

SAID_BY: dict[str, str] = {
    "import": _("volgens %(client)s"),
    "report": _("gemeld door %(client)s"),
    "match": _("volgens de bank"),
    "notice": _("volgens de aanmaning"),
    "dispute": _("antwoord van %(client)s op een bezwaar"),
    "desk": _("geboekt door het bureau"),
}
"""Who said so, of a line of the ledger."""

NATURE: dict[str, str] = {
    "consumer_sale": _("koop door een consument"),
    "service": _("dienst of levering"),
    "periodic": _("elk jaar of vaker te betalen"),
    "other": _("andere vordering"),
}
