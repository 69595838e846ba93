"""After a new key was put first in GARDA_KEY: everything sealed under an older one is sealed anew.

Each row and each file is done by itself, so it may be cut off and begun again. What was erased or
sealed anew by somebody else in between is left alone. Lookups (marks, receipts' codes) stay under the
last key of the list, which therefore remains in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from garda.cases import papers, sealing
from garda.cases.models import Paper, Said


def reseal() -> Iterator[None]:
    """Seal every word and paper under the first key; yields once for each."""
    for said in Said.objects.filter(erased_at__isnull=True).iterator(chunk_size=500):
        Said.objects.filter(pk=said.pk, sealed=bytes(said.sealed), erased_at__isnull=True).update(
            sealed=sealing.resealed(said.sealed)
        )
        yield
    for paper in Paper.objects.filter(erased_at__isnull=True).iterator(chunk_size=500):
        if paper.position is not None:
            Paper.objects.filter(pk=paper.pk, erased_at__isnull=True).update(
                position=sealing.resealed(paper.position)
            )
        _reseal_file(paper)
        yield


def sealed() -> int:
    """How many words and papers there are to seal anew."""
    return (
        Said.objects.filter(erased_at__isnull=True).count()
        + Paper.objects.filter(erased_at__isnull=True).count()
    )


def of_room(label: str) -> Iterator[None]:
    """Seal everything that a room above keeps sealed under the first key; yields once for each.

    Whatever column of bytes a table of the room has is a seal, or empty.
    """
    for model, name in _columns(label):
        rows = model._default_manager.exclude(**{name: b""}).exclude(**{f"{name}__isnull": True})
        for pk, before in rows.values_list("pk", name).iterator(chunk_size=500):
            fresh = sealing.resealed(before)
            model._default_manager.filter(**{"pk": pk, name: bytes(before)}).update(**{name: fresh})
            yield


def sealed_in(label: str) -> int:
    """How many seals the room keeps."""
    return sum(
        model._default_manager.exclude(**{name: b""}).exclude(**{f"{name}__isnull": True}).count()
        for model, name in _columns(label)
    )


def _columns(label: str) -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
    ]


def _reseal_file(paper: Paper) -> None:
    """Beside the old file first, then in its place: at no moment is there half a file."""
    file = papers.file_of(paper)
    fresh = file.with_suffix(".new")
    try:
        content = sealing.resealed(file.read_bytes())
    except FileNotFoundError:
        # Erased since the row was read.
        return
    with fresh.open("wb") as writer:
        writer.write(content)
        writer.flush()
        os.fsync(writer.fileno())
    if Paper.objects.filter(pk=paper.pk, erased_at__isnull=True).exists():
        fresh.replace(file)
    fresh.unlink(missing_ok=True)
