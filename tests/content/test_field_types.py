"""How single fields are read."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.content import field_types

ALL = ["Text", "Day", "Flag", "Slug", "Alias", "LanguageCode", "Url", "SiteUrl", "Phone", "Email", "Reference", "Count"]


REFUSED: dict[str, list[Any]] = {
    "Text": [
        *(
            "",
            "  ",
            "\n",
            None,
            [],
            {},
            ["a"],
            "a" * 1001,
            "\u200b",
            "\u2060 \u3164\u2800",
        ),
    ],
    "Day": [
        *(
            "２０２６-03-14",
            "0000-01-01",
            " 2026-03-14",
            ["2026-03-14"],
        ),
    ],
    "Flag": [
        *(
            "yes",
            "no",
            "on",
            "1",
            "0",
            "tRUE",
            "",
            None,
            [],
        ),
    ],
    "Slug": [
        *(
            "",
            "A",
            "a_b",
            "-a",
            "a-",
            "a--b",
            "a/b",
            "..",
            "ä",
            "a b",
            "a\n",
            "a" * 81,
            None,
        ),
    ],
    "Alias": [
        *(
            "/a b/",
            "/a%2e/",
            "/.htaccess",
            "a\\b",
            "/a//b/",
            "/a/" * 99,
            None,
            ["/a/"],
        ),
    ],
    "LanguageCode": [
        *(
            "",
            "english",
            "EN",
            "en_GB",
            "en-gb",
            "e",
            "en-",
            "x-a",
            "en\n",
            None,
        ),
    ],
    "Url": [
        *(
            "",
            "example.org",
            "javascript:x",
            "ftp://a.b/",
            "//a.b/",
            "https://",
            "https://a b/",
        ),
        *(
            'https://a.b/"x',
            "https://a.b/<",
            "https://[",
            "data:,x",
            "https://a.b/'",
            None,
            [],
        ),
    ],
    "SiteUrl": [
        *(
            "https://a.b/?c",
            "https://a.b/#c",
            "example.org",
            None,
        ),
    ],
    "Phone": [
        *(
            "",
            "call us",
            "1",
            "tel:116123",
            "116123;ext=1",
            "+",
            "1" * 40,
            None,
            "١١٦",
        ),
    ],
    "Email": [
        *(
            "",
            "nobody",
            "a@b",
            "a b@c.d",
            "<a@b.c>",
            'a"@b.c',
            "a@b@c.d",
            None,
        ),
    ],
    "Reference": [
        *(
            "",
            "Jonah Miller",
            "Jonah",
            "1",
            "a b 1",
            "../1",
            "CF 12",
            None,
            "Ä1",
        ),
    ],
    "Count": [
        *(
            "0",
            "-1",
            "1001",
            "1.5",
            "many",
            "",
            None,
            [],
            "٣٠٠٠",
        ),
    ],
}


def read(kind: str, value: Any) -> Any:
    return TypeAdapter(getattr(field_types, kind)).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("Text", "A tin", "A tin"),
        ("Text", "  A \n  tin\t ", "A tin"),
        ("Text", "no", "no"),
        ("Text", "a" * 1000, "a" * 1000),
        ("Day", "2026-03-14", date(2026, 3, 14)),
        ("Day", "2028-02-29", date(2028, 2, 29)),
        ("Flag", "true", True),
        ("Flag", "True", True),
        ("Flag", "FALSE", False),
        ("Slug", "the-key-to-plot-19", "the-key-to-plot-19"),
        ("Alias", "/blog/tin/", "blog/tin/index.html"),
        ("Alias", "blog/tin", "blog/tin/index.html"),
        ("Alias", "/2019/tin.html", "2019/tin.html"),
        ("Alias", "/blog/tin/index.html", "blog/tin/index.html"),
        ("LanguageCode", "en", "en"),
        ("LanguageCode", "pt-BR", "pt-BR"),
        ("LanguageCode", "zh-Hant-TW", "zh-Hant-TW"),
        ("LanguageCode", "es-419", "es-419"),
        ("LanguageCode", "gsw", "gsw"),
        ("Url", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("SiteUrl", "https://example.org", "https://example.org/"),
        ("SiteUrl", "https://example.org/base//", "https://example.org/base/"),
        ("Phone", "116 123", "116 123"),
        ("Phone", "+44 (0)20 7946-0000", "+44 (0)20 7946-0000"),
        ("Email", "hello@example.org", "hello@example.org"),
        ("Reference", "CF-2026-014", "CF-2026-014"),
        ("Reference", "R1", "R1"),
        ("Count", "12", 12),
        ("Count", "1000", 1000),
    ],
)
def test_read(kind: str, written: str, value: Any) -> None:
    """A field is read as the value that its words mean."""
    assert read(kind, written) == value


@pytest.mark.parametrize(("kind", "written"), [(kind, word) for kind, words in REFUSED.items() for word in words])
def test_refused(kind: str, written: Any) -> None:
    """What is not of a field's kind is refused, and never guessed at."""
    with pytest.raises(ValidationError):
        read(kind, written)


@given(
    st.sampled_from(ALL),
    st.none() | st.text() | st.lists(st.text(), max_size=2) | st.dictionaries(st.text(), st.text()),
)
def test_any_value(kind: str, value: Any) -> None:
    """No value raises anything but a refusal."""
    with suppress(ValidationError):
        read(kind, value)


@given(
    st.lists(
        st.sampled_from(["/", ".", "..", "a", "~", "-", "_", "%2e", "\\", "index.html", ".html", "\0", ":", "#"])
    ).map("".join)
)
def test_aliases_stay_inside(written: str) -> None:
    """An alias is a path below the site's folder that ends with .html, whatever is written."""
    try:
        path = read("Alias", written)
    except ValidationError:
        return
    assert path.endswith(".html")
    assert all(part and not part.startswith(".") for part in path.split("/"))


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("Url", "https://bücher.example/für?a[]=1", "https://xn--bcher-kva.example/f%C3%BCr?a%5B%5D=1"),
        ("Url", "https://example.org", "https://example.org"),
        ("SiteUrl", "https://bücher.example/für", "https://bücher.example/für/"),
        ("Email", "ines@bücher.example", "ines@bücher.example"),
    ],
)
def test_addresses(kind: str, written: str, value: str) -> None:
    """An address is read as it can be published; the site's own as it is written, since ids are made of it."""
    assert TypeAdapter(getattr(field_types, kind)).validate_python(written) == value


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *(("Url", f"https://{rest}") for rest in ("example.org:99999/", "ex..org", "ines@example.org", "a\u202eb.org")),
        *(("SiteUrl", f"https://{rest}") for rest in ("example.org:99999/", "ex..org", "[", "", "1.2.3")),
        *(("Email", f"{name}@example.org") for name in ("a\u202eb", "a%", "a[", "a?b", "")),
    ],
)
def test_addresses_that_are_none(kind: str, written: str) -> None:
    """What can be no address, or hides something in one, is refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(getattr(field_types, kind)).validate_python(written)
