"""Texts for debtors and agents in three layers: the client's, the bureau's, the shipped ones."""

from datetime import date
from functools import cache

from django.db import transaction

from minnelijk.flow.letters import TEXTS, TextProblem, fields_of, problems, subject_of
from minnelijk.flow.owed import owed_problems
from minnelijk.flow.policy import Policy as Table
from minnelijk.flow.spoken import SILENT, allowed, said_problems
from minnelijk.flow.text_message import text_message_problems
from minnelijk.flow.words import ApprovalAnswer, Channel, Do, Question
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import (
    Approval,
    Case,
    Client,
    PolicyVersion,
    Template,
    TemplateVersion,
)
from minnelijk.records.queries import bureau, policy_of, table
from minnelijk.records.words import ForWhom, Layer

CHANNEL_OF_FORM = {
    "email": Channel.EMAIL,
    "letter": Channel.POST,
    "script": Channel.CALL,
    "sms": Channel.SMS,
}
LAYERS = (Layer.CLIENT, Layer.BUREAU, Layer.SHIPPED)
WRITTEN = {Channel.POST: Channel.EMAIL}
"""A letter has the words of the mail unless somebody wrote other ones: whose words they are comes
first, a client's own mail counts before a letter of ours."""


class TextRefused(Refused):
    """Why a text cannot be stored or used."""

    sentences = {
        "use_unknown": "There is no message or script '{use}'.",
        "problems": "The text has {count} problems and cannot be used before they are repaired.",
        "none": "There is no text for '{use}' by {channel}: put the shipped texts in first.",
        "changed": "Somebody saved version {number} of this text meanwhile. Nothing was stored.",
        "too_many_tests": "You sent {most} tests in an hour. Wait a little.",
    }


def save_template(
    client: Client | None,
    *,
    use: str,
    language: str,
    channel: Channel,
    body: str,
    act: Act,
) -> tuple[TemplateVersion, tuple[TextProblem, ...]]:
    """Store a text as its next version, with its problems; it is not in use yet.

    `body` is the whole text, its first line `Subject: ...` included where it has one. No client
    means the bureau's own. Raises TextRefused.
    """
    if use not in {known for known, _, _ in shipped_texts()}:
        raise TextRefused("use_unknown", use=use)
    found = text_problems(client, use, body, act.on)
    with transaction.atomic():
        template, _ = Template.objects.get_or_create(
            layer=Layer.CLIENT if client else Layer.BUREAU,
            client=client,
            use=use,
            language=language,
            channel=channel,
        )
        version = _new_version(template, body, found, act)
        args = {"template": template.id, "number": version.number, "problems": len(found)}
        office_event(client, "template_saved", act, args)
    return version, found


def _new_version(
    template: Template, body: str, found: tuple[TextProblem, ...], act: Act
) -> TemplateVersion:
    """`fields` and `subject` are copies for lists; the body is what counts."""
    last = template.versions.order_by("-number").first()
    if last is not None and last.body == body:
        return last
    version = _version(template, body, found, act, last)
    version.save(force_insert=True)
    return version


def _version(
    template: Template,
    body: str,
    found: tuple[TextProblem, ...],
    act: Act,
    last: TemplateVersion | None,
) -> TemplateVersion:
    return TemplateVersion(
        template=template,
        number=last.number + 1 if last else 1,
        subject=subject_of(body)[:200],
        body=body,
        fields=[] if found else sorted(fields_of(body)),
        tone_check=[str(problem) for problem in found],
        made_by=act.by,
        made_at=act.at,
    )


def approve_template(version: TemplateVersion, act: Act) -> TemplateVersion:
    """Use a text from now on; a text with problems is refused. Raises TextRefused."""
    template = version.template
    found = text_problems(template.client, template.use, version.body, act.on)
    if found:
        raise TextRefused("problems", count=len(found))
    with transaction.atomic():
        args = {"template": version.template_id, "number": version.number}
        office_event(template.client, "template_approved", act, args)
        version.approved_by, version.approved_at = act.by, act.at
        version.save(update_fields=["approved_by", "approved_at"])
    return version


def text_problems(client: Client | None, use: str, body: str, on: date) -> tuple[TextProblem, ...]:
    """Return everything that is wrong with a text of this client, or of the bureau (None).

    Of costs, an agency and a court it says no more than the law of the client's country lets it say
    to the best protected debtor, and announces no step that the client's own tables never take. A
    confirmation tells all that it owes.
    """
    code = client.country if client else bureau().country
    most = allowed(use, code=code, on=on, does=_acts(client) if client else None)
    short = text_message_problems(body) if use in text_uses() else []
    too_open = (TextProblem(word, line, (("name", what),)) for line, word, what in short)
    return (*problems(body, most), *owed_problems(use, body), *too_open)


def _acts(client: Client) -> frozenset[Do] | None:
    """Return what the client's own tables do; None where tables that are not its own count too."""
    rows = PolicyVersion.objects.filter(policy__client=client, activated_at__isnull=False)
    rows = rows.filter(policy__for_country__in=["", client.country]).select_related("policy")
    newest = {row.policy_id: row for row in rows.order_by("activated_at", "number")}
    whom = {row.policy.for_whom for row in newest.values()}
    if not ("" in whom or set(ForWhom) <= whom):
        return None
    return frozenset().union(*(_acts_of(table(row.text)) for row in newest.values()))


def _acts_of(steps: Table) -> frozenset[Do]:
    return frozenset(row.do for row in steps.steps)


def _fits(body: str, use: str, case: Case, on: date) -> bool:
    """Whether a text says no more than it may to this debtor; most texts say nothing at all."""
    if not said_problems(body, SILENT):
        return True
    most = allowed(
        use,
        code=case.country,
        on=on,
        kind=DebtorKind(case.kind),
        does=_acts_of(policy_of(case)),
        engaged=_engaged(case),
    )
    return not said_problems(body, most)


def _engaged(case: Case) -> bool:
    """Whether the client said yes to phase two of this case, now or beforehand."""
    asked = Approval.objects.filter(case=case, question=Question.ENGAGE, fell_why="")
    last = asked.exclude(answer="").order_by("-id").first()
    return last is not None and last.answer == ApprovalAnswer.YES


def template_for(
    client: Client,
    use: str,
    language: str,
    channel: Channel,
    *,
    case: Case | None = None,
    on: date | None = None,
) -> TemplateVersion:
    """Return the text to use: the client's, the bureau's, the shipped one. Raises TextRefused.

    A language that nobody wrote falls back to Dutch; a letter to the words of the mail. With a case
    and a day a text that says more than this debtor may hear gives way to the next one.
    """
    for spoken in dict.fromkeys([language, "nl"]):
        for layer in LAYERS:
            for written in _channels(use, channel):
                found = _approved(layer, client, use, spoken, written)
                if found and (not case or not on or _fits(found.body, use, case, on)):
                    return found
    raise TextRefused("none", use=use, channel=channel)


def _channels(use: str, channel: Channel) -> list[Channel]:
    """A letter may have the words of a mail; a notice says by which way it comes."""
    own = use in set(NoticeKind) or channel not in WRITTEN
    return [channel] if own else [channel, WRITTEN[channel]]


def _approved(
    layer: Layer, client: Client, use: str, language: str, channel: Channel
) -> TemplateVersion | None:
    return (
        TemplateVersion.objects.filter(
            template__layer=layer,
            template__client=client if layer is Layer.CLIENT else None,
            template__use=use,
            template__language=language,
            template__channel=channel,
            approved_at__isnull=False,
        )
        .order_by("-approved_at", "-number")
        .select_related("template")
        .first()
    )


def install_texts(act: Act) -> int:
    """Store the shipped texts, a new version only where one changed; return how many.

    Who ships them approved them. All are looked at and written together, as every start does this.
    """
    shipped = Template.objects.filter(layer=Layer.SHIPPED, client=None)
    with transaction.atomic():
        stored = {(one.use, one.language, one.channel) for one in shipped.all()}
        Template.objects.bulk_create(
            (
                Template(layer=Layer.SHIPPED, use=use, language=language, channel=channel)
                for use, language, channel in sorted(_bodies().keys() - stored)
            ),
            ignore_conflicts=True,  # another process that starts now stores the same
        )
        versions = TemplateVersion.objects.filter(template__in=shipped).order_by("number")
        last = {version.template_id: version for version in versions}
        made = [
            _shipped_version(template, body, last.get(template.id), act)
            for template in shipped.order_by("use", "channel", "language")
            if (body := _bodies().get((template.use, template.language, template.channel)))
        ]
        new = [version for version in made if version is not None]
        TemplateVersion.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _shipped_version(
    template: Template, body: str, last: TemplateVersion | None, act: Act
) -> TemplateVersion | None:
    if last is not None and last.body == body:
        return None
    version = _version(template, body, (), act, last)
    version.approved_at = act.at
    return version


@cache
def _bodies() -> dict[tuple[str, str, str], str]:
    """Return the shipped texts, by use, language and channel."""
    return {
        (use, language, CHANNEL_OF_FORM[form]): (
            TEXTS / language / f"{use}.{form}.liquid"
        ).read_text(encoding="utf-8")
        for use, form, language in shipped_texts()
    }


@cache
def text_uses() -> frozenset[str]:
    """Return the uses that have words for a text message."""
    return frozenset(use for use, form, _ in shipped_texts() if form == "sms")


@cache
def shipped_texts() -> tuple[tuple[str, str, str], ...]:
    """Return (use, form, language) of every shipped text: an `email`, a `letter` or a `script`."""
    return tuple(
        sorted(
            (path.name.split(".")[0], path.name.split(".")[1], path.parent.name)
            for path in TEXTS.glob("*/*.liquid")
        )
    )
