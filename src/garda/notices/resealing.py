"""After a new key was put first in GARDA_KEY: what is sealed in this room is sealed anew under it."""

from __future__ import annotations

from collections.abc import Iterator

from garda.cases import sealing
from garda.notices.models import Attachment, Contact, Dispatch, Draft, Message

SEALED = (Contact, Dispatch, Draft, Message, Attachment)


def reseal() -> Iterator[None]:
    """Seal every row of this room under the first key; yields once for each."""
    for model in SEALED:
        for row in model._default_manager.exclude(sealed=b"").iterator(chunk_size=500):
            before = bytes(row.sealed)
            model._default_manager.filter(pk=row.pk, sealed=before).update(sealed=sealing.resealed(before))
            yield


def sealed() -> int:
    """How many rows there are to seal anew."""
    return sum(model._default_manager.exclude(sealed=b"").count() for model in SEALED)
