"""The storyteller's form: a page that needs nothing else, on which somebody writes a story and what they wish for it.

It sends nothing and keeps nothing. What is filled in is saved as a file by the one who wrote it, which
`importing.story_forms` reads. Ticking a channel there gives no consent: it only tells what to ask about later.
"""

from __future__ import annotations

from typing import get_args

from markupsafe import Markup

from generator.consent.documents import UNSENT, document, source_digest, speaks
from generator.content.consent_fields import NamedAs
from generator.content.field_types import LONGEST
from generator.content.settings import Settings
from generator.ground.channels import CHANNELS
from generator.ground.languages import direction
from generator.ground.places import FILLED_IN
from generator.store.resources import PAPERS

FILE = f"story{FILLED_IN}"


def story_form(settings: Settings, language: str) -> str:
    """The HTML of the form, in a language or, where there are no words of it, in English.

    What the site itself says, such as topics, is in the site's language.
    """
    spoken = language if speaks(language) else "en"
    site = settings.language
    is_same = site.partition("-")[0] == spoken.partition("-")[0]
    script = (PAPERS / "story-form.js").read_text(encoding="utf-8")
    return document(
        "story-form.html",
        spoken,
        direction(spoken),
        settings=settings,
        sites="" if is_same else Markup(' lang="{}" dir="{}"').format(site, direction(site)),
        story_language=language,
        channels=tuple(CHANNELS),
        ways=get_args(NamedAs),
        longest=LONGEST,
        file=FILE,
        unsent=UNSENT,
        script=Markup(script),  # noqa: S704  # our own file
        script_digest=source_digest(script),
        form_css=Markup((PAPERS / "story-form.css").read_text(encoding="utf-8")),  # noqa: S704  # the same
    )


def is_form(page: bytes) -> bool:
    """Whether this is such a form, of whichever site."""
    return b'<p id="by-hand"' in page
