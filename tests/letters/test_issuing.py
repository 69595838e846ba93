"""A letter from the signing desk to the register: number, signature, the step, what refuses it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from garda.cases import papers, replaying
from garda.letters import issuing
from garda.letters.models import Letter
from tests import town as towns
from tests.letters import wards

pytestmark = pytest.mark.django_db


def test_one_press_numbers_signs_and_moves_on(tmp_path: Path) -> None:
    town = wards.build()
    case = wards.at_signing(town)
    lurah = town.persons["melati", "lurah", 1]
    after = issuing.sign(case.pk, lurah, at=towns.moment(time="09:20"), seen=case.seq)
    assert after.step == "pickup"
    letter = Letter.objects.get(case=case)
    assert (letter.number, letter.state) == ("400.9/1/MLT/XI/2025", Letter.SIGNED)
    assert letter.paper is not None
    pdf = papers.content_of(letter.paper)
    assert pdf is not None and hashlib.sha256(pdf).hexdigest() == letter.fingerprint
    told = wards.pdfsig(pdf, tmp_path)
    assert "Signature is Valid" in told and "Total document signed" in told
    spoilt = wards.pdfsig(pdf[:9000] + bytes([pdf[9000] ^ 1]) + pdf[9001:], tmp_path)
    assert "Signature is Valid" not in spoilt
    assert replaying.faults_of(towns.fresh(case), list(case.events.order_by("seq"))) == []
