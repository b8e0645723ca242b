"""Pasting took in words that a style sheet of the clipboard hid, such as Word's hidden text, and said nothing of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from tests.builders.desk_forms import form_of, send
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

GATE = "stories/gate.md"
# As Word copies a text with a style of its own that hides words.
OF_WORD = (
    "<html xmlns:w='urn:schemas-microsoft-com:office:word'><head><meta name=Generator content='Microsoft Word 15'>"
    "<style><!-- /* Style Definitions */ p.MsoNormal, li.MsoNormal {margin:0cm;font-size:12.0pt;}"
    " span.Redacted {mso-style-name:Redacted;mso-style-unhide:no;display:none;mso-hide:all;}"
    " p.Note, li.Note {mso-style-name:Note;mso-hide:all;} @page WordSection1 {size:595.3pt 841.9pt;} --></style></head>"
    "<body lang=EN-GB><!--StartFragment--><p class=MsoNormal>We met <span class=Redacted>ZEMBROUSLY </span>at the pier."
    "</p><p class=Note>ZEMBROUSLY</p><!--EndFragment--></body></html>"
)
SEEN = "<p>We met at the pier.</p>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The preview of a site with one story."""
    with running(make_site(tmp_path_factory.mktemp("pasted") / "site", {"gate.md": story()})) as preview:
        yield preview


def pasted(desk: Running, copied: str) -> tuple[str | None, str]:
    """What is put into the text, which is None where its plain words are, and all that the desk answers."""
    token = dict(form_of(desk.get(f"/_desk/edit/{GATE}")))["token"]
    answer = html.unescape(send(desk, f"/_desk/paste/{GATE}", {"token": token, "html": copied}).text)
    found = re.search(r'data-put="([^"]*)"', answer)
    return found and found[1], answer


@pytest.mark.parametrize(
    "copied",
    [
        OF_WORD,
        f"<style>.h{{display:none}}</style>{SEEN}<p class=h>ZEMBROUSLY</p>",
        f"<style>p.x span{{display:none}}</style>{SEEN}<p class=x><span>ZEMBROUSLY</span></p>",
        f"<style>@media screen{{.h{{display:none}}}}</style>{SEEN}<p class=h>ZEMBROUSLY</p>",
        f"<style>.h{{visibility:collapse}}</style>{SEEN}<p class=h>ZEMBROUSLY</p>",
        f"<style>.h{{font-size:0}}</style>{SEEN}<p class=h>ZEMBROUSLY</p>",
        f"<style>.h{{color:white;background:white}}</style>{SEEN}<p class=h>ZEMBROUSLY</p>",
        f"<style>.h{{mso-hide:all}}</style>{SEEN}<p class=h>ZEMBROUSLY</p>",
        f"<body>{SEEN}<style>.h{{display:none}}</style><p class=h>ZEMBROUSLY</p></body>",
    ],
)
def test_what_a_style_sheet_hides_is_left_out_and_told(copied: str, desk: Running) -> None:
    """Words that nobody saw where they were copied do not come in, and what came in says that some were left out."""
    put, answer = pasted(desk, copied)
    assert put == "We met at the pier."
    assert re.search(r"hidden \(readers did not see it\)|could hardly see", answer)


def test_what_a_style_sheet_does_not_hide_comes_in(desk: Running) -> None:
    """A style sheet that hides in print alone, or hides others, takes nothing away."""
    copied = "<style>@media print{p{display:none}} .h{display:none} p{color:#333}</style><p class=a>We met.</p>"
    put, answer = pasted(desk, copied)
    assert (put, "hidden" in answer.split("data-told")[1]) == ("We met.", False)


def test_nothing_is_put_in_where_all_was_hidden(desk: Running) -> None:
    """Where no word was seen, the plain words of the clipboard are not put in instead: they may be the same."""
    put, answer = pasted(desk, "<style>p{display:none}</style><p>ZEMBROUSLY</p>")
    assert (put, "There are no words in what you pasted." in answer) == ("", True)
