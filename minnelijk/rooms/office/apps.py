"""The office: bureau managers."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "minnelijk.rooms.office"
    label = "office"
