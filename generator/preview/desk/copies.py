"""Copies to give away, made at the desk by what ``hearten bundle`` does, and downloaded from there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from generator.bundle import bundle as bundles
from generator.bundle.archive import LARGEST
from generator.bundle.bundle import Made
from generator.content import sources
from generator.content.settings import Settings
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import BUNDLE_FILES, BUNDLES
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms, span
from generator.preview.desk.consent_forms import Form, FormField, Refused, Values, read
from generator.preview.desk.form_actions import complaints_of
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

COPY = "/_desk/copy"
MEANS = "Only stories whose consent covers offline copies through the copy's last day are in it."
FORMATS = (
    ("zip", "Web pages in one zip archive, to be unpacked and opened by a double click"),
    ("epub", "A book, for reading devices and reading programs (EPUB)"),
    ("pdf", "A book, for screens and for printing (PDF)"),
)
LENGTHS = (
    ("", "Until the first consent in it ends, and a year at most"),
    ("1m", "One month"),
    ("3m", "Three months"),
    ("6m", "Half a year"),
    ("1y", "One year"),
)


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was made, the name under which it is downloaded, and the texts that were there then."""

    name: str
    made: Made
    texts: frozenset[str]


def form(settings: Settings) -> Form:
    """What is asked for before a copy is made."""
    topics = (("", "All of them"), *((topic.id, topic.label) for topic in settings.topics))
    return Form(
        "bundle",
        "Make the copy",
        MEANS,
        (
            FormField("format", "What kind of copy", "choice", needed=True, options=FORMATS),
            FormField("valid_for", "How long it is good", "choice", options=LENGTHS),
            FormField("topic", "About which topic", "choice", options=topics),
        ),
    )


def make(live: LiveSite, settings: Settings, sent: Values) -> CopyMade | Refused:
    """Make a copy as a form says, in the site's folder in place of an older one; or why none was made."""
    given, complaints = read(form(settings), sent)
    if complaints:
        return Refused("bundle", sent, complaints)
    terms = BundleTerms(span(given.get("valid_for") or ""), given.get("topic"))
    kind = bundles.format_of(given["format"])
    name = BUNDLES[kind]
    try:
        made = bundles.make(live.root, live.root / name, kind, terms, live.day_to_give, sources.today(), Stages())
    except CannotBuildError as e:
        return Refused("bundle", sent, complaints_of(e))
    return CopyMade(name, made, live.texts)


def download(live: LiveSite, name: str) -> bytes | str | None:
    """A copy to give away as it lies in the site's folder; or in a sentence why not to; None if there is none.

    Raises CannotBuildError where nobody can tell what may be in it.
    """
    content = sources.read_inside(live.root, name, LARGEST) if name in BUNDLE_FILES else None
    if content is None:
        return None
    found = bundles.check(live.root / name, live.root, live.day_to_give, sources.today())
    if found.until is not None and found.until < live.day_to_give:
        return f"This copy was good until {found.until}."
    if not found.is_whole:
        return "Something in this copy may not be given away any more, or is not as it was made."
    return content


def page(
    live: LiveSite,
    settings: Settings,
    last: CopyMade | None,
    kept: dict[str, str],
    token: str,
    refused: Refused | None = None,
) -> str:
    """The page where copies are made; ``refused`` is a form sent in vain.

    What came of the ``last`` one is told as long as it and all texts are there, so nothing of one that was withdrawn.
    """
    is_there = last and last.texts <= live.texts and sources.inside(live.root, last.name) is not None
    return fill(
        "desk-copy.html",
        form=form(settings),
        values=refused.values if refused else {},
        refused=refused,
        last=last if is_there and not refused else None,
        token=token,
        action=f"{COPY}?{urlencode(kept)}",
        download=f"{COPY}/",
        back=f"/_desk/?{urlencode(kept)}",
    )
