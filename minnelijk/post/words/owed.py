"""What a confirmation owes, looked at once more with the values that it leaves with."""

from minnelijk.flow.owed import OWED, OWES, missing
from minnelijk.post.words.foot import who_we_are
from minnelijk.post.words.letter import CannotWrite, Letter, values_of


def owed_by(letter: Letter) -> tuple[str, ...]:
    """Return what a confirmation does not tell, in codes of `flow.owed`; of other texts nothing."""
    owes = OWES.get(str(letter.facts.get("use", "")), ())
    if not owes:
        return ()
    alone = letter.bureau.own_collection
    lacking = set(missing(letter.body, values_of(letter), own_collection=alone, owes=owes))
    if not (letter.facts.get("iban") and letter.facts.get("holder")):
        lacking.add("account")
    if not alone and letter.bureau.name not in who_we_are(letter):
        lacking.add("bureau")
    return tuple(code for code in OWED if code in lacking)


def whole(letter: Letter) -> Letter:
    """Return the letter; raises CannotWrite where it does not tell all that it owes."""
    lacking = owed_by(letter)
    if lacking:
        raise CannotWrite(f"The confirmation does not tell: {', '.join(lacking)}.")
    return letter
