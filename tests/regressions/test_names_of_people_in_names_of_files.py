"""An e-mail address or a name of somebody became the name of a file, an address, or a line of a file here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.authoring.scaffold import slug
from generator.cli.main import main
from generator.content.slugs import slug_of
from generator.importing.bring_in import bring_in
from generator.importing.item import Html, Item, Markdown, TopPicture
from generator.importing.report import Came
from generator.importing.scene import OpenLabel
from tests.builders.imports import Texts, asked, brought, came
from tests.builders.pictures import drawing, saved
from tests.builders.sites import SITE, make_site, story, tree
from tests.builders.wordpress import Export, Post, attachment

WORDS = "We painted the gate in April, and nobody asked whose gate it was before that."
GATE = Item(key="1", title="The gate", body=Markdown(WORDS), slug="the-gate")
PHOTO = saved(drawing(), "JPEG")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story, at the root of its host."""
    return make_site(
        tmp_path / "site", {"before.md": story("Before")}, site=SITE.replace("internal/base/", "internal/")
    )


@pytest.mark.parametrize("slugged", ["jane-x-example", "janex-example", "jane%40x.example"])
def test_an_e_mail_address_as_a_title(slugged: str, root: Path) -> None:
    """An e-mail address that is a title is in no file's name and in no alias, whatever was made of it."""
    address = f"https://old.example.org/{slugged}/"
    item = replace(GATE, title="jane@x.example", slug=slugged, addresses=(address, "https://old.example.org/one/"))
    (text,) = brought(root, Texts([item])).texts
    assert text.path == "stories/story.md"
    aliases = [line for line in (root / text.path).read_text().splitlines() if line.startswith("aliases")]
    assert aliases == ['aliases: ["/one/"]']


def test_pictures_are_called_after_their_texts(root: Path) -> None:
    """No picture that comes in is called as its file was, which is perhaps somebody's name."""
    body = Html(f'<p>{WORDS}</p><p><img src="img/jane-doe.jpg" alt=""></p>')
    item = replace(GATE, body=body, picture=TopPicture("jane-doe-above.jpg", "A gate"))
    brought(root, Texts([item], {"img/jane-doe.jpg": PHOTO, "jane-doe-above.jpg": PHOTO}))
    pictures = [Path(path).name for path in tree(root) if "/images/" in path]
    assert len(pictures) == 2
    assert all(name.startswith("the-gate-") for name in pictures)


def test_pictures_that_were_called_otherwise(root: Path) -> None:
    """A picture that came in under its own name keeps it, with its source and without."""
    item = replace(GATE, body=Html(f'<p>{WORDS}</p><p><img src="pier.jpg" alt="A pier"></p>'))
    for source in (Texts([item], {"pier.jpg": PHOTO}), Texts([item])):
        brought(root, Texts([item], {"pier.jpg": PHOTO}))
        (made,) = (root / "stories/images").iterdir()
        if made.name.startswith("the-gate"):
            path = root / "stories/the-gate.md"
            path.write_text(path.read_text().replace("images/the-gate-", "images/pier-"))
            made.rename(made.with_name(made.name.replace("the-gate-", "pier-")))
        assert came(brought(root, source)) == [(Came.SAME, "stories/the-gate.md")]
        assert [one.name[:5] for one in (root / "stories/images").iterdir()] == ["pier-"]


@pytest.mark.parametrize("name", ["con", "CON", "prn", "aux", "nul", "com1", "lpt9"])
def test_names_of_devices(name: str, root: Path) -> None:
    """No file that is made here, and no page, is called as Windows calls a device."""
    assert slug(name) == slug_of(f"stories/{name}.md") == f"{name.lower()}-text"
    assert [text.path for text in brought(root, Texts([replace(GATE, slug=name)])).texts] == [
        f"stories/{name.lower()}-text.md"
    ]
    assert slug(f"{name} man") == f"{name.lower()}-man"


def test_labels_that_are_people(root: Path) -> None:
    """A label with a person's name in it is taken for a topic only when asked, and one with an e-mail address never."""
    labels = ("Hope Smith", "Purpose: jane@x.example", "hopes")
    item = replace(GATE, labels=labels)
    open_: list[OpenLabel] = []

    def agree(found: Sequence[OpenLabel]) -> Mapping[str, str | None]:
        open_.extend(found)
        return {one.label: one.near for one in found if one.is_whole}

    report = bring_in(asked(root, Texts([item]), agree=agree))
    assert [(one.label, one.is_whole) for one in open_] == [("Hope Smith", False), ("hopes", True)]
    assert [one.label for one in report.labels] == ["Hope Smith"]
    assert not [path for path, data in tree(root).items() if b"Smith" in data or b"jane" in data]


def test_yes_takes_no_labels_that_are_people(root: Path, tmp_path: Path) -> None:
    """With --yes, labels that are near as a whole are taken, and those with a name beside them are told."""
    terms = [("post_tag", name.lower(), name) for name in ("Hope Smith", "Hopes")]
    (tmp_path / "export.xml").write_bytes(Export((Post(WORDS, terms=terms), attachment(7, "a.jpg"))).bytes())
    done = CliRunner().invoke(main, ["import", str(tmp_path / "export.xml"), "--into", str(root), "--yes"])
    assert "Hope Smith" in done.stdout
    assert "Smith" not in (root / "topics-from-labels.yaml").read_text()
    assert '"Hopes": hope' in (root / "topics-from-labels.yaml").read_text()
