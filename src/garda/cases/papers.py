"""Papers and photos: checked by content, images re-encoded, position kept apart, sealed in files.

A file is written and synced before the row that names it, so a row never points at nothing; a file
that no row names (a crash in between) is swept away by the tick.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import cos, hypot, radians
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from PIL import ExifTags, Image, ImageOps

from garda.cases import copies, sealing
from garda.cases.acting import Refused
from garda.cases.models import Case, Paper, Said
from garda.flow import Words

# A phone's photo is at most about 50 megapixels; more is refused before it is unpacked into memory.
MOST_PIXELS = 60_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
LONGEST_SIDE = 2000


@dataclass(frozen=True)
class Checked:
    """A paper that may be kept: content already re-encoded, what the photo told kept beside it.

    `taken_at` is on the photographer's wall clock, without a zone: phones write none.
    """

    key: str
    content: bytes
    media_type: str
    reader: str = Said.PARTIES
    taken_at: datetime | None = None
    position: tuple[float, float] | None = None
    look: int | None = None
    original: int = field(default=0)


def check(key: str, content: bytes, *, reader: str = Said.PARTIES) -> Checked:
    """Look into `content` itself, never at its name. Images come back as JPEG without metadata.

    Raises Refused with a sentence for anything but a readable image (JPEG, PNG, WebP) or a PDF, and
    for one larger than the limit.
    """
    if len(content) > settings.PAPER_BYTES:
        most = settings.PAPER_BYTES // (1024 * 1024)
        raise Refused(
            Words(
                f"Berkas terlalu besar. Paling besar {most} MB; kirim foto yang lebih kecil.",
                f"The file is too large. At most {most} MB; send a smaller photo.",
            ),
            key,
        )
    mark = int.from_bytes(hashlib.sha256(content).digest()[:8], "big") >> 1
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        # A document looks like nothing but itself.
        return Checked(key, content, "application/pdf", reader, look=mark, original=mark)
    try:
        return _photo(key, content, reader, mark)
    except Exception as wrong:  # a broken image breaks its reader in ways that no list foresees
        raise Refused(
            Words(
                "Berkas ini tidak dapat dibaca. Kirim foto (JPG, PNG, WebP) atau PDF yang utuh.",
                "This file cannot be read. Send a photo (JPG, PNG, WebP) or a complete PDF.",
            ),
            key,
        ) from wrong


def _photo(key: str, content: bytes, reader: str, mark: int) -> Checked:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as raw:
        if raw.width * raw.height > MOST_PIXELS:
            raise ValueError("more pixels than a photo has")
        # A JPEG is unpacked no larger than it is kept, at a fraction of the memory.
        raw.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        exif = raw.getexif()
        taken, position = _taken(exif), _position(exif)
        upright = ImageOps.exif_transpose(raw).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Position, comments, previews: nothing that came with the picture goes on with it.
    upright.info.clear()
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82, optimize=True)
    return Checked(
        key, out.getvalue(), "image/jpeg", reader, taken, position, look=_look(upright), original=mark
    )


def _look(image: Image.Image) -> int:
    """Difference hash: 63 of 64 comparisons of neighbours on a 9 x 8 grey grid; near copies are near."""
    pixels = list(image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes())
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return bits >> 1


def _taken(exif: Any) -> datetime | None:
    text = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(
        ExifTags.Base.DateTime
    )
    try:
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a wall clock's time
    except ValueError:
        return None


def _position(exif: Any) -> tuple[float, float] | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude]) * (-1 if gps[ExifTags.GPS.GPSLatitudeRef] == "S" else 1)
        lng = _degrees(gps[ExifTags.GPS.GPSLongitude]) * (
            -1 if gps[ExifTags.GPS.GPSLongitudeRef] == "W" else 1
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (lat, lng) if -90 <= lat <= 90 and -180 <= lng <= 180 else None


def _degrees(parts: Any) -> float:
    degree, minute, second = (float(part) for part in parts)
    return degree + minute / 60 + second / 3600


def keep(paper: Checked, *, by_kind: str) -> Paper:
    """Write the sealed file and return its row, not yet saved."""
    name = secrets.token_hex(16)
    target = _file(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as writer:
        writer.write(sealing.seal_bytes(paper.content))
        writer.flush()
        os.fsync(writer.fileno())
    salt, mark = sealing.salted(paper.content)
    position = f"{paper.position[0]:.6f},{paper.position[1]:.6f}" if paper.position else None
    return Paper(
        key=paper.key,
        by_kind=by_kind,
        reader=paper.reader,
        media_type=paper.media_type,
        size=len(paper.content),
        name=name,
        salt=salt,
        fingerprint=mark,
        content_mark=paper.original,
        look_mark=paper.look,
        taken_at=paper.taken_at,
        position=sealing.seal(position) if position else None,
    )


def attach(case: Case, seq: int, rows: list[Paper]) -> None:
    """Save the rows under event `seq` of `case`, with what a human should look at twice."""
    for row in rows:
        row.case, row.seq = case, seq
        if row.taken_at and row.taken_at.tzinfo is None:
            row.taken_at = row.taken_at.replace(tzinfo=ZoneInfo(case.city.zone))
        row.flags = flags_of(case, row)
    if rows:
        Paper.objects.bulk_create(rows)
        copies.remember(case, rows)


def flags_of(case: Case, row: Paper) -> list[str]:
    """Flags for a human, never a judgement: "used-before", "same-file", "taken-before", "far".

    A proof "used before" is the same picture or file as another of the city, or nearly so: the resident's
    own, another matter's. Any other paper that came as the "same file" in another matter is flagged too.
    """
    if row.key != "proof":
        return ["same-file"] if {*copies.same_file(case, row)} - {case.pk} else []
    flags: list[str] = []
    if copies.alike(case, row) or copies.same_file(case, row):
        flags.append("used-before")
    if row.taken_at and row.taken_at < case.opened_at - timedelta(hours=1):
        flags.append("taken-before")
    if row.position and case.lat is not None and case.lng is not None:
        lat, lng = (float(part) for part in sealing.unseal(row.position).split(","))
        if metres(lat, lng, case.lat, case.lng) > FAR:
            flags.append("far")
    return flags


# Metres between a photo and the place of the matter beyond which a human is asked to look.
FAR = 300


def metres(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Distance in metres on the small scale of a city (equirectangular)."""
    return hypot(radians(other_lng - lng) * cos(radians(lat)), radians(other_lat - lat)) * 6_371_000


def content_of(paper: Paper) -> bytes | None:
    """The paper's bytes, or None when it was erased."""
    return None if paper.erased_at else sealing.unseal_bytes(_file(paper.name).read_bytes())


def discard(paper: Paper) -> None:
    """Remove the file of an erased paper."""
    _file(paper.name).unlink(missing_ok=True)


def sweep(at: datetime, older: timedelta = timedelta(days=1)) -> int:
    """Remove files that no row names and that are older than `older`; returns how many."""
    root: Path = settings.PAPERS
    removed = 0
    for file in root.glob("??/*") if root.exists() else ():
        if (
            file.stat().st_mtime < (at - older).timestamp()
            and not Paper.objects.filter(name=file.name).exists()
        ):
            file.unlink(missing_ok=True)
            removed += 1
    return removed


def file_of(paper: Paper) -> Path:
    """Where the sealed file of a paper lies."""
    return _file(paper.name)


def _file(name: str) -> Path:
    return Path(settings.PAPERS) / name[:2] / name
