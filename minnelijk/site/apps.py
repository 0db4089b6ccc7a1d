"""The wiring: settings, addresses, commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "minnelijk.site"
    label = "minnelijk_site"
