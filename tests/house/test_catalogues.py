"""A catalogue of words is whole, and what the program reads (.mo) is what people wrote (.po)."""

from __future__ import annotations

import gettext

from babel.messages.pofile import read_po

from tests.house.tracked import place, tracked


def test_every_catalogue_is_compiled_and_whole() -> None:
    for file in tracked():
        if file.suffix != ".po":
            continue
        with file.open("rb") as source:
            catalogue = read_po(source)
        with file.with_suffix(".mo").open("rb") as source:
            compiled = gettext.GNUTranslations(source)
        for message in catalogue:
            if not message.id:
                continue
            singular = message.id[0] if isinstance(message.id, tuple | list) else message.id
            wording = message.string if isinstance(message.string, str) else message.string[0]
            assert not message.fuzzy, f"{place(file)}: '{singular}' is only guessed"
            assert wording, f"{place(file)}: '{singular}' has no translation"
            if isinstance(message.id, str):
                found = (
                    compiled.pgettext(message.context, singular)
                    if message.context
                    else compiled.gettext(singular)
                )
                assert found == wording, (
                    f"{place(file.with_suffix('.mo'))} is older than its .po: '{singular}'"
                )
