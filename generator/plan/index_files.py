"""Files of the search index (docs/search.md tells the format): each is a line of JavaScript that hands over data."""

from __future__ import annotations

from generator.content.page_kinds import PageKind
from generator.ground.digest import as_json, content_name
from generator.views.pages import FileView, Page

BEFORE, AFTER = PageKind.INDEX.paths[0].split("{name}")


def handed_over(key: str, content: str) -> FileView:
    """A file that hands ``content``, which is JSON, to the page under a key."""
    return FileView(f"hearten.put({json(key)},{content});\n".encode())


def index_file(kind: PageKind, key: str, content: str) -> Page:
    """The same as a page whose name is made of what it holds."""
    return named_by_content(kind, handed_over(key, content))


def named_by_content(kind: PageKind, view: FileView) -> Page:
    """A file whose name is made of its content."""
    return Page(kind.path(name=content_name(view.content)[:12]), kind, view)


def name_of(path: str) -> str:
    """The name by which another file of the index knows the one at ``path``."""
    return path.removeprefix(BEFORE).removesuffix(AFTER)


def is_of_index(path: str) -> bool:
    """Whether a file of the output is the index's."""
    return path.startswith(BEFORE) and path.endswith(AFTER)


def json(value: object) -> str:
    """JSON that is JavaScript in every browser (U+2028 and U+2029 end a line in old ones)."""
    return as_json(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
