"""What every zip of strangers is looked at for: names that lead out, noise of desktops, damage."""

import lzma
import re
import struct
import zipfile
import zlib

LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")
"""A name that would leave the folder where it is unpacked."""

NOISE = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    OSError,
    OverflowError,
    NotImplementedError,  # a compression that nobody here unpacks
    EOFError,
    RuntimeError,
)
"""What the library raises for a zip that is damaged, breaks off or is packed in a strange way."""
