"""Addresses that belong to no room: the language switch, and the gallery of the design."""

from django.urls import path
from django.views.i18n import set_language

from minnelijk.rooms.parts import views

app_name = "parts"
urlpatterns = [
    path("taal/", set_language, name="language"),
    path("parts/", views.gallery, name="gallery"),
    path("parts/brand.css", views.gallery_brand, name="gallery_brand"),
    path("parts/<slug:page>/", views.gallery_page, name="gallery_page"),
]
