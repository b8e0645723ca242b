"""What storytellers' forms save."""

from __future__ import annotations

import json
from typing import Any

EMPTY: dict[str, Any] = {
    "hearten-story": 1,
    "language": "en",
    "title": "",
    "text": "",
    "recording": "",
    "topics": [],
    "content_notes": [],
    "named_as": "",
    "name": "",
    "channels": [],
}


def saved_form(**filled_in: object) -> bytes:
    """The file of a form in which this is filled in, as papers/story-form.js writes it."""
    return json.dumps(EMPTY | filled_in, ensure_ascii=False, indent=2).encode()
