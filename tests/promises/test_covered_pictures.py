"""What a storyteller wants covered up in a picture is in nothing that is made of it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops

from generator.checking.residue import read_traces
from generator.consent.case import open_case
from generator.consent.review_copy import review_copy
from generator.preview.desk.verdicts import as_if_saved
from generator.preview.site.live import LiveSite
from generator.store.cache import FILE, FOLDER
from tests.builders.caches import rows_in
from tests.builders.pictures import animation, photograph, saved
from tests.builders.sites import TODAY, built, make_site, story, tree

RED = (255, 0, 0)
COVERED = "image: {src: gate.jpg, alt: A gate., obscure: [25 50 25 25]}"
TEXT = "Words.\n\n![The same gate](gate.jpg)"


def scene() -> Image.Image:
    """A photograph with a red square, which nobody may see."""
    image = photograph((1200, 800))
    image.paste(RED, (300, 400, 600, 600))
    return image


def is_red(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as shown:
        red, green, _ = shown.convert("RGB").resize((120, 80)).split()
    return ImageChops.subtract(red, green).histogram()[100:] != [0] * 156


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story whose picture is covered up above it, and stands in its text, too."""
    root = make_site(tmp_path / "site", {"gate.md": story(more=COVERED, text=TEXT)})
    (root / "stories/gate.jpg").write_bytes(saved(scene(), "JPEG"))
    return root


def shown(root: Path, out: str = "public") -> list[bytes]:
    return [data for path, data in tree(root / out).items() if path.startswith("pictures/")]


def test_nothing_that_is_published_shows_it(root: Path) -> None:
    """No file of the picture shows what is covered up, in any size or format, above the text or in it."""
    assert is_red((root / "stories/gate.jpg").read_bytes())
    built(root)
    assert len(shown(root)) > 1
    assert not any(map(is_red, shown(root)))


def test_the_cache_does_not_keep_it(root: Path) -> None:
    """No picture that is kept for the next build shows what is covered up."""
    built(root)
    rows = rows_in(root / FOLDER / FILE)["contents"]
    kept = [data for name, _, packed, *_ in rows if "gate.jpg" in name for data in msgspec.msgpack.decode(packed)]
    assert len(kept) > 1
    assert not any(map(is_red, kept))


def test_another_storys_picture_is_its_own(root: Path) -> None:
    """Where another story shows the same file, its picture is the same whether the first is there or not."""
    (root / "stories/b.md").write_text(story("Another", text="![A gate](gate.jpg)"), encoding="utf-8")
    built(root)
    (root / "stories/gate.md").unlink()
    built(root, out="alone")
    alone = shown(root, "alone")
    assert alone
    assert all(map(is_red, alone))
    assert set(alone) < set(shown(root))


def test_the_review_copy_shows_what_is_published(root: Path) -> None:
    """What a storyteller is shown before saying yes is the picture as it will be, above the text and in it."""
    case = open_case(root, "stories/gate.md")
    shown = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', review_copy(case, None))
    assert len(shown) == 2
    assert not any(is_red(base64.b64decode(picture)) for picture in shown)


def test_the_review_copy_lets_it_move(root: Path) -> None:
    """What a storyteller is shown of a picture that readers may start is both, as it stands and as it moves."""
    (root / "stories/gate.gif").write_bytes(animation("GIF"))
    more = "image: {src: gate.gif, alt: A gate., animated: true}"
    (root / "stories/gate.md").write_text(story(more=more), encoding="utf-8")
    copy = review_copy(open_case(root, "stories/gate.md"), None)
    still, moving = re.findall(r'src="data:image/([a-z]+);base64,', copy)
    assert (still, moving) == ("png", "webp")
    assert "<details>" in copy


def test_what_is_covered_is_sealed(root: Path) -> None:
    """Other areas, another place to keep in sight, or movement make another picture than the one that was approved."""
    path = root / "stories/gate.md"
    seals = []
    others = (COVERED.replace("}", f", {field}}}") for field in ("focus: [40, 30]", "animated: true"))
    for more in (COVERED, COVERED.replace("25 50 25 25", "25 50 25 26"), *others):
        path.write_text(path.read_text(encoding="utf-8").replace(COVERED, more), encoding="utf-8")
        seals.append(open_case(root, "stories/gate.md").seal.words)
        path.write_text(path.read_text(encoding="utf-8").replace(more, COVERED), encoding="utf-8")
    assert len(set(seals)) == 4


def test_a_kept_storys_traces_know_the_covered_picture(root: Path) -> None:
    """A look for what is left of a story knows every file of its picture, with what is covered up."""
    built(root)
    digests = {hashlib.sha256(data).hexdigest() for data in shown(root)}
    assert digests < read_traces(root / "stories/gate.md").digests


def test_the_desk_shows_it_as_it_would_be(root: Path) -> None:
    """The look beside a form that covers up more shows no more than that, before anything is saved."""
    text = (root / "stories/gate.md").read_text(encoding="utf-8")
    live = LiveSite(root, "web", TODAY)
    live.refresh()
    more = text.replace("[25 50 25 25]", "[25 50 25 25, 0 0 10 10]").encode()
    page, _ = as_if_saved(live, "stories/gate.md", more)
    assert page is not None
    named = set(re.findall(r"pictures/[\w.]+", page.content.decode()))
    files = [as_if_saved(live, "stories/gate.md", more, path)[0] for path in named]
    assert len(files) > 1
    assert not any(file is None or is_red(file.content) for file in files)
