"""The tools of the tests: the right database, a browser, and a database that leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]


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


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_throw_away_postgresql_is_gone_when_its_run_was_killed(how: signal.Signals) -> None:
    if os.environ.get("MINNELIJK_TEST_VENDOR") != "postgresql":
        pytest.skip("runs with the tests on PostgreSQL")
    command = [sys.executable, "-m", "tests.tools.postgres"]
    environment = {key: value for key, value in os.environ.items() if key != "TEST_DATABASE_URL"}
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout
    address = run.stdout.readline()
    folder = Path(address.split("@")[1].split("/postgres")[0].replace("%2F", "/"))
    assert folder.exists()

    run.send_signal(how)
    run.wait(timeout=10)

    for _ in range(100):
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not folder.exists()
