"""Addresses outside the site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.web_address import AddressFault, in_ascii, outside

# RFC 3986, appendix A: the signs that an address may hold, and escapes.
URI = re.compile(r"[a-z]+:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")


@pytest.mark.parametrize(
    "address",
    [
        *("https://example.org", "https://example.org/", "HTTPS://Example.org/A?b=c#d", "http://localhost:8000/x"),
        *("https://a_b.example/~us/(x)'!*;,@:$&=+", "https://example.org/%C3%BC?%20#%2F", "https://example.org/#"),
        *("mailto:hello@example.org", "mailto:a.b+c@example.org?subject=The%20gate", "tel:+44(0)1632-960000"),
        *("tel:116123", "sms:85258", "https://xn--bcher-kva.example/"),
    ],
)
def test_kept(address: str) -> None:
    """What is a whole address stays as it is written."""
    assert outside(address) == address


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://bücher.example/für?ü#ü", "https://xn--bcher-kva.example/f%C3%BCr?%C3%BC#%C3%BC"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://ＥＸＡＭＰＬＥ.org/", "https://example.org/"),
        ("https://i❤.example/", "https://xn--i-7iq.example/"),
        ("https://ex\u200bam\u00adple.org/", "https://example.org/"),
        ("https://ex%41mple.org/", "https://example.org/"),
        ("https://example.org/?a[]=1", "https://example.org/?a%5B%5D=1"),
        ("https://example.org/%zz%", "https://example.org/%25zz%25"),
        ("https://example.org/a b|c{d}^`", "https://example.org/a%20b%7Cc%7Bd%7D%5E%60"),
        ("https://example.org/\u202egpj\x0c\ufffe", "https://example.org/%E2%80%AEgpj%0C%EF%BF%BE"),
        ("https://example.org/x#a#b", "https://example.org/x#a%23b"),
        ("https://example.org:/x y", "https://example.org/x%20y"),
        ("https://192.0.2.1/", "https://192.0.2.1/"),
        ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]:80/"),
        ("mailto: hello@example.org", "mailto:hello@example.org"),
        (
            "mailto:a@example.org, b@example.org?subject=Für uns",
            "mailto:a@example.org,b@example.org?subject=F%C3%BCr%20uns",
        ),
        ("tel:0800 111 0111", "tel:08001110111"),
        ("tel:*67#", "tel:*67%23"),
        ("tel:116 123;ext=1", "tel:116123;ext=1"),
        ("sms:85258?body=HELLO there", "sms:85258?body=HELLO%20there"),
    ],
)
def test_normalised(address: str, published: str) -> None:
    """What browsers would understand is published as every reader of addresses understands it."""
    assert outside(address) == published


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        *((address, AddressFault.SCHEME) for address in ("javascript:x", "data:,x", "ftp://x", "x", "", "//x")),
        *((address, AddressFault.EMPTY) for address in ("https:", "https://", "http:///", "https:\\\\")),
        *((address, AddressFault.SLASHES) for address in ("http:/x", "http:x", "https:///x.org", "https:\\\\x.org")),
        ("https://https://example.org", AddressFault.SLASHES),
        *((f"https://{host}/", AddressFault.HOST) for host in ("exa mple.org", "ex..org", ".org", "a%2fb", "%zz")),
        *((f"https://{host}/", AddressFault.HOST) for host in ("1.2.3", "999.0.2.1", "0x7f.1", "[x]", "[::1", "a^b")),
        ("https://\u202ea.org/", AddressFault.HOST),
        *((f"https://x.org:{port}/", AddressFault.PORT) for port in ("99999", "65536", "80a", "８０", "-1")),
        *((f"https://{user}@x.org/", AddressFault.USER) for user in ("ines", "a:b", "x.org\\", "")),
        *((address, AddressFault.MAIL) for address in ("mailto:", "mailto:x", "mailto://a@x.org", "mailto:a b@x.org")),
        *((address, AddressFault.PHONE) for address in ("tel:", "tel:call us", "sms:", "tel:+", "tel:\x0c")),
    ],
)  # fmt: skip
def test_faults(address: str, fault: AddressFault) -> None:
    """What can be no address is published nowhere, and it is known why."""
    assert outside(address) is fault


@given(
    st.text(max_size=30)
    | st.lists(
        st.sampled_from([*("https://", "example.org", ":", "/", "?", "#", "[", "]", "%", "%zz", "%41", "@", "\\", " ")])
        | st.characters(),
        max_size=12,
    ).map(lambda parts: "https://" + "".join(parts))
)
def test_any_address(address: str) -> None:
    """Whatever is written, what is published is an address by RFC 3986, and is published the same again."""
    found = outside(address)
    if isinstance(found, str):
        assert URI.fullmatch(found.lower()), found
        assert set("[]").isdisjoint(found) or urlsplit(found).netloc.startswith("[")
        assert outside(found) == found


@pytest.mark.parametrize(
    ("host", "written"), [("Bücher.Example", "xn--bcher-kva.example"), ("a.b.", "a.b."), ("", None)]
)
def test_hosts(host: str, written: str | None) -> None:
    """A host is written in ASCII and small letters; where it can be none, there is none."""
    assert in_ascii(host) == written
