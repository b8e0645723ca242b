"""Random sites, and the rules of consent said once more for them."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from tests.builders.sites import SITE, make_site

DAYS = [
    date.fromisoformat(d) for d in ("2021-03-10", "2025-06-15", "2026-06-14", "2026-06-15", "2026-06-16", "2031-01-01")
]
CHANNELS = ["web", "feed", "search-engines", "social", "offline"]
STATUSES = ["requested", "paused", "withdrawn", "revoked", "expired", "refused"]


@dataclass(frozen=True)
class Policy:
    """What the organisation asks of every consent."""

    months: int | None
    needs_end: bool
    needs_review: bool

    def site(self) -> str:
        """The settings with this policy."""
        asked = f"longest_validity_months: {self.months or 'null'}, require_valid_until: {str(self.needs_end).lower()}"
        asked += f", require_review_by: {str(self.needs_review).lower()}"
        return re.sub(r"consent: \{.*\}", f"consent: {{{asked}}}", SITE)


@dataclass(frozen=True)
class Sketch:
    """A random story, before its links and its place among others are known."""

    consented: bool
    status: str
    given_on: date | None
    given: date | None
    valid_until: date | None
    review_by: date | None
    ended_on: date | None
    given_by: str
    scope: tuple[str, ...]
    fictional: bool
    draft: bool
    broken: str | None
    day: date
    slug: str | None
    aliases: tuple[str, ...]
    topics: tuple[str, ...]
    notes: tuple[str, ...]
    language: str | None
    part: int | None
    picture: str | None
    links: tuple[int, ...]
    folder: str


days = st.sampled_from(DAYS)
# Most stories differ in at most two ways from one that may be published; were all of it random, hardly any would be.
USUAL = {
    "consented": True,
    "status": "given",
    "given_on": DAYS[1],
    "given": None,
    "valid_until": None,
    "review_by": DAYS[-1],
    "ended_on": None,
    "given_by": "self",
    "fictional": False,
    "draft": False,
    "broken": None,
    "day": DAYS[1],
}
UNUSUAL: dict[str, st.SearchStrategy[object]] = {
    "consented": st.just(False),
    "status": st.sampled_from(STATUSES),
    "given_on": st.none() | days,
    "given": days,
    "valid_until": days,
    "review_by": st.none() | days,
    "ended_on": days,
    "given_by": st.sampled_from(["guardian", "representative"]),
    "fictional": st.just(True),
    "draft": st.just(True),
    "broken": st.sampled_from(["topic", "alt", "field", "yaml", "bytes", "picture"]),
    "day": days,
}
FREE: dict[str, st.SearchStrategy[object]] = {
    "scope": st.sets(st.sampled_from(CHANNELS), max_size=2).map(lambda left_out: tuple(sorted({*CHANNELS} - left_out))),
    "slug": st.sampled_from([None, None, None, "shared", "other"]),
    "aliases": st.sampled_from([(), (), ("/old/a/",), ("/old/b.html", "/stories/shared/"), ("/about/",)]),
    "topics": st.lists(st.sampled_from(["hope", "Support", "work", "optimism"]), min_size=1, max_size=3).map(tuple),
    "notes": st.lists(st.sampled_from(["death", "eating"]), max_size=2).map(tuple),
    "language": st.sampled_from([None, None, "de", "ar"]),
    "part": st.none() | st.integers(1, 3),
    "picture": st.sampled_from([None, None, "own", "shared"]),
    "links": st.lists(st.integers(0, 6), max_size=3).map(tuple),
    "folder": st.sampled_from(["", "", "early/"]),
}


@st.composite
def sketch_of_a_story(draw: st.DrawFn) -> Sketch:
    """A story that differs from the usual in up to two ways, and freely in scope and in what has no say in consent."""
    ways = draw(st.lists(st.sampled_from(sorted(UNUSUAL)), max_size=2, unique=True))
    fields: dict[str, Any] = {**USUAL, **{way: draw(UNUSUAL[way]) for way in ways}}
    fields |= {field: draw(values) for field, values in FREE.items()}
    return Sketch(**fields)


sites = st.lists(sketch_of_a_story(), min_size=2, max_size=6)
policies = st.builds(
    Policy,
    st.sampled_from([60, None, 12]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([False, True]),
)
todays = st.sampled_from([DAYS[3], DAYS[2], DAYS[3], DAYS[4], DAYS[3], DAYS[5]])


def name(sketch: Sketch, n: int) -> str:
    return f"stories/{sketch.folder}namexq{n}.md"


def text(sketch: Sketch, n: int, all_names: Sequence[str]) -> str:
    """The story's file. Every word that is its own holds “xq” and its number."""
    fields = {f: v for f in ("given_on", "given", "valid_until", "review_by", "ended_on") if (v := getattr(sketch, f))}
    fields |= {"record": f"REC-XQ{n}", "status": sketch.status, "given_by": sketch.given_by}
    fields |= {"scope": f"[{', '.join(sketch.scope)}]", "basis": "fictional" if sketch.fictional else "consent"}
    consent = ", ".join(f"{key}: {value}" for key, value in fields.items())
    broken_topic = ["topicxq"] if sketch.broken == "topic" else []
    lines = [
        f"title: Titlexq{n}",
        f"date: {sketch.day}",
        f"author: Authorxq{n}",
        f"summary: Summaryxq{n} of it.",
        f"topics: [{', '.join([*sketch.topics, *broken_topic])}]",
        f"content_notes: [{', '.join(sketch.notes)}]",
        *([f"consent: {{{consent}}}"] if sketch.consented else []),
        *(["draft: true"] if sketch.draft else []),
        *([f"slug: {sketch.slug}"] if sketch.slug else []),
        *([f"aliases: [{', '.join(sketch.aliases)}]"] if sketch.aliases else []),
        *([f"language: {sketch.language}"] if sketch.language else []),
        *([f"series: {{name: A long road, part: {sketch.part}}}"] if sketch.part else []),
        *(["tilte: Errorxq"] if sketch.broken == "field" else []),
        *(["- ["] if sketch.broken == "yaml" else []),
    ]
    here = posixpath.dirname(name(sketch, n))
    pictures = {"own": f"picturexq{n}.png", "shared": "shared.png"}
    named = [pictures[sketch.picture]] if sketch.picture else []
    body = [
        f"Bodyxq{n} and the lighthouse, the lighthouse again.",
        *(f"[There]({posixpath.relpath(all_names[m % len(all_names)], here)})." for m in sketch.links),
        "[By address](/stories/shared/), [by an old one](/old/a/).",
        *(f"![A gate]({posixpath.relpath('pictures/' + p, here)})" for p in named),
        *([f"![]({posixpath.relpath('pictures/shared.png', here)})"] if sketch.broken == "alt" else []),
        *(["![A hill](missing.png)"] if sketch.broken == "picture" else []),
    ]
    return "\n".join(["---", *lines, "---", "", "\n\n".join(body), ""])


def write_site(root: Path, drawn: Sequence[Sketch], policy: Policy) -> dict[int, Path]:
    """Write the random site; each story's file by its number."""
    names = [name(s, n) for n, s in enumerate(drawn)]
    links = "\n\n".join(f"[This one](../{path} 'A title')." for path in names)
    pages = {"about.md": f"---\ntitle: About\n---\n{links}", "index.md": f"---\ntitle: Come in\n---\n{links}"}
    shelves = (names[::-1], names[::2], names[1:3], ["none.md"])
    rows = [f"  - {{label: Shelf {n}, stories: [{', '.join(row)}]}}\n" for n, row in enumerate(shelves)]
    make_site(root, {}, pages=pages, site=f"{policy.site()}front: {{story: {names[0]}}}\nshelves:\n{''.join(rows)}")
    (root / "pictures").mkdir()
    for n in range(-1, len(drawn)):
        (root / "pictures" / ("shared.png" if n < 0 else f"picturexq{n}.png")).write_bytes(picture(n))
    for n, sketch in enumerate(drawn):
        path = root / names[n]
        path.parent.mkdir(parents=True, exist_ok=True)
        tail = b"\xff" if sketch.broken == "bytes" else b""
        path.write_bytes(text(sketch, n, names).encode() + tail)
    return {n: root / path for n, path in enumerate(names)}


@cache
def picture(n: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), (10 * n + 20, 0, 0)).save(out, "PNG")
    return out.getvalue()


def consent_covers(sketch: Sketch, policy: Policy, channel: str, today: date) -> bool:
    """The rules of consent once more, as plainly as they can be said; nothing here comes from the program."""
    if not sketch.consented or sketch.status != "given" or sketch.ended_on or channel not in sketch.scope:
        return False
    begins = {day for day in (sketch.given_on, sketch.given) if day}
    if len(begins) != 1:
        return False
    (begin,) = begins
    end = sketch.valid_until
    if today < begin or (end and (end < begin or end < today)):
        return False
    if sketch.given_by == "guardian" and (not sketch.review_by or sketch.review_by < today):
        return False
    if sketch.fictional:
        return True
    if (policy.needs_end and not end) or (policy.needs_review and not sketch.review_by):
        return False
    if policy.months:
        year, month = divmod(begin.year * 12 + begin.month - 1 + policy.months, 12)
        return today <= date(year, month + 1, begin.day)
    return True
