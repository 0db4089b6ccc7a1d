"""What can be wrong with a delivered list, what its columns mean, and what a row does."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

PROBLEM: dict[str, str] = {
    "file_empty": _("Dit bestand is leeg."),
    "file_pdf": _("Dit is een pdf. Sla de lijst op als CSV of Excel."),
    "file_image": _("Dit is een plaatje. Sla de lijst op als CSV of Excel."),
    "file_zip": _("Dit is een ingepakt bestand zonder lijst. Pak het eerst uit."),
    "file_html": _("Dit is een webpagina met een tabel. Sla hem op als CSV of XLSX."),
    "file_unknown": _("Dit soort bestand kennen wij niet. Sla de lijst op als CSV of Excel."),
    "file_one_column": _("Wij zien maar één kolom. Sla de lijst op met puntkomma's of tabs."),
    "workbook_broken": _("Dit Excel-bestand gaat niet open. Sla het opnieuw op als XLSX of CSV."),
    "workbook_locked": _("Dit Excel-bestand heeft een wachtwoord. Sla het op zonder wachtwoord."),
    "workbook_too_large": _(
        "Uitgepakt is dit Excel-bestand te groot: meer dan %(detail)s cellen. Gebruik CSV."
    ),
    "xml_broken": _("Deze XML is niet heel. Maak het bestand opnieuw aan."),
    "xml_doctype": _("Deze XML heeft een DOCTYPE. Dat lezen wij niet, het is niet veilig."),
    "xml_unknown": _("Deze XML is geen lijst met open rekeningen (“%(detail)s”)."),
    "xml_too_large": _(
        "In deze XML staat een stuk dat groter is dan %(detail)s. Meer lezen wij niet. Laat de "
        "bijlage weg."
    ),
    "xml_encoding": _("Dit bestand zegt UTF-8 en is dat niet. Kijk de letters met accenten na."),
    "xml_order": _("Dit is een bestelling en geen rekening."),
    "xml_no_invoice": _("Dit is een ander stuk (“%(detail)s”) en geen rekening."),
    "xml_cii": _(
        "Dit is een CII-factuur (Cross Industry Invoice). Wij lezen UBL. Sla de rekening op als "
        "UBL."
    ),
    "zip_broken": _("Deze zip gaat niet open. Hij is stuk of niet heel. Maak hem opnieuw."),
    "zip_locked": _("Deze zip heeft een wachtwoord. Maak hem zonder wachtwoord."),
    "zip_too_many": _("In deze zip staan meer dan %(detail)s bestanden. Lever hem in delen."),
    "zip_too_large": _("Uitgepakt is deze zip groter dan %(detail)s. Lever hem in delen."),
    "zip_name": _(
        "In dit bestand heet een deel “%(detail)s”. Zo'n naam wijst buiten zijn map. Dat lezen "
        "wij niet."
    ),
    "zip_member_left_out": _("dit is geen e-factuur. Wij lieten het weg."),
    "xaf_no_subledger": _(
        "In dit auditbestand staat geen subadministratie van debiteuren. Open rekeningen zijn er "
        "niet uit te halen. Lever een lijst met open rekeningen."
    ),
    "xaf_ledger_asked": _("Welk grootboek is dat van de debiteuren: %(detail)s?"),
    "xaf_ledger_unknown": _(
        "Grootboek “%(value)s” met debiteuren staat niet in dit auditbestand. Wel: %(detail)s."
    ),
    "xaf_one_year": _(
        "Een auditbestand kent alleen zijn eigen jaar (%(value)s). Een oudere rekening die nog "
        "open staat kan ontbreken."
    ),
    "no_headings": _("Wij vinden geen regel met kopjes. Zet boven elke kolom een kopje."),
    "no_rows": _("Onder de kopjes staat geen rekening."),
    "quote_open": _("Een aanhalingsteken gaat open en niet dicht. Wij lezen het als gewoon teken."),
    "cell_error": _("In cel %(value)s staat een rekenfout. Wij lezen die cel als leeg."),
    "missing_column": _("Wij vinden geen kolom voor %(value)s. Welke is het?"),
    "ambiguous_column": _("Er zijn meer kolommen die %(value)s kunnen zijn. Welke is het?"),
    "debit_credit": _("Debet en credit staan in aparte kolommen. Gebruik één kolom met een min."),
    "day_ambiguous": _("“%(value)s”: staat eerst de dag of eerst de maand?"),
    "amount_ambiguous": _("“%(value)s” kan op twee manieren. Wat is het teken voor de centen?"),
    "open_computed": _("Er is geen open bedrag. Wij namen het factuurbedrag min wat betaald is."),
    "sides_read": _("Debet en credit staan apart. Wij lezen debet min credit als open bedrag."),
    "grouped": _(
        "De klant staat op een regel boven zijn rekeningen (“%(value)s”). Zo lezen wij het."
    ),
    "iban_present": _("Er staan bankrekeningen in de lijst. Die gebruiken wij nooit."),
    "no_debtor_numbers": _("Er zijn geen klantnummers. Naam en postcode zeggen wie het is."),
    "total_left_out": _("Dit is een totaal. Het telt niet mee als rekening."),
    "total_differs": _("Het totaal “%(value)s” is niet de som van de regels: %(detail)s."),
    "due_missing": _("de dag waarop betaald moest zijn ontbreekt."),
    "due_before_invoice": _("de laatste dag %(value)s ligt voor de factuurdatum %(detail)s."),
    "day_unreadable": _("“%(value)s” is geen dag."),
    "amount_unreadable": _("“%(value)s” is geen bedrag."),
    "amount_decimals": _("“%(value)s” heeft meer dan twee cijfers achter de komma."),
    "open_missing": _("het open bedrag ontbreekt."),
    "open_zero": _("op deze rekening staat niets open."),
    "open_above_original": _("open is %(value)s, meer dan het factuurbedrag %(detail)s."),
    "currency_foreign": _("“%(value)s” is geen euro."),
    "invoice_missing": _("het nummer van de rekening ontbreekt."),
    "invoice_double": _("nummer “%(value)s” staat ook in regel %(detail)s."),
    "invoice_scientific": _("“%(value)s” verloor zijn laatste cijfers. Maak er tekst van."),
    "name_missing": _("de naam ontbreekt."),
    "debtor_number_missing": _("het klantnummer ontbreekt. Naam en postcode zeggen wie het is."),
    "phone_invalid": _("“%(value)s” is geen telefoonnummer dat bestaat."),
    "phone_short": _("nummer “%(value)s” is te kort. Zonder nummer bellen wij niet."),
    "phone_premium": _("“%(value)s” is een betaald nummer. Dat bellen wij niet."),
    "phone_country": _("“%(value)s” kan Nederlands of Belgisch zijn. Het land ontbreekt."),
    "email_wrong": _("“%(value)s” is geen e-mailadres."),
    "email_several": _("er staan meer adressen. Wij namen het eerste."),
    "house_number_split": _("het huisnummer staat in “%(value)s”. Wij lezen nummer %(detail)s."),
    "postcode_wrong": _("“%(value)s” is geen postcode van %(detail)s."),
    "country_unknown": _("het land “%(value)s” kennen wij niet."),
    "language_unknown": _("de taal “%(value)s” kennen wij niet."),
    "kind_unknown": _("“%(value)s” zegt niet of dit een persoon of een bedrijf is."),
    "g_account": _(
        "een deel gaat naar een geblokkeerde rekening (g-rekening): %(detail)s. Welk bedrag "
        "mogen wij vragen?"
    ),
    "credit_in_invoice": _(
        "dit is een rekening met het soort van een creditnota (381). Wij lezen een creditnota."
    ),
    "credit_sign": _(
        "een creditnota met een bedrag onder nul (%(value)s) kan twee dingen betekenen. Wat "
        "staat er open?"
    ),
    "invoice_corrective": _(
        "deze rekening (soort 384) verbetert een andere (%(detail)s). Zorg dat wij de eerste "
        "niet ook vragen."
    ),
    "invoice_type": _("soort “%(value)s” is niet gewoon voor een rekening. Wij lezen het wel zo."),
    "due_from_terms": _("de laatste dag is geteld uit de voorwaarden: “%(value)s”."),
    "currency_two": _("het bedrag is in “%(value)s” en de rekening in “%(detail)s”."),
    "attachment_no_pdf": _(
        "bijlage “%(value)s” is niet de pdf die hij zegt te zijn. Wij lieten hem weg."
    ),
    "attachment_too_large": _("bijlage “%(value)s” is groter dan %(detail)s. Wij lieten hem weg."),
    "xaf_unallocated": _("dit is geld dat bij geen rekening hoort. Wij lezen het als tegoed."),
    "xaf_purchase": _("het auditbestand noemt dit een inkoop en geen verkoop."),
    "xaf_repeated": _(
        "deze rekening staat in de beginbalans en nog eens in het jaar. Wij tellen haar één keer."
    ),
    "side_unreadable": _("“%(value)s” zegt niet debet of credit."),
    "sides_both": _("bij debet en bij credit staat een bedrag: %(detail)s."),
    "too_many_cells": _("er zijn meer cellen dan kopjes. Misschien is de regel verschoven."),
    "invoice_on_missing": _("de factuurdatum ontbreekt."),
    "number_too_long": _("dit nummer is te lang. Het mag 64 tekens zijn."),
    "number_other_day": _("dit nummer kennen wij al, met een andere factuurdatum."),
    "number_other_debtor": _("dit nummer kennen wij al, van een andere klant van u."),
    "credit_alone": _("dit is een creditnota van iemand voor wie niets loopt."),
}
HEADING: dict[str, str] = {
    "invoice_on_missing": "invoice_on",
    "due_missing": "due_on",
    "number_too_long": "invoice",
    "number_other_day": "invoice_on",
    "number_other_debtor": "invoice",
    "invoice_double": "invoice",
    "credit_alone": "credit_for",
}
"""The meaning of the cell that must be repaired, where the reader did not say it."""

MEANING: dict[str, str] = {
    "debtor_number": _("klantnummer"),
    "name": _("naam"),
    "first_name": _("voornaam"),
    "invoice": _("rekening"),
    "invoice_on": _("factuurdatum"),
    "due_on": _("uiterlijk betalen"),
    "original": _("factuurbedrag"),
    "open": _("open bedrag"),
    "paid": _("al betaald"),
    "debit": _("debet"),
    "credit": _("credit"),
    "side": _("debet of credit"),
    "description": _("waarvoor"),
    "phone": _("telefoon"),
    "phone2": _("tweede telefoon"),
    "email": _("e-mail"),
    "street": _("straat"),
    "house_number": _("huisnummer"),
    "postcode": _("postcode"),
    "city": _("plaats"),
    "country": _("land"),
    "language": _("taal"),
    "birth_on": _("geboortedatum"),
    "enterprise_no": _("KvK of ondernemingsnummer"),
    "kind": _("persoon of bedrijf"),
    "currency": _("munt"),
    "reference": _("betalingskenmerk"),
    "credit_for": _("credit op rekening"),
    "contract_on": _("datum van het contract"),
    "type": _("soort regel"),
    "ignore": _("niet nodig"),
}

# word: (kind of chip, icon, label, sentence under the row or "")
WHAT: dict[str, tuple[str, str, str, str]] = {
    "start": ("good", "check", _("start"), ""),
    "join": ("good", "plus", _("erbij"), _("Deze rekening komt bij een zaak die al loopt.")),
    "same": ("", "copy", _("bekend"), ""),
    "lower": (
        "act",
        "arrow-down",
        _("lager"),
        _("Open was %(old)s en wordt %(new)s: er is %(gone)s betaald."),
    ),
    "higher": (
        "act",
        "arrow-up",
        _("hoger"),
        _("Open was %(old)s en wordt %(new)s. Wij kijken wat dit betekent."),
    ),
    "reopened": (
        "act",
        "undo-2",
        _("weer open"),
        _("Dit was betaald en staat weer open voor %(new)s. Wij beginnen vriendelijk."),
    ),
    "due_changed": ("act", "calendar", _("andere dag"), _("De laatste dag verandert.")),
    "too_much": ("act", "circle-plus", _("te veel betaald"), _("Er is %(over)s te veel betaald.")),
    "credit_linked": ("act", "minus", _("credit"), _("Dit gaat van rekening %(invoice)s af.")),
    "credit_unlinked": (
        "wait",
        "circle-question-mark",
        _("credit"),
        _("Wij weten niet bij welke rekening dit hoort. De zaak rust tot u het zegt."),
    ),
    "behind": (
        "",
        "info",
        _("bekend"),
        _("Wij weten meer: open is al %(old)s. Wij laten dat zo."),
    ),
    "closed": ("", "lock", _("gesloten"), _("Deze zaak is gesloten. Zij blijft gesloten.")),
    "nothing_open": ("", "circle-check", _("niets open"), ""),
    "double": ("wait", "pencil", _("wacht"), ""),
    "waits": ("wait", "pencil", _("wacht"), ""),
}
NOT_OVERDUE = _("Deze rekening is nog niet te laat. Wij bellen pas daarna.")
NO_WAY = _("Geen telefoon, mail of adres. Deze zaak start en wacht op een adres van u.")

FILTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "start": (_("Kan starten"), ("start", "join")),
    "wacht": (_("Wacht op u"), ("waits", "double")),
    "anders": (
        _("Verandert"),
        (
            *("lower", "higher", "reopened", "due_changed", "too_much"),
            *("credit_linked", "credit_unlinked"),
        ),
    ),
    "bekend": (_("Al bekend"), ("same", "behind", "closed", "nothing_open")),
}


def problem_text(problem: Mapping[str, Any]) -> str:
    """Return the sentence of a problem: {word, value, detail, guess}."""
    value = problem.get("value", "")
    if problem["word"] in {"missing_column", "ambiguous_column"}:
        value = meaning_text(value)
    known = {"value": value, "detail": problem.get("detail", "")}
    template = PROBLEM[problem["word"]]
    sentence = gettext(template) % known
    guess = problem.get("guess", "")
    asked = gettext("Bedoelt u %(guess)s?") % {"guess": guess}
    return f"{sentence} {asked}" if guess else sentence


def meaning_text(word: str) -> str:
    """Return what a column means, or its heading as it stands."""
    return gettext(MEANING[word]) if word in MEANING else word
