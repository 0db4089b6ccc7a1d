"""Text of other people on its way into a spreadsheet: never a formula there."""

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def for_spreadsheet(text: str) -> str:
    """Return a free text that no spreadsheet takes for a formula: a quote stands before it.

    For names, descriptions and the like; an amount of ours is a number and needs none.
    """
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text
