"""What of a document does not come in, and what it becomes, in documents that are made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.word import PNG, Written, docx, p, r, relation, style, styled

AUTHOR = 'w:id="1" w:author="login-of-an-editor" w:date="2026-03-01T10:00:00Z"'


def field(code: str, words: str) -> str:
    """A field, and what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def written(folder: Path, body: str, **parts: str) -> Written:
    return Written(folder, docx(body, parts))


def test_words_that_were_moved(tmp_path: Path) -> None:
    """A passage that was moved while changes were tracked stands where it was moved to, once."""
    before, now = f"<w:moveFrom {AUTHOR}>{r('Moved. ')}</w:moveFrom>", f"<w:moveTo {AUTHOR}>{r('Moved.')}</w:moveTo>"
    assert written(tmp_path, p("One. ", before, "Two. ", now)).markdown == "One. Two. Moved."


def test_a_deleted_end_of_a_paragraph(tmp_path: Path) -> None:
    """Where only the end of a paragraph was deleted, its words go on in the next."""
    body = p("One", own=f"<w:rPr><w:del {AUTHOR}/></w:rPr>") + p(" and two.")
    assert written(tmp_path, body).markdown == "One and two."


def test_a_deleted_end_above_a_table(tmp_path: Path) -> None:
    """Words whose paragraph has lost its end above a table stay where they are."""
    table = f"<w:tbl><w:tr><w:tc>{p('Cell')}</w:tc><w:tc>{p('Other')}</w:tc></w:tr></w:tbl>"
    body = p("One", own=f"<w:rPr><w:del {AUTHOR}/></w:rPr>") + table
    assert written(tmp_path, body).markdown == "One\n\nCell\n\nOther"


def test_a_link_that_was_deleted(tmp_path: Path) -> None:
    """A link that was deleted while changes were tracked leaves no link behind it."""
    link = (
        field('HYPERLINK "https://example.org/a"', "gone").replace("w:t ", "w:delText ").replace("w:t>", "w:delText>")
    )
    body = p("One ", f"<w:del {AUTHOR}>{link}</w:del>", "two.")
    assert written(tmp_path, body).markdown == "One two."


def test_a_deleted_row(tmp_path: Path) -> None:
    """A row of a table that was deleted while changes were tracked does not come in."""
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc><w:tcPr/>{}</w:tc><w:tc><w:tcPr/>{}</w:tc></w:tr>"
    rows = row.format("<w:tblHeader/>", p("Day"), p("Walk")), row.format(f"<w:del {AUTHOR}/>", p("Monday"), p("secret"))
    made = written(tmp_path, f"<w:tbl>{''.join(rows)}{row.format('', p('Friday'), p('long'))}</w:tbl>")
    assert made.markdown == "| Day | Walk |\n| --- | --- |\n| Friday | long |"
    assert "dropped 1 deleted passage" in made.told


@pytest.mark.parametrize(
    ("of_run", "styles"),
    [
        ("<w:vanish/>", ""),
        ("<w:webHidden/>", ""),
        ('<w:rStyle w:val="S"/>', style("Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character")),
        (
            '<w:rStyle w:val="T"/>',
            style("Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character")
            + style("More secret", '<w:basedOn w:val="S"/>', key="T", kind="character"),
        ),
    ],
)
def test_hidden_words(tmp_path: Path, of_run: str, styles: str) -> None:
    """Words that are hidden, by themselves or by their style, do not come in, and are counted."""
    made = written(tmp_path, p("Seen.", r(" Unseen.", of_run)), styles=styles)
    assert (made.markdown, "dropped 1 hidden passage" in made.told) == ("Seen.", True)


def test_a_hidden_paragraph(tmp_path: Path) -> None:
    """A paragraph whose style hides it does not come in."""
    styles = style("Secret", "<w:rPr><w:vanish/></w:rPr>")
    assert written(tmp_path, p("Unseen.", own=styled("S")) + p("Seen."), styles=styles).markdown == "Seen."


def test_words_that_are_shown_after_all(tmp_path: Path) -> None:
    """A run that says that it is not hidden is shown whatever its style says."""
    styles = style("Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    shown = r("Seen.", '<w:rStyle w:val="S"/><w:vanish w:val="0"/>')
    assert written(tmp_path, p(shown), styles=styles).markdown == "Seen."


@pytest.mark.parametrize("code", ["AUTHOR", "LASTSAVEDBY \\* MERGEFORMAT", "FILENAME \\p", "DOCPROPERTY Manager"])
def test_fields_with_names(tmp_path: Path, code: str) -> None:
    """A field that tells who wrote a file, or how it is called, does not come in."""
    made = written(tmp_path, p("By ", field(code, "C:\\Users\\login-of-an-editor\\anna.docx"), " in March."))
    assert (made.markdown, "dropped 1 field with a name" in made.told) == ("By in March.", True)


def test_a_simple_field_with_a_name(tmp_path: Path) -> None:
    """A field of one element that tells who wrote a file does not come in."""
    simple = f'<w:fldSimple w:instr=" AUTHOR ">{r("login-of-an-editor")}</w:fldSimple>'
    assert written(tmp_path, p("By ", simple, " me.")).markdown == "By me."


def test_a_place_that_shows_who_made_the_file(tmp_path: Path) -> None:
    """A place of a cover page that shows who made the file does not come in."""
    bound = '<w:sdtPr><w:dataBinding w:xpath="/ns0:coreProperties[1]/ns1:creator[1]"/></w:sdtPr>'
    body = f"<w:sdt>{bound}<w:sdtContent>{p('login-of-an-editor')}</w:sdtContent></w:sdt>" + p("Seen.")
    assert written(tmp_path, body).markdown == "Seen."


def test_a_hint_that_nobody_has_filled_in(tmp_path: Path) -> None:
    """A hint of what to fill in is no word of a text; what was filled in is."""
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format("<w:showingPlcHdr/>", p("Click here to enter text.")) + control.format("", p("Filled in."))
    assert written(tmp_path, body).markdown == "Filled in."


def test_fields_that_show_words(tmp_path: Path) -> None:
    """What a field shows stays, whatever computes it."""
    simple = f'<w:fldSimple w:instr=" SEQ Figure ">{r("1")}</w:fldSimple>'
    body = p("Figure ", simple, ", on ", field('DATE \\@ "d MMMM"', "3 March"), ".")
    assert written(tmp_path, body).markdown == "Figure 1, on 3 March."


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ('HYPERLINK "https://example.org/a"', "https://example.org/a"),
        ('HYPERLINK "https://example.org/a" \\o "What it is"', "https://example.org/a"),
        ('HYPERLINK "https://example.org/a" \\l "b" \\t "_blank"', "https://example.org/a#b"),
        ("HYPERLINK https://example.org/a \\h", "https://example.org/a"),
    ],
)
def test_links_that_are_fields(tmp_path: Path, code: str, address: str) -> None:
    """A link that is a field leads where its code says, without the code's other words."""
    assert written(tmp_path, p("See ", field(code, "this"), ".")).markdown == f"See [this]({address})."


def test_a_link_within_the_text(tmp_path: Path) -> None:
    """A link to a bookmark at a heading leads to the heading."""
    heading = p('<w:bookmarkStart w:id="1" w:name="later"/>', "Later", own=styled("S"))
    link = f'<w:hyperlink w:anchor="later">{r("what came")}</w:hyperlink>'
    made = written(tmp_path, p("See ", link, ".") + heading + p("It did."), styles=style("heading 2"))
    assert made.markdown == "See [what came](#later).\n\n## Later\n\nIt did."


def test_a_table_of_contents(tmp_path: Path) -> None:
    """A table of contents does not come in, whether it is told by its styles or by its field."""
    contents = p("Later 7", own=styled("S")) + p(field("PAGEREF _Toc1", "7")) + p("Seen.")
    made = written(tmp_path, contents, styles=style("toc 1"))
    assert (made.markdown, "dropped 2 lines of contents and page numbers" in made.told) == ("Seen.", True)


@pytest.mark.parametrize("kind", ["page", "column"])
def test_page_breaks(tmp_path: Path, kind: str) -> None:
    """A page break within a paragraph parts it in two, and is told."""
    made = written(tmp_path, p("One.", f'<w:r><w:br w:type="{kind}"/></w:r>', "Two."))
    assert (made.markdown, "dropped 1 page break" in made.told) == ("One.\n\nTwo.", True)


@pytest.mark.parametrize("inner", ['<w:bdo w:val="rtl">{}</w:bdo>', "<w:dir>{}</w:dir>", "<w:smartTag>{}</w:smartTag>"])
def test_words_in_other_elements(tmp_path: Path, inner: str) -> None:
    """Words within elements that only say something about them stay."""
    assert written(tmp_path, p("One ", inner.format(r("two")), " three.")).markdown == "One two three."


def test_reading_aids(tmp_path: Path) -> None:
    """What stands above words as an aid to read them follows them in brackets."""
    ruby = f"<w:r><w:ruby><w:rt>{r('かんじ')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase></w:ruby></w:r>"
    assert written(tmp_path, p(ruby)).markdown == "漢字(かんじ)"


def test_signs_of_other_fonts(tmp_path: Path) -> None:
    """A sign of a font of signs becomes its character; one that nobody knows is told."""
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    signs = [sign.format("Wingdings", "F04A"), sign.format("Own", "F0FF"), sign.format("Own", "none")]
    made = written(tmp_path, p("Well ", *signs))
    assert (made.markdown, "look at 1 sign" in made.told) == ("Well ☺", True)


def test_stress_by_styles(tmp_path: Path) -> None:
    """Words are stressed where their style says so, in the text or at their paragraph."""
    styles = style("Loud", "<w:rPr><w:b/></w:rPr>", kind="character") + style("Q", "<w:rPr><w:i/></w:rPr>", key="Q")
    body = p("I am ", r("here", '<w:rStyle w:val="S"/>'), ".") + p("Why?", own=styled("Q"))
    assert written(tmp_path, body, styles=styles).markdown == "I am **here**.\n\n*Why?*"


def test_formulas_and_charts(tmp_path: Path) -> None:
    """What no text can hold is told as something to look at."""
    inner = '<a:graphic><a:graphicData><c:chart xmlns:c="urn:chart"/></a:graphicData></a:graphic>'
    chart = f"<w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r>"
    sheet = "<w:r><w:object><o:OLEObject/></w:object></w:r>"
    made = written(tmp_path, p("So ", "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", chart, sheet))
    assert {"look at 1 formula", "look at 1 chart", "look at 1 file within the document"} <= made.told


BLIP = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    '<a:blip r:{}="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
AT = relation("p1", "image", "media/image1.png")


@pytest.mark.parametrize(
    ("words", "alt"),
    [
        ("A gate.", "A gate."),
        ("A picture containing grass&#10;&#10;Description automatically generated", ""),
        ("Ein Bild, das Gras enthält.&#10;&#10;KI-generierte Inhalte können fehlerhaft sein.", ""),
        ("IMG_2031.JPG", ""),
    ],
)
def test_alternative_texts(tmp_path: Path, words: str, alt: str) -> None:
    """A picture has the alternative text that a person wrote, and none that a program did."""
    made = Written(tmp_path, docx(p(BLIP.format(words, "embed")), leads=AT, files={"word/media/image1.png": PNG}))
    assert made.markdown == f"![{alt}](story.docx/word/media/image1.png)"


def test_a_picture_that_lies_elsewhere(tmp_path: Path) -> None:
    """A picture that a document only refers to is not fetched, and its place, which may hold a login, is not told."""
    at = relation("p1", "image", "file:///C:/Users/login-of-an-editor/gate.png", is_outside=True)
    made = Written(tmp_path, docx(p("Here.", BLIP.format("A gate.", "link")), leads=at))
    assert (made.markdown, "dropped 1 picture that lies elsewhere" in made.told) == ("Here.", True)
    assert "login-of-an-editor" not in repr(made.item)


def test_a_text_box_of_a_newer_program(tmp_path: Path) -> None:
    """A text box that stands there for newer and for older programs comes in once, below its paragraph."""
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    shape = f'<wps:wsp xmlns:wps="urn:wps"><wps:txbx>{box}</wps:txbx></wps:wsp>'
    inner = f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic>"
    new = f"<mc:Choice><w:drawing><wp:anchor>{inner}</wp:anchor></w:drawing></mc:Choice>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    for fallback in (old, ""):
        both = f"<w:r><mc:AlternateContent>{new}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
        assert written(tmp_path, p("Beside.", both)).markdown == "Beside.\n\nIn the box."


def test_a_line_across(tmp_path: Path) -> None:
    """A line from one side to the other becomes a break between scenes."""
    rule = '<w:p><w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r></w:p>'
    edge = p(own='<w:pBdr><w:bottom w:val="single"/></w:pBdr>')
    made = written(tmp_path, p("One.") + rule + p("Two.") + edge + p("Three."))
    assert made.markdown == "One.\n\n***\n\nTwo.\n\n***\n\nThree."


def test_a_note_that_is_not_there(tmp_path: Path) -> None:
    """A mark of a footnote that is not there is left out, and the text comes in."""
    assert written(tmp_path, p("One.", '<w:r><w:footnoteReference w:id="7"/></w:r>')).markdown == "One."


def test_links_without_an_address(tmp_path: Path) -> None:
    """The words of a link whose address is not there stay."""
    link = f'<w:hyperlink r:id="none">{r("this")}</w:hyperlink>'
    assert written(tmp_path, p("See ", link, ".")).markdown == "See this."


def test_a_drawing_in_a_link_in_a_footnote(tmp_path: Path) -> None:
    """Footnotes have relations of their own: a link in one leads where the note's part says."""
    note = f'<w:footnote w:id="2">{p("See ", f"""<w:hyperlink r:id="p1">{r("this")}</w:hyperlink>""")}</w:footnote>'
    of_notes = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
    at = of_notes.format(relation("p1", "hyperlink", "https://example.org/", is_outside=True))
    body = p("One.", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    made = Written(tmp_path, docx(body, {"footnotes": note, "word/_rels/footnotes.xml.rels": at}))
    assert made.markdown == "One.[^1]\n\n[^1]: See [this](https://example.org/)"
