"""The preview's own templates, style sheets and scripts, which lie in the package and are never part of a build."""

from __future__ import annotations

from collections.abc import Mapping

import jinja2

from generator.store.resources import PREVIEW

MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
FILES: Mapping[str, bytes] = {p.name: p.read_bytes() for p in sorted(PREVIEW.iterdir()) if p.suffix in MEDIA}
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(PREVIEW),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, **values: object) -> str:
    """A template of the preview's, filled; every value is text to it, unless it is Markup."""
    return _ENVIRONMENT.get_template(template).render(**values)
