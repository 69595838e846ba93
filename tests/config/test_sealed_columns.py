"""Every sealed column of every room is known to `garda rekey`."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.db import models
from pytest_django import Settings

from garda.cases import sealing
from garda.cases.sealing import Unsealable
from garda.config.cli import main
from garda.config.commands.rekey import ROOMS
from garda.rosters.models import Absence
from tests.town import build_town, moment

# Columns that a room seals anew by name (`resealing` in each).
NAMED = {
    "cases.Said.sealed", "cases.Paper.position", "letters.Certificate.sealed_key", "letters.Signatory.nik",
    "notices.Contact.sealed", "notices.Dispatch.sealed", "notices.Draft.sealed", "notices.Message.sealed",
    "notices.Attachment.sealed",
}  # fmt: skip


def test_no_sealed_column_is_forgotten() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and model._meta.app_label not in ROOMS
    }
    assert found == NAMED


@pytest.mark.django_db
def test_what_a_roster_seals_opens_under_the_new_key_alone(settings: Settings) -> None:
    town = build_town()
    row = Absence.objects.create(
        unit=town.units["melati"], person=town.persons["melati", "lurah", 1], kind="cuti-sakit",
        start=moment(), end=moment(time="11:00"), state=Absence.ASKED, asked_at=moment(),
        why=sealing.seal("Demam."),
    )  # fmt: skip
    bare = Absence.objects.create(
        unit=row.unit, person=row.person, kind="cuti-sakit", start=moment(), end=moment(time="11:00"),
        state=Absence.ASKED, asked_at=moment(),
    )  # fmt: skip
    old, new = settings.SEALING_KEYS[-1], Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, old]
    assert main(["rekey"]) == 0
    row.refresh_from_db()
    bare.refresh_from_db()
    assert bytes(bare.why) == b""
    settings.SEALING_KEYS = [new]
    assert sealing.unseal(row.why) == "Demam."
    settings.SEALING_KEYS = [old]
    with pytest.raises(Unsealable):
        sealing.unseal(row.why)
