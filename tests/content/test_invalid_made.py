"""Bad input that is too big, too binary or too strange to be kept as a file, made when the tests run."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli.main import main
from generator.content import sources
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from tests.builders.expectations import KEPT, problems, run
from tests.builders.sites import DATA

FRONT = (DATA / "neighbour" / "stories" / "kept.md").read_text(encoding="utf-8").split("## ")[0]
FRONT = FRONT.replace("CF-2026-001", "CF-2026-002")  # files of one record would hold each other back
MANY = 10_000
# What 10,000 brackets of a kind make of the front matter: the rule, and the column of the bracket that is too much.
IN_YAML = {
    "[" * MANY: ("yaml-depth", 20),
    "[" * MANY + "]" * MANY: ("yaml-depth", 20),
    "{" * MANY: ("yaml-key", 10),
    "{a: " * MANY: ("yaml-depth", 53),
    "(" * MANY: ("not-a-mapping", 9),
    '"' * MANY: ("yaml-syntax", 11),
    "&" * MANY: ("yaml-syntax", 10),
    "*" * MANY: ("yaml-syntax", 10),
}
WHOLE_FRONT = {"- " * MANY: ("yaml-depth", 25), "? " * MANY: ("yaml-key", 3), "[" * MANY: ("yaml-depth", 13)}
# Of these in a text every word is kept, and nothing is wrong with them.
IN_MARKDOWN = [
    *("[{}", "{}]", "[{}]", "({})", "![{}", "[^{}", "[{}](a)", "<{}>", "**{}**", "_{}", "`{}", "{{{{{}}}}}", "\\{}"),
    *("'{}", '"{}"', "&{}", "~{}~", "|{}", "$${}", "](", "![](", "[](<"),
]


def told(site: Path) -> list[tuple[str, str, int, int]]:
    """The problems that a build tells, with the story next door published."""
    answer = run(site)
    assert KEPT in answer["pages"]
    return [(p.rule, p.path, p.line, p.column) for p in problems(answer)]


@pytest.mark.parametrize("brackets", IN_YAML, ids=lambda b: b[:4] + b[-1:])
def test_brackets_in_a_field(brackets: str, next_door: Path) -> None:
    """10,000 brackets in a field of the front matter are one error where they become too many."""
    text = FRONT.replace("title:", f"series: {brackets}\ntitle:")
    (next_door / "stories" / "deep.md").write_text(text + "Words.\n", encoding="utf-8")
    rule, column = IN_YAML[brackets]
    assert told(next_door) == [(rule, "stories/deep.md", 2, column)]


@pytest.mark.parametrize("brackets", WHOLE_FRONT, ids=lambda b: b[:4])
def test_brackets_as_front_matter(brackets: str, next_door: Path) -> None:
    """10,000 brackets as front matter are one error where they become too many."""
    (next_door / "stories" / "deep.md").write_text(f"---\n{brackets}\n---\n\nWords.\n", encoding="utf-8")
    rule, column = WHOLE_FRONT[brackets]
    assert told(next_door) == [(rule, "stories/deep.md", 2, column)]


def halves(form: str) -> str:
    """10,000 times what stands before the braces of ``form``, a word, and as often what stands behind them."""
    before, _, after = form.partition("{}")
    return before * MANY + "word" + after * MANY


def test_brackets_in_texts(next_door: Path) -> None:
    """10,000 brackets in a text, of whatever kind, are either words or an error; all are told in one build."""
    for n, form in enumerate(IN_MARKDOWN):
        text = halves(form)
        paragraphs = "\n\n".join("Words " + text[at : at + 15_000] for at in range(0, len(text), 15_000))
        (next_door / "stories" / f"brackets-{n}.md").write_text(FRONT + paragraphs + "\n", encoding="utf-8")
    assert {rule for rule, *_ in told(next_door)} <= {"link-missing", "no-alt", "no-picture", "stray-mark"}


@pytest.mark.parametrize("brackets", ["> ", ">", "- ", "1. ", "* ", "+ "])
def test_nested_blocks(brackets: str, next_door: Path) -> None:
    """10,000 nested quotes or lists, in which words would be lost, are an error that gives their line."""
    (next_door / "stories" / "deep.md").write_text(FRONT + "Words.\n\n" + brackets * MANY + "lost\n", encoding="utf-8")
    assert told(next_door) == [("nested", "stories/deep.md", 17, 1)]


@pytest.mark.parametrize("text", ["word " * 4_001, "'" * 450_000, "[a](b.md)\n" * 9_000, "![[" * 9_000])
def test_paragraph_without_end(text: str, next_door: Path) -> None:
    """A paragraph of more than 20,000 characters is an error that gives its line, and takes no time."""
    (next_door / "stories" / "endless.md").write_text(FRONT + "Words.\n\n" + text + "\n", encoding="utf-8")
    assert told(next_door) == [("too-long", "stories/endless.md", 17, 1)]


@pytest.mark.parametrize("path", ["stories/novel.md", "pages/novel.md"])
def test_fifty_megabytes(path: str, next_door: Path) -> None:
    """A text of 50 MB is one error, and is not read further than is needed to know."""
    with (next_door / path).open("wb") as f:
        f.write(FRONT.encode())
        f.truncate(50_000_000)
    assert told(next_door) == [("too-large", path, 1, 1)]
    found = sources.gather(next_door)
    assert max(len(text.read()) for text in (*found.stories, *found.pages)) == limits.TEXT + 1


def test_fifty_megabytes_of_settings(next_door: Path) -> None:
    """A site.yaml of 50 MB is one error, and nothing is written."""
    with (next_door / "site.yaml").open("ab") as f:
        f.truncate(50_000_000)
    answer = run(next_door)
    assert not answer["built"]
    assert [d["rule"] for d in answer["diagnostics"]] == ["too-large"]


def png(width: int, height: int, data: bytes) -> bytes:
    """A PNG file that claims to have a size, whatever its data hold."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pictures() -> Iterator[tuple[str, bytes, str]]:
    """Pictures that lie: a name, the file, and what is told of it."""
    bomb = zlib.compress(bytes(8_000_000))
    out = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(out, "JPEG")
    whole = out.getvalue()
    webp = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(webp, "WEBP")
    many, damaged = "this picture has more than 50 million pixels", "this picture is damaged or cut short"
    neither = "this file is not a picture in JPEG, PNG, WebP or GIF format"
    yield "bomb.png", png(60_000, 60_000, bomb), many
    yield "large-bomb.png", png(2**31 - 1, 2**31 - 1, b""), many
    yield "just-too-many.png", png(50_000_001, 1, bomb), many
    yield "lying-about-size.png", png(4_000, 4_000, zlib.compress(b"\0")), damaged
    yield "broken-stream.png", png(40, 40, b"not compressed"), damaged
    yield "cut.jpg", whole[: len(whole) // 2], damaged
    yield "cut.webp", webp.getvalue()[: len(webp.getvalue()) // 2], damaged
    yield "only-a-beginning.jpg", whole[:4], neither
    yield "large.jpg", whole + bytes(40_000_001 - len(whole)), "this picture's file is larger than 40 MB"
    yield "text.jpg", b"not a picture", neither


PICTURES = tuple(pictures())


@pytest.mark.parametrize(("name", "data", "message"), PICTURES, ids=[name for name, *_ in PICTURES])
def test_lying_picture(name: str, data: bytes, message: str, next_door: Path) -> None:
    """A picture that is not what it says is one error where it is named, and exhausts nothing."""
    (next_door / "stories" / name).write_bytes(data)
    (next_door / "stories" / "lie.md").write_text(FRONT + f"Words. ![A gate.]({name})\n", encoding="utf-8")
    answer = run(next_door)
    assert KEPT in answer["pages"]
    assert [(p.line, p.column, p.rule, p.message) for p in problems(answer)] == [(15, 19, "bad-picture", message)]


def test_links_of_the_file_system(next_door: Path, tmp_path: Path) -> None:
    """Links that go round, lead nowhere, out of the site, or to a folder are errors; a link to a text is read."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text(FRONT + "Secret.\n", encoding="utf-8")
    stories = next_door / "stories"
    (stories / "a-loop.md").symlink_to("b-loop.md")
    (stories / "b-loop.md").symlink_to("a-loop.md")
    (stories / "round").symlink_to(stories)
    (stories / "nowhere.md").symlink_to("there-is-nothing.md")
    (stories / "outside.md").symlink_to(tmp_path / "outside" / "secret.md")
    (stories / "outside").symlink_to(tmp_path / "outside")
    (next_door / "drafts").mkdir()
    (next_door / "drafts" / "twin.md").write_text(FRONT + "Words.\n", encoding="utf-8")
    (stories / "twin.md").symlink_to("../drafts/twin.md")
    answer = run(next_door)
    assert [(p.rule, p.path) for p in problems(answer)] == [
        ("broken-link", "stories/a-loop.md"),
        ("broken-link", "stories/b-loop.md"),
        ("broken-link", "stories/nowhere.md"),
        ("outside", "stories/outside"),
        ("outside", "stories/outside.md"),
        ("linked-folder", "stories/round"),
    ]
    assert {KEPT, "stories/twin/index.html"} <= set(answer["pages"])


@pytest.mark.parametrize("folder", ["stories", "pages"])
def test_linked_content_folder(folder: str, next_door: Path, tmp_path: Path) -> None:
    """A folder of content that is a link out of the site is an error, and nothing of it is read."""
    (next_door / folder).rename(tmp_path / "elsewhere")
    (next_door / folder).symlink_to(tmp_path / "elsewhere")
    told = [(p.rule, p.path) for p in problems(run(next_door)) if p.rule != "no-stories"]
    assert told == [("outside", folder)]


def test_picture_through_a_link(next_door: Path, tmp_path: Path) -> None:
    """A picture that a link takes from outside the site is not there."""
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    (next_door / "pictures").mkdir()
    (next_door / "pictures" / "gate.png").symlink_to(tmp_path / "secret.png")
    (next_door / "stories" / "linked.md").write_text(
        FRONT + "Words. ![A gate.](../pictures/gate.png)\n", encoding="utf-8"
    )
    assert told(next_door) == [("no-picture", "stories/linked.md", 15, 19)]


@pytest.mark.parametrize("path", ["stories/pipe.md", "pages/pipe.md"])
def test_named_pipe(path: str, next_door: Path) -> None:
    """A named pipe is an error, and is not waited for."""
    os.mkfifo(next_door / path)
    assert told(next_door) == [("unreadable", path, 1, 1)]


def test_folder_called_like_a_text(next_door: Path) -> None:
    """A folder called x.md is a folder, and texts in it are read."""
    (next_door / "stories" / "x.md").mkdir()
    (next_door / "stories" / "x.md" / "inner.md").write_text(FRONT + "Words.\n", encoding="utf-8")
    answer = run(next_door)
    assert problems(answer) == []
    assert {KEPT, "stories/inner/index.html"} <= set(answer["pages"])


def test_unreadable_text(next_door: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that may not be read is an error, and the story next door is published."""
    (next_door / "stories" / "locked.md").write_text(FRONT + "Words.\n", encoding="utf-8")
    before = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "locked.md":
            raise PermissionError(13, "Permission denied")
        return before(self, *args, **more)  # type: ignore[call-overload]  # whatever it was called with

    monkeypatch.setattr(Path, "open", refuse)
    assert told(next_door) == [("unreadable", "stories/locked.md", 1, 1)]


def test_unreadable_folder(next_door: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be read is an error, and the stories in other folders are published."""
    (next_door / "stories" / "locked").mkdir()
    before = os.scandir

    def refuse(path: Path | str | int) -> Iterator[os.DirEntry[str]]:
        if not isinstance(path, int) and Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return before(path)

    monkeypatch.setattr("generator.content.sources.os.scandir", refuse)
    assert told(next_door) == [("unreadable", "stories/locked", 1, 1)]


def test_folders_nested_deeply(next_door: Path) -> None:
    """Folders nested more than twenty deep are one error, and what is above them is read."""
    deep = next_door / "stories" / "/".join(["a"] * 40)
    deep.mkdir(parents=True)
    (deep / "deep.md").write_text(FRONT + "Words.\n", encoding="utf-8")
    assert told(next_door) == [("too-deep", "stories" + "/a" * 20, 1, 1)]


def test_name_that_is_not_utf_8(next_door: Path) -> None:
    """A file whose name is not UTF-8 is an error that can be printed."""
    (next_door / "stories" / os.fsdecode(b"k\xfcche.md")).write_text(FRONT + "Words.\n", encoding="utf-8")
    assert told(next_door) == [("file-name", "stories/k?che.md", 1, 1)]


@pytest.mark.parametrize("instead", ["nothing", "a folder", "a pipe"])
def test_no_site(instead: str, next_door: Path) -> None:
    """A folder without a site.yaml that can be read is no site, and nothing is written."""
    (next_door / "site.yaml").unlink()
    if instead == "a folder":
        (next_door / "site.yaml").mkdir()
    if instead == "a pipe":
        os.mkfifo(next_door / "site.yaml")
    assert [(p.rule, p.path) for p in problems(run(next_door))] == [("no-site", "site.yaml")]


def test_source_that_is_a_file(next_door: Path) -> None:
    """A file is no site."""
    with pytest.raises(CannotBuildError) as caught:
        sources.gather(next_door / "site.yaml")
    assert [d.rule for d in caught.value.diagnostics] == ["no-site"]


def test_output_that_is_somebody_elses(next_door: Path) -> None:
    """An output folder that hearten did not make is refused, and nothing in it is touched."""
    (next_door / "public").mkdir()
    (next_door / "public" / "letter.txt").write_text("Dear Maren", encoding="utf-8")
    result = CliRunner().invoke(
        main, ["build", "--source", str(next_door), "--out", str(next_door / "public"), "--json"]
    )
    assert result.exit_code == 2
    assert '"rule": "out"' in result.stdout
    assert [p.name for p in (next_door / "public").iterdir()] == ["letter.txt"]
