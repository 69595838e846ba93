"""What is spared: work that would be done again and again in every test, though nothing of it changes."""

from __future__ import annotations

import gc
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware


def look_seldom_for_cycles() -> None:
    """As the application's own processes do: all that stands when the tests begin stays, and is not gone
    over again; the rest is gone over when it is worth it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def find_sheets_once() -> None:
    """A test's browser brings a whole application with it, which asks for every stylesheet and picture there
    is; in one process they are the same for all.
    """
    finds, kept = WhiteNoiseMiddleware.add_files_from_finders, dict[tuple[Any, ...], dict[str, Any]]()

    def find(middleware: WhiteNoiseMiddleware) -> None:
        about = (middleware.static_prefix, middleware.static_root, middleware.max_age, middleware.charset)
        if about not in kept:
            finds(middleware)
            kept[about] = dict(middleware.files)
        middleware.files.update(kept[about])

    WhiteNoiseMiddleware.add_files_from_finders = find  # type: ignore[method-assign]
