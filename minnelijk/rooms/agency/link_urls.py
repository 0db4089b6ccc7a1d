"""The addresses of a link with a code, for an agency without a seat."""

from django.urls import path

from minnelijk.rooms.agency import acts, code, over
from minnelijk.rooms.agency.door import by_link

app_name = "agency_link"
urlpatterns = [
    path("<str:token>/", code.home, name="over"),
    path("<str:token>/sluiten/", code.leave, name="leave"),
    path("<str:token>/dossier/", by_link(over.file), name="file"),
    path("<str:token>/<slug:verb>/", by_link(acts.act), name="act"),
]
