"""The small learner: it tells labels apart, says by which words, and keeps no text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from garda.meaning import Hit, learning
from garda.meaning.learning import Model, Unreadable
from garda.meaning.weighing import Ends, key_of, weigh

PLACES = ("gang satu", "pasar", "balai warga", "ujung jalan", "dekat sekolah", "tepi kali", "lapangan")
KINDS = {
    "lampu": ("lampu padam di {}", "penerangan mati di {}", "gelap karena lampu rusak {}"),
    "sampah": ("sampah menumpuk di {}", "bau sampah di {}", "tps penuh sampah {}"),
    "banjir": ("banjir di {}", "got mampet di {} jadi banjir", "air meluap di {}"),
}
TEXTS = [(line.format(place), label) for label, lines in KINDS.items() for line in lines for place in PLACES]


def taught() -> Model:
    model = learning.learn(TEXTS)
    assert model is not None
    return model


def test_it_tells_labels_apart_and_says_by_which_words() -> None:
    model = taught()
    best = model.guess("sampahnya bau sekali")[0]
    assert best.label == "sampah"
    assert best.words[0] in ("sampahnya", "bau")
    assert model.guess("lampu mati lagi pak")[0].label == "lampu"
    assert abs(sum(model.shares("banjir lagi").values()) - 1) < 1e-5


def test_learning_the_same_again_gives_the_same() -> None:
    one, other = taught(), taught()
    assert np.array_equal(one.weights, other.weights)


def test_what_is_kept_holds_no_word_and_no_rare_feature(tmp_path: Path) -> None:
    rare = [*TEXTS, ("lampu padam di rumah Pak Sastrowardoyo", "lampu")]
    model = learning.learn(rare, {"day": "2025-11-04"})
    assert model is not None
    path = tmp_path / "kota.npz"
    model.save(path)
    assert [file.name for file in tmp_path.iterdir()] == ["kota.npz"]
    kept = learning.load(path)
    assert kept.about == {"day": "2025-11-04"}
    assert kept.guess("lampu padam")[0].label == "lampu"
    with np.load(path) as raw:
        told = raw["about"].tobytes().decode()
    assert "sastro" not in told
    # A word that only one text has leaves nothing behind: the same features are kept with and without it.
    assert np.array_equal(kept.features[np.isin(kept.features, taught().features)], taught().features)
    assert not np.isin(learning._hash("wsastrowardoyo"), kept.features)


def test_one_label_teaches_nothing_and_no_text_neither() -> None:
    assert learning.learn([("lampu padam", "lampu"), ("lampu mati", "lampu")]) is None
    assert learning.learn([]) is None
    assert learning.learn([("", "a"), ("  ", "b"), ("kata", "")]) is None


@pytest.mark.parametrize("content", [b"", b"bukan model", b"PK\x03\x04rusak"])
def test_a_file_that_is_no_model_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rusak.npz"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        learning.load(path)
    with pytest.raises(Unreadable):
        learning.load(tmp_path / "tiada.npz")


def test_a_text_without_a_known_word_gets_an_answer_all_the_same() -> None:
    model = taught()
    assert len(model.guess("zzz qqq")) == 3
    assert len(model.guess("")) == 3


def test_written_words_lead_until_enough_was_learned() -> None:
    hits = [
        Hit("lapor", "lampu", 80.0, ("lampu",)),
        Hit("lapor", "sampah", 30.0, ()),
        Hit("lapor", "", 90.0, ()),
    ]
    alone = weigh(hits, None, "lampu padam")
    assert alone.ranked[0][0] == "lampu"
    assert alone.words == ("lampu",)
    both = weigh(hits, taught(), "lampu padam")
    assert both.ranked[0][0] == "lampu"
    assert both.texts == len(TEXTS)


def test_labels_of_elsewhere_meet_the_keys_of_flows() -> None:
    assert key_of("Jalan_Jembatan") == "jalan-jembatan"


def test_the_usual_unit_needs_several_matters_and_most_of_them() -> None:
    ends = Ends()
    for _ in range(2):
        ends.note("lampu", "99.01", "pu")
    assert ends.usual("lampu", "99.01") == ""
    ends.note("lampu", "99.01", "pu")
    for _ in range(3):
        ends.note("lampu", "99.02", "melati")
    assert Ends.of(ends.plain()).usual("lampu", "99.01") == "pu"
    assert ends.usual("lampu", "99.02") == "melati"
    assert ends.usual("lampu", "99.03") == ""  # over the whole city neither has most of them
    assert ends.usual("sampah") == ""
