"""How the portal calls the people who owe this client money."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from minnelijk.records.models import Debtor


def name_of(debtor: Debtor) -> str:
    """Return the name as the client knows it; an erased one is gone."""
    if debtor.erased_on or not debtor.sealed:
        return _("naam gewist")
    return str(debtor.open().get("name", "")) or _("naam onbekend")


def names_of(debtors: Iterable[Debtor]) -> dict[int, str]:
    return {debtor.id: name_of(debtor) for debtor in debtors}
