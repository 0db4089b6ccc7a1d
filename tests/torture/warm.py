"""Reads all code before the first child is born: a child then begins with its work at once."""

import gc
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.test import Client as Browser
from django.urls import get_resolver
from django.utils.module_loading import autodiscover_modules

MODULES = ("typst", "mjml", "pikepdf", "lxml.etree", "python_calamine", "openpyxl", "segno", "dkim")


def up() -> None:
    """Import what is imported late, the addresses and the middleware; no database is touched."""
    for name in MODULES:
        import_module(name)
    autodiscover_modules("templatetags")
    _ = get_resolver().url_patterns
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    Browser().handler.load_middleware()
    gc.collect()
    gc.freeze()  # a child that cleans up would copy all of this first
