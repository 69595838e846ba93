"""The shelf: the starting stock of texts and tables that `load` brings into the database.

Holds data alone: cities (`cities/<key>/`), national holidays, post kinds, the register of rules, flows.
The published text in the database, with its fingerprint and dates, is the truth after loading.
May import nothing of the house; any room may ask it where a folder lies.
Never here: code that reads, judges or changes the data, and nothing that only one city's code could need.
Where each file comes from, and under which licence, is in `SOURCES.md`.
"""

from pathlib import Path

__all__ = ["folder"]


def folder(*names: str) -> Path:
    """Return the path of a file or folder of the shelf: `folder("cities", "malang", "units.csv")`.

    Without names: the shelf itself. Raises `ValueError` if a name would lead out of the shelf.
    """
    shelf = Path(__file__).resolve().parent
    path = shelf.joinpath(*names).resolve()
    if not path.is_relative_to(shelf):
        raise ValueError(f"outside the shelf: {'/'.join(names)}")
    return path
