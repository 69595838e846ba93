"""What is written for the resident, as an officer reads it."""

from __future__ import annotations

import pytest

from garda import shelf
from garda.flow import read
from garda.sight.names import of_resident


@pytest.mark.parametrize(
    ("lang", "written", "read_as"),
    [
        ("id", "Anda menjawab", "Warga menjawab"),
        ("id", "Menunggu keterangan Anda", "Menunggu keterangan warga"),
        ("id", "Nama Anda sebagai pelapor", "Nama warga sebagai pelapor"),
        ("id", "Andalas", "Andalas"),
        ("en", "You judge", "The resident judges"),
        ("en", "Waiting for you", "Waiting for the resident"),
        ("en", "Your name", "The resident's name"),
        ("en", "", ""),
    ],
)
def test_an_officer_reads_of_the_resident(lang: str, written: str, read_as: str) -> None:
    assert of_resident(written, lang) == read_as


@pytest.mark.parametrize("file", sorted(shelf.folder("flows").glob("*.toml")), ids=lambda file: file.stem)
def test_no_step_of_the_shelf_speaks_to_the_officer_as_if_to_the_resident(file: object) -> None:
    flow = read(shelf.folder("flows", file.name).read_text("utf-8"), file.name)  # type: ignore[attr-defined]
    for step in flow.steps.values():
        assert "Anda" not in of_resident(step.title.id, "id").split()
        assert not {"you", "your"} & set(of_resident(step.title.en, "en").lower().split())
