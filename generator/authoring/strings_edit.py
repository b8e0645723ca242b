"""The smallest change of a file of a theme's words: some words change or come in, every other byte stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import yaml

from generator.authoring.front_matter_edit import CannotEditError
from generator.content.strict_yaml import OTHER_BREAKS

# Words that YAML takes for words as they stand; all others are written in quotation marks.
PLAIN = re.compile(r"[^\W\d_](?:[^:#\n\r\"'\\\t{}\[\]]*[^\s:#\"'\\{}\[\],])?")
OTHERWISE = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null"])


def written(words: str) -> str:
    """Words as YAML takes them."""
    plain = PLAIN.fullmatch(words) is not None and words.lower() not in OTHERWISE
    return words if plain else json.dumps(words, ensure_ascii=False)


def with_words(text: str, words: Mapping[str, str]) -> str:
    """The file with these words by their keys; keys that it does not have come at its end.

    Raises CannotEditError where it cannot be done without touching anything else.
    """
    root = yaml.compose(text.translate(OTHER_BREAKS), Loader=yaml.CSafeLoader)
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        raise CannotEditError("it does not have one “name: words” a line")
    there = {key.value: value for key, value in (root.value if root is not None else ())}
    made = text
    for key, node in reversed(there.items()):
        if key in words and node.value != words[key]:
            start, end = node.start_mark.index, node.end_mark.index
            ends = "\n" if text[start:end].endswith("\n") else ""
            before = "" if start and text[start - 1].isspace() else " "
            made = f"{made[:start]}{before}{written(words[key])}{ends}{made[end:]}"
    new = [f"{key}: {written(value)}\n" for key, value in words.items() if key not in there]
    made = made if not new or not made or made.endswith("\n") else f"{made}\n"
    made += "".join(new)
    again = yaml.load(made.translate(OTHER_BREAKS), Loader=yaml.CBaseLoader) or {}  # noqa: S506  # it makes texts alone
    if again != {**{key: node.value for key, node in there.items()}, **words}:
        raise CannotEditError("it is written in an unusual way")
    return made
