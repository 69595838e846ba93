"""A request for something lacking in Melati, for the walk of bad input."""

from __future__ import annotations

from garda.registers import counting, supplying
from garda.registers.counting import Count
from garda.registers.supplying import Asker
from tests.town import Town, moment


def facilities(town: Town) -> dict[str, str]:
    """One computer of two, the other asked for."""
    melati, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    counting.count(melati, {"komputer": Count(1, 0, 0)}, by=lurah, at=moment())
    made, _again = supplying.ask(melati, "komputer", "", by=Asker(lurah), at=moment())
    return {"supply_id": str(made)}


def known_at(route: str) -> dict[str, str]:
    """What stands in the parts of the addresses of facilities and trust."""
    if route.startswith("kerja/kepercayaan/"):
        return {"element": "signed"}
    if not route.startswith("kerja/sarana/"):
        return {}
    return {"key": "komputer", "act": "putus" if "supply_id" in route else "rusak"}
