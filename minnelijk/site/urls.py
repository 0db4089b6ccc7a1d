"""Which room lives where."""

from django.urls import include, path

urlpatterns = [
    path("", include("minnelijk.rooms.parts.urls")),
    path("bel/", include("minnelijk.rooms.desk.urls")),
    path("klant/", include("minnelijk.rooms.portal.urls")),
    path("r/", include("minnelijk.rooms.debtor.urls")),
    path("kantoor/", include("minnelijk.rooms.office.urls")),
]
