"""Texts for advice, made without a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from generator.advice import shelves, whole_text, words
from generator.advice.advise import advise
from generator.advice.finding import Finding
from generator.advice.texts import AdvisedText, text_of
from generator.content import read
from generator.content.settings import Settings
from generator.content.sources import SourceFile
from generator.store.file_stamps import NONE
from tests.builders.sites import DATA, SITE, story

HELPLINE = {"name": "A line", "languages": ["en"], "checked": "2026-01-01", "source": "https://example.org/"}
TERMS = DATA / "advice" / "language"


def settings(**more: Any) -> Settings:
    """A small site's settings, with a helpline in English."""
    written = yaml.safe_load(SITE) | {"helplines": {"lines": [HELPLINE]}} | more
    written["content_notes"].append({"id": "suicide", "label": "Suicide", "description": "Somebody dies by suicide."})
    return read.settings(json.dumps(written, default=str).encode(), "site.yaml").made[0]


def text(source: str, path: str = "stories/gate.md", language: str = "en") -> AdvisedText:
    """A story or page as advice looks at it."""
    made = text_of(SourceFile(path, path, NONE), source.encode(), language)
    assert made is not None, source
    return made


def told(words_: str, language: str = "en", *, more: str = "") -> AdvisedText:
    """A story in which a storyteller says these words."""
    return text(story(text=words_, more=f"language: {language}\n{more}"))


def page(words_: str = "We paint.", language: str = "en", *, title: str = "A gate", more: str = "") -> AdvisedText:
    """A page on which editors say these words."""
    head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nlanguage: {language}\n{more}---\n\n"
    return text(f"{head}{words_}\n", "pages/about.md")


def found(one: AdvisedText, site: Settings | None = None) -> tuple[Finding, ...]:
    """What all advice on language says of a text."""
    site = site or settings()
    return advise([one], (words.on_terms, whole_text.on_means, whole_text.on_pictures, whole_text.on_help(site)))


def rules_found(one: AdvisedText, site: Settings | None = None) -> set[str]:
    """The rules by which something is found in a text."""
    return {finding.rule.id for finding in found(one, site)}


def cases() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every rule's texts as they are kept: the language, the rule's name, and its texts."""
    for path in sorted(TERMS.glob("*.yaml")):
        language = path.stem if len(path.stem) == 2 else "en"
        for name, kept in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield kept.get("language", language), name, kept


def of_case(words_: Any, kept: dict[str, Any], language: str, *, passes: bool) -> set[str]:
    """The rules that find something in a text of a case, put where the case says."""
    match kept.get("in", "page"):
        case "title":
            return rules_found(page(language=language, title=words_))
        case "alt" | "alts":
            alts = words_ if isinstance(words_, list) else [words_]
            shown = "\n\n".join(f"![{alt}](images/gate.jpg)" for alt in alts)
            return rules_found(page(f"{kept.get('text', 'We paint.')}\n\n{shown}", language))
        case "story":
            more = kept | (kept.get("passes_with", {}) if passes else {})
            return rules_found(told(words_, language, more=f"content_notes: {json.dumps(more.get('notes', []))}"))
        case "shelf":
            files = [f"story-{number}.md" for number in range(len(words_))]
            site = settings(shelves=[{"label": "Short ones", "stories": files}])
            texts = [
                text(story(more=f"shape: {shape}" if shape else ""), f"stories/{file}")
                for file, shape in zip(files, words_, strict=True)
            ]
            return {finding.rule.id for finding in shelves.on_shelves(texts, site)}
    return rules_found(page(words_, language))
