"""A directive that Melati has carried out and a call that it has begun to answer, for bad input."""

from __future__ import annotations

from garda.directives.models import Proof
from tests.directives import five
from tests.enquiries import asked
from tests.town import Town


def orders(town: Town) -> dict[str, str]:
    """One directive with its proof, one open call."""
    directive = five.coordinated(town, "melati")
    five.catch(town, directive, "melati", "lurah")
    five.implement(town, directive, "melati", "lurah")
    call = asked.opened(town, "melati")
    asked.save(town, call, "melati", 1, asked.said())
    return {
        "directive_id": str(directive), "call_id": str(call), "proof_id": str(Proof.objects.latest("pk").pk),
    }  # fmt: skip


def known_of_orders(route: str) -> dict[str, str]:
    """What stands in the parts of these addresses."""
    if route.startswith("kerja/arahan/"):
        return {"key": "melati", "name": "kembalikan"}
    if route.startswith("kerja/permintaan/"):
        return {"key": "melati", "name": "kirim"}
    return {}
