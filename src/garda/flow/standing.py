"""The checker's rules about steps: who works there, how long, who moves on, and what stops the clock."""

from __future__ import annotations

from garda.flow.weighing import Ground, Rule, named
from garda.texts.words import Words


def staffed(ground: Ground) -> None:
    """Where work is done there is a desk, a post, a time, and a button for the officer."""
    wanted = {
        "desk": Words(
            "Langkah ini belum punya meja atau loket (desk).",
            "This step has no desk.",
        ),
        "post": Words(
            "Langkah ini belum punya jabatan yang bertanggung jawab (post).",
            "This step has no post that answers for it.",
        ),
        "within": Words(
            "Langkah ini belum punya batas waktu (within).",
            "This step has no time limit (within).",
        ),
    }
    for step in ground.flow.steps.values():
        if not (step.works or step.fetched):
            continue
        has = {"desk": bool(step.desk), "post": bool(step.posts), "within": step.within is not None}
        for key, words in wanted.items():
            if not has[key] and (step.works or key != "within"):
                ground.say_of(step, (key,), words)
        if step.moves and not any(move.by == "post" for move in step.moves):
            ground.say_of(
                step,
                ("move",),
                Words(
                    "Petugas tidak punya tombol di langkah ini. Bila menunggu warga, tulis pause = true.",
                    "The officer has no button here. If it waits for the resident, write pause = true.",
                ),
            )


def clocks_that_act(ground: Ground) -> None:
    """A move of the clock says when, and gives nothing but time; no other move does."""
    for step, place, move in ground.moves():
        if move.by == "clock" and move.after is None:
            words = Words(
                "Tombol milik waktu (by = “clock”) harus menyebut kapan (after).",
                "A move of the clock must say when (after).",
            )
            ground.say_of(step, ("move", place, "after"), words)
        if move.by != "clock" and move.after is not None:
            words = Words("“after” hanya untuk by = “clock”.", "“after” is only for by = “clock”.")
            ground.say_of(step, ("move", place, "after"), words)
        if move.by == "clock" and move.needs:
            words = Words(
                "Waktu tidak dapat menulis alasan atau melampirkan bukti. Hapus needs.",
                "The clock cannot give reasons or proofs. Remove needs.",
            )
            ground.say_of(step, ("move", place, "needs"), words)
        if move.by == "resident" and set(move.needs) & {"rule", "missing"}:
            words = Words(
                "Warga tidak boleh diminta menyebut aturan atau kekurangan berkas.",
                "A resident must not be asked to name a rule or what is missing.",
            )
            ground.say_of(step, ("move", place, "needs"), words)


def pauses_that_end(ground: Ground) -> None:
    """A pause has a reason going in, a way back for the resident, and a day on which it runs out."""
    for step in ground.flow.steps.values():
        if not step.pause:
            continue
        back = [move for move in step.moves if move.by == "resident" or step.fetched]
        if not any(
            (target := ground.target(move)) is not None and (not target.end or step.fetched) for move in back
        ):
            words = Words(
                "Warga tidak punya jalan kembali dari jeda ini. Tambahkan tombol by = “resident”.",
                "The resident has no way back from this pause. Add a move by = “resident”.",
            )
            ground.say_of(step, ("move",), words)
        _has_clock_exit(ground, step.key)
    for step, place, move in ground.moves():
        target = ground.target(move)
        if (
            move.by == "post"
            and target is not None
            and target.pause
            and not target.fetched
            and not {"reason", "missing"} & set(move.needs)
        ):
            words = Words(
                "Jam urusan tidak boleh berhenti tanpa alasan. Tambahkan “reason” atau “missing” pada needs.",
                "The matter's clock must not stop without a reason. Add “reason” or “missing” to needs.",
            )
            ground.say_of(step, ("move", place, "needs"), words)


def verdicts_that_end(ground: Ground) -> None:
    """Where the resident judges the answer there are buttons to do so, and a day on which silence counts."""
    for step in ground.flow.steps.values():
        if not step.verdict:
            continue
        if not any(move.by == "resident" for move in step.moves):
            words = Words(
                "Warga belum punya tombol untuk menilai jawaban ini. Tambahkan tombol by = “resident”.",
                "The resident has no button to judge this answer. Add a move by = “resident”.",
            )
            ground.say_of(step, ("move",), words)
        elif all((target := ground.target(move)) is None or target.end for move in step.moves):
            words = Words(
                "Warga tidak bisa menyanggah: semua tombol menutup urusan.",
                "The resident cannot contest: every button closes the matter.",
            )
            ground.say_of(step, ("move",), words, grave=False)
        _has_clock_exit(ground, step.key)


def _has_clock_exit(ground: Ground, key: str) -> None:
    step = ground.flow.steps[key]
    if not any(move.by == "clock" for move in step.moves):
        words = Words(
            f"“{named(step).id}” bisa menunggu selamanya. Tambahkan tombol by = “clock” dengan after.",
            f"“{named(step).en}” could wait for ever. Add a move by = “clock” with after.",
        )
        ground.say_of(step, ("move",), words)


def one_role_each(ground: Ground) -> None:
    """A step is one thing: an end, a pause, a verdict, or work."""
    for step in ground.flow.steps.values():
        if sum((bool(step.end), step.pause, step.verdict)) > 1:
            words = Words(
                "Pilih satu: end, pause, atau verdict.",
                "Choose one: end, pause or verdict.",
            )
            ground.say_of(step, ("end",), words)


def hand_overs_that_return(ground: Ground) -> None:
    """A hand-over has a time to be accepted or come back; a split names its units."""
    for step in ground.flow.steps.values():
        if step.hand_over and step.offer_within is None:
            words = Words(
                "Tawaran ke unit lain harus punya batas waktu (offer_within), agar tidak menggantung.",
                "An offer to another unit must have a time limit (offer_within), so that it does not hang.",
            )
            ground.say_of(step, ("offer_within",), words)
        if step.offer_within is not None and not step.hand_over:
            words = Words(
                "“offer_within” tidak berguna tanpa hand_over.",
                "“offer_within” is of no use without hand_over.",
            )
            ground.say_of(step, ("offer_within",), words, grave=False)
        if step.split and not step.hand_over:
            words = Words(
                "Urusan dibagi ke unit mana? Sebutkan pada hand_over.",
                "Among which units is it split? Name them in hand_over.",
            )
            ground.say_of(step, ("split",), words)


def guards_that_can_hold(ground: Ground) -> None:
    """A guard about parts only stands in a flow that can be split."""
    can_split = any(step.split for step in ground.flow.steps.values())
    for step, place, move in ground.moves():
        if "has-limbs" in move.guards and not can_split:
            words = Words(
                "Tombol ini tidak akan pernah muncul: tidak ada langkah dengan split = true.",
                "This move can never show: no step has split = true.",
            )
            ground.say_of(step, ("move", place, "guards"), words)
        if "missing" in move.needs and not ground.flow.requirements:
            words = Words(
                "Alur ini tidak punya persyaratan yang bisa kurang. Pakai “reason” saja.",
                "This flow has no requirements that could be missing. Use “reason” alone.",
            )
            ground.say_of(step, ("move", place, "needs"), words)


STEP_RULES: tuple[Rule, ...] = (
    staffed,
    clocks_that_act,
    pauses_that_end,
    verdicts_that_end,
    one_role_each,
    hand_overs_that_return,
    guards_that_can_hold,
)
