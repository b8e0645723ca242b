"""A letter to a storyteller whose story is published: where it stands, and how to take it back, in the site's words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.consent.alone import as_it_is
from generator.consent.case import Case
from generator.consent.documents import document
from generator.consent.receipt import file_of_receipt
from generator.consent.refused import RefusedError
from generator.consent.register import decisions
from generator.consent.review_copy import keep
from generator.content.helpline_order import offered
from generator.content.routes import story_path
from generator.gate import lifetime
from generator.gate.admit import Story
from generator.ground.channels import WEB
from generator.ground.languages import direction
from generator.ground.outcome import Withheld

KIND = "letter.html"  # kept beside the receipt, and gone with it


def make(case: Case, today: date, given: date, out: Path | None = None) -> Path:
    """Make the letter and keep it beside the receipt, or put it at ``out``; its file. Raises RefusedError."""
    content = letter(case, today, given)
    with as_it_is(case):
        file = out or file_of_receipt(case.root, case.consent.record, KIND)
        keep(file, content, hidden=out is None)
    return file


def letter(case: Case, today: date, given: date) -> str:
    """The letter as HTML, for today, which is the day ``given`` on which it is made, or a later one.

    Raises RefusedError where the story is not published on the web today, or its consent does not count on both days.
    """
    decided = next((what for text, what in decisions(case.root, WEB, today, given) if text.path == case.path), None)
    if not isinstance(decided, Story):
        why = f": {decided.reason}" if isinstance(decided, Withheld) else ""
        raise RefusedError(f"There is no letter for {case.path}, since it is not published{why}.")
    settings = case.settings
    return document(
        "letter.html",
        settings.language,
        direction(settings.language),
        settings=settings,
        consent=case.consent,
        address=settings.address + story_path(decided.slug).removesuffix("index.html"),
        last_day=lifetime.last_day(case.consent, settings.consent),
        lines=offered(settings, decided.language, decided.notes),
        today=today,
    )
