"""Papers: looked into by content, stripped of what the camera wrote, flagged for a human."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw

from garda.cases import copies, moving, papers
from garda.cases.acting import Refused
from garda.cases.models import Case, Paper
from tests import town as towns
from tests.town import Town, moment, report

WHERE = (-7.995, 112.605)


def picture(
    *,
    shade: int = 0,
    size: tuple[int, int] = (160, 120),
    taken: str = "",
    place: tuple[float, float] | None = None,
    form: str = "JPEG",
    comment: bytes = b"",
) -> bytes:
    """A photo as a phone writes it, with its time and position."""
    image = Image.effect_noise(size, 40 + shade).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Bunga Contoh"
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        for value, name, ref, signs in (
            (place[0], ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "NS"),
            (place[1], ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "EW"),
        ):
            whole = abs(value)
            gps[name] = (int(whole), int(whole * 60 % 60), round(whole * 3600 % 60, 4))
            gps[ref] = signs[value < 0]
    out = io.BytesIO()
    image.save(out, form, exif=exif, **({"comment": comment} if comment else {}))
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_the_camera_wrote_stays_in_the_stored_picture(form: str) -> None:
    more: dict[str, Any] = {"comment": b"rumah Bunga Contoh"} if form == "JPEG" else {}
    given = picture(taken="2025:11:05 10:00:00", place=WHERE, form=form, **more)
    checked = papers.check("photo", given)
    assert checked.media_type == "image/jpeg"
    assert checked.position is not None
    assert checked.position == pytest.approx(WHERE, abs=0.001)
    with Image.open(io.BytesIO(checked.content)) as stored:
        assert dict(stored.getexif()) == {}
        assert stored.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}
        assert {"exif", "comment", "xmp"} & set(stored.info) == set()
    assert b"Bunga" not in checked.content


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is very large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [(8_000, 8_000), (10_000, 9_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_picture_too_large_for_a_phone_is_refused_before_it_is_unpacked(side: tuple[int, int]) -> None:
    with pytest.raises(Refused):
        papers.check("photo", bomb(*side))


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a" + bytes(40), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7 without an end",
     b"MZ" + bytes(200), b"\xff\xd8\xff\xe0" + bytes(30), picture()[:400], picture(form="PNG")[:200],
     picture(taken="0001:01:01 00:00:00")[:90]],
)  # fmt: skip
def test_what_is_no_whole_picture_or_pdf_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as no:
        papers.check("photo", content)
    assert no.value.words.id
    assert no.value.words.en


WHOLE = [picture(taken="2025:11:05 10:00:00", place=WHERE, form=form) for form in ("JPEG", "PNG", "WEBP")]


@tries(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_broken_picture_is_read_or_refused_and_never_anything_else(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, min(len(content) - 1, 700)))] = data.draw(st.integers(0, 255))
    try:
        papers.check("photo", bytes(content))
    except Refused as no:
        assert no.words.id


@pytest.mark.parametrize(
    "taken", ["0001:01:01 00:00:00", "9999:12:31 23:59:59", "0000:00:00 00:00:00", "kemarin"]
)
def test_an_impossible_time_in_a_photo_is_no_trouble(taken: str) -> None:
    assert papers.check("photo", picture(taken=taken)).media_type == "image/jpeg"


# ---- flags --------------------------------------------------------------------------------------
def proven(town: Town, proof: papers.Checked, **more: Any) -> list[str]:
    """The flags of a proof given for a new report at WHERE, filed on 4 November at nine."""
    case = report(town, lat=WHERE[0], lng=WHERE[1], **more).case
    return flags_of(town, case, proof)


def flags_of(town: Town, case: Case, proof: papers.Checked) -> list[str]:
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=moment(time="10:00"))
    moving.move_case(case.pk, "working", by=by, at=moment(time="10:00"), words={"date": "2025-11-06"})
    words = {"answer": "Sudah"}
    moving.move_case(case.pk, "answered", by=by, at=moment("2025-11-05"), words=words, proofs=[proof])
    return list(case.papers.get(key="proof").flags)


@pytest.mark.django_db
def test_a_proof_is_flagged_by_its_time_on_the_citys_wall_and_its_distance() -> None:
    town = towns.build_town()
    here, far = WHERE, (-7.98, 112.605)
    for number, (taken, place, flags) in enumerate(
        (
            ("2025:11:05 08:00:00", here, []),
            ("2025:11:04 08:30:00", here, []),  # clocks of phones differ a little
            ("2025:11:03 08:00:00", here, ["taken-before"]),
            ("2025:11:05 08:00:00", far, ["far"]),
            ("", None, []),
        )
    ):
        proof = papers.check("proof", picture(shade=number, taken=taken, place=place))
        assert proven(town, proof) == flags, (taken, place)
    type(town.city).objects.update(zone="Asia/Jayapura")
    towns.forget_kept()
    town.city.refresh_from_db()
    for unit in town.units.values():
        unit.city = town.city
    # 08:30 on the wall in the east, where the report came in at 11:00.
    early = papers.check("proof", picture(shade=40, taken="2025:11:04 08:30:00", place=here))
    assert proven(town, early) == ["taken-before"]


@pytest.mark.django_db
def test_the_residents_own_photo_is_no_proof_of_the_work() -> None:
    town = towns.build_town()
    before = papers.check("photo", picture(shade=3))
    case = report(town, papers=[before]).case
    assert flags_of(town, case, papers.check("proof", picture_again(before))) == ["used-before"]


def picture_again(paper: papers.Checked) -> bytes:
    """The stored picture, sent again as a file of its own."""
    return paper.content


@pytest.mark.django_db
def test_a_photo_of_the_simulated_month_says_nothing_of_a_real_one() -> None:
    town = towns.build_town()
    proof = papers.check("proof", picture(shade=5))
    assert proven(town, proof, simulated=True) == []
    assert proven(town, proof) == []
    assert proven(town, proof) == ["used-before"]


@pytest.mark.django_db
def test_a_position_is_kept_sealed_beside_the_picture_and_nowhere_open() -> None:
    town = towns.build_town()
    case = report(town, papers=[papers.check("photo", picture(place=WHERE))]).case
    row = Paper.objects.get(case=case)
    assert row.position is not None
    assert b"-7.99" not in bytes(row.position)
    assert papers.content_of(row) is not None
    assert not papers.file_of(row).read_bytes().startswith(b"\xff\xd8")


# ---- copies --------------------------------------------------------------------------------------
def scene(seed: int, *, quality: int = 90, size: tuple[int, int] = (160, 120), light: int = 0) -> bytes:
    """A picture of many shapes; another quality, size or light gives a near copy of it."""
    dice = Random(seed)
    image = Image.new("RGB", (160, 120), (90, 120, 150))
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        left, top = dice.randrange(150), dice.randrange(110)
        shade = tuple(dice.randrange(200) + light for _ in range(3))
        pen.rectangle((left, top, left + dice.randrange(8, 40), top + dice.randrange(8, 40)), fill=shade)
    out = io.BytesIO()
    image.resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.django_db
def test_item_89_a_near_copy_of_another_matters_photo_is_flagged_for_a_human() -> None:
    town = towns.build_town()
    assert proven(town, papers.check("proof", scene(1))) == []
    assert proven(town, papers.check("proof", scene(2))) == [], "another scene is another scene"
    for more in ({"quality": 40}, {"size": (120, 90)}, {"light": 12, "quality": 60}):
        assert proven(town, papers.check("proof", scene(1, **more))) == ["used-before"], more


@pytest.mark.django_db
def test_a_copy_is_found_in_a_bounded_number_of_rows(django_assert_num_queries: Any) -> None:
    town = towns.build_town()
    case = report(town).case
    row = papers.keep(papers.check("proof", scene(5)), by_kind="post")
    assert row.look_mark is not None
    others = [
        Paper(case=case, seq=1, key="photo", by_kind="resident", media_type="image/jpeg", size=1,
              name=f"{number:032x}", salt="", fingerprint="", look_mark=row.look_mark ^ 0b111111111)
        for number in range(300)
    ]  # fmt: skip
    copies.remember(case, Paper.objects.bulk_create(others))
    with django_assert_num_queries(copies.BANDS):
        assert copies.alike(case, row) == [], "three hundred that share three bands, and none is a copy"
    assert all(one >> copies.BAND_BITS == place for place, one in enumerate(copies.bands(2**63 - 1)))


@pytest.mark.django_db
def test_the_same_file_in_another_matter_is_flagged_and_in_the_same_one_is_not() -> None:
    town = towns.build_town()
    letter = papers.check("pengantar", b"%PDF-1.7 surat pengantar RT\n%%EOF")
    first = report(town, papers=[letter, letter]).case
    assert [one.flags for one in first.papers.all()] == [[], []]
    second = report(town, papers=[letter]).case
    assert second.papers.get().flags == ["same-file"]
    assert report(town, papers=[letter], simulated=True).case.papers.get().flags == []
    assert flags_of(town, second, papers.check("proof", letter.content)) == ["used-before"]
