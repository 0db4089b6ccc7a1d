"""The first file that somebody opens: what this is and how to check it, in Dutch and in English."""

from minnelijk.files.bundle.case import Dossier

TEXT = """\
DOSSIER {reference}
{creditor} draagt deze zaak over aan {agency}.
Gemaakt door {bureau} op {day}.

NEDERLANDS

Begin met index.pdf: alles wat u moet weten, om te lezen.

  index.pdf          partijen, rekeningen, aanmaningen, berekening, contacten
  case.json          hetzelfde voor uw computer; bedragen in centen, dagen als 2026-03-05
  messages/          elk bericht zoals het is verstuurd
  proofs/            bewijs van verzending en ontvangst
  documents/         stukken bij bezwaren en aanmaningen
  events.json        alles wat er in deze zaak gebeurde, aan elkaar geketend
  checksums.sha256   de controlegetallen van alle bestanden
  manifest.json      wanneer dit is gemaakt, en het controlegetal van de lijst

Niet elke zaak heeft alle mappen.

Klopt dit dossier nog? Pak het uit en geef in de map dit commando:

  sha256sum -c checksums.sha256

Of laat alles nakijken, ook de bedragen en de keten van gebeurtenissen,
zonder internet en zonder ons:

  minnelijk bundle verify DIT-BESTAND.zip

Wie alle bestanden samen verandert, kan ook de controlegetallen veranderen.
Vraag daarom bij twijfel aan {bureau} het controlegetal van de zip zelf.
Telefoon: {phone}.

Het dossier bevat persoonsgegevens. Bewaar het veilig en niet langer dan nodig.

ENGLISH

Start with index.pdf: all there is to know, for people (in Dutch).

  index.pdf          parties, invoices, notices, calculation, contacts
  case.json          the same for programs; amounts in cents, days as 2026-03-05
  messages/          every message exactly as it was sent
  proofs/            proof of sending and of receipt
  documents/         papers that belong to disputes and notices
  events.json        all that happened in this case, as a chain of hashes
  checksums.sha256   the checksums of all files
  manifest.json      when this was made, and the checksum of that list

Not every case has every folder.

Is this file still what it was? Unpack it and run in its folder:

  sha256sum -c checksums.sha256

Or have everything checked, the amounts and the chain of events too, without
internet and without us:

  minnelijk bundle verify THIS-FILE.zip

Whoever changes all files together can change the checksums as well. When in
doubt, ask {bureau} for the checksum of the zip itself. Phone: {phone}.

The structure of case.json is the JSON Schema that `minnelijk bundle schema`
prints. Each hash in events.json is the SHA-256 of the 32 bytes of the hash
before it (32 zero bytes for the first) followed by this JSON, with sorted keys,
without blanks, in UTF-8:

  [case_id, seq, day_on, at, kind, actor, seat_id, step, occurrence,
   policy_version_id, row_no, law_pack, why, args, note_commit]

This file holds personal data. Keep it safe and no longer than needed.
"""


def readme(dossier: Dossier) -> str:
    """Return the text of README.txt."""
    return TEXT.format(
        reference=dossier.reference,
        creditor=dossier.creditor.name,
        agency=dossier.agency.name,
        bureau=dossier.bureau.name,
        phone=dossier.bureau.phone,
        day=dossier.made_at.date().isoformat(),
    )
