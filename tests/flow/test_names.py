"""Names as banks write them beside names as clients do: shared, or contradicted."""

import pytest

from minnelijk.flow.names import same_name


@pytest.mark.parametrize(
    ("bank", "ours"),
    [
        ("F. Yildiz", "Fatma Yildiz"),
        ("HR J DE VRIES EO", "Jan de Vries"),
        ("YILDIZ F", "Fatma Yildiz"),
        ("Vries, J. de", "Jan de Vries"),
        ("BAKKERIJ JANSEN BV", "Bakkerij Jansen"),
        ("Jansen", "Piet Jansen"),
    ],
)
def test_a_family_name_with_the_same_initial_is_the_same_name(bank: str, ours: str) -> None:
    assert same_name(bank, ours)
    assert same_name(ours, bank)


@pytest.mark.parametrize(
    ("bank", "ours"),
    [
        ("P. Yildiz", "Fatma Yildiz"),
        ("J. Smit", "Jan de Vries"),
        ("van der", "van der Berg"),
        ("", "Jan de Vries"),
        ("BV", "Bakkerij BV"),
        ("J. J.", "J. Smit"),
    ],
)
def test_another_initial_or_no_family_name_is_another_name(bank: str, ours: str) -> None:
    assert not same_name(bank, ours)
