"""The checker's rules about paths: dead ends, steps out of reach, loops without exit, ends without answer."""

from __future__ import annotations

from garda.flow.language import Move, Step
from garda.flow.paths import endless, reached_from
from garda.flow.weighing import Ground, Rule, named, unknown
from garda.texts.words import Words

_STEP = Words("Langkah", "step")


def starts_somewhere(ground: Ground) -> None:
    """The first step is there, and is one where work is done."""
    flow = ground.flow
    if not flow.start:
        return
    first = flow.steps.get(flow.start)
    if first is None:
        ground.say(("start",), unknown(flow.start, flow.steps, _STEP))
    elif first.pause or first.verdict or first.end:
        ground.say(
            ("start",),
            Words(
                f"Urusan tidak boleh dimulai di “{named(first).id}”: di sana belum ada yang bekerja.",
                f"A matter cannot begin at “{named(first).en}”: nobody works there.",
            ),
        )


def moves_lead_somewhere(ground: Ground) -> None:
    """Every move leads to a step of this flow."""
    for step, place, move in ground.moves():
        if move.to and ground.target(move) is None:
            ground.say_of(step, ("move", place, "to"), unknown(move.to, ground.flow.steps, _STEP))


def no_dead_end(ground: Ground) -> None:
    """Every step but an end has a way out that someone can always take; an end has none."""
    for step in ground.flow.steps.values():
        if step.end and step.moves:
            ground.say_of(
                step,
                ("end",),
                Words(
                    "Langkah akhir tidak boleh punya jalan keluar. Hapus “end” atau hapus tombolnya.",
                    "An end must not have a way out. Remove “end”, or remove its moves.",
                ),
            )
        elif not step.end and not any(ground.target(move) for move in step.moves):
            ground.say_of(
                step,
                (),
                Words(
                    f"Langkah “{named(step).id}” buntu: tidak ada jalan keluar. Tambahkan [[step.move]], "
                    "atau tulis “end” bila urusan selesai di sini.",
                    f"The step “{named(step).en}” is a dead end: there is no way out. Add a [[step.move]], "
                    "or write “end” if the matter ends here.",
                ),
            )


def nothing_out_of_reach(ground: Ground) -> None:
    """Every step can be reached from the start."""
    flow = ground.flow
    if flow.start not in flow.steps:
        return
    reached = reached_from(flow, flow.start)
    for step in flow.steps.values():
        if step.key not in reached:
            ground.say_of(
                step,
                (),
                Words(
                    f"Langkah “{named(step).id}” tidak pernah tercapai dari langkah awal.",
                    f"The step “{named(step).en}” can never be reached from the first step.",
                ),
            )


def no_endless_loop(ground: Ground) -> None:
    """Every loop has a way out that does not hang on a guard nobody can fulfil."""
    flow = ground.flow
    for group in endless(flow):
        steps = [flow.steps[key] for key in group]
        in_indonesian = " → ".join(named(step).id for step in steps)
        in_english = " → ".join(named(step).en for step in steps)
        ground.say_of(
            steps[0],
            (),
            Words(
                f"Langkah ini berputar tanpa jalan keluar yang pasti: {in_indonesian}.",
                f"These steps go round without a sure way out: {in_english}.",
            ),
        )


def some_good_end(ground: Ground) -> None:
    """A matter can end well."""
    flow = ground.flow
    reached = reached_from(flow, flow.start)
    if reached and not any(flow.steps[key].end == "done" for key in reached):
        ground.say(
            ("start",),
            Words(
                "Dari langkah awal tidak ada jalan menuju akhir yang berhasil (end = “done”).",
                "From the first step no way leads to a good end (end = “done”).",
            ),
        )


def refused_by_rule(ground: Ground) -> None:
    """A refusal gives its reason and the rule it rests on (UU 25/2009: service by the standard)."""
    for step, place, move in ground.moves():
        target = ground.target(move)
        if target is None or target.end != "refused":
            continue
        lacking = [need for need in ("reason", "rule") if need not in move.needs]
        if lacking:
            listed = ", ".join(f"“{need}”" for need in lacking)
            ground.say_of(
                step,
                ("move", place, "needs"),
                Words(
                    f"Penolakan wajib menyebut alasan dan aturannya. Tambahkan {listed} pada needs.",
                    f"A refusal must give its reason and its rule. Add {listed} to needs.",
                ),
            )


def ends_by_the_right_hand(ground: Ground) -> None:
    """Only the clock lets a matter lapse, only the resident withdraws it, no clock finishes it unasked."""
    for step, place, move in ground.moves():
        words = _wrong_hand(step, move, ground.target(move))
        if words is not None:
            ground.say_of(step, ("move", place, "by"), words)


def _wrong_hand(step: Step, move: Move, target: Step | None) -> Words | None:
    if target is None:
        return None
    if target.end == "lapsed" and move.by != "clock":
        return Words(
            "Urusan hanya gugur oleh waktu (by = “clock”). "
            "Petugas yang tidak mengabulkan harus menolak dengan aturan.",
            "Only the clock lets a matter lapse (by = “clock”). "
            "An officer who does not grant it must refuse by rule.",
        )
    if target.end == "withdrawn" and (
        move.by == "clock" or (move.by == "post" and "reason" not in move.needs)
    ):
        return Words(
            "Hanya warga yang mencabut urusannya (by = “resident”); "
            "petugas yang mencatatkannya wajib menulis alasan.",
            "Only the resident withdraws a matter (by = “resident”); "
            "an officer who notes it must give the reason.",
        )
    if target.end == "done" and move.by == "clock" and not (step.verdict or step.fetched):
        return Words(
            "Waktu tidak boleh menyatakan urusan selesai, kecuali warga sudah ditanya (verdict = true).",
            "The clock cannot call a matter done unless the resident was asked first (verdict = true).",
        )
    return None


def answered_when_done(ground: Ground) -> None:
    """Whoever complained, asked or proposed is answered before the matter is called done."""
    flow = ground.flow
    if flow.kind == "request":
        return

    def silent(step: Step, move: Move) -> bool:
        return not {"answer", "proof"} & set(move.needs)

    for key in sorted(reached_from(flow, flow.start, silent)):
        step = flow.steps[key]
        for place, move in enumerate(step.moves):
            target = ground.target(move)
            if target is not None and target.end == "done" and silent(step, move):
                ground.say_of(
                    step,
                    ("move", place, "needs"),
                    Words(
                        "Urusan ini bisa dinyatakan selesai tanpa jawaban atau bukti. "
                        "Tambahkan “answer” atau “proof” pada needs.",
                        "This matter could be called done without an answer or a proof. "
                        "Add “answer” or “proof” to needs.",
                    ),
                )


PATH_RULES: tuple[Rule, ...] = (
    starts_somewhere,
    moves_lead_somewhere,
    no_dead_end,
    nothing_out_of_reach,
    no_endless_loop,
    some_good_end,
    refused_by_rule,
    ends_by_the_right_hand,
    answered_when_done,
)
