"""Mail that came in: bytes to facts, and the addresses by which we know our own mail again."""

from minnelijk.files.mails.facts import Action, Attachment, Bounce, Kind, MailFacts
from minnelijk.files.mails.reading import read

__all__ = ["Action", "Attachment", "Bounce", "Kind", "MailFacts", "read"]
