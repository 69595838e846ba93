"""The other side of a chat, for measuring: takes every message, answers with an id; prints its port."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Taker(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    count = 0

    def setup(self) -> None:
        """Answers go out at once, as from any real server."""
        super().setup()
        self.wfile = self.connection.makefile("wb", 65536)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def do_POST(self) -> None:
        """One message."""
        self.rfile.read(int(self.headers["Content-Length"]))
        _Taker.count += 1
        said = b'{"messages":[{"id":"wamid.%d"}]}' % _Taker.count
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)
        self.wfile.flush()


def serve() -> None:
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Taker)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    serve()
