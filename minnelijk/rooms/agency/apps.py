"""The agency's room: what was handed over to an agency, and what both sides tell each other."""

from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "minnelijk.rooms.agency"
    label = "agency"
