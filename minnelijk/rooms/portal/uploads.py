"""A file that a client gives: what it may be, known by its first bytes and not by its name."""

from django.core.files.uploadedfile import UploadedFile

BIGGEST = 15_000_000
NAME_LONGEST = 80
TYPES = {
    b"%PDF": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def taken(file: UploadedFile | None) -> tuple[bytes, str, str] | None:
    """Return (content, media type, name); None where it is no PDF or photo, or too big."""
    if file is None or (file.size or 0) > BIGGEST:
        return None
    content = file.read()
    kind = next((media for head, media in TYPES.items() if content.startswith(head)), "")
    return (content, kind, (file.name or "bestand")[-NAME_LONGEST:]) if kind else None
