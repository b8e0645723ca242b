"""Lists in HTML, those of Word and Google Docs included, which write items one after the other with their levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from generator.ground.patterns import lazy
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import Element
from generator.importing.html.values import ListBlock, SceneBreak, TextBlock
from generator.importing.item import Fate

LISTS = ("ul", "ol")
GREATEST = 99_999_999
NUMBER = lazy(r"\s*(\d{1,8})")
LETTERED = lazy(r"list-style(?:-type)?:[^;]*(?:alpha|roman|latin|greek)")
OF_WORD = lazy(r"mso-list:\s*(\w+)\s+level(\d)")
OF_GOOGLE = lazy(r"(lst-kix_\w+)-(\d)")
NUMBERED = lazy(r"[(]?(\d{1,8}|[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)


class Inner(Protocol):
    """Gives the blocks of what stands in an item."""

    def __call__(self, children: Sequence[Element | str]) -> list[TextBlock]:  # noqa: D102  # described by its class
        ...


def listing(element: Element, inner: Inner, remarks: Remarks) -> ListBlock | None:
    """A list; None where nothing is in it."""
    items: list[list[TextBlock]] = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                items.append(inner([child]))
        elif child.tag in LISTS and items:
            items[-1] += inner([child])
        else:
            items.append(inner([child]))
    filled = tuple(tuple(item) for item in _with_words(map(_without_rules, items)))
    if not filled:
        return None
    return ListBlock(filled, None if element.tag == "ul" else _start(element, len(filled), remarks))


def _with_words(items: Iterable[list[TextBlock]]) -> list[list[TextBlock]]:
    """Items with words of their own: a list alone in one belongs to the item above, or takes the place of this list."""
    made: list[list[TextBlock]] = []
    for item in items:
        first = item[0] if item else None
        if not isinstance(first, ListBlock):
            made += [item] if item else []
        elif made:
            made[-1] += item
        else:
            made += map(list, first.items)
            made[-1] += item[1:]
    return made


def _without_rules(item: list[TextBlock]) -> list[TextBlock]:
    """An item, without lines above its words, which would end the list."""
    while item and isinstance(item[0], SceneBreak):
        item = item[1:]
    return item


def _start(element: Element, count: int, remarks: Remarks) -> int:
    attributes = element.attributes
    if "reversed" in attributes:
        remarks.add(Fate.LOOK, "list that counts down", "it counts up here", many="lists that count down")
    if attributes.get("type", "1") != "1" or LETTERED.search(element.style):
        remarks.add(Fate.CHANGED, "list with letters", "it has numbers here", many="lists with letters")
    items = [child for child in element.children if isinstance(child, Element) and child.tag == "li"]
    values = [NUMBER.match(item.attributes.get("value", "")) for item in items]
    if any(values[1:]):
        remarks.add(Fate.LOOK, "list with numbers of its own", "it counts one by one here", many="lists with numbers")
    first = NUMBER.match(attributes.get("start", "")) or (values[0] if values else None)
    return min(int(first[1]), GREATEST - count) if first else 1


def joined(root: Element) -> None:
    """Make lists of what Word writes as paragraphs with a sign, and one within the other of those of Google Docs."""
    for element in [*root.walk()]:
        children = element.children
        if any(_item_of_word(child) for child in children):
            children[:] = _of_word(children)
        if any(_of_google(child) for child in children):
            children[:] = _joined_google(children)


def _item_of_word(child: Element | str) -> tuple[str, int] | None:
    """The list and the level of a paragraph of Word that is an item of one; None where it is none."""
    if isinstance(child, str) or child.tag not in ("p", "h1", "h2", "h3", "div") or "style" not in child.attributes:
        return None
    found = OF_WORD.search(child.attributes["style"].lower())
    return (found[1], int(found[2])) if found else None


def _of_word(children: list[Element | str]) -> list[Element | str]:
    made: list[Element | str] = []
    open_lists: list[Element] = []
    before = ""
    for child in children:
        item = _item_of_word(child)
        if item is None or isinstance(child, str):
            if open_lists and isinstance(child, str) and not child.strip():
                continue
            open_lists = []
            made.append(child)
            continue
        name, level = item
        number = NUMBERED.match(_taken_sign(child))
        if level == 1 and name != before:
            open_lists = []
        before = name
        del open_lists[level:]
        while len(open_lists) < level:
            start = {"start": number[1]} if number and number[1].isdigit() else {}
            new = Element("ol" if number else "ul", start)
            if open_lists:
                items = open_lists[-1].children
                if not items:
                    items.append(Element("li"))
                last = items[-1]
                if isinstance(last, Element):
                    last.children.append(new)
            else:
                made.append(new)
            open_lists.append(new)
        open_lists[-1].children.append(Element("li", {}, child.children))
    return made


def _taken_sign(item: Element) -> str:
    """The sign of an item, which Word writes as words to be passed over; it is taken out."""
    for element in [*item.walk()]:
        for child in element.children:
            if isinstance(child, Element) and "mso-list:ignore" in child.style:
                element.children.remove(child)
                return child.words().strip()
    return ""


def _of_google(child: Element | str) -> tuple[str, int] | None:
    if isinstance(child, str) or child.tag not in LISTS:
        return None
    found = OF_GOOGLE.search(child.attributes.get("class", ""))
    return (found[1], int(found[2])) if found else None


def _joined_google(children: list[Element | str]) -> list[Element | str]:
    made: list[Element | str] = []
    open_lists: list[tuple[str, int, Element]] = []
    for child in children:
        named = _of_google(child)
        if named is None or isinstance(child, str):
            if not isinstance(child, str) or child.strip():
                open_lists = []
            made.append(child)
            continue
        name, level = named
        while open_lists and (open_lists[-1][0] != name or open_lists[-1][1] > level):
            open_lists.pop()
        above = open_lists[-1] if open_lists else None
        if above is None:
            made.append(child)
        elif above[1] == level:
            above[2].children.extend(child.children)
            continue
        else:
            items = [item for item in above[2].children if isinstance(item, Element)]
            (items[-1] if items else above[2]).children.append(child)
        open_lists.append((name, level, child))
    return made
