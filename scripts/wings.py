"""Draw docs/wings.svg: the wings of the program from the top down, their rooms, and which wing imports from which.

Everything in the picture is read from the program (grimp's graph of its imports, the sentence in each wing's
`__init__.py`) and from the order in pyproject.toml, so that tests can tell when it is no longer true. An arrow is left
out where arrows over other wings lead to the same.
"""

from __future__ import annotations

import ast
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "wings.svg"
PACKAGE = "generator"
# In pixels: of the picture, of a wing's box, of the lane for arrows at its right, and of a line of text.
WIDTH, LEFT, LANE, LINE = 1000, 16, 150, 19
COLUMNS, WORDS = 108, 92  # characters of a line of rooms, and of a line of a sentence
STYLE = """\
text{font:14px system-ui,sans-serif;fill:#222}.wing{font-weight:700}.rooms{font-size:12px;fill:#555}
rect{fill:#faf7f2;stroke:#8a7d6d}path{fill:none;stroke:#7a2d18;stroke-width:1.3}#tip path{fill:#7a2d18;stroke:none}"""


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")


def picture() -> str:
    """The picture as the program is now."""
    rooms, imports = wings()
    order = [wing for layer in layers() for wing in layer if wing in rooms]
    tops, parts, below = {}, [], LEFT
    for wing in order:
        said = textwrap.wrap(sentence(wing), WORDS)
        listed = textwrap.wrap(" · ".join(rooms[wing]), COLUMNS, break_on_hyphens=False)
        height = LINE * (len(said) + len(listed)) + 12
        tops[wing] = below + height / 2
        parts.append(f'<rect x="{LEFT}" y="{below}" width="{WIDTH - LEFT - LANE}" height="{height}" rx="6"/>')
        parts.append(f'<text class="wing" x="{LEFT + 12}" y="{below + 20}">{wing}</text>')
        for n, line in enumerate((*said, *listed)):
            kind = ' class="rooms"' if n >= len(said) else ""
            parts.append(f'<text{kind} x="{LEFT + 130}" y="{below + 20 + LINE * n}">{escape(line)}</text>')
        below += height + 10
    edge = WIDTH - LANE
    for above, under in arrows(order, imports):
        reach = edge + 18 + (LANE - 40) * (order.index(under) - order.index(above)) / len(order)
        start, end = tops[above] + 4, tops[under] - 4
        curve = f"M{edge} {start} C{reach} {start} {reach} {end} {edge + 7} {end}"
        parts.append(f'<path d="{curve}" marker-end="url(#tip)"/>')
    size, words = f"0 0 {WIDTH} {below}", label(order)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" aria-label="{words}">',
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">',
        '<path d="M0 0 8 4 0 8z"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{below}" style="fill:#fff;stroke:none"/>',
    )
    return "\n".join((*head, *parts, "</svg>", ""))


def layers() -> list[list[str]]:
    """The wings of each layer from the top down, as import-linter's first contract has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return [layer.split(" | ") for layer in contract["layers"]]


def wings() -> tuple[Mapping[str, list[str]], set[tuple[str, str]]]:
    """The rooms of each wing, and which wing imports from which. A module that lies in no wing counts as one."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    rooms: dict[str, list[str]] = {}
    imports = set()
    for module in sorted(graph.modules):
        wing, _, room = module.removeprefix(f"{PACKAGE}.").partition(".")
        if module == PACKAGE or wing == "__main__":
            continue
        rooms.setdefault(wing, [])
        if room and not (ROOT / module.replace(".", "/")).is_dir():
            rooms[wing].append(room)
        for imported in graph.find_modules_directly_imported_by(module):
            imports.add((wing, imported.removeprefix(f"{PACKAGE}.").partition(".")[0]))
    return rooms, {(above, under) for above, under in imports if above != under and under in rooms}


def sentence(wing: str) -> str:
    """What a wing says of itself."""
    folder = ROOT / PACKAGE / wing
    source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    return (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def arrows(order: list[str], imports: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The imports that no way over other wings stands for (a transitive reduction), in a fixed order."""
    reached: dict[str, set[str]] = {}
    for wing in reversed(order):
        own = [under for under in order if (wing, under) in imports]
        reached[wing] = {*own, *(far for under in own for far in reached[under])}
        yield from ((wing, u) for u in own if not any(u in reached[other] for other in own if other != u))


def label(order: list[str]) -> str:
    """The picture in words."""
    steps = ", ".join(f"{above} above {under}" for above, under in pairwise(order))
    return escape(f"The wings of the program as a stack of boxes; each imports only from wings below it: {steps}.")


if __name__ == "__main__":
    main()
