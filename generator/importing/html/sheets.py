"""What the style sheets of a page say of its elements, written into the elements' own styles.

For each element the declarations count that count in a browser (CSS Cascading Level 5): important ones before others,
then by layers, by how exactly a rule names the element, and by their order. The reader of pages judges what they hide
(`importing.html.looks`). What holds only under a condition, as for print or for small screens, says nothing: others saw
the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from selectolax.lexbor import LexborNode, SelectolaxError

from generator.ground.patterns import lazy
from generator.importing.html.looks import JUDGED, Declared, declarations, written
from generator.importing.html.tree import parsed

MOST_RULES, DEEPEST = 5_000, 8
# Media in which every reader at a screen saw a page.
ON_SCREENS = lazy(r"(?:only\s+)?(?:all|screen)|")
UNLAYERED = 1_000_000
Exactness = tuple[int, int, int]
# What decides between two declarations: importance, layer, exactness, order.
Weight = tuple[bool, int, Exactness, int]


@dataclass(frozen=True, slots=True)
class SheetRule:
    """A rule of a style sheet for one selector; ``layer`` is its layer's name, empty where it is in none."""

    selector: str
    exactness: Exactness
    layer: str
    declared: tuple[Declared, ...]


def inlined(page: str, linked: Mapping[str, str]) -> str:
    """A page, or a part of one, in which what its style sheets say of elements stands in their own styles.

    ``linked`` are the style sheets beside it, by how the page names them.
    """
    tree = parsed(page)
    rules: list[SheetRule] = []
    for node in tree.css("style, link[rel~=stylesheet i]"):
        media = (node.attributes.get("media") or "").strip().lower()
        if ON_SCREENS.fullmatch(media):
            name = node.attributes.get("href") or ""
            rules += rules_of((node.text() or "") if node.tag == "style" else linked.get(name, ""))
    layers = {name: n for n, name in enumerate(dict.fromkeys(rule.layer for rule in rules if rule.layer))}
    found: dict[int, tuple[LexborNode, dict[str, tuple[Weight, str]]]] = {}
    for order, rule in enumerate(rules[:MOST_RULES]):
        layer = layers[rule.layer] if rule.layer else UNLAYERED
        try:
            nodes = tree.css(rule.selector)
        except SelectolaxError:
            continue  # a part of an element, such as its first letter, or what no browser knows either
        for node in nodes:
            values = found.setdefault(node.mem_id, (node, {}))[1]
            for one in rule.declared:
                _weigh(values, one, (one.important, -layer if one.important else layer, rule.exactness, order))
    for node, values in found.values():
        own = node.attributes.get("style") or ""
        for one in declarations(own):
            _weigh(values, one, (one.important, UNLAYERED + 1, (0, 0, 0), MOST_RULES))
        said = ";".join(f"{name}:{value}!important" for name, (_, value) in sorted(values.items()))
        node.attrs["style"] = f"{own};{said}"
    return tree.html or page if found else page


def _weigh(values: dict[str, tuple[Weight, str]], one: Declared, weight: Weight) -> None:
    if one.name not in values or values[one.name][0] <= weight:
        values[one.name] = (weight, one.value)


@lru_cache(maxsize=64)
def rules_of(sheet: str) -> tuple[SheetRule, ...]:
    """The rules of a style sheet that say something of what is seen, in their order."""
    if not any(name in sheet.lower() or "\\" in sheet for name in JUDGED):
        return ()
    try:
        parts = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        return tuple(_rules(parts, "", "", 0))
    except RecursionError:
        return ()


def _rules(parts: Iterable[tinycss2.ast.Node], around: str, layer: str, depth: int) -> Iterator[SheetRule]:
    """The rules among parts of a sheet; ``around`` is the selector of the rule that they are nested in."""
    for part in parts if depth < DEEPEST else ():
        if part.type == "qualified-rule":
            for selector in _selectors(part.prelude):
                whole = _nested(written(selector), around)
                declared = tuple(declarations(tinycss2.serialize(part.content)))
                if declared and whole:
                    yield SheetRule(whole, _exactness(whole), layer, declared)
                yield from _rules(_blocks(part.content), whole, layer, depth + 1)
        elif part.type == "at-rule" and part.content is not None:
            said = written(part.prelude).lower()
            name = part.lower_at_keyword
            is_on = name == "layer" or (name == "supports" and not said.startswith("not"))
            if is_on or (name == "media" and any(ON_SCREENS.fullmatch(one.strip()) for one in said.split(","))):
                inner = f"{layer}.{said}" if name == "layer" else layer
                yield from _rules(_blocks(part.content), around, inner, depth + 1)
                if around and (declared := tuple(declarations(tinycss2.serialize(part.content)))):
                    yield SheetRule(around, _exactness(around), inner, declared)


def _blocks(content: Iterable[tinycss2.ast.Node]) -> Iterator[tinycss2.ast.Node]:
    parts = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return (part for part in parts if part.type in ("qualified-rule", "at-rule"))


def _selectors(prelude: Iterable[tinycss2.ast.Node]) -> Iterator[list[tinycss2.ast.Node]]:
    """The selectors of a rule, one by one."""
    found: list[tinycss2.ast.Node] = []
    for one in prelude:
        if one.type == "literal" and one.value == ",":
            yield found
            found = []
        else:
            found.append(one)
    yield found


def _nested(selector: str, around: str) -> str:
    if not around:
        return selector
    return selector.replace("&", f":is({around})") if "&" in selector else f":is({around}) {selector}"


IDS = lazy(r"#[\w-]+")
CLASSES = lazy(r"\.[\w-]+|\[[^\[\]]*\]|(?<!:):(?!is\b|not\b|has\b|where\b)[\w-]+")
TAGS = lazy(r"(?:^|[\s>+~(,])[a-z][\w-]*")
NO_WEIGHT = lazy(r":where\([^()]*\)")


def _exactness(selector: str) -> Exactness:
    """How exactly a selector names an element (Selectors Level 4, 17); of several in brackets, all are counted."""
    plain = re.sub(NO_WEIGHT.pattern, "", selector)
    return len(IDS.findall(plain)), len(CLASSES.findall(plain)), len(TAGS.findall(plain))
