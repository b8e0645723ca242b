from __future__ import annotations

import pytest

from generator.importing.html_pages.page_text import decoded

WORDS = "Größe – „Tor“"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="utf-8">', "cp1252"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<META http-equiv=Content-Type content="text/html; charset=windows-1252">', "cp1252"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8-sig"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="nonsense">', "utf-8"),
        ('<meta charset="base64">', "utf-8"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_are_in(head: str, encoding: str) -> None:
    """A page is read by its mark, by what it says as browsers take it, and else by what its bytes can be."""
    assert WORDS in decoded(f"{head}<p>{WORDS}".encode(encoding))


def test_other_scripts_are_read_as_they_say() -> None:
    """A page that says an encoding of another script is read in it."""
    page = '<meta charset="windows-1251"><p>Мы покрасили калитку.'
    assert decoded(page.encode("cp1251")) == page
