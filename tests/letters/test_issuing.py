"""A letter from the signing desk to the register: number, signature, the step, what refuses it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pytest_django import Settings

from garda.cases import papers, replaying
from garda.letters import authority, issuing, national, resealing, signatories
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


def test_a_new_key_seals_the_keys_of_certificates_anew_and_they_still_sign(settings: Settings) -> None:
    town = wards.build()
    first = wards.at_signing(town)
    issuing.sign(first.pk, town.persons["melati", "lurah", 1], at=towns.moment(time="09:20"))
    signatories.keep(town.persons["melati", "lurah", 1], nip="", rank="", nik="9901010101800001")
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *old]
    assert sum(1 for _ in resealing.reseal()) == resealing.sealed() == 3
    settings.SEALING_KEYS = [*settings.SEALING_KEYS[:1]]
    authority.forget()
    assert national.nik_of(town.persons["melati", "lurah", 1]) == "9901010101800001"
    settings.SEALING_KEYS = [*settings.SEALING_KEYS, *old]
    second = wards.at_signing(town)
    issuing.sign(second.pk, town.persons["melati", "lurah", 1], at=towns.moment(time="09:40"))
    assert towns.fresh(second).step == "pickup"
