"""What a sender's domain says of its mail (SPF, DKIM, DMARC), and what to ask its manager."""

from dataclasses import dataclass

import dns.resolver

from minnelijk.post.proving.asking import NoSuchName, NotKnownNow, asker, texts
from minnelijk.post.proving.dmarc import (
    NOT_KNOWN,
    Policy,
    aligned,
    organisation,
    policy_of,
    tags_of,
)
from minnelijk.post.proving.spf import SpfAnswer, spf_of
from minnelijk.records.words import CheckResult

PASS, FAIL, MISSING = CheckResult.PASS, CheckResult.FAIL, CheckResult.MISSING
OWN = frozenset({"spf_own", "dkim_own"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The mail that we would send: From and envelope domain, our key, and our server's addresses.

    `include` is the name that our clients put in their SPF record; "" when they name the addresses.
    From a client's `own_server` neither key nor addresses are ours to know: a test mail shows them.
    """

    from_domain: str
    envelope_domain: str
    addresses: tuple[str, ...]
    selector: str = ""
    public: str = ""
    include: str = ""
    own_server: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One check in a word; no `result` means not known now.

    `name` and `value` are the TXT record to ask for, in the place of what was `found` there.
    """

    result: CheckResult | None
    word: str
    found: str = ""
    name: str = ""
    value: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class DomainCheck:
    """The three verdicts, the policy of the domain, and what proves the mail to others."""

    spf: Verdict
    dkim: Verdict
    dmarc: Verdict

    @property
    def aligned(self) -> str:
        """Return what proves the From domain: dkim, spf, both or none."""
        dkim, spf = self.dkim.result == PASS, self.spf.result == PASS
        if dkim and spf:
            return "both"
        return "dkim" if dkim else "spf" if spf else "none"

    @property
    def known(self) -> bool:
        """Tell whether everything that could prove the domain was answered."""
        return all(one.result is not None or one.word in OWN for one in (self.spf, self.dkim))

    def told(self) -> dict[str, str]:
        """Return the verdicts as words to be kept with the event of this check."""
        kept = {}
        for name, verdict in (("spf", self.spf), ("dkim", self.dkim), ("dmarc", self.dmarc)):
            kept[name] = str(verdict.result or "")
            for part in ("word", "found", "name", "value", "says"):
                kept[f"{name}_{part}"] = getattr(verdict, part)
        return kept

    @classmethod
    def of(cls, told: dict[str, str]) -> "DomainCheck":
        """Return the check that `told` was made from."""
        return cls(*(_verdict_of(told, name) for name in ("spf", "dkim", "dmarc")))


def _verdict_of(told: dict[str, str], name: str) -> Verdict:
    result = CheckResult(told[name]) if told.get(name) else None
    parts = ("word", "found", "name", "value", "says")
    return Verdict(result, *(told.get(f"{name}_{part}", "") for part in parts))


def check_domain(asked: Asked, resolver: dns.resolver.Resolver | None = None) -> DomainCheck:
    """Return what the domain says now; whatever nobody answers is not known, never wrong."""
    try:
        asking = resolver or asker()
    except NotKnownNow:
        unknown = Verdict(None, NOT_KNOWN)
        return DomainCheck(unknown, unknown, unknown)
    policy = policy_of(asked.from_domain, asking)
    spf = _spf(asked, policy, asking)
    dkim = _dkim(asked, asking)
    return DomainCheck(spf, dkim, _dmarc(asked, policy, spf, dkim))


# SPF.


def _spf(asked: Asked, policy: Policy, asking: dns.resolver.Resolver) -> Verdict:
    if asked.own_server:
        return Verdict(None, "spf_own")
    if not asked.addresses:
        return Verdict(None, "spf_no_address")
    try:
        answers = [spf_of(address, asked.envelope_domain, asking) for address in asked.addresses]
    except NotKnownNow:
        return Verdict(None, NOT_KNOWN)
    worst = next((answer for answer in answers if answer.result != "pass"), answers[0])
    if worst.result != "pass":
        return _spf_wrong(asked, worst)
    same = aligned(asked.envelope_domain, asked.from_domain, "spf", policy)
    if same is None:
        return Verdict(None, NOT_KNOWN, found=worst.record)
    if not same:
        return Verdict(FAIL, "spf_not_aligned", found=worst.record, says=asked.envelope_domain)
    return Verdict(PASS, "spf_ok", found=worst.record)


SPF_BROKEN = {
    "two_records": "spf_two",
    "too_many": "spf_too_many",
    "void": "spf_too_many",
    "empty_include": "spf_broken",
    "syntax": "spf_broken",
}


def _spf_wrong(asked: Asked, answer: SpfAnswer) -> Verdict:
    name, ours = asked.envelope_domain, _our_part(asked)
    if answer.result == "none":
        return Verdict(MISSING, "spf_none", name=name, value=f"v=spf1 {ours} ~all")
    if answer.result == "permerror":
        word = SPF_BROKEN[answer.why]
        return Verdict(FAIL, word, found=answer.record, name=name, says=answer.why)
    value = with_ours(answer.record, ours)
    return Verdict(
        FAIL, "spf_without_us", found=answer.record, name=name, value=value, says=answer.result
    )


def _our_part(asked: Asked) -> str:
    if asked.include:
        return f"include:{asked.include}"
    return " ".join(f"ip{6 if ':' in one else 4}:{one}" for one in asked.addresses)


def with_ours(record: str, ours: str) -> str:
    """Return an SPF record with our part in it, before the word that ends it."""
    first, *terms = record.split()
    ends = [term.lstrip("+-~?").lower() for term in terms]
    end = next((n for n, t in enumerate(ends) if t == "all" or t.startswith("redirect=")), None)
    place = len(terms) if end is None else end
    return " ".join([first, *terms[:place], ours, *terms[place:]])


# DKIM.


def _dkim(asked: Asked, asking: dns.resolver.Resolver) -> Verdict:
    if asked.own_server:
        return Verdict(None, "dkim_own")
    if not asked.selector:
        return Verdict(MISSING, "dkim_no_key")
    name = f"{asked.selector}._domainkey.{asked.from_domain}"
    try:
        found = texts(asking, name)
    except NoSuchName:
        found = []
    except NotKnownNow:
        return Verdict(None, NOT_KNOWN)
    result, word = published(found, asked.public)
    if result == PASS:
        return Verdict(PASS, word, found=found[0], name=name)
    return Verdict(result, word, found=" | ".join(found), name=name, value=asked.public)


def published(found: list[str], ours: str) -> tuple[CheckResult, str]:
    """Compare what stands at a key's name with our public key: the result, and in a word why."""
    if not found:
        return MISSING, "dkim_missing"
    if len(found) > 1:
        return FAIL, "dkim_two"
    tags, wanted = tags_of(found[0]), tags_of(ours)
    if tags.get("v", "DKIM1") != "DKIM1" or "p" not in tags:
        return FAIL, "dkim_broken"
    if not tags["p"]:
        return FAIL, "dkim_revoked"
    if tags["p"] != wanted["p"] or tags.get("k", "rsa") != "rsa":
        return FAIL, "dkim_differs"
    return _usable(tags)


def _usable(tags: dict[str, str]) -> tuple[CheckResult, str]:
    """Our key, but for mail like ours? A key "in test" counts as none."""
    hashes, uses = tags.get("h", "sha256").split(":"), tags.get("s", "*").split(":")
    if "sha256" not in hashes or not {"*", "email"} & set(uses):
        return FAIL, "dkim_differs"
    return (FAIL, "dkim_testing") if "y" in tags.get("t", "").split(":") else (PASS, "dkim_ok")


# DMARC.


def _dmarc(asked: Asked, policy: Policy, spf: Verdict, dkim: Verdict) -> Verdict:
    if not policy.known:
        return Verdict(None, NOT_KNOWN)
    name = f"_dmarc.{organisation(asked.from_domain)}"
    if policy.word == "dmarc_none":
        return Verdict(MISSING, "dmarc_none", name=name, value="v=DMARC1; p=none")
    if policy.word != "dmarc_ok":
        return Verdict(FAIL, policy.word, found=policy.found, name=name, value="v=DMARC1; p=none")
    if PASS in {spf.result, dkim.result}:
        return Verdict(PASS, "dmarc_ok", found=policy.found, says=policy.asks)
    if None in {spf.result, dkim.result}:
        word = "dmarc_own" if asked.own_server else NOT_KNOWN
        return Verdict(None, word, found=policy.found)
    return Verdict(FAIL, "dmarc_not_aligned", found=policy.found, says=policy.asks)
