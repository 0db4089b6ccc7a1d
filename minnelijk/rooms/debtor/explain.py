"""Help around the page: not for me, a complaint, is this real, privacy, money worries."""

from django.http import HttpResponse

from minnelijk.records.actions import page_help
from minnelijk.records.actions.page import PageRefused
from minnelijk.records.debtor_choices import last_call, registrations
from minnelijk.records.debtor_letter import agency_now
from minnelijk.records.queries import bureau
from minnelijk.rooms.debtor.check import checked
from minnelijk.rooms.debtor.choices import refused_sentence
from minnelijk.rooms.debtor.forms import ComplaintForm
from minnelijk.rooms.debtor.visit import Visit, opened


@opened
def not_for_me(visit: Visit) -> HttpResponse:
    """The message came to somebody else: asks nothing, shows nothing, stops everything."""
    if visit.posted:
        page_help.not_for_me(visit.case.id, visit.act, seed=visit.seed)
        visit.leave()
        return visit.show("stopped", {"just_now": True})
    return visit.show("not_for_me", {})


@opened
def complaint(visit: Visit) -> HttpResponse:
    """A complaint about us, from whoever has the link; it shows nothing of the case."""
    form = ComplaintForm(visit.request.POST if visit.posted else None)
    if visit.posted and form.is_valid():
        try:
            kept = page_help.complain(visit.case.id, form.cleaned_data["words"], visit.act)
        except PageRefused as refused:
            form.add_error("words", refused_sentence(refused))
        else:
            return visit.show("complaint_done", {"answer_on": kept.ack_due_on})
    return visit.show("complaint", {"form": form, "bureau": bureau()})


@opened
def real(visit: Visit) -> HttpResponse:
    """Who we are, and how to find out that it is us."""
    known = {
        "bureau": bureau(),
        "registrations": registrations(visit.on),
        "call": last_call(visit.case) if visit.checked else None,
    }
    return visit.show("real", known)


@opened
def privacy(visit: Visit) -> HttpResponse:
    """What we know, why, for how long, and what a person may ask of us."""
    return visit.show("privacy", {"bureau": bureau(), "months": visit.case.client.retention_months})


@checked
def worries(visit: Visit) -> HttpResponse:
    """Free help, near home; only for the debtor himself."""
    known = {"country": visit.case.country, "at_agency": agency_now(visit.case)}
    return visit.show("worries", known)
