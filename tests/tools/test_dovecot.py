"""The throw-away Dovecot of the tests leaves nothing behind."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_throw_away_dovecot_is_gone_when_its_run_was_killed(how: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.tools.dovecot"]
    run = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout
    told = run.stdout.readline().strip()
    if not told:
        pytest.skip("there is no Dovecot here")
    folder = Path(told)
    assert (folder / "dovecot.conf").exists()

    run.send_signal(how)
    run.wait(timeout=10)

    for _ in range(100):
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not folder.exists()
