"""Progress shows on long work, and keeps quiet on short work."""

from __future__ import annotations

import pytest

from garda.config import telling


def test_numbers_are_written_as_indonesian_writes_them() -> None:
    assert telling.number(1234567) == "1.234.567"


def test_counting_passes_everything_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(telling.counted(range(5), "Baris")) == [0, 1, 2, 3, 4]
    assert capsys.readouterr().err == ""


def test_long_work_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter(range(0, 1000, 6))
    monkeypatch.setattr(telling.time, "monotonic", lambda: float(next(moments)))
    list(telling.counted(range(10), "Perkara", 10))
    err = capsys.readouterr().err
    assert "Perkara: 4 dari 10\n" in err
    assert err.endswith("Perkara: 10 dari 10\n")
