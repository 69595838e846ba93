"""The `garda` command line: one file per command in `commands/`, imported only when it is chosen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import psycopg
from django.db import OperationalError, connection

from garda import __version__
from garda.config.database import WrongAddress
from garda.config.starting import started
from garda.config.telling import FINE, TROUBLE, WRONG_USE, Halt, say, warn

# command → (file in commands/, what it does, in the words of the one who types it)
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run", "layani kota di mesin ini: halaman dan detak dalam satu pohon proses"),
    "tick": ("tick", "detak saja: kerjakan tugas antrean, jam, dan segel harian"),
    "load": ("load", "muat folder kota, aturan, atau alur ke basis data"),
    "check": ("check", "periksa berkas alur dan instrumen, tanpa menyimpan apa pun"),
    "publish": ("publish", "terbitkan satu berkas alur di sebuah kota"),
    "export-flow": ("export_flow", "bungkus satu alur dengan aturannya menjadi paket bertanda tangan"),
    "import-flow": ("import_flow", "bawa masuk paket alur dari kota lain dan terbitkan"),
    "catalogue": ("catalogue", "tulis layanan dalam ruas katalog nasional (SIPPN)"),
    "replay": ("replay", "putar ulang catatan setiap urusan dan bandingkan dengan barisnya"),
    "verify": ("verify", "periksa rantai sidik jari dan segel harian"),
    "export": ("export", "tulis semua isi ke satu arsip yang dapat dipindahkan"),
    "import": ("import_", "baca arsip hasil export ke basis data kosong"),
    "backup": ("backup", "salin basis data dan berkas secara utuh selagi berjalan"),
    "restore": ("restore", "kembalikan salinan hasil backup"),
    "rekey": ("rekey", "segel ulang semua kata dan berkas dengan kunci baru"),
    "find": ("find", "temukan layanan dari kalimat sehari-hari"),
    "suggest": ("suggest", "usulkan kelas dan unit dari isi laporan; belajar dari tabel berlabel"),
    "receive-mail": ("receive_mail", "terima satu surat warga dari server surel (lewat pipa)"),
    "bench": ("bench", "ukur kecepatan dan tulis docs/benchmarks.md"),
    "simulate": ("simulate", "isi kota demo dengan satu bulan data simulasi"),
    "forget-simulation": ("forget_simulation", "hapus semua data simulasi"),
    "code": ("code", "kode masuk (TOTP) saat ini untuk seorang tokoh demo"),
    "manage": ("manage", "perintah manajemen Django, untuk pengembang"),
}


WITHOUT_DATABASE = ("check", "manage", "bench")

# argparse speaks English; these are the sentences it says to someone who typed something wrong.
SENTENCES = {
    "the following arguments are required": "yang wajib belum ada",
    "unrecognized arguments": "tidak dikenal",
    "expected one argument": "perlu satu nilai",
    "invalid int value": "bukan bilangan",
    "argument ": "",
}


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help with Indonesian headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how the command is typed."""
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._positionals.title = "yang diberikan"
        self._optionals.title = "pilihan"

    def error(self, message: str) -> NoReturn:
        """Wrong use, in one sentence."""
        for english, indonesian in SENTENCES.items():
            message = message.replace(english, indonesian)
        self.exit(WRONG_USE, f"{self.prog}: {message}\nKetik '{self.prog} --help' untuk penjelasan.\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; answers its exit code.

    0 done · 1 findings, or something failed · 2 wrong use · 3 the machine or the data is not ready.
    """
    given = list(sys.argv[1:] if words is None else words)
    if not given or given[0] in ("-h", "--help", "help"):
        say(overview())
        return FINE if given else WRONG_USE
    if given[0] in ("-V", "--version"):
        say(f"garda {__version__}")
        return FINE
    name, rest = given[0], given[1:]
    if name not in COMMANDS:
        warn(f"garda: tidak ada perintah '{name}'. Ketik 'garda --help' untuk daftarnya.")
        return WRONG_USE
    set_environment(name, rest)
    try:
        return act(name, rest)
    except Halt as halt:
        warn(f"garda {name}: {halt.words}")
        return halt.code
    except WrongAddress as wrong:
        warn(f"garda {name}: {wrong}")
        return TROUBLE
    except OperationalError as trouble:
        warn(f"garda {name}: basis data tidak dapat dipakai: {str(trouble).strip()}")
        return TROUBLE
    except KeyboardInterrupt:
        warn("Dihentikan.")
        return 130
    except BrokenPipeError:
        return TROUBLE


def act(name: str, rest: list[str]) -> int:
    """Import the command's file, read its arguments, let it act."""
    file, words = COMMANDS[name]
    module = started(f"garda.config.commands.{file}")
    if name not in WITHOUT_DATABASE and not {"-h", "--help"} & set(rest):
        ask_for_an_answer()
    parser = Parser(
        prog=f"garda {name}",
        description=f"{words[0].upper()}{words[1:]}.",
        epilog=module.__doc__,
        formatter_class=Layout,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="tampilkan penjelasan ini")
    module.arguments(parser)
    if name == "manage":
        return int(module.act(argparse.Namespace(words=rest)))
    return int(module.act(parser.parse_args(rest)))


def ask_for_an_answer() -> None:
    """Halt soon where the server does not answer; the pool of connections would try for much longer."""
    if connection.vendor != "postgresql":
        return
    try:
        psycopg.connect(**{**connection.get_connection_params(), "connect_timeout": 5}).close()
    except psycopg.OperationalError as trouble:
        raise Halt(f"basis data tidak dapat dihubungi: {str(trouble).strip()}") from trouble


def set_environment(name: str, rest: list[str]) -> None:
    """What the settings must know before they are read: whether this is the demo, and its address."""
    if name in ("run", "tick", "simulate", "code") and "--empty" not in rest:
        os.environ.setdefault("GARDA_DEMO", "1")
    if name == "run":
        quick = argparse.ArgumentParser(add_help=False)
        quick.add_argument("--port", default="8000")
        port = quick.parse_known_args(rest)[0].port
        os.environ.setdefault("GARDA_ADDRESS", f"http://127.0.0.1:{port}")


def overview() -> str:
    """The list of all commands."""
    lines = [f"  {name:<18} {words}" for name, (_, words) in COMMANDS.items()]
    return "\n".join(
        [
            "Garda: pelayanan publik kota sebagai satu tubuh.",
            "",
            "Pemakaian: garda PERINTAH [pilihan]      garda PERINTAH --help",
            "",
            *lines,
            "",
            "Kode keluar: 0 beres · 1 ada temuan atau kegagalan · 2 salah pakai · 3 mesin/data belum siap.",
        ]
    )
