"""Everything in one portable archive, and back: a zip of JSON lines, one file per table, plus papers.

The archive holds sealed words as they are sealed; the key (GARDA_KEY) is not in it and travels
separately. It holds names and sign-in secrets of the staff: keep it as safely as the database.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from garda import __version__, clock
from garda.config.tables import Model, data_models, insert, line, row_of, rows, set_sequences
from garda.config.telling import Halt, counted

FORMAT = 1
BATCH = 500


def key_mark() -> str:
    """A mark by which an importer sees whether it holds the same first sealing key."""
    key = settings.SEALING_KEYS[0]
    return hashlib.sha256(f"garda sealing key: {key}".encode()).hexdigest()[:16]


def shape() -> list[str]:
    """The migrations in force: two databases with the same list have the same tables."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as of one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


class Summing:
    """A file that sums what passes through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sum = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Write and sum."""
        self.sum.update(data)
        self.file.write(data)


def export(target: Path) -> dict[str, Any]:
    """Write the whole installation to `target`; answers the manifest. The file appears only when whole."""
    unfinished = target.with_name(target.name + ".part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    manifest: dict[str, Any] = {
        "garda": FORMAT,
        "version": __version__,
        "made_at": clock.now().isoformat(),
        "shape": shape(),
        "key_mark": key_mark(),
        "tables": {},
        "papers": {},
    }
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            with one_moment():
                for model in data_models():
                    manifest["tables"][model._meta.label] = _write_table(archive, model)
            for path in papers():
                name = path.relative_to(settings.PAPERS).as_posix()
                data = path.read_bytes()
                archive.writestr(zipfile.ZipInfo(f"papers/{name}"), data)
                manifest["papers"][name] = hashlib.sha256(data).hexdigest()
            archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return manifest


def papers() -> list[Path]:
    """The sealed files of the installation."""
    folder = Path(settings.PAPERS)
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def _write_table(archive: zipfile.ZipFile, model: Model) -> dict[str, Any]:
    count = 0
    with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as file:
        summing = Summing(file)
        for row in counted(rows(model), model._meta.label):
            summing.write(f"{line(row)}\n".encode())
            count += 1
    return {"rows": count, "sha256": summing.sum.hexdigest()}


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except zipfile.BadZipFile:
        raise Halt("Berkas ini bukan arsip Garda (bukan zip yang utuh).") from None


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest; Halt where the file is no archive of a format this version reads."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError):
        raise Halt("Berkas ini bukan arsip Garda (tidak ada manifest.json).") from None
    if manifest.get("garda") != FORMAT:
        raise Halt(f"Arsip berformat {manifest.get('garda')}; versi ini membaca format {FORMAT}.")
    return manifest


def is_empty() -> bool:
    """Whether no table of ours holds a row."""
    return not any(model._base_manager.exists() for model in data_models())


def import_(source: Path, *, beside: bool = False) -> dict[str, Any]:
    """Read an archive into an empty database, in one transaction; answers the manifest.

    `beside` allows a database that is not empty; keys that are already taken then refuse the whole.
    Halt where fingerprints differ, tables differ, or the database is not empty.
    """
    if not beside and not is_empty():
        raise Halt("Basis data ini sudah berisi. Impor hanya ke basis data kosong (atau --tambahkan).")
    with _opened(source) as archive:
        manifest = read_manifest(archive)
        if manifest["shape"] != shape():
            different = sorted(set(manifest["shape"]) ^ set(shape()))
            raise Halt(f"Susunan tabel berbeda ({', '.join(different[:4])}); pakai versi Garda yang sama.")
        by_label = {model._meta.label: model for model in data_models()}
        if unknown := sorted(set(manifest["tables"]) - set(by_label)):
            raise Halt(f"Arsip memuat tabel yang tidak dikenal: {', '.join(unknown)}.")
        with transaction.atomic():
            for label, facts in manifest["tables"].items():
                _read_table(archive, by_label[label], facts)
            set_sequences(by_label.values())
        _read_papers(archive, manifest["papers"])
    return manifest


def _read_table(archive: zipfile.ZipFile, model: Model, facts: dict[str, Any]) -> None:
    label = model._meta.label
    summed = hashlib.sha256()
    batch = []
    with archive.open(f"tables/{label}.jsonl") as file:
        for raw in counted(file, label, facts["rows"]):
            summed.update(raw)
            batch.append(row_of(model, raw.decode("utf-8")))
            if len(batch) >= BATCH:
                insert(model, batch)
                batch = []
    if batch:
        insert(model, batch)
    if summed.hexdigest() != facts["sha256"]:
        raise Halt(f"Isi tabel {label} di arsip tidak cocok dengan sidik jarinya; tidak ada yang disimpan.")


def _read_papers(archive: zipfile.ZipFile, sums: dict[str, str]) -> None:
    folder = Path(settings.PAPERS).resolve()
    for name, sum_ in counted(sums.items(), "Berkas", len(sums)):
        target = (folder / name).resolve()
        if folder not in target.parents:
            raise Halt(f"Nama berkas '{name}' di arsip menunjuk ke luar folder; dihentikan.")
        data = io.BytesIO(archive.read(f"papers/{name}")).getvalue()
        if hashlib.sha256(data).hexdigest() != sum_:
            raise Halt(f"Berkas '{name}' di arsip tidak cocok dengan sidik jarinya.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
