"""The limit: what the same server, settings and middleware do when a view does next to nothing.

One view puts one row into a table in one transaction, one reads a row. The table is the bench's own.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_POST, require_safe

from garda import clock


class Note(models.Model):
    """A row of the bench's own table."""

    words = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Note]] = models.Manager()

    class Meta:
        managed = False
        app_label = "bench"
        db_table = "bench_note"

    def __str__(self) -> str:
        return self.words


def lay() -> None:
    """Make the table where it is not there yet, with one row to read."""
    if Note._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Note)
        Note.objects.create(words="Lampu jalan mati di Gang 3", at=clock.now())


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """The token that a POST needs, as any form has it."""
    return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')


@require_POST
def insert(request: HttpRequest) -> HttpResponse:
    """One row, one transaction."""
    with transaction.atomic():
        note = Note.objects.create(words=request.POST["words"], at=clock.now())
    return HttpResponse(str(note.pk))


@require_safe
def read(_request: HttpRequest, pk: int) -> HttpResponse:
    """One row."""
    return HttpResponse(Note.objects.get(pk=pk).words)
