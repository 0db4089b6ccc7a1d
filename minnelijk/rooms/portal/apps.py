"""The portal: clients and their partners."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "minnelijk.rooms.portal"
    label = "portal"
