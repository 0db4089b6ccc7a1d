"""How every address gets its arguments out of somebody's home.

An address that is missing here makes the walk fail: whoever adds one says what it names.
Each line: the name of the address, then `argument=word` (a word of `Home.ids`) or `argument:value`
(the same for everybody).
"""

WRITTEN = """
desk:undo call_id=call
desk:task item_id=task
desk:task_mail item_id=task
desk:money_search line_id=line
desk:money_split line_id=line
desk:money_decide line_id=line
desk:money_unmatch line_id=line
desk:batch_pdf batch_id=batch
desk:batch_list batch_id=batch
desk:batch_sure batch_id=batch
desk:batch_posted batch_id=batch
desk:post_came_back message_id=letter
desk:letter message_id=letter
desk:answer inbound_id=inbound
desk:answer_read inbound_id=inbound
desk:answer_file inbound_id=inbound
desk:answer_aside inbound_id=inbound
desk:answer_original inbound_id=inbound
desk:call case_id=case
desk:tick case_id=case
desk:save case_id=case
desk:live case_id=case
desk:after case_id=case call_id=call
desk:keep case_id=case
desk:skip case_id=case
desk:email case_id=case
desk:begin case_id=case
desk:case case_id=case
desk:lift case_id=case hold_id=hold
desk:defer case_id=case number:1
desk:payment case_id=case
desk:reversal case_id=case entry_id=entry
desk:replied case_id=case
desk:pass_on case_id=case
desk:hang_up case_id=case
desk:agency_tell case_id=case
desk:agency_read case_id=case
desk:recall case_id=case
desk:client_letter notice_id=notice
desk:message message_id=message
desk:message_look message_id=message
desk:message_file message_id=letter

portal:house_style_back brand_id=brand
portal:file document_id=document
portal:draft token=draft
portal:draft_reading token=draft
portal:draft_columns token=draft
portal:draft_repair token=draft
portal:draft_skip token=draft
portal:draft_drop token=draft
portal:job job_id=job
portal:take_back placement_id=placement
portal:delivery placement_id=placement
portal:row_repair row_id=row
portal:row_leave_out row_id=row
portal:case number=case_number
portal:case_act number=case_number verb:betaling
portal:case_button number=case_number verb:verder
portal:agency_link number=case_number
portal:dispute dispute_id=dispute
portal:dispute_file dispute_id=dispute
portal:dispute_back dispute_id=dispute
portal:message message_id=message
portal:message_look message_id=message
portal:question approval_id=approval
portal:question_own approval_id=approval
portal:question_back approval_id=approval
portal:note note_id=note
portal:note_read note_id=news
portal:note_let_go note_id=note
portal:agency_end partner_id=own_partner
portal:questions_together kind:verder
portal:text_languages use:promise channel:email
portal:text use:promise channel:email language:nl
portal:text_seen use:promise channel:email language:nl
portal:text_use use:promise channel:email language:nl version_id=text_version
portal:text_difference use:promise channel:email language:nl
portal:text_letter use:promise channel:email language:nl

office:client code=code
office:card code=code slug:recht
office:log code=code
office:stop code=code
office:stop_now code=code
office:client_accounts code=code
office:brand code=code
office:sender code=code
office:sender_sms code=code
office:brand_window code=code
office:brand_css code=code colour:0b5fa5
office:client_policies code=code
office:client_people code=code
office:account number=account
office:policy number=policy
office:policy_use number=policy
office:text_approve number=text_version
office:text use:promise language:nl channel:email
office:seat number=seat

agency:over hand_over_id=hand_over
agency:file hand_over_id=hand_over
agency:act hand_over_id=hand_over verb:vraag
"""


FITTING = {
    "office:stop_now": "do:stop",
    "office:policy_use": "version:1",
    "desk:answer_file": "zaak=case",
    "desk:money_decide": "found=case",
}
"""Addresses that answer only to a certain form: what the right person sends."""

NOT_YET_THERE = {
    "desk:message_look": "only a mail that left has a look of its own",
    "desk:batch_list": "only the printer's run writes the list of a batch",
    "portal:message_look": "only a mail that left has a look of its own",
    "portal:note_let_go": "this credit still has an invoice to go to",
    "portal:logo": "this client has no logo",
    "portal:draft_repair": "the list has no row to repair",
    "portal:draft_skip": "the list has no row to leave out",
    "portal:agency_link": "this agency has a seat and needs no link",
    "portal:text_letter": "this message is no letter",
}
"""Addresses of real things of which this world has not everything; with the reason."""


def fitting(name: str, ids: dict[str, object]) -> dict[str, object]:
    """Return what the right person sends to an address."""
    return _pairs(FITTING.get(name, "").split(), ids)


def _pairs(words: list[str], ids: dict[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for word in words:
        key, sign, value = word.partition("=") if "=" in word else word.partition(":")
        found[key] = ids[value] if sign == "=" else value
    return found


class NoArguments(AssertionError):
    """An address whose arguments nobody told."""


def _told() -> dict[str, list[str]]:
    lines = (line.split() for line in WRITTEN.splitlines() if line.strip())
    return {name: words for name, *words in lines}


TOLD = _told()


def arguments(name: str, wanted: set[str], ids: dict[str, object]) -> dict[str, object]:
    """Return the arguments of an address out of somebody's home; raises NoArguments."""
    if not wanted:
        return {}
    if name not in TOLD:
        raise NoArguments(
            f"Nobody told the walk whose thing {name} shows ({', '.join(sorted(wanted))}). Add a "
            f"line to tests/isolation/arguments.py, and what it names to Home.ids in homes.py."
        )
    pairs = _pairs(TOLD[name], ids)
    if set(pairs) != wanted:
        raise NoArguments(f"tests/isolation/arguments.py gives {name} other arguments than it has.")
    return pairs


def of_nobody(name: str) -> set[str]:
    """Return the arguments that name somebody's thing (not a word that is the same for all)."""
    return {word.partition("=")[0] for word in TOLD.get(name, []) if "=" in word}
