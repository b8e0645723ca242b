"""The main menu: where its entries lead."""

from __future__ import annotations

from tests.builders.sites import SITE, addresses, story
from tests.builders.values import SiteValue, rendered

DONATE = "https://giving.harbour.internal/"
MENU = f"menu:\n  - {{label: All, to: stories}}\n  - {{label: Donate, url: {DONATE}}}\n"


def test_a_menu_leads_elsewhere() -> None:
    """An entry with the address of another site is on every page of every kind, as it is written, and marked."""
    made = rendered(SiteValue({"gate.md": story()}, site=SITE + MENU))
    pages = [page for path, page in made.items() if path.endswith(".html") and b'<nav class="menu"' in page]
    assert len(pages) > 10
    assert all(DONATE in addresses(page) for page in pages)
    marked = f'<a href="{DONATE}" class="external" rel="noopener noreferrer">Donate<span'
    assert all(marked in page.decode() for page in pages)
