"""An answer of the debtor by mail or letter: somebody read it and files it at the case."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from minnelijk.flow.words import Channel
from minnelijk.records.actions import replies
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.views.call import case_of, go
from minnelijk.rooms.desk.views.cases import file_page
from minnelijk.rooms.parts.people import Request, seated

WAYS = {way.value: way for way in (Channel.EMAIL, Channel.POST)}


@require_POST
@seated
def replied(request: Request, case_id: int) -> HttpResponse:
    """File what the debtor answered; what cannot be filed is said near its field."""
    case = case_of(request, case_id)
    words = request.POST.get("words", "").replace("\r\n", "\n")  # one sign, as the browser counts
    way = request.POST.get("way", "")
    try:
        # a way that is no choice is one that the action refuses
        replies.replied(case.id, request.act, words, way=WAYS.get(way, Channel.PAGE))
    except replies.ReplyProblem as refused:
        said = sentence(refused)
        if refused.word == "closed":
            return file_page(request, case, said)
        kept = {"reply_error": said, "reply_at": refused.word, "reply_typed": words}
        return file_page(request, case, status=422, reply_way=way, **kept)
    return go(request, "desk:case", case.id)
