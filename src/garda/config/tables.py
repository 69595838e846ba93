"""Which tables belong to an installation's data, and how a row becomes a line of text and back."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models.sql import InsertQuery

# Made anew by every installation: who is signed in or tries codes at the moment, and Django's own registers.
NOT_DATA = (
    "sessions.Session",
    "public.Tries",
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
)

Model = type[models.Model]


def data_models() -> list[Model]:
    """Every table that holds data, each after the tables its rows point to (loops apart)."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in NOT_DATA
    ]
    ordered: list[Model] = []
    wanted = set(found)

    def place(model: Model, above: tuple[Model, ...]) -> None:
        if model in ordered or model in above:
            return
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and target in wanted:
                place(target, (*above, model))
        ordered.append(model)

    for model in sorted(found, key=lambda each: each._meta.label):
        place(model, ())
    return ordered


def rows(model: Model, using: str = "default", chunk: int = 2000) -> Iterator[models.Model]:
    """All rows in the order of their keys, read in pieces."""
    return model._base_manager.using(using).order_by("pk").iterator(chunk_size=chunk)


def line(row: models.Model) -> str:
    """A row as one line of JSON: column → value; bytes as base64, moments as ISO 8601."""
    values = {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    # Unsorted on purpose: what stands in a JSON column comes back in the order it was written in.
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A value that JSON can carry."""
    if isinstance(value, bytes | memoryview | bytearray):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID | datetime.timedelta):
        return str(value)
    return value


def row_of(model: Model, text: str) -> models.Model:
    """The row that `line` wrote. Columns this version does not know raise KeyError."""
    values = json.loads(text)
    row = model()
    known = {field.attname: field for field in model._meta.concrete_fields}
    for name, value in values.items():
        field = known[name]
        if value is not None and isinstance(field, models.BinaryField):
            value = base64.b64decode(value)
        elif value is not None and not isinstance(field, models.JSONField):
            target = field.target_field if isinstance(field, models.ForeignKey) else field
            value = target.to_python(value)
        setattr(row, name, value)
    return row


def insert(model: Model, batch: list[models.Model], using: str = "default") -> None:
    """Insert rows exactly as they are: no signal, no clock, no default of this moment touches them."""
    fields = list(model._meta.concrete_fields)
    connection = connections[using]
    size = max(1, min(len(batch), connection.ops.bulk_batch_size(fields, batch)))
    for first in range(0, len(batch), size):
        query = InsertQuery(model)
        query.insert_values(fields, batch[first : first + size], raw=True)
        query.get_compiler(using=using).execute_sql()


def set_sequences(chosen: Iterable[Model], using: str = "default") -> None:
    """After an insertion with keys: the next key is a new one (PostgreSQL keeps its own count)."""
    from_style = connections[using].ops.sequence_reset_sql(_no_style(), list(chosen))
    with connections[using].cursor() as cursor:
        for sql in from_style:
            cursor.execute(sql)


def _no_style() -> Any:
    class Plain:
        def __getattr__(self, _name: str) -> Any:
            return str

    return Plain()
