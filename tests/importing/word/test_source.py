from __future__ import annotations

import io
import tempfile
import zipfile
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.content.read import manuscript
from generator.importing.container import contained
from generator.importing.item import Item
from generator.importing.recognise import recognised
from generator.importing.word import package
from generator.importing.word.source import Word
from tests.builders.sites import story
from tests.builders.word import DOCUMENTS, Written, docx, item_of, left_out, p, r, relation

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OTHERS = {
    "story.docx": (OLE, "locked with a password"),
    "story.doc": (OLE, "before 2007"),
    "old.doc": (b"{\\rtf1 Text.}", "Rich Text"),
    "story.rtf": (b"{\\rtf1 Text.}", "Rich Text"),
    "story.fodt": (b"<office:document/>", "LibreOffice"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_documents(tmp_path: Path, name: str) -> None:
    """A document of another kind is known as such, and refused with what to do with it."""
    (tmp_path / name).write_bytes(OTHERS[name][0])
    files = contained(tmp_path / name)
    assert recognised(files, None).name == "word"
    with pytest.raises(RefusedError, match=OTHERS[name][1]) as refused:
        Word(files)
    assert "and bring that in" in str(refused.value)


@pytest.mark.parametrize(("name", "part"), [("story.odt", "mimetype"), ("story.pages", "Index/Document.iwa")])
def test_other_documents_that_are_archives(tmp_path: Path, name: str, part: str) -> None:
    """A document of LibreOffice or Pages, which is an archive, is known as such, and refused with what to do."""
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr(part, b"application/vnd.oasis.opendocument.text")
    files = contained(tmp_path / name)
    assert recognised(files, None).name == "word"
    with pytest.raises(RefusedError, match=r"do not come in .*, and bring that in"):
        Word(files)


def test_other_documents_among_those_of_word(tmp_path: Path) -> None:
    """In a folder, documents of other kinds are left out and named, and Word's own notes of open files are not."""
    for name, (data, _) in OTHERS.items():
        (tmp_path / f"other-{name}").write_bytes(data)
    (tmp_path / "good.docx").write_bytes(docx(p("Text.")))
    (tmp_path / "~$good.docx").write_bytes(b"login-of-an-editor")
    (tmp_path / "notes.txt").write_bytes(b"-")
    told = left_out(tmp_path)
    assert [one.count for one in told] == [2, 1, 1, 1]
    assert told[0].titles == ("other-old.doc", "other-story.rtf")
    assert "login" not in repr(told)


def test_a_document_without_its_ending(tmp_path: Path) -> None:
    """A document that has lost its ending is one by what is in it."""
    (tmp_path / "story").write_bytes(docx(p("Text.")))
    assert recognised(contained(tmp_path / "story"), None).name == "word"


@pytest.mark.parametrize("content", ["xl/workbook.xml", "ppt/presentation.xml"])
def test_documents_of_other_offices(tmp_path: Path, content: str) -> None:
    """A spreadsheet or a presentation is no document of Word."""
    with zipfile.ZipFile(tmp_path / "story.bin", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(content, "<x/>")
    with pytest.raises(RefusedError, match="holds no document of Word"):
        Word(contained(tmp_path / "story.bin"))


def test_an_archive_of_documents(tmp_path: Path) -> None:
    """Documents in an archive come in with their pictures, as from a folder."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(DOCUMENTS / "the-gate.docx", "2026/the-gate.docx")
    files = contained(tmp_path / "all.zip")
    (item,) = (one for one in Word(files).items() if isinstance(one, Item))
    assert (recognised(files, None).name, item.key, item.title) == ("word", "2026/the-gate.docx", "The gate")
    assert (Word(files).file("2026/the-gate.docx/word/media/image1.png") or b"").startswith(b"\x89PNG")


def refused(folder: Path, data: bytes) -> str:
    (folder / "story.docx").write_bytes(data)
    with pytest.raises(RefusedError) as told:
        item_of(folder / "story.docx")
    assert str(told.value).startswith("story.docx: ")
    return str(told.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["document", "styles", "numbering", "footnotes"])
def test_a_document_type(tmp_path: Path, part: str, encoding: str) -> None:
    """A document type in any part is refused, in whatever encoding, before anything in it is expanded."""
    root = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}<w>&b;</w>'
    name = f"word/{part}.xml"
    lead = "" if part == "document" else relation("bomb", part, f"{part}.xml")
    with zipfile.ZipFile(io.BytesIO(docx(p("Text."), leads=lead))) as plain:
        parts = {entry: plain.read(entry) for entry in plain.namelist()} | {name: root.encode(encoding)}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    assert "a document type is declared" in refused(tmp_path, data.getvalue())


def test_parts_that_grow_beyond_all_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document whose parts are larger than any text is refused."""
    monkeypatch.setattr(package, "LARGEST", 10_000)
    assert "beyond all measure" in refused(tmp_path, docx(p("a" * 20_000)))


def test_parts_within_each_other(tmp_path: Path) -> None:
    """Elements within each other beyond all measure are refused."""
    assert "more deeply than can be read" in refused(tmp_path, docx("<w:ins>" * 5_000 + "</w:ins>" * 5_000))


def test_fields_within_each_other(tmp_path: Path) -> None:
    """FieldCodes within each other beyond all measure are refused."""
    assert "more deeply than can be read" in refused(
        tmp_path, docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 60))
    )


def test_a_text_that_is_too_long(tmp_path: Path) -> None:
    """A document with more words than any text may have is refused before it takes much memory."""
    assert "Save it in parts" in refused(tmp_path, docx(p("words " * 90_000)))


@pytest.mark.parametrize("depth", range(1, 12))
def test_tables_within_tables(tmp_path: Path, depth: int) -> None:
    """Tables within tables come in with their words, or the document is refused."""
    body = "<w:tbl><w:tr><w:tc>" * depth + p("Text.") + f"{p('More.')}</w:tc></w:tr></w:tbl>" * depth
    assert Written(tmp_path, docx(body)).markdown.split() == ["Text.", *["More."] * depth]


def test_a_document_that_is_cut_off(tmp_path: Path) -> None:
    """A document that is cut short is refused, and says what to do."""
    (tmp_path / "story.docx").write_bytes(docx(p("Text."))[:-30])
    with pytest.raises(RefusedError, match="damaged or cut short"):
        contained(tmp_path / "story.docx")


def test_a_part_that_is_cut_off(tmp_path: Path) -> None:
    """A document whose text is cut short is refused, and says what to do."""
    assert "save it as .docx once more" in refused(tmp_path, docx("<w:p>"))


def test_a_broken_document_among_others(tmp_path: Path) -> None:
    """In a folder, a document that cannot be read is left out, and the others come in."""
    (tmp_path / "bad.docx").write_bytes(docx(p("Text.").replace("</w:p>", "")))
    (tmp_path / "good.docx").write_bytes(docx(p("Text.")))
    assert item_of(tmp_path).key == "good.docx"
    assert [one.titles for one in left_out(tmp_path)] == [("bad.docx",)]


def test_the_strict_form_of_the_standard(tmp_path: Path) -> None:
    """A document in the strict form of the standard is read like any other."""
    with zipfile.ZipFile(io.BytesIO(docx(p("Text.")))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    strict = {
        name: part.replace(
            "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
        )
        for name, part in parts.items()
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in strict.items():
            archive.writestr(name, part)
    assert Written(tmp_path, data.getvalue()).markdown == "Text."


def test_comments_never_come_in_by_a_map_of_styles(tmp_path: Path) -> None:
    """A map of styles in the document itself brings in no remarks from the margin."""
    body = p("Seen.", '<w:r><w:commentReference w:id="0"/></w:r>')
    comments = f'<w:comment w:id="0" w:initials="LE">{p("Unseen.")}</w:comment>'
    made = Written(tmp_path, docx(body, {"comments": comments, "mammoth/style-map": "comment-reference => sup"}))
    assert (made.markdown, "dropped 1 remark in the margin" in made.told) == ("Seen.", True)


HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>[a](javascript:alert(1)) {{ 7*7 }} <!-- --> %% ::: aside"
)


def test_hostile_words(tmp_path: Path) -> None:
    """Words that are commands elsewhere come in as words, in the text, a title, a note and an alternative text."""
    words = escape(HOSTILE)
    note = f'<w:footnote w:id="2">{p(r(words))}</w:footnote>'
    link = f'<w:hyperlink r:id="l1">{r("a link")}</w:hyperlink>'
    body = p(r(words), '<w:r><w:footnoteReference w:id="2"/></w:r>') + p(link)
    leads = relation("l1", "hyperlink", "java&#9;script:alert(1)", is_outside=True)
    made = Written(tmp_path, docx(body, {"footnotes": note}, leads))
    read = manuscript(story(text=made.markdown).encode(), "stories/a.md", "en")
    assert read.value is not None
    html = "".join(part for part in read.value.body.parts if isinstance(part, str))
    assert not any(sign in html for sign in ("<script", "<img", 'href="java', "<!--"))
    assert " ".join(read.value.body.text.split()).count("alert(1)</script>") == 2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_documents_never_break(data: st.DataObject) -> None:
    """Whatever is changed in the text of a document, it comes in, or is refused with a message."""
    with zipfile.ZipFile(DOCUMENTS / "the-gate.docx") as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    name = data.draw(st.sampled_from([name for name in parts if name.endswith((".xml", ".rels"))]))
    for at in data.draw(st.lists(st.integers(0, len(parts[name]) - 1), min_size=1, max_size=6)):
        parts[name][at] = data.draw(st.sampled_from(list(b'0"w:<>/a')))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "story.docx")
        with zipfile.ZipFile(path, "w") as archive:
            for entry, content in parts.items():
                archive.writestr(entry, bytes(content))
        with suppress(RefusedError):
            assert all(isinstance(one, Item) for one in Word(contained(path)).items())


def test_an_address_in_the_name_of_a_document(tmp_path: Path) -> None:
    """An e-mail address or a telephone number in a document's name is not in the title that is made of it."""
    (tmp_path / "Sam 0171-5551234 sam@example.org.docx").write_bytes(docx(p("Text.")))
    (item,) = (one for one in Word(contained(tmp_path)).items() if isinstance(one, Item))
    assert item.title == "Sam"
