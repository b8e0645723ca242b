from __future__ import annotations

from pathlib import Path

from tests.builders.word import Written, docx, p, style, styled

LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/></w:lvl>'


def abstract(key: str, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def number(key: str, of: str, inner: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>'


def item(words: str, key: str = "1", level: int = 0) -> str:
    return p(words, own=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


def written(folder: Path, numbering: str, body: str, styles: str = "") -> Written:
    return Written(folder, docx(body, {"numbering": numbering, "styles": styles}))


STEPS = abstract("7", LEVEL.format(0, 1, "decimal"), LEVEL.format(1, 1, "bullet"))


def test_a_list_that_goes_on(tmp_path: Path) -> None:
    """A list that goes on behind a paragraph counts on."""
    body = item("one") + item("two") + p("Then.") + item("three")
    made = written(tmp_path, STEPS + number("1", "7"), body).markdown
    assert made == "1. one\n2. two\n\nThen.\n\n3. three"


def test_a_list_that_begins_anew(tmp_path: Path) -> None:
    """A list that is said to begin anew does, though it is of the same kind as the one before."""
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("one") + item("two") + p("Then.") + item("first", "2")
    made = written(tmp_path, STEPS + number("1", "7") + number("2", "7", over), body).markdown
    assert made == "1. one\n2. two\n\nThen.\n\n1. first"


def test_a_list_that_begins_later(tmp_path: Path) -> None:
    """A list whose first number is another than 1 begins with it."""
    numbering = abstract("7", LEVEL.format(0, 4, "decimal")) + number("1", "7")
    assert written(tmp_path, numbering, item("four") + item("five")).markdown == "4. four\n5. five"


def test_lists_within_lists(tmp_path: Path) -> None:
    """Items of a lower level are a list within the item above them, and the number goes on behind it."""
    body = item("one") + item("dot", level=1) + item("two")
    assert written(tmp_path, STEPS + number("1", "7"), body).markdown == "1. one\n   - dot\n2. two"


def test_a_list_by_its_style(tmp_path: Path) -> None:
    """Paragraphs are items where only their style says so, or one that it is based on."""
    styles = style("List Number", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    styles += style("Own", '<w:basedOn w:val="S"/>', key="Own")
    body = p("one", own=styled("S")) + p("two", own=styled("Own"))
    assert written(tmp_path, STEPS + number("1", "7"), body, styles).markdown == "1. one\n2. two"


def test_styles_for_lists_within_lists(tmp_path: Path) -> None:
    """Paragraphs of Word's own style for lists within lists are within the item above, though they are a list apart."""
    own = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    styles = style("List Number", own.format(1)) + style("List Number 2", own.format(2), key="T")
    body = p("one", own=styled("S")) + p("inner", own=styled("T")) + p("two", own=styled("S"))
    numbering = STEPS + abstract("8", LEVEL.format(0, 1, "decimal")) + number("1", "7") + number("2", "8")
    assert written(tmp_path, numbering, body, styles).markdown == "1. one\n   1. inner\n2. two"


def test_a_paragraph_that_is_taken_out_of_its_list(tmp_path: Path) -> None:
    """A paragraph that says that it is in no list is none of its items, whatever its style says."""
    styles = style("List Number", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = p("one", own=styled("S")) + p("Text.", own=styled("S") + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert written(tmp_path, STEPS + number("1", "7"), body, styles).markdown == "1. one\n\nText."


def test_a_list_without_marks(tmp_path: Path) -> None:
    """Items of a list that shows no marks are paragraphs."""
    made = written(tmp_path, abstract("7", LEVEL.format(0, 1, "none")) + number("1", "7"), item("one") + item("two"))
    assert made.markdown == "one\n\ntwo"


def test_letters(tmp_path: Path) -> None:
    """A list with letters has numbers here, which is told."""
    made = written(tmp_path, abstract("7", LEVEL.format(0, 1, "lowerLetter")) + number("1", "7"), item("one"))
    assert (made.markdown, "changed 1 item with a letter" in made.told) == ("1. one", True)


def test_levels_without_end(tmp_path: Path) -> None:
    """Items of a very low level are still items."""
    levels = [LEVEL.format(n, 1, "bullet") for n in range(9)]
    body = "".join(item(f"n{n}", level=n) for n in range(9))
    made = written(tmp_path, abstract("7", *levels) + number("1", "7"), body)
    assert [line.strip() for line in made.markdown.splitlines() if line.strip()] == [f"- n{n}" for n in range(9)]
