"""Promises 1, 2 and 8 over random sites: consent decides, withheld is absent, the same input gives the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.ground.channels import Medium
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.render.renderer import Renderer
from tests.builders.example import ROOT, copy_of_example
from tests.builders.examples import few
from tests.builders.sites import built, make_site, tree
from tests.builders.sketches import (
    DAYS,
    Policy,
    Sketch,
    consent_covers,
    name,
    picture,
    policies,
    sites,
    todays,
    write_site,
)
from tests.builders.told_stories import AUDIO, MP3, captions, silence

MEDIA: tuple[Medium, ...] = ("web", "offline")
ABOUT = "about/index.html"


def published(drawn: Sequence[Sketch], policy: Policy, medium: Medium, today: date) -> set[int]:
    """Which stories may be in the output: consent first, then their own addresses in the order of the files."""
    taken = {ABOUT}
    through = set()
    for n, sketch in sorted(enumerate(drawn), key=lambda pair: name(pair[1], pair[0])):
        ready = not sketch.draft and not sketch.broken and sketch.day <= today
        own = f"stories/{sketch.slug or f'namexq{n}'}/index.html"
        former = [a.strip("/") + ("" if a.endswith(".html") else "/index.html") for a in sketch.aliases]
        if not ready or not consent_covers(sketch, policy, medium, today):
            continue
        if len({own, *former}) == 1 + len(former) and own not in taken:
            taken.add(own)
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
@settings(max_examples=few(12, fresh=400))
@given(drawn=sites, policy=policies, today=todays)
def test_withheld_is_the_same_as_absent(drawn: list[Sketch], policy: Policy, today: date, medium: Medium) -> None:
    """A site's output, but for the recalled ids, is byte for byte that of the site without the withheld files."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_site(Path(folder), drawn, policy)
        with_them = outputs(Path(folder), medium, today)
        for n in set(files) - published(drawn, policy, medium, today):
            files[n].unlink()
        assert unrecalled(outputs(Path(folder), medium, today)) == unrecalled(with_them)


@settings(max_examples=few(6, fresh=200))
@given(drawn=sites, policy=policies, today=todays)
def test_a_left_out_recording_is_the_same_as_none(drawn: list[Sketch], policy: Policy, today: date) -> None:
    """A site in which no consent covers recordings is byte for byte that of the same stories without these."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_site(Path(folder), drawn, policy)
        without = outputs(Path(folder), "web", today)
        (Path(folder) / MP3).parent.mkdir()
        (Path(folder) / MP3).write_bytes(silence())
        for n, file in files.items():
            said = f"kettle{n}.en.vtt"
            (Path(folder) / "media" / said).write_text(captions(f"This is what number {n} said.", f"Of {n}."))
            up = "../" * file.relative_to(Path(folder)).as_posix().count("/")
            fields = AUDIO.replace("kettle.en.vtt", said).replace("../", up)
            fields = fields.replace("{en:", f"{{{drawn[n].language or 'en'}:")
            file.write_bytes(file.read_bytes().replace(b"---\n", f"---\n{fields}\n".encode(), 1))
        assert outputs(Path(folder), "web", today) == without


def unrecalled(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Everything but the ids by which copies know what was taken back; test_recall.py has those."""
    return {path: content for path, content in made.items() if path not in ("recall.js", "recall.json")}


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=few(10, fresh=250))
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
@settings(max_examples=few(10, fresh=250))
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


@settings(max_examples=few(12, fresh=300))
@given(drawn=sites, policy=policies, today=todays)
def test_every_channel_asks_consent(drawn: list[Sketch], policy: Policy, today: date) -> None:
    """Feeds, sitemap, structured data and previews hold exactly the published stories whose scope names them."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), drawn, policy)
        everything = outputs(Path(folder), "web", today)
    made = {path: data.decode() for path, data in everything.items() if path[-4:] != ".png"}
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
            assert "social" in sketch.scope or f"{address[1:]}card.png" not in everything


@settings(max_examples=few(5, fresh=120))
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
        copy_of_example(tmp_path / "one", lambda files: files),
        0o022,
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    )
    two = run_elsewhere(
        copy_of_example(tmp_path / "some where" / "else", lambda files: files[::-1]),
        0o077,
        {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "4711"},
    )
    assert len(one) > 100
    assert one == two
