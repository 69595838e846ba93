"""Every text file is plain UTF-8 that any machine reads, and names no machine of ours."""

from __future__ import annotations

import re

from tests.house.tracked import place, tracked

# Written in two parts so that this file doesn't name what it forbids.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs", "deb." + "debian.org")
PATHS = re.compile(r"(?<![\w.:/])/(work|root|home|farm|tmp/studio)" + r"/\w")
# A part of a page that stands inside a sentence may end without a newline, which would be a space there.
INSIDE_A_SENTENCE = "/templates/"
PICTURES = {".png", ".jpg", ".woff2", ".ico", ".mo", ".gz", ".pdf", ".webp", ".xlsx"}
LONG_DATA = {".geojson", ".csv", ".po", ".lock"}


def texts() -> list[tuple[str, str]]:
    """Place and content of every text file; fails on one that is not UTF-8."""
    return [
        (place(file), file.read_bytes().decode("utf-8")) for file in tracked() if file.suffix not in PICTURES
    ]


def test_text_is_utf8_with_newline_and_without_carriage_returns() -> None:
    wrong = [
        name
        for name, text in texts()
        if text
        and (not (text.endswith("\n") or INSIDE_A_SENTENCE in name) or "\r" in text or "\ufeff" in text)
    ]
    assert wrong == []


def test_no_registry_host_and_no_machine_path() -> None:
    wrong = [
        f"{name}: {found}"
        for name, text in texts()
        for found in [
            *(host for host in HOSTS if host in text),
            *(match.group() for match in PATHS.finditer(text)),
        ]
    ]
    assert wrong == []


def test_locks_are_hashed_and_hold_no_address() -> None:
    locks = {name: text for name, text in texts() if name.startswith("requirements/")}
    assert set(locks) == {f"requirements/{one}.lock" for one in ("plan", "run", "test", "tool")}
    for name, text in locks.items():
        assert "://" not in text, name
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert pins
        assert all(line.endswith("\\") for line in pins), f"{name}: a pin without its hash"
