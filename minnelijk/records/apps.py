"""The only Django app with tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "minnelijk.records"
    label = "records"
