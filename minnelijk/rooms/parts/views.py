"""The gallery: every part of the design on one page, and the layouts that rooms copy; demo only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from minnelijk.rooms.parts.brand import brand_css
from minnelijk.rooms.parts.gallery import PAGES, everything

BRAND = "#0B5FA5"


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, light beside dark."""
    only_in_demo()
    return render(request, "parts/gallery/index.html", everything())


def gallery_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one layout with invented people in it."""
    only_in_demo()
    if page not in PAGES:
        raise Http404
    return render(request, f"parts/gallery/{page}.html", everything() | PAGES[page])


def gallery_brand(request: HttpRequest) -> HttpResponse:
    """The colours of the invented client; `?c=FFD400` tries another one."""
    only_in_demo()
    colour = "#" + request.GET.get("c", BRAND.removeprefix("#"))
    return HttpResponse(brand_css(colour), content_type="text/css")


def only_in_demo() -> None:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
