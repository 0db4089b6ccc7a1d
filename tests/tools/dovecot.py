"""A throw-away Dovecot for one test run: real mailboxes on a free port of this machine."""

import datetime
import fcntl
import ipaddress
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "opensesame"
PACKAGE = "dovecot-imapd"
LOCK = Path(tempfile.gettempdir()) / "minnelijk-dovecot.lock"

# Ends the server and removes its folder as soon as the pipe on its standard input closes: also
# when whoever held the other end was killed and could not clean up.
GUARD = """
"$0" "$@" >"$FOLDER/said" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -TERM $server
wait $server
rm -rf "$FOLDER"
"""

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
last_valid_uid = 0
first_valid_gid = 1
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_max_userip_connections = 50
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/tokens.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


TOKENS = """
tokeninfo_url = http://127.0.0.1:{port}/?token=
username_attribute = user
active_attribute = active
active_value = yes
"""


class Tokens(BaseHTTPRequestHandler):
    """Says of a token whose it is: `token-of-anna` is anna's."""

    def do_GET(self) -> None:
        user = self.path.partition("token=token-of-")[2]
        told = {"user": user, "active": "yes" if user else "no"}
        body = json.dumps(told).encode()
        self.send_response(200 if user else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be silent."""


class NoDovecot(Exception):
    """This machine has no Dovecot, and none could be had; says what was tried."""


@dataclass(frozen=True)
class Dovecot:
    """Every user logs in with PASSWORD, or with the token `token-of-` and his name; `authority`
    is the file that makes its certificate trusted."""

    port: int
    plain_port: int
    authority: Path
    folder: Path

    @property
    def log(self) -> str:
        files = [self.folder / name for name in ("said", "log")]
        return "".join(file.read_text()[-3000:] for file in files if file.exists())


@cache
def find() -> Path:
    """Return the machine's Dovecot; as root on Debian it is installed first. Raises NoDovecot."""
    if found := _there():
        return found
    if os.environ.get("MINNELIJK_NO_SYSTEM_DOVECOT") == "1" or os.geteuid() != 0:
        raise NoDovecot(f"No Dovecot here. Install {PACKAGE}.")
    if not shutil.which("apt-get"):
        raise NoDovecot(f"No Dovecot here and no apt-get to install {PACKAGE} with.")
    with LOCK.open("w") as lock:  # two workers of one run would get in each other's way
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _there():
            _install()
    if found := _there():
        return found
    raise NoDovecot(f"apt-get installed {PACKAGE}, but there is no dovecot in it.")


def _there() -> Path | None:
    if os.environ.get("MINNELIJK_NO_SYSTEM_DOVECOT") == "1":
        return None
    found = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    imap = any(
        Path(place, "imap").exists() for place in ("/usr/lib/dovecot", "/usr/libexec/dovecot")
    )
    return Path(found) if found and imap else None


def _install() -> None:
    """The lists of a fresh image are empty; only then they are fetched."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", PACKAGE]
    if _run(install) == "":
        return
    problem = _run(["apt-get", "update", "-q"]) or _run(install)
    if problem:
        raise NoDovecot(f"{PACKAGE} could not be installed: {problem}")


def _run(command: list[str]) -> str:
    """Run it and return what went wrong, "" if nothing did. No service is started by it."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{' '.join(command)} took too long"
    return "" if done.returncode == 0 else (done.stderr.strip()[-500:] or "it failed")


@contextmanager
def started() -> Iterator[Dovecot]:
    """Give a running server with empty mailboxes; it and its folder go afterwards."""
    executable = find()
    folder = Path(
        tempfile.mkdtemp(prefix="minnelijk-imap-", dir="/tmp")
    )  # a socket's path is short
    folder.chmod(0o755)
    server = Dovecot(_free_port(), _free_port(), folder / "cert.pem", folder)
    _make_certificate(folder)
    _write_config(server)
    tokens = ThreadingHTTPServer(("127.0.0.1", 0), Tokens)
    threading.Thread(target=tokens.serve_forever, daemon=True).start()
    (folder / "tokens.conf").write_text(TOKENS.format(port=tokens.server_port))
    guard = subprocess.Popen(
        ["/bin/sh", "-c", GUARD, str(executable), "-F", "-c", str(folder / "dovecot.conf")],
        stdin=subprocess.PIPE,
        cwd="/",
        start_new_session=True,
        env=os.environ | {"FOLDER": str(folder)},
    )
    try:
        _wait_until_ready(server)
        yield server
    finally:
        tokens.shutdown()
        assert guard.stdin
        guard.stdin.close()
        guard.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _write_config(server: Dovecot) -> None:
    """As root, mail belongs to another account: Dovecot refuses root's."""
    mail = server.folder / "mail"
    mail.mkdir()
    me = pwd.getpwuid(os.geteuid())
    internal, login, owner = me.pw_name, me.pw_name, me
    if me.pw_uid == 0:
        internal, login, owner = "dovecot", "dovenull", pwd.getpwnam("dovecot")
        os.chown(mail, owner.pw_uid, owner.pw_gid)
    text = CONFIG.format(
        folder=server.folder,
        internal=internal,
        group=subprocess.check_output(["id", "-gn", internal], text=True).strip(),
        login=login,
        mail=owner.pw_uid,
        mail_group=owner.pw_gid,
        password=PASSWORD,
        plain_port=server.plain_port,
        port=server.port,
    )
    (server.folder / "dovecot.conf").write_text(text)


def _wait_until_ready(server: Dovecot) -> None:
    for _ in range(150):
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise NoDovecot(f"Dovecot did not start: {server.log}")


def _free_port() -> int:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


def _make_certificate(folder: Path) -> None:
    """A certificate of this address alone, that nobody trusts who was not given it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=20_000))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


if __name__ == "__main__":
    try:
        with started() as running:
            print(running.folder, flush=True)
            sys.stdin.read()
    except NoDovecot as problem:
        sys.exit(str(problem))
