"""XML of strangers is read without entities, or refused by name."""

import io

import pytest

from minnelijk.files import safe_xml
from minnelijk.files.safe_xml import Why, XmlRefused

ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (ENTITY + b"<a>&b;</a>", Why.DOCTYPE),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- -x- -->" + ENTITY + b"<a/>", Why.DOCTYPE),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"), Why.DOCTYPE),
        (b"<a>&b;</a>", Why.BROKEN),
        (b"<a><b></a>", Why.BROKEN),
        (b"<a>\x01</a>", Why.BROKEN),
        (b"", Why.BROKEN),
        (b"<a>" * 5_000, Why.BROKEN),
        (b"<?xml version='1.0' encoding='rot13'?><a/>", Why.BROKEN),
        (b"<a>" + b"x" * (safe_xml.LONGEST_TEXT + 9) + b"</a>", Why.LONG_TEXT),
    ],
)
def test_what_is_not_safe_or_not_whole_is_refused_by_name(data: bytes, why: Why) -> None:
    with pytest.raises(XmlRefused) as refusal:
        safe_xml.root(data)

    assert refusal.value.why is why


def test_a_walk_gives_each_element_whole_and_refuses_as_the_root_does() -> None:
    data = b"<a xmlns='urn:x'><head>1</head><row><b>2</b></row><row><b>3</b></row></a>"

    said = [row.findtext("{*}b") for row in safe_xml.walk(io.BytesIO(data), "row")]

    assert said == ["2", "3"]
    with pytest.raises(XmlRefused):
        list(safe_xml.walk(io.BytesIO(ENTITY + b"<a><row/></a>"), "row"))


def test_the_root_is_known_without_reading_on() -> None:
    assert safe_xml.root_tag(b"<n:a xmlns:n='urn:x'><never ends") == ("urn:x", "a")


def test_windows_letters_under_a_false_declaration_are_mended_and_said() -> None:
    false = "<?xml version='1.0' encoding='UTF-8'?><a>Café ".encode() + b"No\xebl \x80</a>"
    true = "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode("latin-1")

    mended, said = safe_xml.as_utf8(false)

    assert said
    assert safe_xml.root(mended).text == "Café Noël €"
    assert safe_xml.as_utf8(true) == (true, False)
