"""Stems: here by PyStemmer, in the browser by Snowball's scripts."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import Stemmer

from generator.ground.languages import LANGUAGES
from generator.store.resources import ENDINGS, STEMMERS
from generator.words import stems as stems_room
from generator.words.stems import VERSION, stemmers, stems
from generator.words.terms import written
from tests.builders.example import ROOT

HERE = Path(__file__).parent
# By Snowball's names, one code of each.
CODES = {of.stemmer: code for code, of in LANGUAGES.items() if of.stemmer}
STRINGS = re.compile(r'\["([^"\\0-9]+)"')


def in_browser(
    words: dict[str, list[str]], version: str = VERSION, *, everything: bool = False
) -> subprocess.CompletedProcess[str]:
    """What the browser's scripts make of words, by Snowball's names of languages."""
    node = Path(sys.executable).with_name("node")
    command = [str(node), str(HERE / "stems.js"), version, "all" if everything else "any"]
    scripts = {name: data.decode() for name, data in stemmers(frozenset(CODES.values())).items()}
    given = json.dumps({"words": words, "scripts": scripts})
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=300, check=False)


def made_up(name: str, count: int) -> list[str]:
    """Words of a language's letters that end, and begin, as its stemmer knows words to do; the same every time."""
    endings = sorted(set(STRINGS.findall((STEMMERS / f"{name}.js").read_text(encoding="utf-8"))))
    letters, random = sorted(set("".join(endings))), Random(name)
    found = []
    for _ in range(count):
        middle = "".join(random.choices(letters, k=random.randint(1, 6)))
        parts = (random.choice(endings), middle, *random.choices(endings, k=random.randint(0, 3)))
        found += list(written("".join(parts[random.randint(0, 1) :])))[:1]
    return found


def compare(count: int) -> None:
    words = {name: made_up(name, count) for name in CODES}
    found = json.loads(in_browser(words).stdout)
    assert len(found) == len(CODES) > 30
    for name, code in CODES.items():
        assert found[name] == [[stems(code)[word]] for word in words[name]], name


def test_the_same_in_the_browser() -> None:
    """The browser's scripts give the same stems as PyStemmer, in every language: of 200 words each."""
    compare(200)


@pytest.mark.long
def test_the_same_in_the_browser_for_many_words() -> None:
    """The browser's scripts give the same stems as PyStemmer, in every language: of 20,000 words each."""
    compare(20_000)


def test_by_language() -> None:
    """Words are led to their stems by their own language."""
    assert stems("en")["kindness"] == stems("en")["kind"] != stems("de")["kindness"]
    assert stems("de")["hoffnungen"] == stems("de-AT")["hoffnung"]


@pytest.mark.parametrize("language", ["ja", "th", "cy", "xx"])
def test_without_a_stemmer(language: str) -> None:
    """In a language without a stemmer, every word is its own stem."""
    assert stems(language)["stories"] == "stories"
    assert stemmers(frozenset({language})) == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "été l'été d'été qu'étés"),
        ("it", "amore dell'amore l'amore"),
        ("ca", "estiu l'estiu d'estiu"),
        ("ga", "éirinn d'éirinn"),
        ("tr", "istanbul istanbul'da istanbul'un"),
        ("en", "sister sister's sisters"),
        ("en", "write wrote written"),
        ("de", "weinen weint geweint"),
        ("de", "anfangen angefangen anzufangen"),
        ("de", "machen macht gemacht"),
        ("de", "gelingen gelang gelungen"),
        ("nl", "schrijven schreef geschreven"),
        ("pt", "canção canções"),
        ("ar", "صديق صديقة صديقتي أصدقاء الأصدقاء"),
        ("ar", "أمل امل الأمل والأمل بالأمل للأمل كالأمل وبالأمل"),
        ("ar", "مستشفى المستشفى للمستشفى والمستشفى"),
    ],
)
def test_kin(language: str, words: str) -> None:
    """What is elided before a word, an article, or what goes with it, makes no other word of it."""
    assert len({stems(language)[word] for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Geschichte Schicht Gesicht Sicht"), ("de", "Gewalt Wald"), ("en", "forest for"), ("de", "Lieder Leder")],
)
def test_what_is_no_kin(language: str, words: str) -> None:
    """Rules for endings bring nothing together that only looks alike."""
    assert len({stems(language)[word.lower()] for word in words.split()}) == len(words.split())


def test_rules_belong_to_stemmers() -> None:
    """There are rules for languages with a stemmer alone, each with an end that can be met."""
    files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in ENDINGS.glob("*.json")}
    assert files.keys() < CODES.keys()
    assert {end for rules in files.values() for end in rules["ends"] if not 0 < len(end) <= stems_room.LONGEST} == set()


def test_the_scripts_are_those_that_were_made() -> None:
    """Every script has the digest that was noted when it was made, says its version and brings its licence."""
    noted = (line.split() for line in (STEMMERS / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    scripts = {script.name: script.read_bytes() for script in STEMMERS.glob("*.js")}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in scripts.items()} == {
        name: digest for digest, name in noted
    }
    assert {name.removesuffix(".js") for name in scripts} == set(CODES)
    for content in scripts.values():
        assert content.startswith(f"/* Snowball {VERSION}, ".encode())
        assert b"BSD-3-Clause: Copyright (c) 2001 Dr Martin Porter" in content
        assert b"Redistribution and use in source and binary forms" in content


def test_one_version() -> None:
    """PyStemmer is bound to the version of the scripts, and it is the one that is installed."""
    assert Stemmer.version() == VERSION
    assert f'"PyStemmer=={VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert set(stemmers(frozenset({"en", "de-AT", "ja"}))) == {"english", "german"}


def test_another_version_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside another PyStemmer no script is used."""
    monkeypatch.setattr(stems_room, "VERSION", "3.2.0")
    assert stemmers(frozenset({"en"})) == {}


def test_another_version_in_the_browser() -> None:
    """A script of another version than the index is not believed; where all kin are asked for, nothing is answered."""
    words = {"english": ["slowed"]}
    assert json.loads(in_browser(words).stdout) == {"english": [["slow"]]}
    assert json.loads(in_browser(words, "3.2.0").stdout) == {"english": [[]]}
    assert in_browser(words, "3.2.0", everything=True).returncode == 1
