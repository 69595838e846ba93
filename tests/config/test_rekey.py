"""A new key: everything is sealed anew under it, and the old one opens nothing any more."""

from __future__ import annotations

import sqlite3

from cryptography.fernet import Fernet, InvalidToken

from tests.config.place import Place


def test_item_89_after_rekey_the_new_key_alone_opens_everything(place: Place) -> None:
    place.furnish(2)
    old = (place.folder / "garda_key").read_text().strip()
    new = Fernet.generate_key().decode()
    place.settings["GARDA_KEY"] = f"{new},{old}"
    assert "kunci pertama dari 2 kunci" in place.garda("rekey")
    with sqlite3.connect(place.database) as database:
        words = [bytes(row[0]) for row in database.execute("SELECT sealed FROM cases_said")]
    database.close()
    sealed = words + list(place.papers().values())
    assert len(sealed) >= 4
    for one in sealed:
        assert Fernet(new).decrypt(one)
        try:
            Fernet(old).decrypt(one)
        except InvalidToken:
            continue
        raise AssertionError("the old key still opens a seal")
    assert "0 ketidakcocokan" in place.garda("verify")


def test_a_key_that_opens_nothing_is_told_and_nothing_is_lost(place: Place) -> None:
    place.furnish(1)
    before = place.rows(), place.papers()
    place.settings["GARDA_KEY"] = Fernet.generate_key().decode()
    assert "GARDA_KEY" in place.garda("rekey", code=1)
    assert (place.rows(), place.papers()) == before
