"""The languages that the built-in theme speaks: forms, placeholders, months and names as Unicode CLDR has them."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from babel import Locale, UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from generator.content.strings import NATIVE_READER, NOBODY, codes_of, counted, is_known_to_cldr, named
from generator.content.theme import spoken
from generator.content.theme_strings import placeholders
from generator.ground.cldr import FORMS, MILLION, RULES, day_in_words, numbers_of, plural_form, plural_forms
from generator.ground.languages import LANGUAGES
from generator.store.resources import THEMES

FILES = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # it makes texts alone
    for path in sorted((THEMES / "hearten" / "strings").glob("*.yaml"))
}
ENGLISH = FILES["en"]
OTHERS = sorted(FILES.keys() - {"en"})
THEIRS = spoken(FILES)
LOCALES = {code: Locale.parse(code) for code in FILES}
UNREAD = {"ar", "cy", "fr", "pl", "uk", "ur", "zh"}


def test_the_rules_of_all_are_known_without_babel() -> None:
    """The plural rule of every language that the theme speaks is there without Babel."""
    assert FILES.keys() == RULES.keys()


@given(st.sampled_from(sorted(FILES)), st.integers(0, 10 * MILLION) | st.sampled_from(range(3000)))
def test_rules_are_those_of_cldr(language: str, n: int) -> None:
    """A number takes the form that Babel takes from CLDR for it."""
    assert plural_form(language, n) == LOCALES[language].plural_form(n)


@pytest.mark.parametrize("language", FILES)
def test_forms_are_exactly_those_of_cldr(language: str) -> None:
    """Every name with forms has all that the language has, and no other."""
    wanted = {*LOCALES[language].plural_form.tags, "other"}
    assert set(plural_forms(language)) == wanted
    assert counted(FILES[language]) == counted(ENGLISH)
    for name in counted(ENGLISH):
        assert {form for form in FORMS if f"{name}.{form}" in FILES[language]} == wanted


@pytest.mark.parametrize("language", OTHERS)
def test_all_is_said(language: str) -> None:
    """A language has the keys that English has, and no others but its forms and who has read it."""
    assert {named(key) for key in FILES[language]} - {NATIVE_READER} == {named(key) for key in ENGLISH}


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_agree_with_english(language: str) -> None:
    """Words have the placeholders that English has; a form that stands beside one number may say that in words."""
    for key, words in FILES[language].items():
        if is_known_to_cldr(key) or key == NATIVE_READER:
            continue
        english = placeholders(ENGLISH[key if named(key) == key else f"{named(key)}.other"])
        assert english is not None
        form = key.rpartition(".")[2]
        alone = named(key) != key and len(numbers_of(language, next(f for f in FORMS if f == form))) < 2
        assert placeholders(words) in ({english, english - {"n"}} if alone else {english}), key


@pytest.mark.parametrize("language", FILES)
@pytest.mark.parametrize("month", range(1, 13))
def test_days_are_written_as_cldr_writes_them(language: str, month: int) -> None:
    """Days in words are those of CLDR, in English those of English in the world."""
    day = date(2026, month, 9)
    assert THEIRS[language].day(day) == day_in_words("en-001" if language == "en" else language, day)


@pytest.mark.parametrize("language", FILES)
def test_languages_are_named_as_in_cldr(language: str) -> None:
    """The names of languages are those of CLDR, also of those that no file names."""
    names = LOCALES[language].languages
    for key, name in FILES[language].items():
        if key.startswith("language_"):
            assert name == names[key.removeprefix("language_")]
    assert THEIRS[language].name_of("fi") == names["fi"]


def test_directions_are_those_of_cldr() -> None:
    """The direction of every language that Babel knows of is CLDR's."""
    for code, language in LANGUAGES.items():
        try:
            locale = Locale.parse(code)
        except UnknownLocaleError:
            continue
        assert locale.character_order == {"ltr": "left-to-right", "rtl": "right-to-left"}[language.direction], code


def test_who_has_read_what_is_said_of_it() -> None:
    """Languages that no native speaker has read are marked so, and no others."""
    assert {code for code, words in FILES.items() if words.get(NATIVE_READER) == NOBODY} == UNREAD


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_punctuation_and_arrows_of_arabic_script(language: str) -> None:
    """In Arabic script no comma, question mark or semicolon of Latin script stands, and arrows lead out to the left."""
    for key, words in FILES[language].items():
        assert not re.search("[,;?]", words), key
        assert "↗" not in words, key


def test_punctuation_of_chinese() -> None:
    """In Chinese, no punctuation of Latin script stands beside Chinese signs."""
    for key, words in FILES["zh"].items():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!.]|[,;:?!][\u4e00-\u9fff]", words), key


def test_english_stands_in_by_its_own_rule() -> None:
    """Words that a language lacks are English's, in the form that English takes for the number."""
    polish = spoken({"en": {"stories.one": "one", "stories.other": "{n}"}, "pl": {"menu": "Menu"}})["pl"]
    assert [polish[polish.counted("stories", n)] for n in (0, 1, 2, 5, 22)] == ["{n}", "one", "{n}", "{n}", "{n}"]
    french = spoken({"en": {"a.one": "one", "a.other": "{n}"}, "fr": {"menu": "Menu"}})["fr"]
    assert french[french.counted("a", 0)] == "{n}"


def test_a_form_that_is_missing_is_other() -> None:
    """Where a language lacks one form, its own other stands in, and English's where that is missing, too."""
    english = {"a.one": "one", "a.other": "{n} in English"}
    polish = spoken({"en": english, "pl": {"a.one": "jeden", "a.other": "{n} po polsku"}})["pl"]
    assert polish[polish.counted("a", 3)] == "{n} po polsku"
    short = spoken({"en": english, "pl": {"a.one": "jeden"}})["pl"]
    assert [short[short.counted("a", n)] for n in (1, 3)] == ["jeden", "{n} in English"]


def test_traditional_chinese_is_not_simplified() -> None:
    """The words in simplified Chinese are not taken for traditional Chinese."""
    assert list(codes_of("zh-CN")) == ["zh-CN", "zh"]
    assert list(codes_of("zh-Hant-TW")) == ["zh-Hant-TW"]
