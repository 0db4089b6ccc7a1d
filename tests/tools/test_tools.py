"""The tools of the tests: the database that was asked for, and a browser."""

import os

import pytest
from django.db import connection
from playwright.sync_api import Browser


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_it_says() -> None:
    expected = os.environ.get("MINNELIJK_TEST_VENDOR", connection.vendor)

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.vendor == expected


def test_a_page_opens_in_the_browser(browser: Browser) -> None:
    page = browser.new_page()

    page.goto("data:text/html;charset=utf-8,<title>Eén afspraak</title><h1>12,50</h1>")

    assert page.title() == "Eén afspraak"
    assert page.locator("h1").inner_text() == "12,50"
