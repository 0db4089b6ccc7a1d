"""The demo's own pages: whose eyes to look through, the mail box, and the next day."""

import hmac
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST

from minnelijk.flow.words import MessageState, Role
from minnelijk.law.country import country
from minnelijk.post import mailbox
from minnelijk.records.actions import intake, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.people import debtor_token
from minnelijk.records.models import Client, Message, Seat
from minnelijk.rooms.parts.as_sent import NOTHING_RUNS, with_pictures
from minnelijk.rooms.parts.people import HOME, SEAT
from minnelijk.site import clock
from minnelijk.site.demo.payers import place_of

OPENS = (9, 30)
OFFICE_HOURS = range(9, 17)
LOOKS_LIKE = (
    ("agent", Role.AGENT, "sanne@vriendt.example"),
    ("supervisor", Role.SUPERVISOR, "soraya@vriendt.example"),
    ("client", Role.CLIENT, "mirjam@delta-water.example"),
    ("manager", Role.MANAGER, "maarten@vriendt.example"),
    ("shop", Role.CLIENT, "an@winkelaanzee.example"),
    ("agency", Role.PARTNER, "joost@incassonoordzee.example"),
)


def links() -> dict[str, str]:
    """Return one sign-in link per role, and one link of a debtor."""
    made = {name: f"{settings.PUBLIC_URL}/demo/als/{name}/{_key(name)}/" for name, *_ in LOOKS_LIKE}
    message = (
        Message.objects.filter(state=MessageState.SENT, promise__outcome="", purpose="confirmation")
        .exclude(case__phase="closed")
        .order_by("-id")
        .first()
    )
    if message is not None:
        token = debtor_token(message.case_id, message.token_seed)
        made["debtor"] = f"{settings.PUBLIC_URL}/r/{token}/"
    return made


def debtor_answer() -> str:
    """Return what the debtor of that link would answer to the check: postcode and house number."""
    made = links().get("debtor")
    if made is None:
        return ""
    message = Message.objects.filter(state=MessageState.SENT, purpose="confirmation").exclude(
        case__phase="closed"
    )
    case = message.filter(promise__outcome="").order_by("-id")[0].case
    home = case.debtor.points.filter(channel="post").order_by("-version").first()
    content = home.open() if home else {}
    return f"{content.get('postcode', '')} {content.get('number', '')}".strip()


def _key(name: str) -> str:
    return salted_hmac("minnelijk.demo", name).hexdigest()[:20]


def come_in(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """Sign in as one of the demo's people; only the console of the demo tells the key."""
    found = next(((role, mail) for one, role, mail in LOOKS_LIKE if one == name), None)
    if found is None or not hmac.compare_digest(key, _key(name)):
        raise Http404
    seat = Seat.objects.get(role=found[0], user__email=found[1])
    login(request, seat.user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[SEAT] = seat.id
    return redirect(HOME[Role(seat.role)])


def start(request: HttpRequest) -> HttpResponse:
    """Whose eyes to look through."""
    context = {
        "links": links(),
        "answer": debtor_answer(),
        "now": clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)),
        "mails": len(mailbox.mails()),
    }
    return render(request, "demo/start.html", context)


def box(request: HttpRequest) -> HttpResponse:
    """Every mail that the demo sent, newest first."""
    mails = mailbox.mails()
    return render(request, "demo/box.html", {"mails": mails, "count": len(mails)})


def mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    """One mail, as its reader gets it."""
    found = mailbox.mail(mail_id)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


def mail_html(request: HttpRequest, mail_id: str) -> HttpResponse:
    """The HTML part alone, for the frame in which it is shown; it may load and run nothing."""
    found = mailbox.mail(mail_id)
    if found is None:
        raise Http404
    response = HttpResponse(with_pictures(found))
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def bank_file(request: HttpRequest) -> FileResponse:
    """A file of the bank to upload at the desk: two hundred payments of invented people."""
    place = place_of()
    if not place.exists():
        raise Http404
    return FileResponse(place.open("rb"), as_attachment=True, filename=place.name)


@require_POST
def next_day(request: HttpRequest) -> HttpResponse:
    """Put the demo's clock on the next working day and let the morning begin."""
    to_office_hours(clock.now() + timedelta(days=1), morning=True)
    return redirect("demo:start")


def to_office_hours(from_at: datetime, *, morning: bool = False) -> None:
    """Put the clock on a moment at which people work, at or after `from_at`, and run that day."""
    local = from_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    calendar = country("nl").days
    if morning or not (calendar.is_working_day(local.date()) and local.hour in OFFICE_HOURS):
        day = local.date()
        if local.hour >= OFFICE_HOURS.stop and not morning:
            day += timedelta(days=1)
        day = calendar.working_day_after(day, 0)
        local = datetime.combine(day, datetime.min.time(), tzinfo=local.tzinfo)
        local = local.replace(hour=OPENS[0], minute=OPENS[1])
    clock.put_ahead(local)
    now = clock.now()
    for client in Client.objects.filter(closed_on__isnull=True):
        intake.payments_known(client, Act(now).on, Act(now))
    steps.tick(Act(now).on, now)


urlpatterns: list[URLPattern] = [
    path("", start, name="start"),
    path("als/<slug:name>/<slug:key>/", come_in, name="come_in"),
    path("post/", box, name="box"),
    path("post/<str:mail_id>/", mail, name="mail"),
    path("post/<str:mail_id>/html/", mail_html, name="mail_html"),
    path("bankbestand.xml", bank_file, name="bank_file"),
    path("morgen/", next_day, name="next_day"),
]
app_name = "demo"
