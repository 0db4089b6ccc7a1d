"""A debtor who asks what is known of him gets it as one file; that it was made is an event."""

import json
import mimetypes
import zipfile
from typing import IO, Any

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import office_event
from minnelijk.records.models import Debtor
from minnelijk.records.subject import LEFT_OUT, File, files_of, rows_of

DATA = "gegevens.json"

NOTE = (
    "Everything that is held of one debtor of one client. Employees stand in it by their first "
    "name. Free words (notes, calls, disputes, answers by mail) and files may name other people: "
    "read them before you give this away."
)


def give_data(debtor: Debtor, act: Act, out: IO[bytes]) -> int:
    """Write all that is held of a debtor as one zip, and return how many files are in it.

    Raises CannotOpen; nothing is noted then, and what was written is of no use.
    """
    rows = rows_of(debtor)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        files = [_put(packed, file) for file in files_of(debtor)]
        about = {"made_at": act.at.isoformat(), "client": debtor.client.code, "note": NOTE}
        content = {"about": about, "left_out": LEFT_OUT, **rows, "Document": files}
        packed.writestr(DATA, json.dumps(content, ensure_ascii=False, indent=1))
    count = sum("file" in file for file in files)
    office_event(debtor.client, "data_given", act, {"debtor": debtor.id, "files": count})
    return count


def _put(packed: zipfile.ZipFile, file: File) -> dict[str, Any]:
    """Put the bytes of a file in, under a name of ours: one that was given may be a path."""
    if file.content is None:
        return file.told
    media_type = file.told["media_type"]
    end = ".eml" if media_type == "message/rfc822" else mimetypes.guess_extension(media_type)
    name = f"documenten/{file.told['id']}{end or '.bin'}"
    packed.writestr(name, file.content)
    return file.told | {"file": name}
