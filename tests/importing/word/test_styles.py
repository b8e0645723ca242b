from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.word.styles import role_of
from tests.builders.word import Written, docx, p, style, styled


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("heading 1", "h1"),
        ("Heading 3", "h3"),
        ("heading 9", "h6"),
        ("Überschrift 2", "h2"),
        ("Titre 1", "h1"),
        ("Título 2", "h2"),
        ("Title", "title"),
        ("Titel", "title"),
        ("Titre", "title"),
        ("Untertitel", "subtitle"),
        ("Quote", "quote"),
        ("Intense Quote", "quote"),
        ("Intensives Zitat", "quote"),
        ("Citation intense", "quote"),
        ("Quotations", "quote"),
        ("caption", "caption"),
        ("Beschriftung", "caption"),
        ("Poem", "verse"),
        ("Gedicht", "verse"),
        ("toc 2", "contents"),
        ("Normal", ""),
        ("Body Text", ""),
    ],
)
def test_what_styles_mean_by_their_names(name: str, role: str) -> None:
    """A style is known by its name, in the languages in which programs write it."""
    assert role_of(name.casefold()) == role


def markdown(folder: Path, styles: str, body: str) -> str:
    return Written(folder, docx(p("Above all.") + body, {"styles": styles})).markdown


def test_a_style_that_is_based_on_another(tmp_path: Path) -> None:
    """A style of somebody's own means what the one that it is based on does."""
    styles = style("heading 2") + style("Our chapters", '<w:basedOn w:val="S"/>', key="Own")
    assert markdown(tmp_path, styles, p("Later", own=styled("Own"))) == "Above all.\n\n## Later"


def test_a_style_with_a_place_in_the_outline(tmp_path: Path) -> None:
    """A style with a level in the outline is a heading, whatever it is called."""
    styles = style("Kapitel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    assert markdown(tmp_path, styles, p("Later", own=styled("S"))) == "Above all.\n\n## Later"


def test_a_circle_of_styles(tmp_path: Path) -> None:
    """Styles that are based on each other in a circle are read."""
    styles = style("One", '<w:basedOn w:val="T"/>') + style("Two", '<w:basedOn w:val="S"/>', key="T")
    assert markdown(tmp_path, styles, p("Later", own=styled("S"))) == "Above all.\n\nLater"


def test_lines_of_a_poem(tmp_path: Path) -> None:
    """Paragraphs that are lines of a poem become one of lines, and an empty one parts two verses."""
    own = styled("S")
    body = p("One,", own=own) + p("two,", own=own) + p(own=own) + p("three.", own=own)
    assert markdown(tmp_path, style("Verse"), body) == "Above all.\n\nOne,\\\ntwo,\n\nthree."


def test_a_title_of_two_lines(tmp_path: Path) -> None:
    """Paragraphs of a title that follow each other are one title."""
    body = p("The gate", own=styled("S")) + p("and the wall", own=styled("S")) + p("Text.")
    made = Written(tmp_path, docx(body, {"styles": style("Title")}))
    assert (made.item.title, made.markdown) == ("The gate and the wall", "Text.")


def test_a_title_with_a_text_box(tmp_path: Path) -> None:
    """The words of a text box at a title are none of it, and stay."""
    box = f"<w:r><w:pict><w:txbxContent>{p('In the box.')}</w:txbxContent></w:pict></w:r>"
    made = Written(tmp_path, docx(p("The gate", box, own=styled("S")), {"styles": style("Title")}))
    assert (made.item.title, made.markdown) == ("The gate", "In the box.")


def test_a_heading_below_words_is_no_title(tmp_path: Path) -> None:
    """A heading that stands below words stays where it is."""
    body = p("Text.") + p("Later", own=styled("S"))
    made = Written(tmp_path, docx(body, {"styles": style("heading 1")}), "a_gate.docx")
    assert (made.item.title, made.markdown) == ("a gate", "Text.\n\n## Later")


@pytest.mark.parametrize("title", ["Microsoft Word - anna.doc", "Document1", "Unbenannt", "texts/a.docx", "..."])
def test_titles_that_programs_write(tmp_path: Path, title: str) -> None:
    """A title that a program wrote into the properties of a file is none."""
    core = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></p>'
    assert Written(tmp_path, docx(p("Text."), {"docProps/core.xml": core}), "Gate (2).docx").item.title == "Gate"


@pytest.mark.parametrize(
    ("codes", "language"), [(["de-AT", "de-DE", "en-US"], "de"), (["x-none"], ""), (["zxx", "pt-BR"], "pt"), ([], "")]
)
def test_the_language_of_most_words(tmp_path: Path, codes: list[str], language: str) -> None:
    """The language is that of most words, without the country of somebody's computer."""
    runs = [f'<w:r><w:rPr><w:lang w:val="{code}"/></w:rPr><w:t>Words </w:t></w:r>' for code in codes]
    assert Written(tmp_path, docx(p(*runs, "and more."))).item.language == language
