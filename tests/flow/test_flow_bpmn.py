"""Flows as BPMN 2.0 drawings: sound by the standard, back again without loss, others' drawings as drafts."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from garda import shelf
from garda.flow import check, read
from garda.flow.bpmn_drafting import drafted
from garda.flow.bpmn_names import DC, DD, DI, MODEL, OURS
from garda.flow.bpmn_reading import NoDrawing, read_bpmn
from garda.flow.bpmn_writing import draw_bpmn
from garda.flow.writing import written

SHELF = {file.stem: file.read_text("utf-8") for file in sorted(shelf.folder("flows").glob("*.toml"))}
NODES = {"userTask", "startEvent", "endEvent", "exclusiveGateway", "boundaryEvent"}


def m(name: str) -> str:
    return f"{{{MODEL}}}{name}"


@pytest.mark.parametrize("key", sorted(SHELF))
def test_item_8_every_flow_of_the_shelf_goes_to_bpmn_and_back_with_the_same_steps_and_moves(key: str) -> None:
    text = SHELF[key]
    drawing = read_bpmn(draw_bpmn(text))
    assert drawing.findings == []
    before, after = read(text, key), read(drafted(drawing, text), key)
    assert list(after.steps.items()) == list(before.steps.items())
    assert {k: v for k, v in vars_of(after).items() if k != "steps"} == {
        k: v for k, v in vars_of(before).items() if k != "steps"
    }
    grave = [one.sentence() for one in check(drafted(drawing, text), key) if one.grave]
    assert grave == [one.sentence() for one in check(text, key) if one.grave]


def vars_of(flow: Any) -> dict[str, Any]:
    return {name: getattr(flow, name) for name in flow.__dataclass_fields__}


@pytest.mark.parametrize("key", sorted(SHELF))
def test_a_drawing_is_sound_by_the_standard(key: str) -> None:
    root = ET.fromstring(draw_bpmn(SHELF[key]))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    process = root.find(m("process"))
    assert process is not None
    nodes = {one.get("id"): one for one in process if one.tag.removeprefix(f"{{{MODEL}}}") in NODES}
    flows = {one.get("id"): one for one in process.findall(m("sequenceFlow"))}
    assert process[0].tag == m("laneSet"), "lanes come before the nodes"
    assert set(nodes) | set(flows) == {one.get("id") for one in process if one.tag != m("laneSet")}
    for flow in flows.values():
        assert flow.get("sourceRef") in nodes
        assert flow.get("targetRef") in nodes
    for name, node in nodes.items():
        out = {one for one, flow in flows.items() if flow.get("sourceRef") == name}
        come = {one for one, flow in flows.items() if flow.get("targetRef") == name}
        assert {one.text for one in node.findall(m("outgoing"))} == out
        assert {one.text for one in node.findall(m("incoming"))} == come
        if node.tag in (m("userTask"), m("startEvent"), m("boundaryEvent")):
            assert len(out) <= 1, "a task with several lines would walk them all"
        assert not (node.tag == m("endEvent") and out)
        if node.tag == m("boundaryEvent"):
            assert nodes[node.get("attachedToRef")].tag == m("userTask")
    laned = Counter(one.text for one in process.iter(m("flowNodeRef")))
    assert laned == Counter(dict.fromkeys(nodes, 1)), "every node lies in one lane"
    shapes = {one.get("bpmnElement"): one for one in root.iter(f"{{{DI}}}BPMNShape")}
    edges = {one.get("bpmnElement"): one for one in root.iter(f"{{{DI}}}BPMNEdge")}
    assert set(edges) == set(flows)
    assert set(shapes) == {*nodes, "Pool", *(one.get("id") for one in process.iter(m("lane")))}
    for edge in edges.values():
        assert len(edge.findall(f"{{{DD}}}waypoint")) >= 2
    lanes = {
        one.text: lane.get("id") for lane in process.iter(m("lane")) for one in lane.findall(m("flowNodeRef"))
    }
    for name in nodes:
        box, lane = bounds(shapes[name]), bounds(shapes[lanes[name]])
        assert lane[0] <= box[0]
        assert box[0] + box[2] <= lane[0] + lane[2]
        assert lane[1] <= box[1]
        assert box[1] + box[3] <= lane[1] + lane[3]


def bounds(shape: ET.Element) -> tuple[int, int, int, int]:
    box = shape.find(f"{{{DC}}}Bounds")
    assert box is not None
    x, y, width, height = (int(box.get(key, "")) for key in ("x", "y", "width", "height"))
    return x, y, width, height


def test_lanes_are_posts_by_their_titles() -> None:
    names = {"lurah": "Lurah", "petugas-loket": "Petugas Loket"}
    root = ET.fromstring(draw_bpmn(SHELF["sktm"], names=names))
    assert {one.get("name") for one in root.iter(m("lane"))} >= {"Warga", "Lurah", "Petugas Loket"}


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D">
 <bpmn:process id="Process_1" name="Surat Izin Contoh">
  <bpmn:laneSet id="L"><bpmn:lane id="a" name="Petugas Loket"><bpmn:flowNodeRef>T1</bpmn:flowNodeRef>
   </bpmn:lane><bpmn:lane id="b" name="Kepala Gudang"><bpmn:flowNodeRef>T2</bpmn:flowNodeRef>
   </bpmn:lane></bpmn:laneSet>
  <bpmn:startEvent id="S"/><bpmn:task id="T1" name="Periksa berkas"/>
  <bpmn:userTask id="T2" name="Tanda tangan"/>
  <bpmn:task id="T3" name="Arsip"/>
  <bpmn:exclusiveGateway id="G"/><bpmn:parallelGateway id="P"/>
  <bpmn:endEvent id="E1" name="Selesai"/><bpmn:endEvent id="E2" name="Permohonan ditolak"/>
  <bpmn:boundaryEvent id="B" attachedToRef="T2"><bpmn:timerEventDefinition>
   <bpmn:timeDuration>P14D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
  <bpmn:sequenceFlow id="f0" sourceRef="S" targetRef="T1"/>
  <bpmn:sequenceFlow id="f1" sourceRef="T1" targetRef="G"/>
  <bpmn:sequenceFlow id="f2" name="Lengkap" sourceRef="G" targetRef="T2"/>
  <bpmn:sequenceFlow id="f3" name="Tolak" sourceRef="G" targetRef="E2"/>
  <bpmn:sequenceFlow id="f4" sourceRef="T2" targetRef="P"/>
  <bpmn:sequenceFlow id="f5" sourceRef="P" targetRef="T3"/>
  <bpmn:sequenceFlow id="f6" name="Serahkan" sourceRef="P" targetRef="E1"/>
  <bpmn:sequenceFlow id="f7" name="Lewat waktu" sourceRef="B" targetRef="E2"/>
  <bpmn:sequenceFlow id="f8" name="Ke mana" sourceRef="T3" targetRef="hilang"/>
 </bpmn:process></bpmn:definitions>"""


def test_another_modellers_drawing_becomes_a_draft_with_findings() -> None:
    drawing = read_bpmn(FOREIGN.encode(), posts={"petugas-loket": ["Petugas Loket"], "lurah": ["Lurah"]})
    assert [step["key"] for step in drawing.steps] == [
        "periksa-berkas", "tanda-tangan", "permohonan-ditolak", "arsip", "selesai",
    ]  # fmt: skip
    first, second = drawing.steps[:2]
    assert (drawing.start, first["post"]) == ("periksa-berkas", "petugas-loket")
    assert [(move["to"], move["label"]["id"]) for move in first["move"]] == [
        ("tanda-tangan", "Lengkap"),
        ("permohonan-ditolak", "Tolak"),
    ]
    assert [move for move in second["move"] if move.get("by") == "clock"] == [
        {"to": "permohonan-ditolak", "label": {"id": "Lewat waktu"}, "by": "clock", "after": "14 hari"}
    ]
    assert {step["key"]: step["end"] for step in drawing.steps if "end" in step} == {
        "permohonan-ditolak": "refused", "selesai": "done",
    }  # fmt: skip
    said = " ".join(one.id for one in drawing.findings)
    for part in (
        "Kepala Gudang” bukan jabatan", "“Arsip” tidak berada di lajur", "belum punya meja",
        "belum punya batas waktu",
        "Cabang bersamaan", "Ke mana” tidak sampai", "belum bernama",
    ):  # fmt: skip
        assert part in said, part
    text = drafted(drawing)
    assert tomllib.loads(text)["title"] == {"id": "Surat Izin Contoh"}
    missing = " ".join(one.words.id for one in check(text, "naskah"))
    assert "Kalimat bahasa Inggris (en) belum ada." in missing
    assert "“review” wajib ada" in missing


def test_what_was_redrawn_counts_and_the_rest_of_the_service_stays() -> None:
    drawn = draw_bpmn(SHELF["sktm"], names={"seklur": "Sekretaris Lurah", "lurah": "Lurah"}).decode()
    assert 'name="Verifikasi"' in drawn
    redrawn = drawn.replace('name="Verifikasi"', 'name="Pencocokan data"').replace(
        'name="Lurah"', 'name="Sekretaris Lurah"'
    )
    drawing = read_bpmn(redrawn.encode(), posts={"seklur": ["Sekretaris Lurah"], "lurah": ["Lurah"]})
    raw = tomllib.loads(drafted(drawing, SHELF["sktm"]))
    steps = {step["key"]: step for step in raw["step"]}
    assert steps["checking"]["title"] == {"id": "Pencocokan data"}
    assert steps["signing"]["post"] == ["seklur", "lurah"]
    assert len(raw["requirement"]) == len(read(SHELF["sktm"], "sktm").requirements)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha">'
    + "".join(f'<!ENTITY x{n} "{"&x" + str(n - 1) * (n > 1) + ";"}{"&x;" * 9}">' for n in range(1, 9))
    + "]><a>&x8;</a>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><definitions>&f;</definitions>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00\xff", b"halo", b"<a/>", BOMB.encode(), OUTSIDE.encode(), b"<a" * 50_000,
        b"<a>" * 5_000, b'<?xml version="1.0" encoding="karangan"?><a/>', b"x" * 2_000_001,
        f'<definitions xmlns="{MODEL}"/>'.encode(),
    ],
)  # fmt: skip
def test_hostile_or_broken_xml_gives_a_sentence(data: bytes) -> None:
    with pytest.raises(NoDrawing) as no:
        read_bpmn(data)
    assert no.value.words.id.endswith(".")
    assert no.value.words.en


@pytest.mark.parametrize(
    "spoilt",
    [
        ("{&quot;key&quot;: ", "{&quot;key: "),
        ('given="{', 'given="[[[[{'),
        ("&quot;title&quot;: {", "&quot;title&quot;: [{"),
        ('targetRef="Gate_', 'targetRef="Task_'),
        ('sourceRef="Start"', 'sourceRef="Mulai"'),
        ("P30D", "P-1Y"),
    ],
)
def test_a_spoilt_drawing_of_ours_still_becomes_a_draft(spoilt: tuple[str, str]) -> None:
    drawn = draw_bpmn(SHELF["sktm"]).decode()
    assert spoilt[0] in drawn
    drawing = read_bpmn(drawn.replace(*spoilt).encode())
    assert drawing.steps
    check(drafted(drawing, SHELF["sktm"]), "naskah")
    check(drafted(drawing), "naskah")


@pytest.mark.parametrize("key", sorted(SHELF))
def test_a_written_text_says_what_was_read(key: str) -> None:
    raw = tomllib.loads(SHELF[key])
    assert tomllib.loads(written(raw)) == raw


def test_every_sign_can_be_written() -> None:
    wild = {"title": {"id": 'a"\\\n\t\x07\x7f\u2028é𝄞', "en": "''' \"\"\" #"}, "odd key.": [True, 1, "x"]}
    assert tomllib.loads(written(wild)) == wild
    assert OURS in draw_bpmn(SHELF["sktm"]).decode()
