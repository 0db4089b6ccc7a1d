"""Who owes a UBL invoice and who sent it: name, numbers, address and ways to reach."""

from lxml import etree

from minnelijk.files.invoices.ubl_nodes import parts, said, texts
from minnelijk.files.invoices.words import Meaning
from minnelijk.law.references import enterprise_number


def debtor(node: etree._Element) -> dict[Meaning, str]:
    """Return the cells of the customer; none where the invoice names nobody."""
    customers = parts(node, "AccountingCustomerParty")
    if not customers:
        return {}
    customer = customers[0]
    party = next(iter(parts(customer, "Party")), customer)
    return {
        Meaning.NAME: named(party),
        Meaning.DEBTOR_NUMBER: _number(customer, party),
        Meaning.ENTERPRISE_NO: _enterprise_no(party),
        Meaning.EMAIL: said(party, "Contact", "ElectronicMail"),
        Meaning.PHONE: said(party, "Contact", "Telephone"),
        **_address(party),
    }


def named(party: etree._Element) -> str:
    """Return the name of a party: the one it trades under, the registered one, or a person's."""
    person = f"{said(party, 'Person', 'FirstName')} {said(party, 'Person', 'FamilyName')}".strip()
    return (
        said(party, "PartyName", "Name")
        or said(party, "PartyLegalEntity", "RegistrationName")
        or person
    )


def _number(customer: etree._Element, party: etree._Element) -> str:
    """Return the number by which the sender knows the customer; else the customer's own."""
    identities = parts(party, "PartyIdentification", "ID")
    plain = [(one.text or "").strip() for one in identities if not one.get("schemeID")]
    return (
        said(customer, "SupplierAssignedAccountID")
        or next(filter(None, plain), "")
        or said(customer, "CustomerAssignedAccountID")
        or said(party, "PartyIdentification", "ID")
        or said(party, "PartyLegalEntity", "CompanyID")
    )


def enterprise_numbers(party: etree._Element) -> tuple[str, ...]:
    """Return the numbers of a company, of the trade register and of VAT, as they stand."""
    return tuple(
        dict.fromkeys(
            [
                *texts(party, "PartyLegalEntity", "CompanyID"),
                *texts(party, "PartyTaxScheme", "CompanyID"),
            ]
        )
    )


def _enterprise_no(party: etree._Element) -> str:
    """Return the number of the trade register of its country, where one is right."""
    country = said(party, "PostalAddress", "Country", "IdentificationCode").lower()
    for text in (*enterprise_numbers(party), *texts(party, "PartyIdentification", "ID")):
        found = enterprise_number(country, text)
        if found:
            return found[1]
    return ""


def _address(party: etree._Element) -> dict[Meaning, str]:
    street = said(party, "PostalAddress", "StreetName")
    more = said(party, "PostalAddress", "AdditionalStreetName")
    number = said(party, "PostalAddress", "BuildingNumber")
    if not number and more[:1].isdigit() and not any(sign.isdigit() for sign in street):
        street = f"{street} {more}".strip()
    return {
        Meaning.STREET: street or said(party, "PostalAddress", "AddressLine", "Line"),
        Meaning.HOUSE_NUMBER: number,
        Meaning.POSTCODE: said(party, "PostalAddress", "PostalZone"),
        Meaning.CITY: said(party, "PostalAddress", "CityName"),
        Meaning.COUNTRY: said(party, "PostalAddress", "Country", "IdentificationCode"),
    }
