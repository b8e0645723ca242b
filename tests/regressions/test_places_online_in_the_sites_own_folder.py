"""The desk took the site's own folder, its stories, and the whole disk as the place where the site goes online."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.desk.consent_forms import Refused
from generator.preview.desk.place import OWN_FOLDER, placed
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The preview of a site, to which a link leads."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = make_site(tmp_path / "of/site", {"gate.md": story()})
    (tmp_path / "link").symlink_to(root)
    with running(root) as preview:
        yield preview


def sent(desk: Running, folder: str) -> object:
    """What comes of a folder that is written into the form."""
    clerk = desk.preview.addresses.clerk
    values = {"token": (clerk.token,), "act": ("place",), "kind": ("folder",), "folder": (folder,)}
    return placed(desk.preview.live.root, clerk, values)


@pytest.mark.parametrize(
    "folder", ["/", "{}", "{}/of", "{}/of/site", "{}/of/site/stories", "{}/of/../link/new", "{}/of/"]
)
def test_a_folder_of_the_sites_own_files_is_refused(desk: Running, tmp_path: Path, folder: str) -> None:
    """The site's folder, those in it and those around it are refused beside the field, and nothing is written."""
    before = (desk.preview.live.root / "site.yaml").read_bytes()
    refused = sent(desk, folder.format(tmp_path))
    assert isinstance(refused, Refused)
    assert refused.about("folder") == OWN_FOLDER
    assert (desk.preview.live.root / "site.yaml").read_bytes() == before


@pytest.mark.parametrize("folder", ["{}/www", "{}/of/site-online", "{}/of/sit"])
def test_a_folder_beside_it_is_taken(desk: Running, tmp_path: Path, folder: str) -> None:
    """A folder that lies beside the site's is none of its own, however alike the names."""
    assert isinstance(sent(desk, folder.format(tmp_path)), str)
