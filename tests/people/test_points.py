"""Where an office itself stands is optional in a city's folder, and never guessed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from garda import shelf
from garda.people.loading import Unloadable, load_city
from garda.people.models import Unit

pytestmark = pytest.mark.django_db


def folder_with(tmp_path: Path, point: str) -> Path:
    """The city of Mojokerto whose first unit has that point."""
    made = tmp_path / "kota"
    shutil.copytree(Path(str(shelf.folder("cities", "mojokerto"))), made)
    file = made / "units.csv"
    head, first, *rest = file.read_text("utf-8").splitlines()
    lines = [f"{head},point", f'{first},"{point}"', *(f"{line}," for line in rest)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return made


def test_a_point_in_the_folder_is_where_the_office_stands(tmp_path: Path) -> None:
    load_city(folder_with(tmp_path, "-7.47200,112.43400"))
    located = Unit.objects.exclude(lat=None)
    assert [(one.lat, one.lng) for one in located] == [(-7.472, 112.434)]
    load_city(shelf.folder("cities", "mojokerto"))  # loading without it again forgets nothing
    assert located.count() == 1


@pytest.mark.parametrize("odd", ["-7.4", "utara,barat", "112.4,-97.1,3", "-97.1,112.4"])
def test_a_point_that_is_none_is_refused_with_its_line(tmp_path: Path, odd: str) -> None:
    with pytest.raises(Unloadable, match="baris 2"):
        load_city(folder_with(tmp_path, odd))
