"""The addresses of an agency with a seat."""

from django.urls import path

from minnelijk.rooms.agency import acts, listing, over
from minnelijk.rooms.agency.door import by_seat

app_name = "agency"
urlpatterns = [
    path("", listing.cases, name="cases"),
    path("<int:hand_over_id>/", by_seat(over.over), name="over"),
    path("<int:hand_over_id>/dossier/", by_seat(over.file), name="file"),
    path("<int:hand_over_id>/<slug:verb>/", by_seat(acts.act), name="act"),
]
