"""What is pasted into a text's form: cleaned to our Markdown, told of, and nothing written by it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from generator.preview.desk import pasting
from tests.builders.desk_forms import form_of, send, send_all
from tests.builders.example import DATA
from tests.builders.pictures import picture, saved
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import make_site, story, tree

GATE = "stories/gate.md"
EDIT, PASTE = f"/_desk/edit/{GATE}", f"/_desk/paste/{GATE}"
SAMPLES = sorted(DATA.glob("pasted/*.html"))
SAID = "## What she said\n\nYou can **stay** "
LISTS = "- milk\n  - the whole bottle\n- tea"
# How each program's sample is written in our texts.
WRITTEN = {
    "google-docs": f"{SAID}*here*. See [how to make tea](https://example.org/tea).\n\n{LISTS}",
    "libreoffice": f"{SAID}here[^3], *she* said.\n\n> There is tea.\n\n1. Fill it.\n2. Wait.\n\n[^3]: For a night.",
    "web-page": (
        f"{SAID}here. [Tea](https://example.org/tea) and more\n\n::: aside\nA kettle is a pot.\n:::\n\nOur kettle\n\n"
        "[How to boil water](https://www.youtube.com/watch?v=abcdefghijk)"
    ),
    "word-online": f"{SAID}here.\n\n{LISTS}\n\n1. Fill it.\n2. Wait.",
    "word": (
        "## The second kettle\n\nIt was **cold** in the kitchen, and *nobody* had slept[^3]. "
        f"See [how to make tea](https://example.org/tea?a=1&b=2).\n\n{LISTS}\n\n### What she said\n\n"
        "> “You can stay here.”\n>\n> Then she made tea.\n\n"
        "| **Day** | **Cups** |\n| --- | --- |\n| Monday | 3 |\n\n[^3]: Not even the dog."
    ),
}
PNG = base64.b64encode(saved(picture((30, 20)), "PNG")).decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two stories and a page."""
    return make_site(tmp_path / "site", {"gate.md": story(), "hill.md": story("A hill", more="draft: true")})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def paste(desk: Running, html: str, words: str = "", **values: str) -> Answer:
    """What the desk answers to who pastes HTML into the story's text."""
    token = dict(form_of(desk.get(EDIT)))["token"]
    return send(desk, PASTE, {"token": token, "words": words, "html": html, **values})


def told(answer: Answer) -> dict[str, str]:
    """What the script of the form is told."""
    tree_of = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return next(dict(one.attrib) for one in tree_of.iter("div") if "data-told" in one.attrib)


def put(answer: Answer) -> str:
    """What is put into the text."""
    return told(answer).get("data-put", "")


@pytest.mark.parametrize("sample", SAMPLES, ids=[one.stem for one in SAMPLES])
def test_what_programs_copy_becomes_our_markdown(sample: Path, desk: Running) -> None:
    """What Word, Google Docs, LibreOffice and browsers copy comes in as our texts are written, notes behind others."""
    answer = paste(desk, sample.read_text(encoding="utf-8"), "One[^2].\n\n[^2]: Two.")
    assert answer.status == 200
    assert put(answer).replace("\u00a0", " ") == WRITTEN[sample.stem]
    assert "ines" not in answer.text


def test_what_is_dropped_is_listed(desk: Running) -> None:
    """What did not come along is told, each with its reason, and no style sheet, of which every program has one."""
    text = paste(desk, (DATA / "pasted/word.html").read_text(encoding="utf-8")).text
    assert "Dropped: 1 picture (what was copied only says where it is; save it as a file, and put it in by" in text
    assert "Look at: 1 passage that was struck through" in text
    assert "style sheet" not in text


@pytest.mark.parametrize(
    ("html", "row"),
    [
        ("<span>two <b>words</b></span>", True),
        ("<p>One sentence.</p>", True),
        ("<p>One.</p><p>Two.</p>", False),
        ("<h2>One</h2>", False),
        ("<ul><li>One</li></ul>", False),
        ("<p>One<br>Two</p>", False),
    ],
)
def test_words_of_one_paragraph_need_none_of_their_own(html: str, row: bool, desk: Running) -> None:
    """Words that are no more than a part of a paragraph are told from what has to stand by itself."""
    assert ("data-row" in told(paste(desk, html))) == row


@pytest.mark.parametrize(
    "html",
    [
        "<meta charset='utf-8'><div style=\"font-family: monospace;white-space: pre;\"><div>**a** <i>b</i></div></div>",
        "<html><body><pre style='color:#000'>## a</pre></body></html>",
    ],
)
def test_what_programs_for_code_copy_stays_as_it_is(html: str, desk: Running) -> None:
    """Lines from a program for code, which may be Markdown already, are left to be put in as plain words."""
    assert told(paste(desk, html)) == {"data-told": "It was put in as plain words, as it is."}


def test_links_to_the_own_site_lead_to_files(desk: Running) -> None:
    """A link to a page of this site, online or in the preview, leads to its file; no link leads to the preview."""
    here = desk.address
    html = (
        f'<a href="{here}stories/hill/">a</a> <a href="{here}base/stories/hill/">b</a> '
        '<a href="https://quiet.harbour.internal/base/stories/hill/#top">c</a> '
        f'<a href="{here}_desk/">d</a> <a href="{here}stories/none/">e</a> <a href="https://example.com/">f</a>'
    )
    assert put(paste(desk, html)) == "[a](hill.md) [b](hill.md) [c](hill.md) d e [f](https://example.com/)"


def test_pictures_within_are_kept_for_the_save(desk: Running, root: Path) -> None:
    """A picture that is written into what was copied waits for the save of the text, and is written with it then."""
    before = tree(root)
    words = put(paste(desk, f'<p>One.</p><img src="data:image/png;base64,{PNG}" alt="A kettle">'))
    found = re.fullmatch(r"One\.\n\n!\[A kettle\]\((images/gate-[0-9a-f]+\.png)\)", words)
    assert found is not None, words
    assert tree(root) == before
    form = [(name, value) for name, value in form_of(desk.get(EDIT)) if name != "words"]
    assert send_all(desk, EDIT, [*form, ("words", words)]).status == 303
    assert (root / "stories" / found[1]).is_file()


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("data:image/svg+xml;base64,PHN2Zy8+", "picture"),
        ("data:image/png;base64,AAAA", "picture"),
        ("data:image/png;base64,%", "picture"),
        ("https://example.org/a.png", "only says where it is"),
        ("file:///C:/Users/ines/a.png", "only says where it is"),
        ("blob:https://example.org/1", "only says where it is"),
    ],
)
def test_pictures_that_are_not_there_are_told(source: str, why: str, desk: Running, root: Path) -> None:
    """What is no picture, or is not in what was copied, is left out and told of, and nothing is fetched."""
    answer = paste(desk, f'<p>One.</p><img src="{source}" alt="A kettle">')
    assert (put(answer), "Dropped: 1 picture" in answer.text, why in answer.text) == ("One.", True, True)
    assert desk.preview.addresses.writing.editor.waiting.of(GATE) == {}


def test_only_so_many_pictures_wait(desk: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more pictures than may wait to be saved, those beyond are left out and told of."""
    monkeypatch.setattr("generator.preview.desk.new_pictures.MOST", 0)
    answer = paste(desk, f'<p>One.</p><img src="data:image/png;base64,{PNG}" alt="A kettle">')
    assert (put(answer), "not saved yet" in answer.text) == ("One.", True)


def test_nobody_else_pastes(desk: Running, root: Path) -> None:
    """Without the token of the form, for a text that is not there, and from a script, nothing is cleaned."""
    for values, address in (
        ({"token": "guessed"}, PASTE),
        ({}, "/_desk/paste/stories/none.md"),
        ({}, "/_desk/paste/x"),
    ):
        form = {"token": dict(form_of(desk.get(EDIT)))["token"], "html": "<b>one</b>", **values}
        answer = send(desk, address, form)
        assert (answer.status, put(answer)) == (422, ""), address
    by_script = send(desk, PASTE, form, {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"})
    assert by_script.status == 403
    assert desk.get(PASTE).status == 404


def test_what_is_too_long_is_not_read(desk: Running) -> None:
    """More than a form of this kind may hold is refused as no form."""
    assert paste(desk, "a" * (pasting.LARGEST + 1)).status == 400


@pytest.mark.parametrize("file", sorted(DATA.glob("hostile/stories/*.md")), ids=lambda one: one.name)
def test_hostile_html_is_words_in_an_attribute(file: Path, desk: Running) -> None:
    """Whatever is pasted, the answer has no element of it, and no attribute that its own template does not write."""
    answer = paste(desk, file.read_text(encoding="utf-8") + '"><script>alert(1)</script><img src=x onerror=alert(1)>')
    assert answer.status == 200
    found = [one for one in html5lib.parse(answer.text, namespaceHTMLElements=False).iter() if isinstance(one.tag, str)]
    assert {one.tag for one in found} <= {"html", "head", "meta", "title", "link", "body", "main", "div", "ul", "li"}
    (written,) = [one for one in found if "data-told" in one.attrib]
    assert set(written.attrib) <= {"data-told", "data-put", "data-row"}
