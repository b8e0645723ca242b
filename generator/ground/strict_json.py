"""JSON that may come from anybody, read with one kind of error for whatever is wrong with it."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from generator.ground.patterns import lazy

DEEPEST = 20  # lists and objects within each other; nothing that is written here has more than four
WORDS = lazy(r'"(?:[^"\\]|\\.)*(?:"|$)', re.DOTALL)


def read_json(data: bytes | str) -> Any:
    """What stands there. Raises ValueError if that is no JSON, no Unicode, or nested more than `DEEPEST` times."""
    text = data.decode() if isinstance(data, bytes) else data
    # How deep Python itself could follow depends on where it stands just now.
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise ValueError("nested too deeply")
    told = json.loads(text, parse_constant=_unknown)
    if "\\u" in text:
        json.dumps(told, ensure_ascii=False).encode()  # half of a letter is none: UnicodeEncodeError is a ValueError
    return told


# At the end of a text, json calls it wrong even where it is whole.
CUT_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{0,4}\Z")


def is_beginning(written: bytes) -> bool:
    """Whether more could be written behind JSON until it is whole: its end was cut off, and nothing else is wrong."""
    text = written.decode("utf-8", "ignore")
    try:
        read_json(text)
    except json.JSONDecodeError as e:
        in_a_string = e.msg.startswith("Unterminated string") or CUT_ESCAPE.search(text) is not None
        return in_a_string or "null".startswith(text[e.pos :].strip())
    except ValueError:
        return False
    return False


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"[\[{\]}]", WORDS.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _unknown(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")
