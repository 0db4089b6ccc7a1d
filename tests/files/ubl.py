"""A small UBL invoice in the making, written by hand: what the tests of e-invoices change."""

import base64

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd"
DUE = "<cbc:DueDate>2026-10-14</cbc:DueDate>"
PDF = b"%PDF-1.7\n% one page\n%%EOF\n"

PARTY = """<cac:Party>
  {identity}
  <cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cbc:StreetName>Kanaalweg</cbc:StreetName>
    <cbc:BuildingNumber>12</cbc:BuildingNumber><cbc:CityName>Leiden</cbc:CityName>
    <cbc:PostalZone>2312 AB</cbc:PostalZone>
    <cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:PartyLegalEntity><cbc:RegistrationName>{name} (register)</cbc:RegistrationName>
    <cbc:CompanyID>{company}</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:Telephone>071-5121234</cbc:Telephone>
    <cbc:ElectronicMail>post@{mail}.example</cbc:ElectronicMail></cac:Contact>
</cac:Party>"""
MEANS = """<cac:PaymentMeans>{inside}
  <cac:PayeeFinancialAccount><cbc:ID>NL91 ABNA 0417 1643 00</cbc:ID></cac:PayeeFinancialAccount>
</cac:PaymentMeans>"""
REFERENCE = "<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>{}</cbc:PaymentID>"
IDENTITY = "<cac:PartyIdentification><cbc:ID>10042</cbc:ID></cac:PartyIdentification>"


def invoice(
    *,
    kind: str = "Invoice",
    number: str = "F26-001",
    head: str = DUE,
    code: str = "380",
    payable: str = "121.00",
    inclusive: str = "",
    currency: str = "EUR",
    means: str = MEANS.format(inside=REFERENCE.format("F26-001 Wouters")),
    more: str = "",
    country: str = "NL",
    company: str = "68750110",
    name: str = "Kaashandel Wouters",
    declared: str = "UTF-8",
) -> str:
    """One invoice or credit note with these parts."""
    creditor = PARTY.format(
        name="Drukkerij Noord", identity="", country="NL", company="12345678", mail="noord"
    )
    debtor = PARTY.format(
        name=name, identity=IDENTITY, country=country, company=company, mail="wouters"
    )
    return f"""<?xml version="1.0" encoding="{declared}"?>
<{kind} xmlns="{NAMESPACE}:{kind}-2" xmlns:cac="{NAMESPACE}:CommonAggregateComponents-2"
 xmlns:cbc="{NAMESPACE}:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-09-14</cbc:IssueDate>{head}
<cbc:{kind}TypeCode>{code}</cbc:{kind}TypeCode>
<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{more}
<cac:AccountingSupplierParty>{creditor}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{debtor}</cac:AccountingCustomerParty>{means}
<cac:LegalMonetaryTotal>
<cbc:TaxInclusiveAmount currencyID="{currency}">{inclusive or payable}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="{currency}">{payable}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:{kind}Line><cac:Item><cbc:Name>Folders A5</cbc:Name></cac:Item></cac:{kind}Line>
</{kind}>"""


def terms(note: str) -> str:
    """Terms of payment with this note."""
    return f"<cac:PaymentTerms><cbc:Note>{note}</cbc:Note></cac:PaymentTerms>"


def billing(*numbers: str) -> str:
    """References to invoices that are credited or corrected."""
    return "".join(
        "<cac:BillingReference><cac:InvoiceDocumentReference>"
        f"<cbc:ID>{number}</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>"
        for number in numbers
    )


def attachment(content: bytes | str, *, name: str = "factuur.pdf") -> str:
    """A document inside the invoice."""
    text = content if isinstance(content, str) else base64.b64encode(content).decode()
    return (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
        f'<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="{name}">{text}'
        "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
    )
