"""Names as banks write them beside names as our clients do."""

import re
import unicodedata


def same_name(one: str, other: str) -> bool:
    """Tell whether two names share a family name and contradict each other in nothing: "F. Yildiz"
    and "Fatma Yildiz", "Hr J de Vries eo" and "Jan de Vries"."""
    if not one or not other:
        return False
    mine, theirs = _name_parts(one), _name_parts(other)
    shared = {part for part in mine & theirs if len(part) > 2}
    if not shared:
        return False
    left, right = mine - shared, theirs - shared
    return not left or not right or bool({part[0] for part in left} & {part[0] for part in right})


def same_holder(one: str, other: str) -> bool:
    """Tell whether two names of an account's holder are the same but for legal form, accents,
    signs and words that a bank leaves out: "Delta Energie B.V." and "DELTA ENERGIE BV"."""
    mine, theirs = _holder_parts(one), _holder_parts(other)
    shared = {part for part in mine & theirs if len(part) > 1}
    return bool(shared) and (mine <= theirs or theirs <= mine)


def _holder_parts(text: str) -> set[str]:
    """B.V. is BV: a dot between single letters joins them."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _name_parts(re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", letters))


_NO_NAME = frozenset(
    {
        *("HR", "DHR", "HEER", "MW", "MEVR", "MEVROUW", "MR", "MRS", "MS", "M", "MME"),
        *("EN", "OF", "EO", "CJ", "ET", "OU", "UND"),
        *("DE", "HET", "VAN", "DER", "DEN", "TEN", "TER", "VD", "LE", "LA", "DU"),
        *("BV", "NV", "VOF", "SRL", "SPRL", "SA"),
    }
)
"""What stands beside a name and tells nobody apart."""


def _name_parts(text: str) -> set[str]:
    clean = "".join(sign if sign.isalnum() else " " for sign in text.upper())
    return {part for part in clean.split() if part not in _NO_NAME}
