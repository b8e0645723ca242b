"""White words, print of a point and hidden boxes of Word came in, and words that were shown after all were lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.word import Written, docx, p, r, style, styled

WHITE = '<w:color w:val="FFFFFF"/>'
SHADED = '<w:shd w:val="clear" w:fill="{}"/>'
HARDLY = "look at 2 words that readers could hardly see"


def written(folder: Path, body: str, **parts: str) -> Written:
    return Written(folder, docx(body, parts))


@pytest.mark.parametrize(
    ("of_run", "styles"),
    [
        (WHITE, ""),
        ('<w:color w:val="FEFEFE"/>', ""),
        ('<w:color w:val="auto" w:themeColor="background1"/>', ""),
        ('<w:rStyle w:val="S"/>', style("White", f"<w:rPr>{WHITE}</w:rPr>", kind="character")),
        ('<w:sz w:val="2"/>', ""),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', ""),
        (f'<w:color w:val="00FF00"/>{SHADED.format("00FF00")}', ""),
    ],
)
def test_words_that_could_hardly_be_seen(of_run: str, styles: str, tmp_path: Path) -> None:
    """Words in the colour of what they stand on, or too small to read, are left out, to be looked at, with how many."""
    made = written(tmp_path, p("Seen.", r(" Unseen ones.", of_run)), styles=styles)
    assert (made.markdown, HARDLY in made.told) == ("Seen.", True)


def test_a_paragraph_in_white(tmp_path: Path) -> None:
    """Words of a paragraph whose style is white are left out."""
    made = written(
        tmp_path, p("Unseen ones.", own=styled("S")) + p("Seen."), styles=style("W", f"<w:rPr>{WHITE}</w:rPr>")
    )
    assert (made.markdown, HARDLY in made.told) == ("Seen.", True)


@pytest.mark.parametrize(
    "body",
    [
        p(r("Seen.", WHITE + SHADED.format("1F3864"))),
        p(r("Seen.", WHITE + '<w:highlight w:val="darkBlue"/>')),
        p(r("Seen.", WHITE), own=SHADED.format("1F3864")),
        p(r("Seen.", '<w:color w:val="808080"/><w:sz w:val="12"/>')),
        f"<w:tbl><w:tr><w:tc><w:tcPr>{SHADED.format('1F3864')}</w:tcPr>{p(r('Seen.', WHITE))}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc>{p(r('Seen.', WHITE))}</w:tc></w:tr></w:tbl>",
    ],
)
def test_words_that_were_seen(body: str, tmp_path: Path) -> None:
    """White words on something dark, or on what nobody can tell, come in, and so do small ones."""
    assert written(tmp_path, body).markdown == "Seen."


def test_words_that_are_shown_in_a_hidden_paragraph(tmp_path: Path) -> None:
    """A run that says that it is not hidden is shown within a paragraph whose style hides it."""
    styles = style("Secret", "<w:rPr><w:vanish/></w:rPr>")
    shown = p("Unseen. ", r("Seen.", '<w:vanish w:val="0"/>'), own=styled("S"))
    assert written(tmp_path, shown, styles=styles).markdown == "Seen."


BOX = f"<w:txbxContent>{p('Unseen ones.')}</w:txbxContent>"
SHAPE = f'<w:pict><v:shape style="visibility:hidden">{BOX}</v:shape></w:pict>'
DRAWN = f'<w:drawing><wp:anchor><wp:docPr id="9" name="Box" hidden="1"/>{BOX}</wp:anchor></w:drawing>'


@pytest.mark.parametrize(
    "box",
    [
        SHAPE,
        DRAWN,
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>".format(
            DRAWN, SHAPE.replace("visibility:hidden", "")
        ),
    ],
    ids=["older", "newer", "both"],
)
def test_a_text_box_that_was_hidden(box: str, tmp_path: Path) -> None:
    """A text box that somebody hid does not come in, and is counted."""
    made = written(tmp_path, p("Seen.", f"<w:r>{box}</w:r>"))
    assert (made.markdown, "dropped 1 hidden passage" in made.told) == ("Seen.", True)
    assert written(tmp_path, p("Seen.", f"<w:r>{box}</w:r>".replace("hidden", "visible"))).markdown != "Seen."
