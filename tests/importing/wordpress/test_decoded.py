from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing.wordpress import decoded
from generator.importing.wordpress.decoded import Decoded


def text(data: bytes) -> Decoded:
    return Decoded(io.BytesIO(data), "export.xml")


def whole(data: bytes) -> str:
    return "".join(text(data).pieces())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(encoding: str) -> None:
    """A file is read by its byte order mark, whatever it says of itself."""
    assert whole('<?xml version="1.0" encoding="UTF-8"?><rss>Grüße</rss>'.encode(encoding)).endswith("Grüße</rss>")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    """A file in UTF-16 is read as such without a byte order mark, whatever it says of itself."""
    found = text('\n<?xml version="1.0" encoding="UTF-8"?><rss>Grüße</rss>'.encode(encoding))
    assert "".join(found.pieces()).endswith("<rss>Grüße</rss>")
    assert (found.controls, found.foreign) == (0, 0)


def test_a_declared_encoding() -> None:
    """A file in another encoding is read in that which it declares."""
    assert "Größe" in whole('<?xml version="1.0" encoding="ISO-8859-1"?><rss>Größe</rss>'.encode("latin-1"))


@pytest.mark.parametrize("name", ["martian", "base64", "rot13", "idna", "unicode_escape"])
def test_unknown_encodings(name: str) -> None:
    """An encoding that is none of the web's is refused by a sentence that names the file."""
    with pytest.raises(RefusedError, match=r"^export\.xml says"):
        whole(f'<?xml version="1.0" encoding="{name}"?><rss/>'.encode())


def test_utf_16_in_name_only() -> None:
    """A file of plain bytes that calls itself UTF-16 is read as UTF-8."""
    assert whole(b'<?xml version="1.0" encoding="utf-16"?><rss/>').endswith("<rss/>")


def test_windows_in_utf_8() -> None:
    """Bytes that are no UTF-8 are read as Windows-1252, and counted with the first line that has one."""
    found = text("<rss>\nGrüße\n".encode() + b"\x93quoted\x94 and \x80</rss>")
    assert "".join(found.pieces()) == "<rss>\nGrüße\n“quoted” and €</rss>"
    assert (found.foreign, found.foreign_line) == (3, 3)


def test_characters_that_xml_refuses() -> None:
    """Characters that XML does not know are left out and counted, and breaks of Word still part words."""
    found = text(b"<rss>\n\n\x08one\x0btwo\x00 three\x1f</rss>")
    assert "".join(found.pieces()) == "<rss>\n\none two three</rss>"
    assert (found.controls, found.controls_line) == (4, 3)


def test_what_stands_before_an_export() -> None:
    """Empty lines and messages of PHP before the document are passed over, and their lines counted."""
    found = text(b'\n<br />\n<b>Warning</b>: x\n<?xml version="1.0"?><rss>\x01</rss>')
    assert "".join(found.pieces()) == '<?xml version="1.0"?><rss></rss>'
    assert (found.before, found.controls_line) == (3, 4)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(1, 7))
def test_no_character_is_cut(words: str, size: int) -> None:
    """A character whose bytes are read in two pieces is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoded, "PIECE", size)
        expected = words.lstrip("\ufeff").lstrip().replace("\ufffe", "").replace("\uffff", "")
        assert whole(words.encode()).lstrip("\ufeff").lstrip() == expected


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    """Whatever bytes a file has, they become text without a character that XML refuses, or are refused."""
    try:
        assert not decoded.REFUSED.search(whole(data))
    except RefusedError:
        return
