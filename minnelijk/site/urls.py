"""Which room lives where."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("minnelijk.rooms.parts.urls")),
    path("bel/", include("minnelijk.rooms.desk.urls")),
    path("klant/", include("minnelijk.rooms.portal.urls")),
    path("huisstijl/", include("minnelijk.rooms.parts.house_style")),
    path("incasso/", include("minnelijk.rooms.agency.urls")),
    path("overdracht/", include("minnelijk.rooms.agency.link_urls")),
    path("r/", include("minnelijk.rooms.debtor.urls")),
    path("kantoor/", include("minnelijk.rooms.office.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("minnelijk.site.demo.pages")))
