"""The written matrix is the code's own."""

from __future__ import annotations

from garda.people import roles, roles_page
from garda.people.posts import kinds
from tests.house.tracked import ROOT


def test_item_4_the_written_matrix_equals_the_code() -> None:
    written = (ROOT / "docs" / "roles.md").read_text("utf-8")
    assert written == roles_page.page(), "run: python -m garda.people.roles_page > docs/roles.md"


def test_every_act_and_reach_of_the_matrix_is_known() -> None:
    for kind, acts in roles.MATRIX.items():
        assert kind in kinds()
        for act, far in acts.items():
            assert act in roles.ACTS
            assert far in roles.REACHES
    assert set(kinds()) == set(roles.MATRIX), "every kind of post has its row"
