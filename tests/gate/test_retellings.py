"""Translations and Easy Read texts are held to two consents, and come and go with their originals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.ground.outcome import Report, Withheld
from tests.builders.retold import EASY, ORIGINAL, kettle, retold, site_with
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

STRICT = SITE.replace("consent: {", "consent: {translations: strict, ")


def report(root: Path, texts: dict[str, str], *, site: str = SITE, today: date = TODAY) -> Report:
    return built(make_site(root, texts, site=site), today=today)


def withheld(found: Report) -> dict[str, Withheld]:
    return {one.source.removeprefix("stories/"): one for one in found.withheld}


def faults(found: Report, rule: str) -> list[tuple[str, str, str | None]]:
    return [(d.path.removeprefix("stories/"), d.message, d.hint) for d in found.diagnostics if d.rule == rule]


def test_a_pair_is_published(tmp_path: Path) -> None:
    """A story, a translation and an Easy Read text, each with a consent of its own, are all published."""
    assert not report(tmp_path, site_with()).withheld


def test_a_translation_without_a_consent_is_withheld(tmp_path: Path) -> None:
    """The original's consent covers no other words."""
    text = story("La tetera", more="language: es\ntranslation_of: kettle.md", consent="")
    found = withheld(report(tmp_path, {ORIGINAL: kettle(), "tetera.md": text}))
    assert {name: one.rule for name, one in found.items()} == {"tetera.md": "no-consent"}


def test_one_form_for_both_has_to_name_both(tmp_path: Path) -> None:
    """With the original's record a translation is published only where each names the other in “texts”."""
    both = "[stories/kettle.md, stories/tetera.md]"
    alone = {ORIGINAL: kettle(), "tetera.md": retold(record="R-100")}
    assert withheld(report(tmp_path / "a", alone))["tetera.md"].rule == "record"
    one_sided = {ORIGINAL: kettle(), "tetera.md": retold(record="R-100", texts=both)}
    assert withheld(report(tmp_path / "b", one_sided))["tetera.md"].rule == "record"
    together = {ORIGINAL: kettle(texts=both), "tetera.md": retold(record="R-100", texts=both)}
    assert not report(tmp_path / "c", together).withheld


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        ({"status": "paused"}, "paused"),
        ({"status": "withdrawn", "ended_on": "2026-02-01"}, "withdrawn"),
        ({"status": "requested"}, "requested"),
        ({"valid_until": "2026-06-14"}, "expired"),
        ({"scope": "[offline]"}, "scope"),
    ],
)
def test_what_ends_for_the_original_ends_for_all(tmp_path: Path, terms: dict[str, Any], rule: str) -> None:
    """A consent that is paused, withdrawn, over or narrowed for an original is so for all that retells it."""
    found = withheld(report(tmp_path, site_with({ORIGINAL: kettle(**terms)})))
    assert {name: one.rule for name, one in found.items()} == dict.fromkeys([ORIGINAL, "tetera.md", "easy.md"], rule)
    assert "stories/kettle.md, which it retells" in found["tetera.md"].reason


@pytest.mark.parametrize("text", ["draft", "broken", "gone", "later"])
def test_a_translation_never_stands_alone(tmp_path: Path, text: str) -> None:
    """Where the original is a draft, has errors, is not there, or is of a later day, the translation is withheld."""
    texts = site_with()
    match text:
        case "draft":
            texts[ORIGINAL] = kettle("draft: true")
        case "broken":
            texts[ORIGINAL] = kettle().replace("topics: [hope]", "topics: [nothing]")
        case "later":
            texts[ORIGINAL] = kettle().replace("date: 2026-01-01", "date: 2027-01-01")
        case _:
            del texts[ORIGINAL]
    found = withheld(report(tmp_path, texts))
    assert {found["tetera.md"].rule, found["easy.md"].rule} == {"errors" if text == "gone" else "original"}


def test_channels_are_those_of_both(tmp_path: Path) -> None:
    """A channel that was taken from the original is none of the translation's."""
    report(tmp_path, site_with({ORIGINAL: kettle(scope="[web, offline]")}))
    page = (tmp_path / "public/stories/tetera/index.html").read_text(encoding="utf-8")
    feed = (tmp_path / "public/feed.xml").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "hreflang" not in page.partition("</head>")[0]
    assert "tetera" not in feed


@pytest.mark.parametrize("terms", [{"named_as": "anonymous"}, {"named_as": "pseudonym"}])
def test_a_narrower_name_holds_for_all(tmp_path: Path, terms: dict[str, str]) -> None:
    """Where the original names its storyteller in another way, what retells it is withheld until it does so, too."""
    found = withheld(report(tmp_path, site_with({ORIGINAL: kettle(**terms)})))
    assert {name: one.rule for name, one in found.items()} == {"tetera.md": "name", "easy.md": "name"}


def test_another_name_is_withheld(tmp_path: Path) -> None:
    """A translation under another name than the original's is withheld; one without a name is not."""
    other = retold().replace("author: Maren", "author: Marina")
    assert withheld(report(tmp_path / "a", {ORIGINAL: kettle(), "tetera.md": other}))["tetera.md"].rule == "name"
    unnamed = retold(named_as="anonymous").replace("author: Maren", "author: Anónima")
    assert not report(tmp_path / "b", {ORIGINAL: kettle(), "tetera.md": unnamed}).withheld


def test_made_up_is_made_up_in_every_language(tmp_path: Path) -> None:
    """A translation of a real story is no made-up example, and the other way round."""
    found = withheld(report(tmp_path, {ORIGINAL: kettle(), "tetera.md": retold(basis="fictional")}))
    assert found["tetera.md"].rule == "record"


@pytest.mark.parametrize(
    ("more", "language", "message"),
    [
        ("translation_of: pan.md", "es", "there is no story stories/pan.md"),
        ("translation_of: tetera.md", "es", "a story is no retelling of itself"),
        ("translation_of: easy.md", "es", "stories/easy.md is no original: it retells stories/kettle.md itself"),
        ("translation_of: kettle.md", None, "it is in “en”, as stories/kettle.md is"),
        ("translation_of: kettle.md\neasy_read_of: kettle.md", "es", "and not both"),
        ("translated_by: Ines", "es", "“translated_by” is for translations"),
        ("made_from: 7KQM-2XFA", "es", "“made_from” is for translations"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, more: str, language: str | None, message: str) -> None:
    """What no retelling can name, or say, is an error of its file with a remedy, and withholds it alone."""
    found = report(tmp_path, {ORIGINAL: kettle(), "easy.md": EASY, "tetera.md": retold(more, language=language)})
    ((path, told, hint),) = faults(found, "retelling")
    assert path == "tetera.md"
    assert message in told
    assert hint
    assert [*withheld(found)] == ["tetera.md"]


def test_two_that_name_each_other_are_both_withheld(tmp_path: Path) -> None:
    """Of two texts that retell each other none is published."""
    texts = {"a.md": retold("translation_of: b.md", record="R-1"), "b.md": retold("translation_of: a.md", record="R-2")}
    found = report(tmp_path, texts)
    assert [path for path, *_ in faults(found, "retelling")] == ["a.md", "b.md"]
    assert {*withheld(found)} == {"a.md", "b.md"}


def test_a_language_has_one_translation(tmp_path: Path) -> None:
    """Of two translations into one language the first by its file is published, or the other where that is not."""
    second = retold(record="R-400", title="El hervidor", text="Otra vez la tetera, otras palabras.")
    found = report(tmp_path / "a", site_with({"zeta.md": second}))
    ((path, told, _),) = faults(found, "language-taken")
    assert (path, told) == ("zeta.md", "stories/tetera.md is a translation of stories/kettle.md in “es” already")
    assert [*withheld(found)] == ["zeta.md"]
    paused = site_with({"zeta.md": second, "tetera.md": retold(status="paused")})
    assert [*withheld(report(tmp_path / "b", paused))] == ["tetera.md"]


def test_a_changed_original_is_told(tmp_path: Path) -> None:
    """Where the original is another one than a translation was made of, that is told with its code."""
    first = report(tmp_path, site_with())
    hint = {path: hint for path, _, hint in faults(first, "original-changed")}["tetera.md"] or ""
    line = hint.partition("“")[2].partition("”")[0]
    made = retold(f"translation_of: kettle.md\n{line}")
    assert [path for path, *_ in faults(report(tmp_path, site_with({"tetera.md": made})), "original-changed")] == [
        "easy.md"
    ]
    changed = site_with({"tetera.md": made, ORIGINAL: kettle(text="We boiled it once more, and talked for longer.")})
    found = report(tmp_path, changed)
    assert ("tetera.md", "stories/kettle.md has changed since it was made") in [
        (path, told) for path, told, _ in faults(found, "original-changed")
    ]
    assert not found.withheld
    strict = withheld(report(tmp_path, changed, site=STRICT))
    assert {name: one.rule for name, one in strict.items()} == dict.fromkeys(
        ["tetera.md", "easy.md"], "original-changed"
    )


def test_a_strict_site_publishes_what_fits(tmp_path: Path) -> None:
    """A translation of the original as it is now is published on a strict site."""
    hints = [hint for _, _, hint in faults(report(tmp_path, site_with()), "original-changed")]
    line = (hints[0] or "").partition("“")[2].partition("”")[0]
    texts = {ORIGINAL: kettle(), "tetera.md": retold(f"translation_of: kettle.md\n{line}")}
    (tmp_path / "stories/easy.md").unlink()
    assert not report(tmp_path, texts, site=STRICT).withheld


def test_missing_content_notes_are_told(tmp_path: Path) -> None:
    """Content notes of the original that the translation lacks are told."""
    found = report(tmp_path, {ORIGINAL: kettle("content_notes: [death]"), "tetera.md": retold()})
    ((path, _, hint),) = faults(found, "retelling-notes")
    assert (path, hint) == ("tetera.md", "write them here as well, in “content_notes”: death")


@pytest.mark.parametrize("ended", [{"status": "paused"}, {"scope": "[offline]"}, {"valid_until": "2026-06-14"}])
def test_withheld_pairs_are_absent(tmp_path: Path, ended: dict[str, str]) -> None:
    """The site with a withheld original and all that retells it is, but for recalls, the one without these files."""
    other = {"other.md": story("Another", text="Something else, about paint.")}
    report(tmp_path / "with", site_with({**other, ORIGINAL: kettle(**ended)}))
    report(tmp_path / "without", other)
    one, two = tree(tmp_path / "with/public"), tree(tmp_path / "without/public")
    recalls = [path for path in one if path.startswith("recall.")]
    assert {p: c for p, c in one.items() if p not in recalls} == {p: c for p, c in two.items() if p not in recalls}


def test_a_withheld_translation_is_absent(tmp_path: Path) -> None:
    """Nothing of the original's page, of lists or of the sitemap tells of a translation that is withheld."""
    texts = {ORIGINAL: kettle(), "tetera.md": retold(status="requested")}
    report(tmp_path / "with", texts)
    report(tmp_path / "without", {ORIGINAL: kettle()})
    assert tree(tmp_path / "with/public") == tree(tmp_path / "without/public")
