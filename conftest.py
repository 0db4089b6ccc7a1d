"""What every test run needs before Django wakes up: a throw-away home, fixed keys, a browser."""

import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.tools.chromium import FLAGS, NoChromium
from tests.tools.chromium import find as find_chromium

MADE_HERE = "MINNELIJK_HOME" not in os.environ  # a parallel worker gets its parent's
if MADE_HERE:
    os.environ["MINNELIJK_HOME"] = tempfile.mkdtemp(prefix="minnelijk-test-")
for key, digits in (("SECRET_KEY", "5e"), ("SEAL_KEY", "5a"), ("INDEX_KEY", "1d")):
    os.environ.setdefault(f"MINNELIJK_{key}", digits * 32)
os.environ.setdefault("MINNELIJK_EMBEDDED_WORKER", "0")
# Who tests a page comes in without a second step; tests of signing in ask for it themselves.
os.environ.setdefault("MINNELIJK_SECOND_FACTOR", "0")
os.environ.setdefault("MINNELIJK_NEAR_HOSTS", "localhost,127.0.0.1")  # servers of tests
os.environ.setdefault("MINNELIJK_DNS_SERVER", "off")  # a test that asks brings its own
os.environ["DJANGO_SETTINGS_MODULE"] = "minnelijk.site.settings"

# The same examples every time: a test that fails only sometimes teaches nobody anything.
hypothesis_settings.register_profile(
    "ci", derandomize=True, max_examples=30, deadline=None, database=None
)
hypothesis_settings.register_profile("long", max_examples=1000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

import django.conf  # noqa: E402  (pytest-django sets Django up only if it is imported by now)

_default = django.conf.settings.DATABASES["default"]
if _default["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of a live server then see what another connection committed.
    _default.setdefault("TEST", {})["NAME"] = f"{os.environ['MINNELIJK_HOME']}/test.sqlite3"
    _default["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # nothing to lose here
django.conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure() -> None:
    if MADE_HERE:
        shutil.rmtree(os.environ["MINNELIJK_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; one per worker."""
    try:
        chromium = find_chromium()
    except NoChromium as problem:
        pytest.skip(str(problem))
    # Playwright keeps an event loop running in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=chromium.executable,
            args=list(FLAGS),
            env={**os.environ, **chromium.environment},
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the walk of tests/isolation tried, with or without parallel workers."""
    from tests.tools.tally import told

    for line in told(terminalreporter.stats):
        terminalreporter.write_line(line)
