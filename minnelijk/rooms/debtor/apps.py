"""The debtor's own page."""

from django.apps import AppConfig


class DebtorConfig(AppConfig):
    name = "minnelijk.rooms.debtor"
    label = "debtor"
