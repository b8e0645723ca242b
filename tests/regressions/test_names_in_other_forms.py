"""A denied name passed when its letters were annotated, circled, small capitals, turned round, or run together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import read as read_text
from generator.gate import denied_words
from generator.gate.denied_words import problems
from generator.gate.deny_list import holds, is_near, read, resembles
from tests.builders.example import ROOT
from tests.builders.examples import few
from tests.builders.sites import SITE, built, make_site, story

DENIED = read(b"Zoe Kowalczyk\nHill\n12 Netzgasse\n0151 2345678\n")
PUNYCODE = "Zoë".lower().encode("punycode").decode()
SURE = [
    "Zoe Kowal\ufff9czyk",
    "Zoe Kowal\ufff9\ufffa\ufffbczyk",
    "Zoe K\u20e3owalczyk",
    "Z\u20ddo\u20dde\u20dd Kowalczyk",
    "Zoe K\u0941owalczyk",
    "ᴢᴏᴇ ᴋᴏᴡᴀʟᴄᴢʏᴋ",
    "🅩🅞🅔 🅺🅾🆆🅰🅻🅲🆉🆈🅺",
    "\u202ekyzclawoK eoZ\u202c",
    "\u202ekyzclawoK\neoZ",
    "&#x202e;kyzclawoK eoZ&#x202c;",
    "Zoe K\u202eyzclawo\u202c".replace("yzclawo", "kyzclawo"),
    f"https://xn--{PUNYCODE}.kowalczyk.example.org/",
]
ALIKE = [
    "ZoeKowalczyk",
    "Z.o.e. Kowalczyk",
    "Z o e K o w a l c z y k",
    "Zoe Kowal-czyk",
    "Kowalczyk, Zoe",
    "Kowalczyk Zoe",
    "kowalczyk.zoe@example.org",
    "tel:zoekowalczyk",
    "@zoekowalczyk1985",
    "Kowalczyk_Zoe",
    "ZoеKowalczyk",
    "H-i-l-l",
    "Netzgasse 12",
    "01 51/23 45 67 8",
]


@pytest.mark.parametrize("text", SURE)
def test_a_name_is_held_however_its_letters_are_drawn(text: str) -> None:
    """Annotations, marks around letters, small capitals, turned runs and Punycode hide no name."""
    assert holds(f"I met {text} there.", DENIED)


@pytest.mark.parametrize("text", ALIKE)
def test_a_name_in_another_order_or_cut_is_a_likeness(text: str) -> None:
    """A name that is run together, spelled out, cut elsewhere or turned round is told and is no hit."""
    written = f"I met {text} there."
    assert (holds(written, DENIED), is_near(written, DENIED) or resembles(written, DENIED)) == (False, True)


@pytest.mark.parametrize(
    "text", ["hills", "uphill. I", "Kowalczyk. Zoes", "Zoe and Kowalczyk", "112 Netz", "he (Hi) ll", "🇩🇪"]
)
def test_other_words_are_no_likeness(text: str) -> None:
    """Words that hold one of a phrase, or have others between, are let alone."""
    assert not is_near(text, DENIED)


def test_a_likeness_withholds_nothing(tmp_path: Path) -> None:
    """A likeness is a warning with line and column in the text, a field or site.yaml, and the build goes on."""
    texts = {
        "a.md": story(text="One.\n\nI met Kowalczyk, Zoe there."),
        "hills.md": story("ZoeKowalczyk").replace("R-1", "R-2"),
    }
    root = make_site(tmp_path, texts, site=SITE.replace("Told by", "Z.o.e. Kowalczyk and"))
    (root / "consent").mkdir()
    (root / "consent/deny.txt").write_text("Zoe Kowalczyk\nHill\n", encoding="utf-8")
    report = built(root)
    assert sorted((d.place, d.severity.value) for d in report.diagnostics) == [
        ("site.yaml:2:10", "warning"),
        ("stories/a.md:12:7", "warning"),
        ("stories/hills.md:2:8", "warning"),
    ]
    assert report.withheld == ()
    assert not any("kowalczyk" in f"{d.message} {d.hint}".lower() for d in report.diagnostics)


def test_a_likeness_hides_no_name_beside_it() -> None:
    """A name that stands where two fields meet is an error, also where a third part only looks like one."""
    data = story("Zoe", text="ZoeKowalczyk").replace("author: Maren", "author: Kowalczyk").encode()
    text = read_text.manuscript(data, "stories/gate.md", "en").made
    assert [d.severity.value for d in problems(text, data, DENIED)] == ["warning", "error"]


NAMES = (
    "Anna Schmidt\nPeter Hill\nMaria Rossi\nJohn Smith\nMary Wood\nMark Brown\nRose Field\nGrace Young\nWill Green\n"
    "Hope Winter\nJames King\nAnn Walker\nTom Rivers\nSarah Stone\nPaul Price\nLily Banks\nJoy Bell\nMay Day\n"
    "Ines Costa\nBen White\n"
)


def test_the_example_site_resembles_nobody() -> None:
    """Of twenty common names, many of them words as well, no text of the example site is said to look like one."""
    denied = read(NAMES.encode())
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("stories/**/*.md"))]
    assert len(texts) > 50
    assert [text[:80] for text in texts if is_near(text, denied)] == []


WORDS = st.sampled_from(
    [
        *SURE,
        *ALIKE,
        "Zoe",
        "Kowalczyk",
        "kowal",
        "czyk",
        "Z",
        "o",
        "e",
        "hills",
        "we",
        "12",
        "\u202e",
        "\u202c",
        "&amp;",
    ]
)


@settings(max_examples=few(150))
@given(st.lists(WORDS, max_size=5), st.sampled_from(["Gates", *SURE[:8], *ALIKE, "Zoe", "\u202eZ", "Kowalczyk,"]))
def test_the_quick_look_overlooks_nothing(body: list[str], title: str) -> None:
    """Where the look at all parts together says that a text is clear, the search of each part finds nothing."""
    data = story("TITLE", text=" ".join(body)).replace("TITLE", json.dumps(title, ensure_ascii=False)).encode()
    text = read_text.manuscript(data, "stories/gate.md", "en").made
    if list(problems(text, data, DENIED)):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(denied_words, "_is_clear", lambda *_: False)
        assert list(problems(text, data, DENIED)) == []
