"""The lines that no text can leave out, and the small words around invoices and bank details."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "dear": "Beste {name}",
            "dear_company": "Beste meneer of mevrouw",
            "invoice": "Rekening {number}, {day}",
            "transfer": "Liever zelf overmaken?",
            "holder": "op naam van {holder}",
            "reference": "kenmerk",
            "scan": "Scan met de app van uw bank",
            "qr": "QR-code om te betalen",
            "never": "Wij vragen nooit om uw pincode of inlogcode. Twijfelt u of deze mail echt "
            "is? Bel {client} op het nummer op hun website.",
            "never_own": "Wij vragen nooit om uw pincode of inlogcode. Twijfelt u of deze mail "
            "echt is? Bel ons op het nummer op onze website.",
            "not_you": "Is deze mail niet voor u?",
            "not_you_link": "Niet voor mij",
            "bureau": "{bureau} doet dit voor {client}.",
            "wki": "Wki-nummer {number}",
            "fod": "inschrijving FOD Economie {number}",
            "enterprise": "ondernemingsnummer {number}",
            "complaint": "klacht",
            "worries": "Geldzorgen?",
            "privacy": "Privacy",
            "team": "de klantenservice",
            "number_nl": "KvK {number}",
            "number_be": "ondernemingsnummer {number}",
            "addresses": "bezoek- en postadres {place}",
            "complaints_to": "klachten: {to}",
            "complaint_page": "Klacht, geldzorgen of privacy: kijk op uw bladzijde.",
            "date": "Datum",
            "phone": "Telefoon",
            "return": "Retour: {place}",
            "number": "Rekening",
            "day": "Datum",
            "what": "Waarvoor",
            "due": "Vervallen op",
            "due_line": "te betalen uiterlijk {day}",
            "not_agreed": "niet afgesproken",
            "open": "Open",
            "sum": "Dit betaalt u nu",
            "go_to": "{words}:",
            "scan_page": "scan de code met uw telefoon, of ga naar",
            "qr_page": "QR-code naar uw bladzijde",
            "pay_scan": "of scan de code met de app van uw bank",
            "letter_not_you": "Is deze brief niet voor u? Bel ons op {phone}.",
            "letter_never": "Wij vragen nooit om uw pincode of inlogcode. Twijfelt u of deze brief "
            "echt is? Bel {client} op het nummer op hun website.",
            "letter_never_own": "Wij vragen nooit om uw pincode of inlogcode. Twijfelt u of deze "
            "brief echt is? Bel ons op het nummer op onze website.",
            "to": "Aan: {name}",
            "page_of": "bladzijde {n} van {all}",
            "translation": "Vertaling. De tekst in het {original} telt.",
            "nl": "Nederlands",
            "fr": "Frans",
        },
        "en": {
            "dear": "Dear {name}",
            "dear_company": "Dear Sir or Madam",
            "invoice": "Invoice {number}, {day}",
            "transfer": "Would you rather transfer it yourself?",
            "holder": "in the name of {holder}",
            "reference": "reference",
            "scan": "Scan with your bank's app",
            "qr": "QR code to pay",
            "never": "We never ask for your PIN or login code. Not sure if this mail is real? "
            "Call {client} on the number on their website.",
            "never_own": "We never ask for your PIN or login code. Not sure if this mail is real? "
            "Call us on the number on our website.",
            "not_you": "Is this mail not for you?",
            "not_you_link": "Not for me",
            "bureau": "{bureau} does this for {client}.",
            "wki": "Dutch register of collection agencies (Wki) {number}",
            "fod": "registration FPS Economy {number}",
            "enterprise": "enterprise number {number}",
            "complaint": "complaint",
            "worries": "Money worries?",
            "privacy": "Privacy",
            "team": "customer service",
            "number_nl": "Chamber of Commerce (KvK) {number}",
            "number_be": "enterprise number {number}",
            "addresses": "visiting and postal address {place}",
            "complaints_to": "complaints: {to}",
            "complaint_page": "A complaint, money worries or privacy: look at your page.",
            "date": "Date",
            "phone": "Phone",
            "return": "Return: {place}",
            "number": "Invoice",
            "day": "Date",
            "what": "For",
            "due": "Due on",
            "due_line": "was to be paid by {day}",
            "not_agreed": "not agreed",
            "open": "Open",
            "sum": "You pay now",
            "go_to": "{words}:",
            "scan_page": "scan the code with your phone, or go to",
            "qr_page": "QR code to your page",
            "pay_scan": "or scan the code with your bank's app",
            "letter_not_you": "Is this letter not for you? Call us on {phone}.",
            "letter_never": "We never ask for your PIN or login code. Not sure if this letter is "
            "real? Call {client} on the number on their website.",
            "letter_never_own": "We never ask for your PIN or login code. Not sure if this letter "
            "is real? Call us on the number on our website.",
            "to": "To: {name}",
            "page_of": "page {n} of {all}",
            "translation": "Translation. The {original} text is the one that counts.",
            "nl": "Dutch",
            "fr": "French",
        },
        "fr": {
            "dear": "Bonjour {name}",
            "dear_company": "Madame, Monsieur",
            "invoice": "Facture {number}, {day}",
            "transfer": "Vous préférez faire le virement vous-même ?",
            "holder": "au nom de {holder}",
            "reference": "référence",
            "scan": "Scannez avec l'app de votre banque",
            "qr": "Code QR pour payer",
            "never": "Nous ne demandons jamais votre code PIN ou votre code d'accès. Vous doutez "
            "que cet e-mail soit vrai ? Appelez {client} au numéro de leur site web.",
            "never_own": "Nous ne demandons jamais votre code PIN ou votre code d'accès. Vous "
            "doutez que cet e-mail soit vrai ? Appelez-nous au numéro de notre site web.",
            "not_you": "Cet e-mail n'est pas pour vous ?",
            "not_you_link": "Pas pour moi",
            "bureau": "{bureau} s'en occupe pour {client}.",
            "wki": "registre néerlandais des agences de recouvrement (Wki) {number}",
            "fod": "inscription SPF Économie {number}",
            "enterprise": "numéro d'entreprise {number}",
            "complaint": "plainte",
            "worries": "Soucis d'argent ?",
            "privacy": "Vie privée",
            "team": "le service clientèle",
            "number_nl": "KvK (Pays-Bas) {number}",
            "number_be": "numéro d'entreprise {number}",
            "addresses": "adresse de visite et adresse postale {place}",
            "complaints_to": "plaintes : {to}",
            "complaint_page": "Plainte, soucis d'argent ou vie privée : voyez votre page.",
            "date": "Date",
            "phone": "Téléphone",
            "return": "Retour : {place}",
            "number": "Facture",
            "day": "Date",
            "what": "Pour",
            "due": "Échéance",
            "due_line": "à payer au plus tard le {day}",
            "not_agreed": "pas convenue",
            "open": "Ouvert",
            "sum": "Vous payez maintenant",
            "go_to": "{words} :",
            "scan_page": "scannez le code avec votre téléphone, ou allez sur",
            "qr_page": "Code QR vers votre page",
            "pay_scan": "ou scannez le code avec l'app de votre banque",
            "letter_not_you": "Cette lettre n'est pas pour vous ? Appelez-nous au {phone}.",
            "letter_never": "Nous ne demandons jamais votre code PIN ou votre code d'accès. Vous "
            "doutez que cette lettre soit vraie ? Appelez {client} au numéro de leur site web.",
            "letter_never_own": "Nous ne demandons jamais votre code PIN ou votre code d'accès. "
            "Vous doutez que cette lettre soit vraie ? Appelez-nous au numéro de notre site web.",
            "to": "À : {name}",
            "page_of": "page {n} sur {all}",
            "translation": "Traduction. Le texte en {original} est celui qui compte.",
            "nl": "néerlandais",
            "fr": "français",
        },
        "de": {
            "dear": "Guten Tag {name}",
            "dear_company": "Sehr geehrte Damen und Herren",
            "invoice": "Rechnung {number}, {day}",
            "transfer": "Möchten Sie lieber selbst überweisen?",
            "holder": "Empfänger: {holder}",
            "reference": "Verwendungszweck",
            "scan": "Scannen Sie mit der App Ihrer Bank",
            "qr": "QR-Code zum Bezahlen",
            "never": "Wir fragen nie nach Ihrer PIN oder Ihrem Passwort. Zweifeln Sie, ob diese "
            "E-Mail echt ist? Rufen Sie {client} an, unter der Nummer auf deren Website.",
            "never_own": "Wir fragen nie nach Ihrer PIN oder Ihrem Passwort. Zweifeln Sie, ob "
            "diese E-Mail echt ist? Rufen Sie uns an, unter der Nummer auf unserer Website.",
            "not_you": "Ist diese E-Mail nicht für Sie?",
            "not_you_link": "Nicht für mich",
            "bureau": "{bureau} übernimmt das für {client}.",
            "wki": "niederländisches Register der Inkassobüros (Wki) {number}",
            "fod": "Eintragung FÖD Wirtschaft {number}",
            "enterprise": "Unternehmensnummer {number}",
            "complaint": "Beschwerde",
            "worries": "Geldsorgen?",
            "privacy": "Datenschutz",
            "team": "der Kundenservice",
            "number_nl": "KvK (Niederlande) {number}",
            "number_be": "Unternehmensnummer {number}",
            "addresses": "Besuchs- und Postadresse {place}",
            "complaints_to": "Beschwerden: {to}",
            "complaint_page": "Beschwerde, Geldsorgen oder Datenschutz: siehe Ihre Seite.",
            "date": "Datum",
            "phone": "Telefon",
            "return": "Zurück an: {place}",
            "number": "Rechnung",
            "day": "Datum",
            "what": "Wofür",
            "due": "Fällig am",
            "due_line": "zu zahlen bis spätestens {day}",
            "not_agreed": "nicht vereinbart",
            "open": "Offen",
            "sum": "Das zahlen Sie jetzt",
            "go_to": "{words}:",
            "scan_page": "scannen Sie den Code mit Ihrem Telefon, oder gehen Sie zu",
            "qr_page": "QR-Code zu Ihrer Seite",
            "pay_scan": "oder scannen Sie den Code mit der App Ihrer Bank",
            "letter_not_you": "Ist dieser Brief nicht für Sie? Rufen Sie uns an: {phone}.",
            "letter_never": "Wir fragen nie nach Ihrer PIN oder Ihrem Passwort. Zweifeln Sie, ob "
            "dieser Brief echt ist? Rufen Sie {client} an, unter der Nummer auf deren Website.",
            "letter_never_own": "Wir fragen nie nach Ihrer PIN oder Ihrem Passwort. Zweifeln Sie, "
            "ob dieser Brief echt ist? Rufen Sie uns an, unter der Nummer auf unserer Website.",
            "to": "An: {name}",
            "page_of": "Seite {n} von {all}",
            "translation": "Übersetzung. Es gilt der Text auf {original}.",
            "nl": "Niederländisch",
            "fr": "Französisch",
        },
    }
)

SALUTATIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {"mrs": "mevrouw", "mr": "meneer"},
        "en": {"mrs": "Ms", "mr": "Mr"},
        "fr": {"mrs": "Madame", "mr": "Monsieur"},
        "de": {"mrs": "Frau", "mr": "Herr"},
    }
)
SAME_SALUTATION = MappingProxyType(
    {
        **dict.fromkeys(("mevrouw", "mevr", "mw", "mrs", "ms", "madame", "frau", "v", "f"), "mrs"),
        **dict.fromkeys(("heer", "dhr", "de heer", "meneer", "mr", "monsieur", "herr", "m"), "mr"),
    }
)


def word(name: str, language: str, /, **parts: str) -> str:
    """Return one of these words in the language of the message; Dutch where nobody wrote it."""
    return WORDS.get(language, WORDS["nl"])[name].format(**parts)


def greeting(opened: Mapping[str, str], *, natural: bool, language: str) -> str:
    """Return `Beste mevrouw De Vries`; without a salutation the whole name, never a guess."""
    if not natural:
        return word("dear_company", language)
    return word("dear", language, name=spoken_name(opened, language))


def addressee(opened: Mapping[str, str], language: str) -> str:
    """Return `Mevrouw F. de Vries` as it stands over an address; of a company its name."""
    known = SAME_SALUTATION.get(str(opened.get("salutation", "")).strip(" .").lower(), "")
    name = str(opened.get("name", "")).strip()
    if not known:
        return name
    title = SALUTATIONS.get(language, SALUTATIONS["nl"])[known]
    return f"{title[0].upper()}{title[1:]} {name}"


def spoken_name(opened: Mapping[str, str], language: str) -> str:
    """Return how a person is spoken of: `mevrouw De Vries`, or the name as the client has it."""
    known = SAME_SALUTATION.get(str(opened.get("salutation", "")).strip(" .").lower(), "")
    last = str(opened.get("last_name", "")).strip()
    if not known or not last:
        return str(opened.get("name", "")).strip()
    title = SALUTATIONS.get(language, SALUTATIONS["nl"])[known]
    return f"{title} {last[0].upper()}{last[1:]}"
