"""One paper, however often its form is sent: the key of the form, and what it says.

A double click or a connection that broke sends the same words under the same key: that is one paper. Whoever
goes back to a form that was sent and says something else means another paper; by the key of the form alone it
would be taken for the first, and its words would be gone behind "Tersimpan".
"""

from __future__ import annotations

import hashlib
import json


def once(form_key: str, *said: object) -> str:
    """What makes a sent form one paper: 40 signs, the same for the same words under the same key."""
    return hashlib.sha256(json.dumps([form_key, said], default=str).encode()).hexdigest()[:40]
