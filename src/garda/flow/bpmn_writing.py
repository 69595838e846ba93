"""A flow as a BPMN 2.0 drawing: a pool, a lane for each post, the diagram with its places.

A step is a user task, an end an end event; several ways out of a step pass through one exclusive gateway (a
task with several lines would walk them all), and what the clock does is a timer on the task's edge. What BPMN
has no word for (needs, guards, both languages) goes along in attributes of our own, which modellers keep.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from garda.flow.bpmn_layout import Box, Layout, Point, first_line, gated, label_of, lane_of, lay_out, line
from garda.flow.bpmn_names import DC, DD, DI, MODEL, OURS, RESIDENT, XSI, duration
from garda.flow.language import Flow, Move, Step
from garda.flow.reading import fingerprint, read

_PREFIXES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DD, "xsi": XSI, "garda": OURS}


def draw_bpmn(text: str, *, names: Mapping[str, str] | None = None, resident: str = "Warga") -> bytes:
    """The drawing of the flow in `text` as a file. `names` are the titles of posts, by their keys.

    Raises Unreadable when the text is no flow.
    """
    return _Drawing(text, names or {}, resident).written()


class _Drawing:
    """One file in the making."""

    def __init__(self, text: str, names: Mapping[str, str], resident: str) -> None:
        for prefix, space in _PREFIXES.items():
            ET.register_namespace(prefix, space)
        self.flow: Flow = read(text, "naskah")
        self.raw = {one["key"]: one for one in tomllib.loads(text)["step"]}
        self.names = {RESIDENT: resident, **names}
        self.layout: Layout = lay_out(self.flow)
        self.root = ET.Element(
            _m("definitions"),
            {"id": "Definitions", "targetNamespace": OURS, "exporter": "Garda", "exporterVersion": "1"},
        )
        collaboration = _sub(self.root, "collaboration", id="Collaboration")
        title = self.flow.title.id
        _sub(collaboration, "participant", id="Pool", name=title, processRef="Process")
        self.process = _sub(self.root, "process", id="Process", name=title, isExecutable="false")
        self.process.set(f"{{{OURS}}}key", self.flow.key)
        self.process.set(f"{{{OURS}}}fingerprint", fingerprint(text))
        self.lanes: dict[str, ET.Element] = {}
        diagram = ET.SubElement(self.root, f"{{{DI}}}BPMNDiagram", {"id": "Diagram"})
        self.plane = ET.SubElement(
            diagram, f"{{{DI}}}BPMNPlane", {"id": "Plane", "bpmnElement": "Collaboration"}
        )

    def written(self) -> bytes:
        """The whole file."""
        self._draw_lanes()
        start = _sub(self.process, "startEvent", id="Start", name="Mulai")
        self._in_lane(RESIDENT, "Start", self.layout.start)
        for step in self.flow.steps.values():
            self._draw_step(step)
        if self.flow.start in self.flow.steps:
            first = self.layout.steps[self.flow.start]
            self._draw_flow(
                "Flow_start", start, "Start", self.flow.start, first_line(self.layout.start, first)
            )
        for step in self.flow.steps.values():
            self._draw_moves(step)
        ET.indent(self.root)
        return bytes(ET.tostring(self.root, encoding="UTF-8", xml_declaration=True)) + b"\n"

    def _draw_lanes(self) -> None:
        self._shape("Pool", self.layout.whole, isHorizontal="true")
        lanes = _sub(self.process, "laneSet", id="Lanes")
        for key, box in self.layout.lanes.items():
            lane = _sub(lanes, "lane", id=f"Lane_{key}", name=self.names.get(key, key))
            lane.set(f"{{{OURS}}}post", key)
            self.lanes[key] = lane
            self._shape(f"Lane_{key}", box, isHorizontal="true")

    def _draw_step(self, step: Step) -> None:
        kind = "endEvent" if step.end else "userTask"
        node = _sub(self.process, kind, id=_node(step), name=step.title.id)
        if step.shown.id:
            _sub(node, "documentation").text = step.shown.id
        raw = self.raw[step.key]
        self._given(
            node,
            "step",
            {**{k: v for k, v in raw.items() if k != "move"}, "order": list(self.raw).index(step.key)},
        )
        lane = lane_of(step)
        self._in_lane(lane, _node(step), self.layout.steps[step.key])
        if gated(step):
            gate = _sub(self.process, "exclusiveGateway", id=f"Gate_{step.key}")
            self._in_lane(lane, f"Gate_{step.key}", self.layout.gates[step.key], isMarkerVisible="true")
            boxes = self.layout.steps[step.key], self.layout.gates[step.key]
            self._line(f"Flow_{step.key}_gate", node, _node(step), gate, f"Gate_{step.key}", line(*boxes))
        for move in step.moves:
            if move.by == "clock" and move.after is not None:
                self._draw_timer(step, move)

    def _draw_timer(self, step: Step, move: Move) -> None:
        name = f"Timer_{step.key}_{move.key}"
        words = move.after.words("id") if move.after else ""
        timer = _sub(self.process, "boundaryEvent", id=name, name=words, attachedToRef=_node(step))
        definition = _sub(timer, "timerEventDefinition", id=f"{name}_clock")
        after = _sub(definition, "timeDuration")
        after.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        after.text = duration(move.after) if move.after else ""
        self._in_lane(lane_of(step), name, self.layout.timers[step.key, move.key])

    def _draw_moves(self, step: Step) -> None:
        nodes = {one.get("id", ""): one for one in self.process}
        for place, move in enumerate(step.moves):
            if move.to not in self.flow.steps:
                continue
            target = self.layout.steps[move.to]
            source, box, below = _node(step), self.layout.steps[step.key], False
            if move.by == "clock" and move.after is not None:
                source, box, below = (
                    f"Timer_{step.key}_{move.key}",
                    self.layout.timers[step.key, move.key],
                    True,
                )
            elif gated(step):
                source, box = f"Gate_{step.key}", self.layout.gates[step.key]
            drawn = self._draw_flow(
                f"Flow_{step.key}_{move.key}",
                nodes[source],
                source,
                move.to,
                line(box, target, place, below=below),
            )
            drawn.set("name", move.label.id)
            self._given(drawn, "move", {**self.raw[step.key]["move"][place], "place": place})

    def _draw_flow(
        self, name: str, source: ET.Element, source_id: str, to: str, points: list[Point]
    ) -> ET.Element:
        target_id = _node(self.flow.steps[to])
        target = next(one for one in self.process if one.get("id") == target_id)
        return self._line(name, source, source_id, target, target_id, points)

    def _line(
        self,
        name: str,
        source: ET.Element,
        source_id: str,
        target: ET.Element,
        target_id: str,
        at: list[Point],
    ) -> ET.Element:
        drawn = _sub(self.process, "sequenceFlow", id=name, sourceRef=source_id, targetRef=target_id)
        _reference(source, "outgoing", name)
        _reference(target, "incoming", name)
        edge = ET.SubElement(self.plane, f"{{{DI}}}BPMNEdge", {"id": f"{name}_di", "bpmnElement": name})
        for x, y in at:
            ET.SubElement(edge, f"{{{DD}}}waypoint", {"x": str(x), "y": str(y)})
        label = ET.SubElement(edge, f"{{{DI}}}BPMNLabel")
        _bounds(label, label_of(at))
        return drawn

    def _in_lane(self, lane: str, name: str, box: Box, **more: str) -> None:
        _sub(self.lanes[lane], "flowNodeRef").text = name
        self._shape(name, box, **more)

    def _shape(self, name: str, box: Box, **more: str) -> None:
        given = {"id": f"{name}_di", "bpmnElement": name, **more}
        shape = ET.SubElement(self.plane, f"{{{DI}}}BPMNShape", given)
        _bounds(shape, box)

    def _given(self, node: ET.Element, name: str, raw: Mapping[str, Any]) -> None:
        # The schema wants: documentation, extensionElements, then incoming and outgoing.
        place = 1 if node.find(_m("documentation")) is not None else 0
        extension = ET.Element(_m("extensionElements"))
        said = json.dumps(raw, ensure_ascii=False, default=str, sort_keys=True)
        ET.SubElement(extension, f"{{{OURS}}}{name}", {"given": said})
        node.insert(place, extension)


def _m(name: str) -> str:
    return f"{{{MODEL}}}{name}"


def _sub(above: ET.Element, element: str, /, **given: str) -> ET.Element:
    return ET.SubElement(above, _m(element), given)


def _bounds(above: ET.Element, box: Box) -> None:
    places = {key: str(getattr(box, key)) for key in ("x", "y", "width", "height")}
    ET.SubElement(above, f"{{{DC}}}Bounds", places)


def _node(step: Step) -> str:
    return f"{'End' if step.end else 'Task'}_{step.key}"


def _reference(node: ET.Element, name: str, flow: str) -> None:
    """`incoming` before `outgoing`, both before what an event defines, as the schema has them."""
    before = {_m("documentation"), _m("extensionElements"), _m("incoming")}
    before |= {_m("outgoing")} if name == "outgoing" else set()
    place = sum(child.tag in before for child in node)
    added = ET.Element(_m(name))
    added.text = flow
    node.insert(place, added)
