"""What is said of links and pictures that lead nowhere: one remedy that fits each."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import link_checks, link_remedies, sources
from generator.content.body import Body, Link
from generator.content.links import Atlas, Place
from generator.ground.diagnostics import Span
from tests.builders.pictures import picture, saved
from tests.builders.sites import built, make_site, story

ATLAS = Atlas(
    {
        "stories/tin.md": Place("stories/tin/index.html", frozenset({"the-lid"})),
        "pages/about.md": Place("about/index.html", frozenset()),
    },
    frozenset({"index.html"}),
    "https://own.example/",
)
NAMES = {"stories/images": ["real.jpg", "Mein Küchen Foto.jpg", "notes.md"]}


def told(target: str) -> list[tuple[str, str, str]]:
    body = Body(links=(Link(target, "", Span(1)),))
    return [(d.rule, d.message, d.hint) for d in link_checks.links("stories/x.md", body, ATLAS, ())]


@pytest.mark.parametrize(
    ("target", "what", "remedy"),
    [
        ("www.example.org", "without its beginning", "write https://www.example.org"),
        ("www.example.org/a b", "without its beginning", "write https://www.example.org/a%20b"),
        ("example.org/help", "without its beginning", "write https://example.org/help"),
        ("//example.org/x", "without its beginning", "write https://example.org/x"),
        ("example.org:8080/x", "without its beginning", "write https://example.org:8080/x"),
        ("hello@example.org", "e-mail address without mailto:", "write mailto:hello@example.org"),
        ("0800 111 0111", "telephone number without tel:", "write tel:08001110111"),
        ("+44 20 7946 0000", "telephone number without tel:", "write tel:+442079460000"),
        ("https://", "nothing behind it", "write the whole address"),
        ("http:/example.org", "does not begin as", "write https://example.org"),
        ("https//example.org", "does not begin as", "write https://example.org"),
        ("https;//example.org", "does not begin as", "write https://example.org"),
        ("htps://example.org", "does not begin as", "write https://example.org"),
        ("https ://example.org", "does not begin as", "write https://example.org"),
        ("https:\\\\example.org\\x", "does not begin as", "write https://example.org/x"),
        ("https://https://example.org", "does not begin as", "write https://example.org"),
        ("https://exa mple.org/", "can be no website's", "copy the address out of the browser"),
        ("https://example.org:99999/", "can be no port", "up to 65535"),
        ("https://ines@example.org/", "name or password", "for an e-mail address, write mailto:"),
        ("mailto:ines", "not an e-mail address", "mailto:hello@example.org"),
        ("tel:call us", "not a telephone number", "write digits alone"),
        ("mail:hello@example.org", "not linked", "did you mean “mailto:”?"),
        ("ftp://example.org/", "not linked", "links may begin with https://"),
        ("javascript:alert(1)", "holds a program", "leave the words without a link"),
        ("data:text/html,x", "holds a program", "leave the words without a link"),
        ("C:\\Users\\Ines\\tin.md", "place on a computer", "put the file into the site's folder"),
        ("file:///home/ines/tin.md", "place on a computer", "put the file into the site's folder"),
        ("/Users/ines/tin.pages", "place on a computer", "put the file into the site's folder"),
        ("\\\\server\\texts\\tin", "place on a computer", "put the file into the site's folder"),
        ("..\\pages\\about.md", "backslashes", "did you mean “../pages/about.md”?"),
        ("..\\pages\\us.md", "backslashes", "write “../pages/us.md”"),
        ("Tin.md", "does not exist", "did you mean “tin.md”? capitals make another name"),
        ("TIN.MD", "does not exist", "did you mean “tin.md”? capitals make another name"),
        ("tin", "does not exist", "did you mean “tin.md”?"),
        ("tin.html", "does not exist", "did you mean “tin.md”?"),
        ("/stories/tan/", "does not exist", "did you mean “tin.md”?"),
        ("https://own.example/stories/tan/", "does not exist", "did you mean “tin.md”?"),
        ("form.docx", ".docx file", "put its words into a page"),
        ("../files/Form.PDF#page=2", ".pdf file", "put its words into a page"),
        ("images/real.jpg", "links to a picture", "![A gate"),
        ("“https://example.org”", "quotation marks", "write it without them: https://example.org"),
        ('"tin.md"', "quotation marks", "write it without them: tin.md"),
        ("tin\u200b.md", "invisible character (U+200B)", "type the address anew"),
        ("https://example.org/%00", "invisible character (U+0000)", "type the address anew"),
        ("https://example.org/%E2%80%AEgpj", "invisible character (U+202E)", "type the address anew"),
        ("https://example.org/\ufeff", "invisible character (U+FEFF)", "type the address anew"),
        ("", "nothing stands where", "write an address"),
    ],
)
def test_links(target: str, what: str, remedy: str) -> None:
    """A link that leads nowhere is told of once, with what it was meant for and what to write."""
    [(_, message, hint)] = told(target)
    assert what in message
    assert remedy in hint


@pytest.mark.parametrize(
    "target",
    [
        *("tin.md", "tin.md#the-lid", "../pages/about.md", "https://example.org/%C3%BC", "https://bücher.example/"),
        *("https://fa.wikipedia.org/wiki/نمی\u200cدانم", "mailto:hello@example.org", "tel:0800 111 0111", "/"),
    ],
)
def test_nothing_is_said(target: str) -> None:
    """Of a link that leads somewhere nothing is said."""
    assert told(target) == []


@pytest.mark.parametrize(
    ("src", "what", "remedy"),
    [
        ("images/Real.JPG", "other capitals", "write “images/real.jpg”"),
        ("images/reall.jpg", "no such picture", "did you mean “images/real.jpg”?"),
        ("real.jpg", "no such picture", "did you mean “images/real.jpg”?"),
        ("cid:image001.png@01D", "this kind of address names no picture", "save the picture into images/"),
        ("images/real", "no such picture", "did you mean “images/real.jpg”?"),
        ("images/real.PNG", "no such picture", "did you mean “images/real.jpg”?"),
        ("stories/images/real.jpg", "no such picture", "did you mean “images/real.jpg”?"),
        ("Images/real.jpg", "no such picture", "did you mean “images/real.jpg”?"),
        ("images/real.jpg?w=300", "no such picture", "did you mean “images/real.jpg”?"),
        ("images/real.jpeg", "no such picture", "did you mean “images/real.jpg”?"),
        ("images/Mein Ku\u0308chen Foto.jpg", "accents", "rename the file"),
        ("images/Mein_Küchen_Foto.jpg", "no such picture", "did you mean “images/Mein Küchen Foto.jpg”?"),
        ("images\\real.jpg", "backslashes", "write “images/real.jpg”"),
        ("C:\\Users\\Ines\\real.jpg", "place on a computer", "put the file into the site's folder"),
        ("/images/real.jpg", "not with a slash", "write “images/real.jpg”"),
        ("/stories/images/real.jpg", "not with a slash", "write “images/real.jpg”"),
        ("/etc/passwd", "not with a slash", "relative to this one"),
        ("https://example.org/real.jpg", "other websites", "save the picture into images/"),
        ("//example.org/real.jpg", "other websites", "save the picture into images/"),
        ("www.example.org/real.jpg", "other websites", "save the picture into images/"),
        ("data:image/png;base64,iVBORw0KGgo=", "written into the text itself", "save it as a file"),
        ("“images/real.jpg”", "quotation marks", "write it without them: images/real.jpg"),
        ("images/re\u200bal.jpg", "invisible character", "type the address anew"),
        ("", "nothing stands where", "write an address or a file's name"),
        ("../../real.jpg", "no such picture", "did you mean “images/real.jpg”?"),
        ("blackbird.png", "no such picture", "relative to this one"),
    ],
)
def test_pictures(src: str, what: str, remedy: str) -> None:
    """A picture that is not there is told of with what was meant and what to write."""
    remedies = link_remedies.of_picture(src, "stories/x.md", lambda folder: NAMES.get(folder, ()))
    assert what in remedies.message
    assert remedy in remedies.hint


def test_capitals_where_they_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture named in other capitals is not there, also where the file system would find it."""
    text = "![A gate](images/Gate.JPG)\n\n![A tin](images/tin.jpg)"
    site = make_site(tmp_path, {"a.md": story(text=text), "b.md": story("Kept")})
    (site / "stories" / "images").mkdir()
    for name in ("gate.jpg", "tin.jpg"):
        (site / "stories" / "images" / name).write_bytes(saved(picture(), "JPEG"))
    exact = sources.inside
    monkeypatch.setattr(sources, "folds_case", lambda _root: True)
    monkeypatch.setattr(sources, "inside", lambda root, path: exact(root, path.lower()))
    report = built(site)
    assert [(d.rule, d.span.line, d.hint) for d in report.diagnostics] == [
        ("no-picture", 10, "write “images/gate.jpg”")
    ]
    assert report.stories == 1


def test_whether_capitals_count(tmp_path: Path) -> None:
    """Whether capitals count is seen by the settings' own file."""
    make_site(tmp_path, {})
    assert not sources.folds_case(tmp_path)
    (tmp_path / "SITE.YAML").symlink_to("site.yaml")
    assert sources.folds_case(tmp_path)


def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    """A picture beside others whose names are no UTF-8 is told of by names that can be printed."""
    site = make_site(tmp_path, {"a.md": story(text="![A gate](images/cafe.jpg)"), "b.md": story("Kept")})
    (site / "stories" / "images").mkdir()
    (site / "stories" / "images" / "caf\udce9.jpg").write_bytes(saved(picture(), "JPEG"))
    [problem] = built(site).diagnostics
    assert problem.hint.encode()
    assert built(site).diagnostics == (problem,)
