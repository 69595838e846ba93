"""Two versions of a flow, held side by side in an officer's words."""

from __future__ import annotations

import pytest

from garda.flow import Difference, differ, grammar, labels, read
from tests.flow.samples import REQUEST, request


def differences(*changes: tuple[str, str]) -> tuple[Difference, ...]:
    return differ(request(), request(*changes))


def test_a_flow_does_not_differ_from_itself() -> None:
    assert (
        differ(request(), request(("# ", "# "))) == ()
        if "# " in REQUEST
        else differ(request(), request()) == ()
    )


@pytest.mark.parametrize(
    ("old", "new", "field", "step", "said"),
    [
        (
            '"2 hari kerja"',
            '"1 hari kerja"',
            "within",
            None,
            "berubah dari “2 hari kerja” menjadi “1 hari kerja”",
        ),
        ("visits   = 1", "visits = 2", "visits", None, "Berapa kali datang berubah dari “1” menjadi “2”"),
        ("review   = 2027-10-01", "review = 2028-10-01", "review", None, "1 Oktober 2028"),
        ('id = "Dua orang."', 'id = "Tiga orang."', "standard.staff", None, "Jumlah pelaksana"),
        ("upload   = true", "upload = false", "requirement.ktp.upload", None, "dari “ya” menjadi “tidak”"),
        ('key      = "ktp"', 'key = "kk"', "requirement.ktp", None, "dihapus"),
        ('key      = "ktp"', 'key = "kk"', "requirement.kk", None, "ditambahkan"),
        ("required = false", "required = true", "field.hasil.required", None, "Wajib diisi"),
        ('"2 jam kerja"', '"1 jam kerja"', "within", "signing", "(Tanda tangan lurah)"),
        (
            'post    = ["lurah", "seklur"]',
            'post = "lurah"',
            "posts",
            "signing",
            "“lurah; seklur” menjadi “lurah”",
        ),
        (
            'guards = "second-person"',
            "",
            "move.pickup.guards",
            "signing",
            "dihapus",
        ),
        ('"60 hari"', '"90 hari"', "move.not-fetched.after", "pickup", "(Tidak diambil)"),
        (
            'key   = "not-fetched"',
            'key = "kept"',
            "move.kept",
            "pickup",
            "Tombol “Tidak diambil” ditambahkan",
        ),
    ],
)
def test_a_change_is_said_in_words(old: str, new: str, field: str, step: str | None, said: str) -> None:
    (found,) = [one for one in differences((old, new)) if (one.field, one.step) == (field, step)]
    assert said in found.words.id
    assert found.words.en


def test_a_new_step_an_old_step_and_another_order_are_said() -> None:
    renamed = differences(('key   = "lapsed"', 'key = "late"'), ('to    = "lapsed"', 'to = "late"'))
    assert {(one.field, one.step) for one in renamed} >= {("step.lapsed", "lapsed"), ("step.late", "late")}
    parts = REQUEST.split("[[field]]")
    swapped = "[[field]]".join([parts[0], parts[2], parts[1], parts[3]])
    (order,) = differ(request(), read(swapped, "kebun.toml"))
    assert order.field == "field"
    assert "Urutan" in order.words.id


def test_every_part_of_a_flow_has_a_name_for_officers() -> None:
    inner = {"requirement", "field", "category", "step", "standard", "letter"}
    assert set(labels.FLOW_LABELS) == set(grammar.FLOW) - inner
    assert set(labels.REQUIREMENT_LABELS) == set(grammar.REQUIREMENT) - {"key"}
    assert set(labels.FIELD_LABELS) == set(grammar.FIELD) - {"key"}
    assert set(labels.CATEGORY_LABELS) == set(grammar.CATEGORY) - {"key"}
    assert set(labels.LETTER_LABELS) == set(grammar.LETTER)
    assert set(labels.STEP_LABELS) == (set(grammar.STEP) - {"key", "move", "post"}) | {"posts"}
    assert set(labels.MOVE_LABELS) == set(grammar.MOVE) - {"key"}
