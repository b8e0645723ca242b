"""Papers for a storyteller: HTML files that need nothing but themselves, to be read on a screen, aloud or in print.

Templates and words lie in the folder papers/; words are in the site's language where there is a file of it, in English
otherwise. The English words for channels are those of `ground.channels`.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from generator.ground.channels import CHANNELS
from generator.store.resources import PAPERS

# Some browsers send words to their makers, to check how they are spelled or to suggest more.
UNSENT = Markup('spellcheck="false" writingsuggestions="false" autocomplete="off"')


def languages() -> tuple[str, ...]:
    """The codes of languages in which there are words of papers."""
    return tuple(sorted(file.name.split(".")[1] for file in PAPERS.glob("words.*.yaml")))


def speaks(language: str) -> bool:
    """Whether there are words of papers in the language with a BCP 47 code."""
    return language.partition("-")[0] in languages()


@cache
def words(language: str) -> dict[str, Any]:
    """The words of papers, by their names."""
    own = PAPERS / f"words.{language.partition('-')[0]}.yaml"
    found: dict[str, Any] = {f"channel_{channel}": english.name for channel, english in CHANNELS.items()}
    found |= {f"channel_{channel}_means": english.means for channel, english in CHANNELS.items()}
    found |= yaml.safe_load((PAPERS / "words.en.yaml").read_text(encoding="utf-8"))
    return found | (yaml.safe_load(own.read_text(encoding="utf-8")) if own.exists() else {})


def source_digest(script: str) -> str:
    """By what the policy of a paper knows its own script (Content Security Policy, “sha256-”)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _environment() -> jinja2.Environment:
    """What compiles the templates of papers, each once."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(PAPERS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def document(template: str, language: str, direction: str, **values: Any) -> str:
    """The HTML of a paper; ``values`` are what its template sees beside its words."""
    css = Markup((PAPERS / "paper.css").read_text(encoding="utf-8"))  # noqa: S704  # our own file
    fixed = {"t": words(language), "language": language, "direction": direction, "css": css}
    return _environment().get_template(template).render(**fixed, **values)
