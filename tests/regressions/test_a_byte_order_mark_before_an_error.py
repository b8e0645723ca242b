"""A note about a file's first line hid an error there, so that a page without fields was left out without a word."""

from generator.content import read


def test_both_are_told() -> None:
    """A page with a byte order mark and without fields has a note and an error, both at its first line."""
    page = read.page_source(b"\xef\xbb\xbf---\n---\n\nWe are here.\n", "pages/about.md", "en")
    assert [(d.rule, d.span.line) for d in page.diagnostics] == [("byte-order-mark", 1), ("not-a-mapping", 1)]
