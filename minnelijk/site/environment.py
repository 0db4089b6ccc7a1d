"""Typed readers of environment variables: one row per setting, each with a sentence."""

import os
import secrets
import string
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class BadSetting(Exception):
    """An environment variable holds something that cannot be used; says which and why."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if value not in {"0", "1"}:
        raise BadSetting(f"{name} is '{value}'; write 1 for yes or 0 for no.")
    return value == "1"


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if not value.isdigit():
        raise BadSetting(f"{name} is '{value}'; write a whole number.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret(name: str, path: Path) -> str:
    """Return the secret from the environment, else from `path`, made there once (64 hex digits)."""
    if name in os.environ:
        return os.environ[name]
    if not path.exists():
        _make_secret(path)
    return path.read_text().strip()


def key(name: str, path: Path) -> bytes:
    """Return a key of 32 bytes from the environment, else from `path`, made there once."""
    digits = secret(name, path)
    if len(digits) != 64 or set(digits) - set(string.hexdigits):
        where = name if name in os.environ else str(path)
        raise BadSetting(f"{where} is not a key: it needs 64 hex digits.")
    return bytes.fromhex(digits)


def key_ring(name: str, path: Path) -> str:
    """Return the keys of the environment, '' where they stand in `path`, made there once.

    The file is read when a key is needed: its keys change while processes run.
    """
    if given := os.environ.get(name, ""):
        return given
    if not path.exists():
        _make_secret(path)
    return ""


made_now: set[Path] = set()
"""Secrets that this very process made: nothing was sealed with them yet."""


def _make_secret(path: Path) -> None:
    """Write the whole secret first and put it in place at once: the first of two processes wins."""
    made_now.add(path)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret-") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)


def database(url: str, home: Path) -> dict[str, Any]:
    """Turn a database URL into Django's settings; empty means one SQLite file in `home`."""
    if url == "":
        return sqlite(home / "minnelijk.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise BadSetting("DATABASE_URL must begin with sqlite:/// or postgresql://.")


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
