"""A flow as a parcel: signed, refused when a byte changes, and what of its rules arrives in another city."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from garda import shelf
from garda.cases import bringing, carrying
from garda.cases.carrying import Unopened, own_fingerprint, pack, unpack
from garda.cases.models import Parcel
from garda.flow import rests
from garda.people.changes import changed
from garda.people.models import Post
from garda.rules.loading import load_rules
from garda.rules.models import Article, Rule
from garda.rules.reading import look_up
from garda.sight import parcels
from tests.town import Town, build_city, build_town, moment


@pytest.fixture
def town(db: None, tmp_path: Path) -> Any:
    """The town whose service goes on the way, with rules of the nation and of its own."""
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    load_rules(tmp_path)
    return build_town()


def sealed(body: dict[str, Any], key: Ed25519PrivateKey | None = None) -> bytes:
    """A parcel that a stranger signed."""
    key = key or Ed25519PrivateKey.generate()
    said = json.dumps(body)
    return carrying._written(
        {
            "body": said,
            "garda_parcel": 1,
            "key": key.public_key().public_bytes_raw().hex(),
            "signature": key.sign(said.encode()).hex(),
        }
    )


def test_a_parcel_holds_the_text_its_letter_and_the_rules_it_rests_on(town: Town) -> None:
    opened = unpack(pack(town.flows["sktm"]))
    assert opened.text == town.flows["sktm"].text
    assert (opened.city_name, opened.version) == ("Kota Contoh", 1)
    assert opened.signer == own_fingerprint()
    assert opened.flow.letter is not None
    named = {one.reference for one in rests(opened.flow)}
    carried = {f"{rule['key']}#{one['key']}" for rule in opened.rules for one in rule["article"]}
    assert {one for one in named if "#" in one} == carried
    assert pack(town.flows["sktm"]) == pack(town.flows["sktm"])


def test_a_changed_byte_is_refused_with_a_sentence(town: Town) -> None:
    whole = pack(town.flows["sktm"])
    chance = random.Random(7)
    places = {0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(150))}
    for place in sorted(places):
        for other in (whole[place] ^ 1, 32):
            if other == whole[place]:
                continue
            changed = whole[:place] + bytes([other]) + whole[place + 1 :]
            with pytest.raises(Unopened) as no:
                unpack(changed)
            assert no.value.words.id.endswith(".")
    for changed in (whole + b"\n", whole[:-1], whole.replace(b"\n", b"\r\n"), whole[: len(whole) // 2]):
        with pytest.raises(Unopened):
            unpack(changed)


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"garda_parcel": 1}', b"x" * 2_000_001,
     b'{"garda_parcel": 9, "body": "", "key": "", "signature": ""}'],
)  # fmt: skip
def test_what_is_no_parcel_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Unopened) as no:
        unpack(data)
    assert no.value.words.id.endswith(".")


def test_a_well_signed_parcel_with_nonsense_in_it_is_refused(town: Town) -> None:
    body = json.loads(json.loads(pack(town.flows["sktm"]))["body"])
    unpack(sealed(body))
    rule = body["rules"][0]
    for spoilt in (
        {},
        [],
        {**body, "flow": {**body["flow"], "text": "bukan alur"}},
        {**body, "flow": {**body["flow"], "key": "domisili"}},
        {**body, "flow": {**body["flow"], "fingerprint": "0" * 64}},
        {**body, "flow": {**body["flow"], "since": "kemarin"}},
        {**body, "city": {"key": "../..", "name": "x"}},
        {**body, "rules": [{**rule, "kind": "karangan"}]},
        {**body, "rules": [{**rule, "from": "kapan"}]},
        {**body, "rules": [{**rule, "rests_on": 5}]},
        {**body, "rules": [{**rule, "article": [1]}]},
        {**body, "rules": "banyak"},
    ):
        with pytest.raises(Unopened):
            unpack(sealed(spoilt))  # type: ignore[arg-type]


def test_rules_arrive_as_unsure_copies_and_overwrite_nothing(town: Town) -> None:
    other = build_city(key="tetangga", name="Kota Tetangga")
    Rule.objects.filter(key="pp-17-2018").delete()
    sent = unpack(pack(town.flows["sktm"]))
    row = bringing.bring_home(other, sent, at=moment())
    assert "standar-pelayanan" in row.rules
    assert "standar-pelayanan#sktm" in row.rules
    cited = look_up("standar-pelayanan#sktm", city_key="tetangga", on=date(2025, 11, 4))
    assert cited is not None
    assert not cited.sure
    assert "dibawa dari Kota Contoh" in cited.source
    assert not Rule.objects.filter(city_key="tetangga", key="uu-25-2009").exists(), (
        "the nation's stays shared"
    )
    Article.objects.filter(rule__city_key="tetangga").update(words_id="Sudah diperbaiki di sini.")
    assert bringing.bring_home(other, sent, at=moment("2025-11-05")).pk == row.pk
    again = unpack(sealed(json.loads(json.loads(pack(town.flows["sktm"]))["body"])))
    assert bringing.bring_home(other, again, at=moment("2025-11-06")).rules == []
    kept = Article.objects.get(rule__city_key="tetangga", key="sktm")
    assert kept.words_id == "Sudah diperbaiki di sini."
    assert Parcel.objects.filter(city=other).count() == 2


def test_a_key_is_known_from_its_first_parcel_and_another_one_is_said(town: Town) -> None:
    other = build_city(key="tetangga", name="Kota Tetangga")
    first = unpack(pack(town.flows["sktm"]))
    assert parcels.trust_in(other, first).state == "new"
    bringing.bring_home(other, first, at=moment())
    second = unpack(pack(town.flows["pengaduan"]))
    assert parcels.trust_in(other, second).state == "known"
    assert parcels.trust_in(town.city, second).state == "new", "each city keeps a list of its own"
    body = json.loads(json.loads(pack(town.flows["pengaduan"]))["body"])
    stranger = unpack(sealed(body))
    trust = parcels.trust_in(other, stranger)
    assert (trust.state, trust.before) == ("changed", first.signer)
    assert [one.fingerprint for one in parcels.signers(other)] == [first.signer]


def test_what_differs_there_is_said(town: Town) -> None:
    other = build_city(key="tetangga", name="Kota Tetangga")
    said = " ".join(
        one.words.id for one in parcels.differences(other, unpack(pack(town.flows["sktm"])), moment())
    )
    assert "tidak punya unit berjenis “Kelurahan”" in said
    assert "Meja “loket-1” belum dipakai" in said
    assert "belum ada di sini. Dibawa sebagai salinan" in said
    Post.objects.filter(kind="kasi-pemberdayaan", unit=town.units["melati"]).delete()
    changed(town.city)
    Article.objects.filter(rule__city_key="contoh", key="sktm").update(words_id="Lain di sini.")
    sent = unpack(pack(town.flows["sktm"]))
    Article.objects.filter(rule__city_key="contoh", key="sktm").update(words_id="Sudah lain lagi.")
    town.city.refresh_from_db()
    from_here = parcels.differences(town.city, sent, moment())
    kinds = {one.what for one in from_here}
    assert {"flow", "rule", "post"} <= kinds
    assert any("tidak ada di 1 dari 2 kantor" in one.words.id for one in from_here)
    assert any("berbunyi lain di sini: “Sudah lain lagi.”" in one.words.id for one in from_here)
