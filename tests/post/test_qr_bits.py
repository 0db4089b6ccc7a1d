"""Codes that share most of their squares are the very codes that the maker draws one by one."""

import random
from io import BytesIO

from PIL import Image

from minnelijk.post.paper import qr

HOLDERS = ("Waterbedrijf Delta", "Müller & Söhne", "A", "Stichting " + "x" * 60)
IBANS = ("NL91ABNA0417164300", "BE68539007547034")


def seen(picture: bytes) -> tuple[tuple[int, int], bytes]:
    image = Image.open(BytesIO(picture)).convert("1")
    return image.size, image.tobytes()


def test_two_hundred_codes_are_each_the_one_that_is_drawn_alone() -> None:
    luck = random.Random(7)
    for _ in range(200):
        told = {
            "holder": luck.choice(HOLDERS),
            "iban": luck.choice(IBANS),
            "cents": luck.randint(1, 10 ** luck.randint(1, 9)),
            "reference": f"D{luck.randint(1, 10 ** luck.randint(1, 7))}",
        }

        picture = qr.bank_qr(**told)  # type: ignore[arg-type]
        alone = qr.bank_code(**told)  # type: ignore[arg-type]

        assert picture is not None
        assert alone is not None
        drawn = BytesIO()
        alone.save(drawn, kind="png", scale=6, border=4)
        assert seen(picture) == seen(drawn.getvalue())
