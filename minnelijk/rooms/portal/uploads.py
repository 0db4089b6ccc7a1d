"""A file that a client gives: what it may be, known by its first bytes and not by its name."""

from django.core.files.uploadedfile import UploadedFile

from minnelijk.files.photos import PDF, Unusable, cleaned

BIGGEST = 15_000_000
NAME_LONGEST = 80


def taken(file: UploadedFile | None) -> tuple[bytes, str, str] | None:
    """Return (content, media type, name); None where it is no PDF or photo, or too big.

    A photo is kept without where and when it was made.
    """
    if file is None or (file.size or 0) > BIGGEST:
        return None
    content = file.read()
    kept = (content, PDF) if content.startswith(b"%PDF") else cleaned(content)
    return None if isinstance(kept, Unusable) else (*kept, (file.name or "bestand")[-NAME_LONGEST:])
