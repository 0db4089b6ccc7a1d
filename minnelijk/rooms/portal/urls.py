"""The addresses of the portal."""

from django.urls import path

from minnelijk.rooms.portal.views import (
    acts,
    card,
    cases,
    delivery,
    disputes,
    draft,
    face,
    home,
    messages,
    notes,
    questions,
    upload,
)

app_name = "portal"
DRAFT = "aanleveren/controle/<str:token>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("huisstijl.css", face.brand, name="brand"),
    path("logo/", face.logo, name="logo"),
    path("bestand/<int:document_id>/", face.file, name="file"),
    path("aanleveren/", upload.deliver, name="deliver"),
    path("aanleveren/voorbeeld.xlsx", upload.example, name="example"),
    path(DRAFT, draft.draft, name="draft"),
    path(DRAFT + "kolommen/", draft.draft_columns, name="draft_columns"),
    path(DRAFT + "herstel/", draft.draft_repair, name="draft_repair"),
    path(DRAFT + "weglaten/", draft.draft_skip, name="draft_skip"),
    path(DRAFT + "afbreken/", draft.draft_drop, name="draft_drop"),
    path("aanleveren/<int:placement_id>/", delivery.delivery, name="delivery"),
    path("aanleveren/regel/<int:row_id>/herstel/", delivery.row_repair, name="row_repair"),
    path("aanleveren/regel/<int:row_id>/weglaten/", delivery.row_leave_out, name="row_leave_out"),
    path("zaken/", cases.cases, name="cases"),
    path("zaken/<int:number>/", cases.case, name="case"),
    path("zaken/<int:number>/doe/<slug:verb>/", acts.case_act, name="case_act"),
    path("zaken/<int:number>/knop/<slug:verb>/", acts.case_button, name="case_button"),
    path("geschillen/<int:dispute_id>/", disputes.dispute, name="dispute"),
    path("geschillen/<int:dispute_id>/bestand/", disputes.dispute_file, name="dispute_file"),
    path("geschillen/<int:dispute_id>/terug/", disputes.dispute_back, name="dispute_back"),
    path("berichten/<int:message_id>/", messages.message, name="message"),
    path("vragen/", questions.questions, name="questions"),
    path("vragen/samen/", questions.questions_together, name="questions_together"),
    path("vragen/<int:approval_id>/", questions.question, name="question"),
    path("vragen/<int:approval_id>/terug/", questions.question_back, name="question_back"),
    path("meldingen/<int:note_id>/", notes.note, name="note"),
    path("meldingen/<int:note_id>/gelezen/", notes.note_read, name="note_read"),
    path("meldingen/<int:note_id>/kwijt/", notes.note_let_go, name="note_let_go"),
    path("gegevens/", card.card, name="card"),
    path("gegevens/rekening/", card.account_propose, name="account_propose"),
]
