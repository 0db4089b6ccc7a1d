"""What we say of a domain is right for every crafted one, and never wrong when nobody answers."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import checkdmarc.dmarc
import checkdmarc.spf
import pytest

from minnelijk.post.proving.asking import NotKnownNow, asker
from minnelijk.post.proving.dmarc import Policy, aligned, organisation
from minnelijk.post.proving.domain_check import Asked, DomainCheck, check_domain, with_ours
from minnelijk.post.proving.spf import spf_of
from minnelijk.post.sending.signing import new_key
from tests.post.zones import Zone, served

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("domains.toml").read_text(encoding="utf-8")
)["domain"]
KEY, OTHER = new_key()[1], new_key()[1]
BUREAU = {"_spf.bureau.example TXT": ["v=spf1 ip4:192.0.2.25 -all"]}


def filled(text: str) -> str:
    spaced = KEY[:100] + " " + KEY[100:200] + "  " + KEY[200:]
    for mark, value in (("{key}", KEY), ("{other}", OTHER), ("{spaced}", spaced)):
        text = text.replace(mark, value)
    return text


def zone_of(case: dict[str, Any]) -> Zone:
    records = {
        name: [filled(value) for value in values] for name, values in case["records"].items()
    }
    silent, servfail = set(case.get("silent", [])), set(case.get("servfail", []))
    return Zone(BUREAU | records, servfail=servfail, silent=silent)


def asked_by(case: dict[str, Any]) -> Asked:
    usual = {
        "from_domain": "delta.example",
        "envelope_domain": "delta.example",
        "addresses": ["192.0.2.25"],
        "selector": "mnl1",
        "public": KEY,
        "include": "_spf.bureau.example",
    }
    asked = usual | case.get("asked", {})
    return Asked(**{**asked, "addresses": tuple(asked["addresses"])})


def titled(case: dict[str, Any]) -> str:
    return str(case["title"])


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_the_verdicts_are_right(case: dict[str, Any]) -> None:
    with served(zone_of(case)) as zone:
        found = check_domain(asked_by(case), zone.resolver(0.4))

    expect = case["expect"]
    assert [str(found.spf.result or ""), found.spf.word] == expect["spf"]
    assert [str(found.dkim.result or ""), found.dkim.word] == expect["dkim"]
    assert [str(found.dmarc.result or ""), found.dmarc.word] == expect["dmarc"]
    assert found.aligned == expect["aligned"]
    assert found.dmarc.says == expect.get("policy", "")
    for check in ("spf", "dkim", "dmarc"):
        if f"{check}_asks" in expect:
            verdict = getattr(found, check)
            assert [verdict.name, verdict.value] == [filled(x) for x in expect[f"{check}_asks"]]
    if "spf_says" in expect:
        assert found.spf.says == expect["spf_says"]


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_what_was_said_is_kept_as_plain_words(case: dict[str, Any]) -> None:
    with served(zone_of(case)) as zone:
        found = check_domain(asked_by(case), zone.resolver(0.4))

    told = found.told()

    assert all(isinstance(value, str) for value in told.values())
    assert DomainCheck.of(told) == found


def test_who_does_what_we_ask_is_right_afterwards() -> None:
    """The records that we show are the ones that make it work."""
    with served(Zone(dict(BUREAU))) as zone:
        asked = asked_by({})
        first = check_domain(asked, zone.resolver())
        for verdict in (first.spf, first.dkim, first.dmarc):
            zone.publish(verdict.name, "TXT", verdict.value)

        second = check_domain(asked, zone.resolver())

    assert (first.aligned, second.aligned) == ("none", "both")
    assert second.dmarc.word == "dmarc_ok"


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["expect"]["spf"][1] in {"spf_ok", "spf_without_us"}],
    ids=titled,
)
def test_another_reader_finds_our_spf_advice_in_order(case: dict[str, Any]) -> None:
    asked = asked_by(case)
    with served(zone_of(case)) as zone:
        found = check_domain(asked, zone.resolver())
        record = found.spf.value or found.spf.found

        theirs = checkdmarc.spf.parse_spf_record(
            record, asked.envelope_domain, resolver=zone.resolver()
        )

    assert theirs["dns_lookups"] <= 10
    assert record in theirs["record"] or theirs["record"] in record


@pytest.fixture(scope="module")
def holding() -> Iterator[Zone]:
    zone = Zone(
        {
            "delta.example TXT": ["v=spf1 mx a/28 a:h.delta.example//64 ?ptr ~all"],
            "delta.example MX": ["10 mx1.delta.example", "20 mx2.delta.example"],
            "mx1.delta.example A": ["192.0.2.10"],
            "mx2.delta.example A": ["192.0.2.11"],
            "delta.example A": ["192.0.2.33"],
            "h.delta.example AAAA": ["2001:db8:0:1::5"],
        }
    )
    with served(zone) as running:
        yield running


@pytest.mark.parametrize(
    "address, result",
    [
        ("192.0.2.10", "pass"),
        ("192.0.2.11", "pass"),
        ("192.0.2.12", "softfail"),
        ("192.0.2.32", "pass"),
        ("192.0.2.47", "pass"),
        ("192.0.2.48", "softfail"),
        ("2001:db8:0:1::99", "pass"),
        ("2001:db8:0:2::99", "softfail"),
    ],
)
def test_addresses_hosts_and_their_neighbours(holding: Zone, address: str, result: str) -> None:
    assert spf_of(address, "delta.example", holding.resolver()).result == result


def test_a_record_that_includes_itself_ends() -> None:
    with served(Zone({"delta.example TXT": ["v=spf1 include:delta.example -all"]})) as zone:
        answer = spf_of("192.0.2.25", "delta.example", zone.resolver())

    assert (answer.result, answer.why) == ("permerror", "too_many")


@pytest.mark.parametrize(
    "record", ["v=spf1 ip4:999.1.1.1", "v=spf1 ip4:192.0.2.0/33", "v=spf1 a/99", "v=spf1 include"]
)
def test_a_record_that_cannot_be_read_is_broken(record: str) -> None:
    with served(Zone({"delta.example TXT": [record]})) as zone:
        answer = spf_of("198.51.100.1", "delta.example", zone.resolver())

    assert (answer.result, answer.why) == ("permerror", "syntax")


def test_our_part_comes_before_what_ends_a_record() -> None:
    assert with_ours("v=spf1 mx -all", "X") == "v=spf1 mx X -all"
    assert with_ours("v=spf1 mx ~ALL exp=e.delta.example", "X") == (
        "v=spf1 mx X ~ALL exp=e.delta.example"
    )
    assert with_ours("v=spf1", "X") == "v=spf1 X"


def test_who_is_related_to_whom() -> None:
    relaxed, strict = Policy("dmarc_ok", "none"), Policy("dmarc_ok", "none", frozenset({"spf"}))

    assert aligned("Terug.Delta.example.", "delta.example", "spf", relaxed)
    assert not aligned("terug.delta.example", "delta.example", "spf", strict)
    assert aligned("terug.delta.example", "delta.example", "dkim", strict)
    assert not aligned("notdelta.example", "delta.example", "spf", relaxed)
    assert organisation("a.b.delta.co.uk") == "delta.co.uk"


def test_a_machine_without_name_servers_knows_nothing_now(monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.resolver

    def nothing(*_: object, **__: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", nothing)

    with pytest.raises(NotKnownNow):
        asker()
    found = check_domain(asked_by({}))
    assert {found.spf.word, found.dkim.word, found.dmarc.word} == {"not_known"}
