"""The addresses of the desk."""

from django.urls import path

from minnelijk.rooms.desk.views import (
    call,
    cases,
    contact,
    day,
    find,
    money,
    outcome,
    plans,
    tasks,
    team,
)

app_name = "desk"
urlpatterns = [
    path("", day.day, name="day"),
    path("nu/", call.now, name="now"),
    path("pauze/", call.pause, name="pause"),
    path("zoek/", find.find, name="find"),
    path("terug/<int:call_id>/", outcome.undo, name="undo"),
    path("taken/", tasks.tasks, name="tasks"),
    path("taken/<int:item_id>/", tasks.task, name="task"),
    path("geld/", money.money, name="money"),
    path("geld/nieuw/", money.came, name="money_came"),
    path("geld/<int:line_id>/", money.decide, name="money_decide"),
    path("geld/<int:line_id>/terug/", money.unmatch, name="money_unmatch"),
    path("zaken/", cases.cases, name="cases"),
    path("zaak/<int:case_id>/", call.call, name="call"),
    path("zaak/<int:case_id>/controle/", call.tick, name="tick"),
    path("zaak/<int:case_id>/uitkomst/", outcome.save, name="save"),
    path("zaak/<int:case_id>/voorbeeld/", call.live, name="live"),
    path("zaak/<int:case_id>/klaar/<int:call_id>/", outcome.after, name="after"),
    path("zaak/<int:case_id>/beurt/", call.keep, name="keep"),
    path("zaak/<int:case_id>/overslaan/", call.pass_by, name="skip"),
    path("zaak/<int:case_id>/mailadres/", contact.email, name="email"),
    path("zaak/<int:case_id>/begin/", find.begin, name="begin"),
    path("zaak/<int:case_id>/dossier/", cases.case, name="case"),
    path("zaak/<int:case_id>/rust/<int:hold_id>/", cases.lift, name="lift"),
    path("zaak/<int:case_id>/termijn/<int:number>/", plans.defer, name="defer"),
    path("zaak/<int:case_id>/betaling/", team.payment, name="payment"),
    path("zaak/<int:case_id>/teruggeboekt/<int:entry_id>/", team.reversal, name="reversal"),
    path("bericht/<int:message_id>/", cases.message, name="message"),
    path("bord/", team.board, name="board"),
    path("team/", team.team, name="team"),
]
