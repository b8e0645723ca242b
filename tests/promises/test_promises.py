"""Promises 1, 2 and 8 over random sites: consent decides, withheld is absent, the same input gives the same bytes."""

from __future__ import annotations

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.ground.channels import Medium
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.render.renderer import Renderer
from tests.builders.example import ROOT
from tests.builders.sites import SITE, built, make_site, tree

DAYS = [
    date.fromisoformat(d) for d in ("2021-03-10", "2025-06-15", "2026-06-14", "2026-06-15", "2026-06-16", "2031-01-01")
]
CHANNELS = ["web", "feed", "search-engines", "social", "offline"]
STATUSES = ["requested", "paused", "withdrawn", "revoked", "expired", "refused"]
MEDIA: tuple[Medium, ...] = ("web", "offline")
ABOUT = "about/index.html"


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
    about = "---\ntitle: About\n---\n" + "\n\n".join(f"[This one](../{path} 'A title')." for path in names)
    make_site(root, {}, pages={"about.md": about}, site=policy.site())
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


def published(drawn: Sequence[Sketch], policy: Policy, medium: Medium, today: date) -> set[int]:
    """Which stories may be in the output: consent first, then addresses in the order of the files."""
    taken = {ABOUT}
    through = set()
    for n, sketch in sorted(enumerate(drawn), key=lambda pair: name(pair[1], pair[0])):
        ready = not sketch.draft and not sketch.broken and sketch.day <= today
        wanted = [f"stories/{sketch.slug or f'namexq{n}'}/index.html"]
        wanted += [a.strip("/") + ("" if a.endswith(".html") else "/index.html") for a in sketch.aliases]
        if not ready or not consent_covers(sketch, policy, medium, today):
            continue
        if len(set(wanted)) == len(wanted) and not taken.intersection(wanted):
            taken.update(wanted)
            through.add(n)
    return through


def outputs(root: Path, medium: Medium, today: date) -> dict[str, bytes]:
    """Every byte that a build would write."""
    planned = prepare(Target(root, medium, today), Run())
    return {page.path: renderer().render(page).content for page in planned.pages}


@cache
def renderer() -> Renderer:
    """The built-in theme, compiled once: it is the same for all of these sites."""
    with tempfile.TemporaryDirectory() as folder:
        return Renderer(prepare(Target(make_site(Path(folder), {}), "web", DAYS[0]), Run()).theme)


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=40)
@given(drawn=sites, policy=policies, today=todays)
def test_withheld_is_the_same_as_absent(drawn: list[Sketch], policy: Policy, today: date, medium: Medium) -> None:
    """A site's output, but for the recalled ids, is byte for byte that of the site without the withheld files."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_site(Path(folder), drawn, policy)
        with_them = outputs(Path(folder), medium, today)
        for n in set(files) - published(drawn, policy, medium, today):
            files[n].unlink()
        assert unrecalled(outputs(Path(folder), medium, today)) == unrecalled(with_them)


def unrecalled(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Everything but the ids by which copies know what was taken back; test_recall.py has those."""
    return {path: content for path, content in made.items() if path not in ("recall.js", "recall.json")}


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=25)
@given(drawn=sites, policy=policies, today=todays)
def test_only_what_consent_covers_is_in_the_output(
    drawn: list[Sketch], policy: Policy, today: date, medium: Medium
) -> None:
    """A story's title is in the output exactly if the rules, said once more in plain words, let it through."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), drawn, policy)
        everything = b"\n".join(outputs(Path(folder), medium, today).values())
    seen = {n for n in range(len(drawn)) if f"Titlexq{n}".encode() in everything}
    assert seen == published(drawn, policy, medium, today)


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=25)
@given(drawn=sites, policy=policies, today=todays)
def test_nothing_of_the_withheld_is_in_the_output(
    drawn: list[Sketch], policy: Policy, today: date, medium: Medium
) -> None:
    """No word, title, name, file name, picture or record of a withheld story is anywhere in the output."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), drawn, policy)
        made = outputs(Path(folder), medium, today)
    everything = b"\n".join([*made.values(), *(path.encode() for path in made)]).lower()
    through = published(drawn, policy, medium, today)
    assert {int(n) for n in re.findall(rb"(?:title|name|body|author|summary)xq(\d)", everything)} <= through
    assert b"rec-xq" not in everything
    assert b"picturexq" not in everything
    shown = {pixels(content) for path, content in made.items() if path.startswith("pictures/")}
    allowed = {pixels(picture(n)) for n in through if drawn[n].picture == "own"}
    assert shown <= allowed | {pixels(picture(-1))}


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


@settings(max_examples=30)
@given(drawn=sites, policy=policies, today=todays)
def test_every_channel_asks_consent(drawn: list[Sketch], policy: Policy, today: date) -> None:
    """Feeds, sitemap, structured data and previews hold exactly the published stories whose scope names them."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), drawn, policy)
        made = {
            path: data.decode() for path, data in outputs(Path(folder), "web", today).items() if path[-4:] != ".png"
        }
    through = published(drawn, policy, "web", today)
    feeds = [made[path] for path in made if path.endswith(("feed.xml", "feed.json"))]
    for n, sketch in enumerate(drawn):
        address = f"/stories/{sketch.slug or f'namexq{n}'}/"
        page = made.get(f"{address[1:]}index.html", "")
        mine = n in through
        assert any(f"Titlexq{n}" in feed for feed in feeds) == (mine and "feed" in sketch.scope)
        if mine:
            indexed = "search-engines" in sketch.scope
            assert (address in made["sitemap.xml"]) == indexed
            assert ('<meta name="robots" content="noindex">' in page) != indexed
            assert ('"@type":"Article"' in page) == indexed
            metas = "".join(re.findall(r"<meta[^>]*>", page))
            assert (f"xq{n}" in metas) == ("social" in sketch.scope)


@settings(max_examples=12)
@given(drawn=sites, policy=policies, first=todays, then=todays, media=st.tuples(*[st.sampled_from(MEDIA)] * 2))
def test_building_again_forgets(
    drawn: list[Sketch], policy: Policy, first: date, then: date, media: tuple[Medium, Medium]
) -> None:
    """A folder that held another day's build holds the same as a new one after the next build."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), drawn, policy)
        built(Path(folder), medium=media[0], today=first)
        built(Path(folder), medium=media[1], today=then)
        built(Path(folder), medium=media[1], today=then, out="new")
        assert tree(Path(folder, "public")) == tree(Path(folder, "new"))


def example(root: Path, order: Callable[[Sequence[Path]], Sequence[Path]]) -> Path:
    """A copy of the repository's site, its files created in a given order."""
    here = ROOT
    files = [here / "site.yaml", *sorted((here / "stories").rglob("*.*")), *sorted((here / "pages").rglob("*.*"))]
    for file in order(files):
        target = root / file.relative_to(here)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return root


def run_elsewhere(root: Path, umask: int, environment: Mapping[str, str]) -> dict[str, bytes]:
    """The output of a build by another process in another environment."""
    code = "import os, sys; os.umask(int(sys.argv.pop(1))); from generator.cli.main import main; main()"
    command = [sys.executable, "-X", "utf8=0", "-c", code, str(umask), "build", "--quiet", "--today", "2026-11-22"]
    inherited = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
    done = subprocess.run(
        command,
        cwd=root,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return tree(root / "public")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two builds with other folders, umask, time zone, locale, hash seed and order of files give the same bytes."""
    one = run_elsewhere(
        example(tmp_path / "one", lambda files: files),
        0o022,
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    )
    two = run_elsewhere(
        example(tmp_path / "some where" / "else", lambda files: files[::-1]),
        0o077,
        {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "4711"},
    )
    assert len(one) > 100
    assert one == two
