"""Addresses that belong to no room: signing in, the language switch, the gallery of the design."""

from django.urls import path
from django.views.i18n import set_language

from minnelijk.rooms.parts import factors, second_step, sign_in, views

app_name = "parts"
urlpatterns = [
    path("", sign_in.start, name="start"),
    path("in/", sign_in.sign_in, name="sign_in"),
    path("in/plaats/", sign_in.seats, name="seats"),
    path("in/uit/", sign_in.sign_out, name="sign_out"),
    path("in/welkom/<str:token>/", sign_in.welcome, name="welcome"),
    path("in/passkey/", second_step.passkey, name="passkey"),
    path("in/passkey/vraag/", second_step.passkey_question, name="passkey_question"),
    path("in/stap/", second_step.second_step, name="second_step"),
    path("in/bevestigen/", second_step.prove_again, name="prove"),
    path("in/veilig/", factors.factors, name="factors"),
    path("in/veilig/app/", factors.app, name="factor_app"),
    path("in/veilig/passkey/", factors.passkey, name="factor_passkey"),
    path("in/veilig/passkey/vraag/", factors.new_passkey, name="new_passkey"),
    path("in/veilig/herstelcodes/", factors.recovery, name="recovery"),
    path("in/veilig/weg/", factors.remove, name="factor_remove"),
    path("in/veilig/apparaten/", factors.devices, name="devices"),
    path("in/<str:token>/", sign_in.link, name="link"),
    path("taal/", set_language, name="language"),
    path("parts/", views.gallery, name="gallery"),
    path("parts/brand.css", views.gallery_brand, name="gallery_brand"),
    path("parts/<slug:page>/", views.gallery_page, name="gallery_page"),
]
