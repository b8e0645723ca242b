from __future__ import annotations

import pytest

from generator.importing.wording import has_telephone, is_no_name, tight, without_e_mails


@pytest.mark.parametrize(
    "name",
    [
        "anna@mail.example",
        "Anna (anna@mail.example)",
        "anna\ufe6bmail.example",
        "anna at mail.example.org",
        "anna [at] mail.example",
        "https://anna.example",
        "www.anna.example",
        "192.0.2.7",
        "user 192.0.2.7",
        "2001:db8::1:0",
        "+44 7700 900123",
        "Anna 07700 900123",
        "12345",
        "***",
        "Admin",
        "",
    ],
)
def test_what_is_no_name(name: str) -> None:
    """An address of whatever kind, or a number, is no name of anybody."""
    assert is_no_name(name)


@pytest.mark.parametrize(
    "name", ["Mira", "Anna K.", "安娜", "O’Neill, 34", "Jo at Mill Road", "Anna, 2019-03-04", "m.r."]
)
def test_names(name: str) -> None:
    """What people are called is a name, also with an age, a place or a day."""
    assert not is_no_name(name)


@pytest.mark.parametrize("words", ["Ring 0131 496 0000", "(020) 7946 0018", "Call +1 (212) 555-0100."])
def test_telephones(words: str) -> None:
    """Numbers that are written as those of telephones are known as such."""
    assert has_telephone(words)


@pytest.mark.parametrize("words", ["On 2019-03-04 at 10:15", "In 1986, 12 of us", "04.03.2019", "page 0012"])
def test_other_numbers(words: str) -> None:
    """Days, years and counts are no telephones."""
    assert not has_telephone(words)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("<script>alert(1)</script>Hi", "Hi"),
        ("A <STYLE type=x>p{}</style >walk", "A walk"),
        ("Hi<script>alert(1)", "Hi"),
        ("<b>Low</b>tide<br>out", "Lowtide out"),
        ("a < b", "a < b"),
    ],
)
def test_titles(title: str, words: str) -> None:
    """What runs in a title, or sets it, is no part of its words."""
    assert tight(title) == words


def test_without_e_mails() -> None:
    """Three dots stand where an e-mail address was."""
    assert without_e_mails("for anna@mail.example, with love") == "for … with love"
