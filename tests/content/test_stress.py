"""Stars and underscores that were meant as signs and would be gone, and those that stress words."""

from __future__ import annotations

import pytest

from generator.content import markdown


def told(text: str) -> list[str]:
    """What is told of stars and underscores in a text: severity, line and column, and where they stand."""
    problems = [d for d in markdown.parse(text, "stories/a.md", "en").diagnostics if d.rule == "stars"]
    return [f"{d.severity} {d.span.line}:{d.span.column} {d.message.split(' would')[0]}" for d in problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leser*innen und Lehrer*innen.", "error 1:6 the stars between these letters"),
        ("One.\nJede*r Teilnehmer*in", "error 2:5 the stars between these letters"),
        ("f**k, you b**ch", "error 1:2 the stars between these letters"),
        ("un*believ*able", "warning 1:3 the stars between these letters"),
        ("un******believ******able", "warning 1:3 the stars between these letters"),
        ("a*3*b", "warning 1:2 the stars between these letters"),
        ("*Alle Leser*innen", "warning 1:1 the stars between these letters"),
        ("![Leser*innen und Lehrer*innen](a.jpg)", "error 1:8 the stars between these letters"),
        ("happy ^_^ and so tired -_- again", "error 1:8 the underscores between these signs"),
        (r"¯\_(ツ)_/¯ ok. Then >_<", "error 1:7 the underscores between these signs"),
        ("**) two. See above*) and above**).", "error 1:1 the stars between these signs"),
        ("f(x)*y*z", "warning 1:5 the stars between these letters"),
        ("(a+b)*(c+d)*(e+f)", "error 1:6 the stars between these signs"),
        ("2*(3+4)*5, f(x)*(y)*z", "error 1:8 the stars between these signs"),
        ("all of *.*", "error 1:8 the stars between these signs"),
        ("the '*' key and the '*' sign", "error 1:6 the stars between these signs"),
        ('"*" means star, (*) too', "error 1:2 the stars between these signs"),
        ('"_" and "_"', "error 1:2 the underscores between these signs"),
        ('the *key and "*"', "error 1:5 the stars between these signs"),
        ("the *key and (*)", "error 1:5 the stars between these signs"),
        ("¯_(ツ)_/¯", "error 1:2 the underscores between these signs"),
        (r"¯\\_(ツ)_/¯", "error 1:4 the underscores between these signs"),
        ("____(name)____", "error 1:1 the underscores between these signs"),
        ("4/5 ****, A* grade, B** grade, C*, f*** off", "error 1:5 the stars between these signs"),
        ("Dr _ and Mr _, or _X_ and Dr_X_", "error 1:13 the underscores between these signs"),
        ("dial *67*116123", "error 1:6 the stars between these numbers"),
        ("*67*0800# dial", "error 1:1 the stars between these numbers"),
        ("*100*# dial", "error 1:1 the stars between these numbers"),
        ("dial *100# or *#06#, ##002#, **21*123#", "error 1:15 the stars between these numbers"),
        ("*#31#0800 123*5", "error 1:1 the stars between these numbers"),
        ("dial **21*123# or **61*5#", "error 1:10 the stars between these numbers"),
        ("*100#, then 5*", "error 1:1 the stars between these numbers"),
        ("use __init__.py now", "error 1:5 the underscores in this name"),
        ("ask @_sam_", "error 1:6 the underscores in this name"),
        ("ask _sam_@e.example", "error 1:5 the underscores in this name"),
        ("`*.*`, *so*, \\*.* and *.*", "error 1:23 the stars between these signs"),
        ("One\n![a](b.jpg) ![Leser*innen und Lehrer*innen](a.jpg)", "error 2:20 the stars between these letters"),
        ("https://e.example/a*b*c", "error 1:20 the stars in this address"),
        ("https://e.example/_x_", "error 1:19 the underscores in this address"),
        ("*www.e.example/a*b", "error 1:1 the stars in this address"),
    ],
)
def test_signs_that_would_be_gone(text: str, found: str) -> None:
    """A star or underscore within a word or an address, or between signs, is told at its place if it would be gone."""
    assert told(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "*One* two, **three four**. (*five*) “*six*” *“seven”*—*eight*, *Ines*’s",
        "**H**ungry, **A**ngry, **L**onely, **T**ired",
        "日本**語です**と、 ภาษา*ไทย*นะ",
        "¿*¿Qué?* ***both*** *…and* *100 %* _a_/_b_ *f(x)*/y *wow*^",
        r"Leser\*innen und Lehrer\*innen, snake_case_name, `a*b*c`, [x](https://e.example/a*b*c)",
        '"*He said "no"*" and *"so"* and \'*\'tis so*\' and (*so*) [*so*] *(so)*',
        "“*He said “no”*” „*Er sagte ‚nein‘*“ »*So*« «*so*» 「*so*」 ”*Hon sa ”nej”*”",
        "_Emma_.She said *2019* and *1*st, *Room 5*# *!* ****so**** *.NET* *67#*",
        "यह *नहीं*। **की**। *माँ*॥ - **पिता**।",
        "*না*। *நீ*। 「*か\u3099*」 یہ *نہیں*۔ *کیا*؟ *ہاں*، *你好*，**世界**。",
        "*#1 of 10* and *#hope*, *#2*, *No #2*",
        "2 * 3 * 4, footnote* and other*.\n*so*\n*very*",
    ],
)
def test_words_may_be_stressed(text: str) -> None:
    """Whole words, first letters, and parts of words in scripts without spaces are stressed in silence."""
    assert told(text) == []


def test_no_remedy_names_half_an_address() -> None:
    """Of an address in which stars would be gone nothing else is told."""
    problems = markdown.parse("See https://e.example/a*b*c here.", "stories/a.md", "en").diagnostics
    assert [d.rule for d in problems] == ["stars"]
