"""The throw-away PostgreSQL of the tests leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_throw_away_postgresql_is_gone_when_its_run_was_killed(how: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.tools.postgres"]
    environment = {key: value for key, value in os.environ.items() if key != "TEST_DATABASE_URL"}
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout
    address = run.stdout.readline()
    if "@" not in address:
        pytest.skip("there is no PostgreSQL here")
    folder = Path(address.split("@")[1].split("/postgres")[0].replace("%2F", "/"))
    assert folder.exists()

    run.send_signal(how)
    run.wait(timeout=10)

    for _ in range(100):
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not folder.exists()
