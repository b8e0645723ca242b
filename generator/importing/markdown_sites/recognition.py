"""Which generator or editor a folder of Markdown is of."""

from __future__ import annotations

from generator.importing.container import Container
from generator.importing.markdown_sites.files import SiteFiles, top_of
from generator.importing.markdown_sites.known_kinds import BY_NAME


def fits(name: str, container: Container) -> bool:
    """Whether files are of the kind with this name, from their top on, or from the one folder that holds them all."""
    kind = BY_NAME[name]
    top = top_of(container)
    return kind.fits(SiteFiles(container)) or bool(top and kind.fits(SiteFiles(container, top)))
