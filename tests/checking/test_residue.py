"""Residue: every hiding place of a story's words and pictures is found, and nothing else is."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, PngImagePlugin

from generator.checking.residue import residue, traces_of
from generator.cli.main import main
from generator.content.front_matter import StoryHeader
from generator.content.stance import FieldPath, stances
from generator.gate.deny_list import DenyList, read
from tests.builders.headers import written
from tests.builders.sites import built, make_site, story

WORDS = "Zoë asked nobody, and the kettle went on singing until the frost was gone."
DENIED = read("Zoë Brandt".encode())


def drawing(size: int = 200, turned: bool = False) -> Image.Image:
    """A picture with a shape."""
    picture = Image.new("RGB", (size, size))
    for x in range(size):
        for y in range(size):
            level = (x * x // size + y * 2 + (x * y // size if x > size // 3 else 0)) * 255 // (4 * size)
            picture.putpixel((y, x) if turned else (x, y), (level, 255 - level, (x * 255) // size))
    return picture


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A story's file that was kept, with its picture."""
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "gate.png").write_bytes(saved(drawing(), "PNG"))
    (folder / "gate.md").write_text(story("The night kettle", text=f"{WORDS}\n\n![A gate](gate.png)"), encoding="utf-8")
    return folder / "gate.md"


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_comment(words: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", words, zip=True)
    return saved(Image.new("RGB", (4, 4)), "PNG", pnginfo=info)


PLAIN = WORDS.encode()
PLACES = {
    "page": b"<p>asked <em>nobody</em>,\n and <b>the</b> kettle</p>",
    "broken by tags": b"<p>asked no<i>body</i>, and the ket<wbr>tle</p>",
    "entities": b"<p>Zo&euml; asked nobody &amp; the kettle; Zo&#235; asked nobody, and the</p>",
    "shouted": b"ASKED NOBODY AND THE KETTLE",
    "json": json.dumps({"text": WORDS}).encode(),
    "script": b"hearten.put(t1," + json.dumps({"text": WORDS}, ensure_ascii=False).encode() + b");",
    "gzip": gzip.compress(PLAIN),
    "zip": zipped("a.html", PLAIN),
    "zip in a zip": zipped("b.epub", zipped("a.xhtml", PLAIN)),
    "hidden in a picture": with_comment(WORDS),
}


@pytest.mark.parametrize("place", PLACES)
def test_words_are_found_wherever_they_hide(tmp_path: Path, source: Path, place: str) -> None:
    """Five words in a row are found across tags, in entities, search's files, archives and hidden data."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/file").write_bytes(PLACES[place])
    assert "words of the story" in {h.what for h in residue(tmp_path / "out", traces_of(source, DenyList()))}


OWN = [
    path
    for path, of in stances(StoryHeader).items()
    if of.approved and of.guarded and not of.names and path not in {("title",), ("series", "name")}
]


@pytest.mark.parametrize("path", OWN, ids=".".join)
def test_words_of_every_field_are_found(tmp_path: Path, path: FieldPath) -> None:
    """Five words in a row out of any field that is approved and guarded are words of the story."""
    (tmp_path / "gate.md").write_text(written(path, WORDS), encoding="utf-8")
    (tmp_path / "page.html").write_bytes(PLAIN)
    found = residue(tmp_path / "page.html", traces_of(tmp_path / "gate.md", DenyList()))
    assert [hit.what for hit in found] == ["words of the story"]


def test_a_series_is_not_the_storys_alone(tmp_path: Path) -> None:
    """The name of a series stands with its other stories, and is no trace of this one."""
    text = story(more="series: {name: The long way back to the gate, part: 1}")
    (tmp_path / "gate.md").write_text(text, encoding="utf-8")
    (tmp_path / "page.html").write_text("The long way back to the gate")
    assert residue(tmp_path / "page.html", traces_of(tmp_path / "gate.md", DenyList())) == ()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<h1>The night-kettle</h1>", "the story's title"),
        (saved(drawing(), "PNG"), "a picture of the story"),
        (saved(drawing(), "JPEG", quality=60), "a picture much like one of the story's"),
        (saved(drawing().resize((90, 90)), "WEBP"), "a picture much like one of the story's"),
        (b"<p>Zoe <b>BRANDT</b></p>", "words of the deny list"),
        (with_comment("By Zoë Brandt"), "words of the deny list"),
    ],
)
def test_title_pictures_and_denied_words_are_found(tmp_path: Path, source: Path, content: bytes, what: str) -> None:
    """A title, a picture, the same picture written anew, and denied words are found, each by its name."""
    (tmp_path / "file").write_bytes(content)
    assert [h.what for h in residue(tmp_path / "file", traces_of(source, DENIED))] == [what]


@pytest.mark.parametrize(
    "content",
    [
        b"asked nobody, and the pan",
        b"the kettle at night",
        saved(drawing(turned=True), "PNG"),
        saved(Image.new("RGB", (9, 9)), "PNG"),
        b"\x1f\x8bnot gzip",
        b"PK\x03\x04not zip",
        b"",
    ],
)
def test_other_things_are_not_found(tmp_path: Path, source: Path, content: bytes) -> None:
    """Other words, other pictures and damaged archives are no hits."""
    (tmp_path / "file").write_bytes(content)
    assert residue(tmp_path / "file", traces_of(source, DENIED)) == ()


def test_a_built_story_is_found_and_a_withheld_one_is_not(tmp_path: Path, source: Path) -> None:
    """The command finds a story in a built site, and nothing once it is withheld."""
    site = make_site(tmp_path / "site", {"gate.md": source.read_text(encoding="utf-8"), "hill.md": story()})
    (site / "stories/gate.png").write_bytes((source.parent / "gate.png").read_bytes())
    built(site)
    command = ["residue", str(site / "public"), "--of", str(source)]
    found = CliRunner().invoke(main, command)
    for place in ("stories/gate/index.html: words", "search/", "feed.xml: the story's title", "pictures/"):
        assert place in found.stdout
    text = (site / "stories/gate.md").read_text(encoding="utf-8")
    (site / "stories/gate.md").write_text(text.replace("status: given", "status: paused"), encoding="utf-8")
    built(site)
    gone = CliRunner().invoke(main, command)
    assert (found.exit_code, gone.exit_code) == (1, 0), gone.stdout


def test_it_says_what_it_needs(tmp_path: Path) -> None:
    """Without anything to look for, and for a file that is no story, the remedy is told."""
    (tmp_path / "a.md").write_text("No front matter.")
    nothing = CliRunner().invoke(main, ["residue", str(tmp_path)])
    no_story = CliRunner().invoke(main, ["residue", str(tmp_path), "--of", str(tmp_path / "a.md")])
    assert (nothing.exit_code, "--of" in nothing.stderr) == (2, True)
    assert (no_story.exit_code, "not a story" in no_story.stderr) == (2, True)


def test_a_list_can_be_shared_without_its_words(tmp_path: Path) -> None:
    """The salted list finds what the plain one finds, and is another one each time."""
    (tmp_path / "names.txt").write_text("# Names\nZoë Brandt\n", encoding="utf-8")
    one, two = (CliRunner().invoke(main, ["deny-hashes", str(tmp_path / "names.txt")]).stdout for _ in range(2))
    (tmp_path / "hashed.txt").write_text(one)
    (tmp_path / "page.html").write_text("Zoe Brandt")
    done = CliRunner().invoke(main, ["residue", str(tmp_path / "page.html"), "--deny", str(tmp_path / "hashed.txt")])
    assert (one != two, "Brandt" in one, done.exit_code) == (True, False, 1)


def test_a_shared_list_is_written_as_utf_8(tmp_path: Path) -> None:
    """With --out the list is written as UTF-8 whatever the shell would write, and nothing is printed."""
    (tmp_path / "names.txt").write_text("# Names\nstories/zoë.md: Zoë Brandt\n", encoding="utf-8")
    command = ["deny-hashes", str(tmp_path / "names.txt"), "--out", str(tmp_path / "consent/deny.txt")]
    done = CliRunner().invoke(main, command)
    made = (tmp_path / "consent/deny.txt").read_text(encoding="utf-8")
    assert (done.exit_code, done.output, made.startswith("stories/zoë.md: blake2b-2:")) == (0, "", True)


def test_names_that_cannot_be_read_are_not_made_fingerprints(tmp_path: Path) -> None:
    """A list that is not UTF-8 text gives a message that names PowerShell, and no file."""
    (tmp_path / "names.txt").write_bytes("Zoë Brandt\r\n".encode("utf-16"))
    done = CliRunner().invoke(main, ["deny-hashes", str(tmp_path / "names.txt"), "--out", str(tmp_path / "deny.txt")])
    assert (done.exit_code, "PowerShell" in done.stderr, (tmp_path / "deny.txt").exists()) == (2, True, False)
