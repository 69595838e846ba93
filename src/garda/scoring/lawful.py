"""Rules on what an instrument rests on, when it holds, whom it asks, and how few answers are enough."""

from __future__ import annotations

from garda.scoring.ground import Ground
from garda.scoring.hiding import FEWEST
from garda.scoring.language import APART, ASKING, Instrument

_NAMES = {
    "gap": ("bagian", "parts"),
    "two-axes": ("sumbu", "axes"),
}


def basis(ground: Ground) -> None:
    """An instrument rests on a rule, or says itself that it is the city's own and why."""
    one = ground.instrument
    if not one.rests_on and one.own is None:
        ground.find(
            ("rests_on",),
            "Dasar hukum belum ada. Sebut aturannya (rests_on), atau katakan dengan own bahwa ini buatan "
            "sendiri dan mengapa.",
            "There is no legal basis. Name the rule (rests_on), or say with own that this is a measure of "
            "our own, and why.",
        )
    for reference in one.rests_on:
        if ground.rules and reference not in ground.rules:
            ground.find(
                ("rests_on",),
                f"Aturan “{reference}” tidak ada di register.",
                f"The rule “{reference}” is not in the register.",
            )


def dates(ground: Ground) -> None:
    """An edition ends after it begins."""
    one = ground.instrument
    if one.ends is not None and one.ends < one.begins:
        ground.find(
            ("until",), "Hari akhir (until) sebelum hari awal (from).", "It ends (until) before it begins."
        )


def asked(ground: Ground) -> None:
    """What a formula needs is there: questions with labelled answers, counts, or a scale of evidence."""
    one = ground.instrument
    for element in one.elements:
        scale = one.scale(element.scale)
        if one.formula == "shares":
            if element.counts is None or element.among is None:
                ground.find_in(
                    "element",
                    element.key,
                    (),
                    "Katakan apa yang dihitung (counts) dan dari antara apa (among).",
                    "Say what is counted (counts), and among what (among).",
                )
            continue
        if scale is None:
            ground.find_in(
                "element",
                element.key,
                ("scale",),
                "Skala jawaban unsur ini belum ada.",
                "This element's scale is missing.",
            )
        if one.formula in ASKING:
            if element.question is None:
                ground.find_in(
                    "element",
                    element.key,
                    ("question",),
                    "Pertanyaan unsur ini belum ada.",
                    "This element's question is missing.",
                )
            if scale is not None and not scale.points:
                ground.find_in(
                    "element",
                    element.key,
                    ("scale",),
                    "Orang menjawab dengan kata: skala ini butuh labels atau point.",
                    "People answer in words: this scale needs labels or points.",
                )
    if one.formula in ASKING:
        _alike(ground)


def _alike(ground: Ground) -> None:
    """Answers that are averaged must run over the same numbers."""
    one = ground.instrument
    for part in {element.part for element in one.elements}:
        met: dict[tuple[object, object], str] = {}
        for element in one.of_part(part):
            scale = one.scale(element.scale)
            if scale is not None:
                met.setdefault((scale.lowest, scale.highest), element.key)
        for key in list(met.values())[1:]:
            ground.find_in(
                "element",
                key,
                ("scale",),
                "Skala unsur ini tidak sepanjang skala unsur lain yang dirata-ratakan bersamanya.",
                "This scale does not run over the same numbers as the others it is averaged with.",
            )


def minimum(ground: Ground) -> None:
    """Below how many answers a score is not a score; never fewer than could be told apart."""
    one = ground.instrument
    if one.formula == "weighted-tree":
        return
    if one.least < FEWEST:
        ground.find(
            ("least",),
            f"Batas jawaban (least) paling sedikit {FEWEST}: di bawahnya seseorang dapat dikenali.",
            f"The fewest answers (least) must be {FEWEST} or more: below, a person can be known.",
        )


def scales(ground: Ground) -> None:
    """A scale rises, and its answers are all worth something else."""
    for scale in ground.instrument.scales:
        values = [point.value for point in scale.points]
        if scale.highest <= scale.lowest or len(set(values)) < len(values):
            ground.find_in(
                "scale",
                scale.key,
                (),
                "Skala harus naik, dan tiap jawabannya bernilai lain.",
                "A scale must rise, and each of its answers be worth something else.",
            )


def shape(ground: Ground) -> None:
    """Formulas that score parts apart need parts; two of them need exactly two."""
    one = ground.instrument
    if one.formula in APART:
        if any(part.under for part in one.parts):
            ground.find(
                ("part",),
                "Bagian dalam bagian hanya untuk weighted-tree dan weighted-mean.",
                "Parts within parts are only for weighted-tree and weighted-mean.",
            )
        for element in one.elements:
            if element.part is None:
                ground.find_in(
                    "element",
                    element.key,
                    ("part",),
                    "Unsur ini harus berada di satu bagian.",
                    "Name a part.",
                )
    if one.formula in _NAMES and len(one.parts) != 2:
        id, en = _NAMES[one.formula]
        ground.find(("part",), f"Harus ada tepat dua {id}.", f"There must be exactly two {en}.")
    if one.formula == "two-axes":
        _quadrants(ground, one)
    elif one.quadrants:
        ground.find(("quadrant",), "Kuadran hanya untuk two-axes.", "Quadrants are only for two-axes.")


def _quadrants(ground: Ground, one: Instrument) -> None:
    axes = frozenset(part.key for part in one.parts)
    met = [frozenset(quadrant.high) for quadrant in one.quadrants]
    wanted = {frozenset[str](), axes, *(frozenset({key}) for key in axes)}
    if len(met) != 4 or set(met) != wanted:
        ground.find(
            ("quadrant",),
            "Empat kuadran harus ada: keduanya tinggi, masing-masing saja, dan tidak satu pun.",
            "Four quadrants must stand here: both high, each alone, and neither.",
        )
    for part in one.parts:
        if part.edge is None or not 0 < part.edge < one.out_of:
            ground.find_in(
                "part",
                part.key,
                ("edge",),
                "Sumbu ini butuh tepi (edge) di antara nol dan nilai penuh.",
                "This axis needs an edge between nothing and the full value.",
            )


def told(ground: Ground) -> None:
    """What is unsure says from where it is known."""
    one = ground.instrument
    for table, rows in (
        ("part", one.parts),
        ("element", one.elements),
        ("band", one.bands),
        ("scale", one.scales),
    ):
        for row in rows:
            if row.unsure and not (row.source or one.source):
                ground.find_in(
                    table,
                    row.key,
                    ("unsure",),
                    "Katakan dari mana angka yang ragu ini (source).",
                    "Say where this doubtful value comes from (source).",
                    grave=False,
                )


LAWFUL_RULES = (basis, dates, asked, minimum, scales, shape, told)
