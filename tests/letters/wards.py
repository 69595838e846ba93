"""Matters brought to the desk where their letter is signed, in the made-up town."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from garda.cases import moving
from garda.cases.models import Case
from garda.letters import authority
from tests import town as towns


def build() -> towns.Town:
    """The town with the flow of a letter, and no certificate kept of another test."""
    authority.forget()
    return towns.build_town(flows=("pengaduan", "sktm"))


def at_signing(town: towns.Town, **more: Any) -> Case:
    """A statement of hardship, checked by the counter and the section head, before the ward head."""
    return on_to_signing(town, towns.ask_letter(town, **more).case)


def on_to_signing(town: towns.Town, case: Case) -> Case:
    """The same for a matter at hand."""
    unit = case.unit.key
    moving.move_case(case.pk, "checking", by=town.by(unit, "petugas-loket"), at=towns.moment(time="09:05"))
    moving.move_case(case.pk, "signing", by=town.by(unit, "kasi-pemberdayaan"), at=towns.moment(time="09:10"))
    return towns.fresh(case)


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What poppler says of the signatures in a file."""
    file = folder / "surat.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
