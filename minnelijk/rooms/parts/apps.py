"""What all rooms share: the frame, styles, fonts and sign-in."""

from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "minnelijk.rooms.parts"
    label = "parts"
