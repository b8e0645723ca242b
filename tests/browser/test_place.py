"""Saying at the desk where the site goes, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCHEMES, WIDTHS, AskAxe, OpenPage, Scheme
from tests.builders.keyrings import ring
from tests.builders.previews import running
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import make_site, story


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_server_is_chosen_by_keyboard(scheme: Scheme, tmp_path: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """By keyboard alone, on a narrow screen, a person names a server, compares its key, and has it written down."""
    (tmp_path / "www").mkdir()
    root = make_site(tmp_path / "site", {"gate.md": story()})
    with sftp_server(tmp_path / "www") as served, running(root) as desk, ring() as keys:
        page = open_page(width=WIDTHS["phone"], scheme=scheme)
        page.goto(f"{desk.address}_desk/place")
        page.get_by_label("The server's name").focus()
        page.keyboard.type(f"{HOST}:{served.port}")
        page.keyboard.press("Tab")
        page.keyboard.type(USER)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Password").focus()
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("the site goes to your web space at 127.0.0.1")
        expect(page.get_by_role("status")).to_be_focused()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_text("Change it").click()
        expect(page.get_by_label("The server's name")).to_have_value(f"{HOST}:{served.port}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert list(keys.secrets.values()) == [PASSWORD]
    assert served.host_key in (root / "site.yaml").read_text(encoding="utf-8")
