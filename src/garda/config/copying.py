"""A consistent copy of the installation while it runs, and putting it back.

SQLite is copied by its own backup interface in one step; PostgreSQL by its own pg_dump. Papers are
copied after the database: a paper's file is complete before the row that names it, so every row of
the copy finds its file. The copy is one .tar file.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from garda import __version__, clock
from garda.config.archiving import key_mark, papers
from garda.config.running import is_running
from garda.config.telling import Halt, counted

SQLITE, POSTGRES = "garda.sqlite3", "garda.pgdump"


def backup(target: Path) -> dict[str, Any]:
    """Write the copy to `target`; answers what it holds. The file appears only when whole."""
    unfinished = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".garda-") as folder:
            database = _copy_sqlite(Path(folder)) if connection.vendor == "sqlite" else _dump(Path(folder))
            facts = {
                "garda": 1,
                "version": __version__,
                "made_at": clock.now().isoformat(),
                "database": database.name,
                "sha256": _sum(database),
                "key_mark": key_mark(),
            }
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
                _add(tar, "facts.json", json.dumps(facts).encode())
                tar.add(database, arcname=database.name)
                for path in counted(papers(), "Berkas"):
                    # A paper erased since the list was made is simply no longer there.
                    with contextlib.suppress(FileNotFoundError):
                        tar.add(path, arcname=f"papers/{path.relative_to(settings.PAPERS).as_posix()}")
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return facts


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    info.mode = 0o600
    tar.addfile(info, io.BytesIO(data))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _copy_sqlite(folder: Path) -> Path:
    if not _sqlite_file().exists():
        raise Halt("Belum ada basis data di sini; jalankan 'garda run' lebih dahulu.")
    copy = folder / SQLITE
    # One step, not many: between steps a writer would make the copy begin again, perhaps for ever.
    with (
        contextlib.closing(sqlite3.connect(_sqlite_file(), timeout=60)) as source,
        contextlib.closing(sqlite3.connect(copy)) as sink,
    ):
        source.backup(sink, pages=-1)
        sink.execute("PRAGMA journal_mode=DELETE")
        found = sink.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise Halt(f"Salinan tidak utuh: {found}")
    return copy


def _postgres() -> tuple[list[str], dict[str, str]]:
    """Where the server is, as arguments and environment of PostgreSQL's own programs."""
    place = connection.settings_dict
    words = [f"--dbname={place['NAME']}", "--no-password"]
    words += [f"--{key}={place[name]}" for key, name in (("host", "HOST"), ("port", "PORT")) if place[name]]
    if place["USER"]:
        words.append(f"--username={place['USER']}")
    return words, dict(os.environ, PGPASSWORD=str(place["PASSWORD"] or ""))


def _program(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: -int(path.parts[-3]))
    found = str(debian[0]) if debian else shutil.which(name)
    if not found:
        raise Halt(
            f"{name} tidak ada di mesin ini. Pasang klien PostgreSQL (postgresql-client), lalu ulangi."
        )
    return found


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Halt(f"{Path(command[0]).name} gagal: {done.stderr.strip()[-400:]}")


def _dump(folder: Path) -> Path:
    copy = folder / POSTGRES
    words, environment = _postgres()
    _run([_program("pg_dump"), "--format=custom", f"--file={copy}", *words], environment)
    return copy


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[tuple[tarfile.TarFile, dict[str, Any]]]:
    try:
        with tarfile.open(source) as tar:
            member = tar.extractfile("facts.json")
            if member is None:
                raise KeyError
            yield tar, json.load(member)
    except (tarfile.TarError, KeyError, ValueError):
        raise Halt("Berkas ini bukan hasil 'garda backup'.") from None


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Plain files only, and none outside the folder."""
    for member in counted(tar, "Berkas"):
        target = (folder / member.name).resolve()
        data = tar.extractfile(member) if member.isfile() else None
        if data is None or folder.resolve() not in target.parents:
            raise Halt(f"'{member.name}' di dalam salinan bukan berkas biasa; dihentikan.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(data, file)


def restore(source: Path, *, over: bool = False) -> dict[str, Any]:
    """Put a copy back; answers what it holds. `over` allows replacing data that is there.

    Refuses while Garda runs here, where the copy is of the other kind of database, and where its
    fingerprint differs. The database that was there stays beside it as `….before`.
    """
    if is_running():
        raise Halt("Garda sedang berjalan di sini; hentikan dahulu.")
    with _opened(source) as (tar, facts):
        wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
        if facts["database"] != wanted:
            raise Halt("Salinan ini dari jenis basis data lain; pakai 'garda export' dan 'garda import'.")
        target = Path(settings.PAPERS).parent
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".garda-") as folder:
            _unpack(tar, Path(folder))
            copy = Path(folder) / wanted
            if _sum(copy) != facts["sha256"]:
                raise Halt("Isi salinan tidak cocok dengan sidik jarinya; tidak ada yang diubah.")
            if wanted == SQLITE:
                _put_sqlite(copy, over)
            else:
                _put_postgres(copy, over)
            if (Path(folder) / "papers").exists():
                shutil.copytree(Path(folder) / "papers", settings.PAPERS, dirs_exist_ok=True)
    return facts


def _put_sqlite(copy: Path, over: bool) -> None:
    file = _sqlite_file()
    connection.close()
    if file.exists() and file.stat().st_size and not over:
        raise Halt(f"{file.name} sudah ada di sini. Tambahkan --timpa untuk menggantinya.")
    if file.exists():
        # Bring what still stands in the write-ahead log into the file before it is put aside.
        with contextlib.closing(sqlite3.connect(file)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.replace(file.with_name(file.name + ".before"))
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy, file)


def _put_postgres(copy: Path, over: bool) -> None:
    if connection.introspection.table_names() and not over:
        raise Halt("Basis data ini sudah berisi. Tambahkan --timpa untuk menggantinya.")
    connection.close()
    words, environment = _postgres()
    replace = ["--clean", "--if-exists"] if over else []
    command = [_program("pg_restore"), "--no-owner", "--single-transaction", "--exit-on-error", *replace]
    _run([*command, *words, str(copy)], environment)
