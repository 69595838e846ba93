"""Pertama kali: membuat basis data, memuat kota dari rak, dan (kecuali --empty) tokoh demo dengan satu
bulan data simulasi. Sesudah itu langsung melayani. Ctrl-C menghentikan semuanya."""

from __future__ import annotations

import argparse
import os
import socket

from django.conf import settings
from django.db import connections

from garda.config import moving_in
from garda.config.migrating import migrate
from garda.config.running import running
from garda.config.serving import serve, usual_workers
from garda.config.telling import Halt, say
from garda.demo.month import COUNT


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda run` takes."""
    parser.add_argument("--port", type=int, default=8000, help="nomor porta (biasanya 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengar (biasanya hanya mesin ini)")
    parser.add_argument("--city", default="malang", help="kota di rak: malang atau mojokerto")
    parser.add_argument("--empty", action="store_true", help="tanpa tokoh demo dan tanpa data simulasi")
    parser.add_argument(
        "--matters", type=int, default=COUNT, help=f"banyaknya urusan simulasi (biasanya {COUNT})"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=usual_workers(),
        help="jumlah proses halaman (biasanya sebanyak inti mesin, paling banyak 4)",
    )
    parser.add_argument(
        "--threads", type=int, default=0, help="utas per proses halaman (0: sebanyak yang biasa)"
    )
    parser.add_argument("--no-tick", action="store_true", help="tanpa detak; jalankan 'garda tick' sendiri")


def act(options: argparse.Namespace) -> int:
    """Move in where that is still to be done, then serve."""
    if not is_free(options.host, options.port):
        raise Halt(
            f"Porta {options.port} sedang dipakai program lain. Pilih yang lain: --port {options.port + 1}"
        )
    if not os.environ.get("GARDA_ADDRESS"):
        # What stands in receipts and QR codes leads to where the pages are; the workers read it as well.
        shown = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host
        os.environ["GARDA_ADDRESS"] = settings.SITE_ADDRESS = f"http://{shown}:{options.port}"
    with running():
        migrate()
        city = moving_in.city(options.city, demo=not options.empty, matters=options.matters)
        say(f"Garda · {city.name} · http://{options.host}:{options.port}/{city.key}/")
        for line in moving_in.sign_ins(city):
            say(line)
        say("Tekan Ctrl-C untuk berhenti.")
        connections.close_all()
        # The server of static files warns where its folder of collected files is not there.
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        return serve(
            host=options.host,
            port=options.port,
            workers=options.workers,
            threads=options.threads,
            tick=not options.no_tick,
        )


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
