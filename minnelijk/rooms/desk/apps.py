"""The desk: agents and supervisors."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "minnelijk.rooms.desk"
    label = "desk"
