"""The server under measurement: the product's own, on its own data, without the tick."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from garda.config.bench.driving import HOST
from garda.config.telling import Halt

SETTINGS = "garda.config.bench.settings"
START = (
    "from garda.config.serving import serve, usual_workers; "
    "serve(host={host!r}, port={port}, workers=usual_workers(), tick=False)"
)
PATIENCE = 60.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served() -> Iterator[tuple[int, int]]:
    """(port, process id) of a server for as long as the block lasts."""
    port = free_port()
    code = f"if __name__ == '__main__':\n    {START.format(host=HOST, port=port)}"
    environment = dict(os.environ, DJANGO_SETTINGS_MODULE=SETTINGS)
    child = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=sys.stderr)
    try:
        _wait(port, child)
        yield port, child.pid
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(port: int, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if child.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise Halt("Peladen untuk diukur tidak mau menyala.")
