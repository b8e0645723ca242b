"""What review copies save: comments on their paragraphs."""

from __future__ import annotations

import json


def commented(code: str, **said: str) -> bytes:
    """The file of a copy with a code in which this is said, by the words of a paragraph; by none, of the whole."""
    comments = [{"paragraph": paragraph, "comment": comment} for paragraph, comment in said.items()]
    return json.dumps({"hearten-comments": 1, "code": code, "comments": comments}, indent=1).encode()
