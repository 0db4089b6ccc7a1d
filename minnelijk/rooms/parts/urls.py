"""Addresses that belong to no room: the language switch, and the gallery of the design."""

from django.urls import path
from django.views.i18n import set_language

from minnelijk.rooms.parts import sign_in, views

app_name = "parts"
urlpatterns = [
    path("", sign_in.start, name="start"),
    path("in/", sign_in.sign_in, name="sign_in"),
    path("in/plaats/", sign_in.seats, name="seats"),
    path("in/uit/", sign_in.sign_out, name="sign_out"),
    path("in/<str:token>/", sign_in.link, name="link"),
    path("taal/", set_language, name="language"),
    path("parts/", views.gallery, name="gallery"),
    path("parts/brand.css", views.gallery_brand, name="gallery_brand"),
    path("parts/<slug:page>/", views.gallery_page, name="gallery_page"),
]
