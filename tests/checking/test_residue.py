"""Residue: every hiding place of a story's words and pictures is found, nothing else is, and it says what it saw."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from generator.checking.matching import ADDRESS, COPY, DENIED, NAME, PICTURE
from generator.checking.residue import look, read_traces
from generator.checking.traces import ALT, TITLE, WORDS, Traces, together
from generator.cli.main import main
from generator.content.front_matter import StoryHeader
from generator.content.stance import FieldPath, stances
from generator.gate.deny_list import read
from tests.builders.headers import written
from tests.builders.packed import zipped
from tests.builders.pictures import drawing, photograph, saved
from tests.builders.sites import built, make_site, story, tree

SAID = "Zoë asked nobody, and the kettle went on singing until the frost was gone."
DENIED_WORDS = read("Zoë Brandt".encode())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A story's file that was kept, with its picture."""
    return kept(tmp_path / "kept")


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> Traces:
    """The traces of that story."""
    return together([read_traces(kept(tmp_path_factory.mktemp("site") / "kept"))], DENIED_WORDS)


def kept(folder: Path) -> Path:
    folder.mkdir()
    (folder / "gate.png").write_bytes(saved(drawing(), "PNG"))
    image = "slug: night-kettle\nimage: {src: gate.png, alt: A kettle by the fence., credit: Drawn by Tiree Rowan}"
    text = story("The night kettle", more=image, text=f"{SAID}\n\n![A gate left open](gate.png)")
    (folder / "gate.md").write_text(text, encoding="utf-8")
    return folder / "gate.md"


def test_every_file_of_a_picture_is_a_trace(tmp_path: Path) -> None:
    """Whichever of the files of a picture is left somewhere, it is known by its bytes."""
    root = make_site(tmp_path, {"gate.md": story(text="![A gate](gate.jpg)")})
    (root / "stories/gate.jpg").write_bytes(saved(photograph(), "JPEG"))
    built(root)
    files = [data for path, data in tree(root / "public").items() if path.startswith("pictures/")]
    assert len(files) > 1
    assert {hashlib.sha256(data).hexdigest() for data in files} < read_traces(root / "stories/gate.md").digests


def with_comment(words: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", words, zip=True)
    return saved(Image.new("RGB", (4, 4)), "PNG", pnginfo=info)


def with_windows_comment(words: str) -> bytes:
    exif = Image.Exif()
    exif[0x9C9C] = words.encode("utf-16-le")  # XPComment
    return saved(Image.new("RGB", (4, 4)), "JPEG", exif=exif)


PLAIN = SAID.encode()
PLACES = {
    "page": b"<p>asked <em>nobody</em>,\n and <b>the</b> kettle went on singing until</p>",
    "broken by tags": b"<p>asked no<i>body</i>, and the ket<wbr>tle went on singing until</p>",
    "entities": b"<p>Zo&euml; &amp; the kettle; Zo&#235; asked nobody, and the kettle went on singing</p>",
    "shouted": b"ASKED NOBODY AND THE KETTLE WENT ON SINGING UNTIL",
    "json": json.dumps({"text": SAID}).encode(),
    "json in json": json.dumps(json.dumps({"text": SAID})).encode(),
    "lines in json": json.dumps("Zoë asked nobody,\nand the kettle\nwent on singing").encode(),
    "two halves of a sign": rb'"\ud835\udc19o\u00eb asked nobody, and the kettle went on singing"',
    "script": b"hearten.put(t1," + json.dumps({"text": SAID}, ensure_ascii=False).encode() + b");",
    "script's own escapes": rb"'\x5ao\u{eb} asked nobody, and the kettle went on singing'",
    "address": f"https://example.org/?q={quote(SAID)}".encode(),
    "address in an address": quote(quote(SAID)).encode(),
    "soft hyphens": "Zoë as\u00adked no\u00adbody, and the ket\u200btle went on singing".encode(),
    "soft hyphens as entities": b"asked no&shy;body, and the ket&#8203;tle went on sing&shy;ing until",
    "UTF-16": SAID.encode("utf-16"),
    "UTF-16 without a mark": SAID.encode("utf-16-be"),
    "UTF-32": SAID.encode("utf-32"),
    "UTF-32 without a mark": SAID.encode("utf-32-le"),
    "Latin-1": SAID.encode("latin-1"),
    "among other bytes": bytes(range(256)) * 8 + PLAIN + bytes(range(256)) * 8,
    "gzip": gzip.compress(PLAIN, mtime=0),
    "zip": zipped("a.html", PLAIN),
    "zip in a zip": zipped("b.epub", zipped("a.xhtml", PLAIN)),
    "hidden in a picture": with_comment(SAID),
    "hidden by Windows": with_windows_comment(SAID),
    "behind much else": b"<p>Other words.</p>\n" * 60_000 + PLAIN,
}


@pytest.mark.parametrize("place", PLACES)
def test_words_are_found_wherever_they_hide(tmp_path: Path, traces: Traces, place: str) -> None:
    """Nine words in a row are found across tags, in escapes, encodings, search's files, archives and hidden data."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/file").write_bytes(PLACES[place])
    assert WORDS in {hit.what for hit in look(tmp_path / "out", traces).hits}


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f\u180e"


@given(st.lists(st.sampled_from(INVISIBLE), max_size=6), st.data(), st.sampled_from(ENCODINGS), st.booleans())
def test_no_way_of_writing_hides_words(
    traces: Traces,
    tmp_path_factory: pytest.TempPathFactory,
    unseen: list[str],
    data: st.DataObject,
    encoding: str,
    percent: bool,
) -> None:
    """Words are found with any invisible signs in them, in any encoding of Unicode, with signs written as numbers."""
    said = SAID
    for sign in unseen:
        place = data.draw(st.integers(1, len(said) - 1))
        said = said[:place] + sign + said[place:]
    ways = (str, lambda c: f"&#{ord(c)};", lambda c: f"\\u{ord(c):04x}", quote if percent else str)
    said = "".join(data.draw(st.sampled_from(ways))(c) if c.isalpha() else c for c in said)
    file = tmp_path_factory.mktemp("out") / "file"
    file.write_bytes(said.encode(encoding))
    assert WORDS in {hit.what for hit in look(file, traces).hits}


# Told otherwise than by words, or by no words of the story's own.
NO_WORDS = {("title",), ("series", "name"), ("recording", "external")}
OWN = [
    path
    for path, of in stances(StoryHeader).items()
    if of.approved and of.guarded and not of.names and path not in NO_WORDS
]


@pytest.mark.parametrize("path", OWN, ids=".".join)
@pytest.mark.parametrize("words", [SAID, "A kettle by nobody's fence"])
def test_words_of_every_field_are_found(tmp_path: Path, path: FieldPath, words: str) -> None:
    """Any field that is approved and guarded is found, by nine words out of it, or as a whole if it is shorter."""
    (tmp_path / "gate.md").write_text(written(path, words), encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<i>{words}</i>", encoding="utf-8")
    assert look(tmp_path / "page.html", read_traces(tmp_path / "gate.md")).hits


def test_a_series_is_not_the_storys_alone(tmp_path: Path) -> None:
    """The name of a series stands with its other stories, and is no trace of this one."""
    text = story(more="series: {name: The long way back to the gate by the old sea wall, part: 1}")
    (tmp_path / "gate.md").write_text(text, encoding="utf-8")
    (tmp_path / "page.html").write_text("The long way back to the gate by the old sea wall")
    assert look(tmp_path / "page.html", read_traces(tmp_path / "gate.md")).hits == ()


def turned(way: Image.Transpose) -> bytes:
    return saved(drawing().transpose(way), "JPEG", quality=80)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<h1>The night-kettle</h1>", TITLE),
        (b'<img alt="A gate left open">', ALT),
        (b"<i>Drawn by Tiree Rowan</i>", "a picture's credit"),
        (b"https://example.org/stories/night-kettle", ADDRESS),
        (b'<a href="../night-kettle/">', ADDRESS),
        (b"see [her](gate.md#later)", ADDRESS),
        (saved(drawing(), "PNG"), PICTURE),
        (saved(drawing(), "JPEG", quality=60), COPY),
        (saved(drawing().resize((90, 90)), "WEBP"), COPY),
        *((turned(way), COPY) for way in Image.Transpose),
        (b"<p>Zoe <b>BRANDT</b></p>", DENIED),
        (with_comment("By Zoë Brandt"), DENIED),
    ],
)
def test_everything_of_a_story_is_found_by_its_name(tmp_path: Path, traces: Traces, content: bytes, what: str) -> None:
    """Titles, descriptions, credits, addresses, pictures anew, smaller or turned, and denied words are told apart."""
    (tmp_path / "file").write_bytes(content)
    assert [hit.what for hit in look(tmp_path / "file", traces).hits] == [what]


@pytest.mark.parametrize(
    "name", ["night-kettle.html", "stories/gate/x.html", "The night kettle.txt", "x.zip", "n%69ght-kettle"]
)
def test_names_are_looked_at(tmp_path: Path, traces: Traces, name: str) -> None:
    """A file or folder that is called like the story is found, also within an archive."""
    place = tmp_path / "out" / name
    place.parent.mkdir(parents=True)
    place.write_bytes(zipped("a/night-kettle/b", b"") if name == "x.zip" else b"")
    assert [hit.what for hit in look(tmp_path / "out", traces).hits] == [NAME]


@pytest.mark.parametrize(
    "content",
    [
        b"asked nobody, and the kettle went out",
        b"the kettle at night",
        b"a gate that was left open",
        b"/stories/night-kettles/ and /topics/gate/",
        saved(drawing(turned=True).resize((200, 60)).resize((200, 200)).rotate(45), "PNG"),
        saved(Image.new("RGB", (9, 9)), "PNG"),
        b"",
    ],
)
def test_other_things_are_not_found(tmp_path: Path, traces: Traces, content: bytes) -> None:
    """Fewer words, other pictures and other addresses are no hits."""
    (tmp_path / "file").write_bytes(content)
    assert look(tmp_path / "file", traces).clean


def residue(*words: object) -> Result:
    done = CliRunner().invoke(main, ["residue", *map(str, words)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def site(tmp_path: Path, source: Path) -> Path:
    """A site with the story and another."""
    site = make_site(tmp_path / "site", {"gate.md": source.read_text(encoding="utf-8"), "hill.md": story()})
    (site / "stories/gate.png").write_bytes((source.parent / "gate.png").read_bytes())
    return site


def test_a_built_story_is_found_and_a_withheld_one_is_not(site: Path, source: Path) -> None:
    """The command finds a story in a built site, and nothing once it is withheld."""
    built(site)
    found = residue(site / "public", "--of", source)
    for place in ("stories/night-kettle/index.html: words", "search/", "feed.xml: the story's title", "pictures/"):
        assert place in found.stdout
    text = (site / "stories/gate.md").read_text(encoding="utf-8")
    (site / "stories/gate.md").write_text(text.replace("status: given", "status: paused"), encoding="utf-8")
    built(site)
    gone = residue(site / "public", "--of", source)
    assert (found.exit_code, gone.exit_code) == (1, 0), gone.stdout


def test_what_is_more_than_in_a_clean_site(site: Path, source: Path) -> None:
    """Against a site that never had the story, five of its words count, and nothing that is there as well."""
    hill = site / "stories/hill.md"
    hill.write_text(hill.read_text() + "\nAsked nobody, and the kettle.\n", encoding="utf-8")
    (site / "stories/gate.md").rename(site / "gate.txt")
    built(site, out="never")
    (site / "public").mkdir()
    same = residue(site / "never", "--of", source, "--without", site / "never")
    (site / "gate.txt").rename(site / "stories/gate.md")
    hill.write_text(hill.read_text() + "\nWent on singing until the.\n", encoding="utf-8")
    (site / "public").rmdir()
    built(site)
    more = residue(site / "public", "--of", source, "--without", site / "never")
    assert (same.exit_code, more.exit_code) == (0, 1), same.stdout
    assert "stories/hill/index.html: words of the story" in more.stdout


def test_it_says_of_what_it_speaks(tmp_path: Path, source: Path) -> None:
    """The digest is that of what sha256sum prints of all files, and other for any other file or name."""
    (tmp_path / "out/b").mkdir(parents=True)
    (tmp_path / "out/b/é.txt").write_bytes(b"one")
    (tmp_path / "out/a.txt").write_bytes(b"two")
    listed = "".join(
        f"{hashlib.sha256((tmp_path / 'out' / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("a.txt", "b/é.txt")
    )
    told = residue(tmp_path / "out", "--of", source).stdout
    assert f"SHA-256 of what was looked at: {hashlib.sha256(listed.encode()).hexdigest()}" in told
    assert "Looked at 2 files" in told
    (tmp_path / "out/a.txt").rename(tmp_path / "out/c.txt")
    assert told != residue(tmp_path / "out", "--of", source).stdout


def test_it_says_what_it_needs(tmp_path: Path) -> None:
    """Without anything to look for, and for a file that is no story, the remedy is told."""
    (tmp_path / "a.md").write_text("No front matter.")
    nothing = residue(tmp_path)
    no_story = residue(tmp_path, "--of", tmp_path / "a.md")
    assert (nothing.exit_code, "--of" in nothing.stderr) == (2, True)
    assert (no_story.exit_code, "not a story" in no_story.stderr) == (2, True)


def test_a_list_can_be_shared_without_its_words(tmp_path: Path) -> None:
    """The salted list finds what the plain one finds, and is another one each time."""
    (tmp_path / "names.txt").write_text("# Names\nZoë Brandt\n", encoding="utf-8")
    one, two = (CliRunner().invoke(main, ["deny-hashes", str(tmp_path / "names.txt")]).stdout for _ in range(2))
    (tmp_path / "hashed.txt").write_text(one)
    (tmp_path / "page.html").write_text("Zoe Brandt")
    done = residue(tmp_path / "page.html", "--deny", tmp_path / "hashed.txt")
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
