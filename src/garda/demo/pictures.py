"""Pictures for simulated matters: drawn, not photographed, unlike each other, marked as simulated."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageDraw

from garda.cases import papers

SIZE = (320, 240)
SKIES = ((188, 212, 224), (224, 206, 178), (164, 176, 190), (206, 224, 214))
EARTHS = ((92, 84, 72), (78, 92, 66), (110, 96, 84), (64, 70, 78))


def picture(key: str, rng: Random) -> papers.Checked:
    """A drawn street scene, checked as an uploaded photo would be; `key` is "photo" or "proof"."""
    width, height = SIZE
    image = Image.new("RGB", SIZE, rng.choice(SKIES))
    pen = ImageDraw.Draw(image)
    ground = rng.randint(130, 170)
    for _ in range(rng.randint(4, 7)):
        left, tall = rng.randint(-20, width - 30), rng.randint(30, 110)
        shade = rng.randint(90, 210)
        pen.rectangle(
            (left, ground - tall, left + rng.randint(30, 80), ground),
            fill=(shade, shade - rng.randint(0, 40), shade - rng.randint(10, 60)),
        )
    pen.rectangle((0, ground, width, height), fill=rng.choice(EARTHS))
    bend = rng.randint(-60, 60)
    pen.polygon(
        [(width // 2 + bend, ground), (width // 2 + bend + 24, ground), (width - 40, height), (40, height)],
        fill=(58, 58, 62),
    )
    pen.text((8, height - 16), "GAMBAR SIMULASI", fill=(255, 255, 255))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return papers.check(key, out.getvalue())
