"""Texts for debtors and agents in three layers: the client's, the bureau's, the shipped ones."""

from datetime import datetime
from functools import cache

from django.db import transaction

from minnelijk.flow.letters import LANGUAGES, TEXTS, TextProblem, fields_of, problems, subject_of
from minnelijk.flow.words import Channel
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import Client, Template, TemplateVersion
from minnelijk.records.words import Layer

CHANNEL_OF_FORM = {"email": Channel.EMAIL, "script": Channel.CALL}
LAYERS = (Layer.CLIENT, Layer.BUREAU, Layer.SHIPPED)
WRITTEN = {Channel.POST: Channel.EMAIL}
"""A letter has the words of the mail unless somebody wrote other ones."""


class TextRefused(Refused):
    """Why a text cannot be stored or used."""

    sentences = {
        "use_unknown": "There is no message or script '{use}'.",
        "problems": "The text has {count} problems and cannot be used before they are repaired.",
        "none": "There is no text for '{use}' by {channel}: put the shipped texts in first.",
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
    found = problems(body)
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
    return TemplateVersion.objects.create(
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
    found = problems(version.body)
    if found:
        raise TextRefused("problems", count=len(found))
    with transaction.atomic():
        args = {"template": version.template_id, "number": version.number}
        office_event(version.template.client, "template_approved", act, args)
        version.approved_by, version.approved_at = act.by, act.at
        version.save(update_fields=["approved_by", "approved_at"])
    return version


def template_for(client: Client, use: str, language: str, channel: Channel) -> TemplateVersion:
    """Return the text to use: the client's, the bureau's, the shipped one. Raises TextRefused.

    A language that nobody wrote falls back to Dutch; a letter to the words of the mail.
    """
    channels = [channel, WRITTEN[channel]] if channel in WRITTEN else [channel]
    for spoken in dict.fromkeys([language, "nl"]):
        for written in channels:
            for layer in LAYERS:
                found = _approved(layer, client, use, spoken, written)
                if found is not None:
                    return found
    raise TextRefused("none", use=use, channel=channel)


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
    """Store the shipped texts, a new version only where one changed; return how many."""
    made = 0
    for use, form, language in shipped_texts():
        body = (TEXTS / language / f"{use}.{form}.liquid").read_text(encoding="utf-8")
        with transaction.atomic():
            template, _ = Template.objects.get_or_create(
                layer=Layer.SHIPPED,
                client=None,
                use=use,
                language=language,
                channel=CHANNEL_OF_FORM[form],
            )
            version = _new_version(template, body, (), act)
            made += _first_use(version, act.at)
    return made


def _first_use(version: TemplateVersion, at: datetime) -> int:
    """Shipped texts were approved by who ships them; once is enough."""
    waiting = TemplateVersion.objects.filter(id=version.id, approved_at__isnull=True)
    return waiting.update(approved_at=at)


@cache
def shipped_texts() -> tuple[tuple[str, str, str], ...]:
    """Return (use, form, language) of every shipped text; the form is `email` or `script`."""
    return tuple(
        sorted(
            (path.name.split(".")[0], path.name.split(".")[1], language)
            for language in LANGUAGES
            for path in (TEXTS / language).glob("*.liquid")
        )
    )
