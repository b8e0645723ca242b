"""Promise 3: after any history of edits, crashes and kills, the output equals a clean build, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.build import build
from generator.ground.channels import Medium
from generator.ground.diagnostics import CannotBuildError
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.store.cache import FOLDER
from tests.builders.clock import settle
from tests.builders.disk import Killed, failing
from tests.builders.examples import few
from tests.builders.sites import SITE, TODAY, make_site, story, tree

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
TOPICS = st.sampled_from(["[hope]", "[support, hope]", "[work]"])
DAYS = st.integers(1, 9).map(lambda n: f"2026-01-0{n}")
WORDS = st.sampled_from(["painted", "wandered", "harbours", "gardening", "lighthouses", "Übermut"])
SECRET = "Wendelgard"
SHELVES = (
    "front: {story: b.md}\nshelves: [{label: Two, stories: [a.md, e.md]}, {label: Few, stories: [d.md, c.md, z.md]}]\n"
)
FULL = OSError(28, "No space left on device")


class Histories(RuleBasedStateMachine):
    """A small site that authors, editors and accidents change, built again and again."""

    @initialize()
    def begin(self) -> None:
        """A site with three stories."""
        self.root = Path(tempfile.mkdtemp())
        texts = {f"{n}.md": story(f"Gate {n}", day=f"2026-01-0{i}") for i, n in enumerate("abc", 1)}
        make_site(self.root, texts, site=SITE + SHELVES)
        self.today: date = TODAY
        self.medium: Medium = "web"
        self.old: dict[Path, tuple[bytes, tuple[int, int]]] = {}
        self.secret = False

    def path(self, name: str) -> Path:
        """The file of a story."""
        return self.root / "stories" / f"{name}.md"

    @rule(name=NAMES, topics=TOPICS, day=DAYS, word=WORDS)
    def write(self, name: str, topics: str, day: str, word: str) -> None:
        """Somebody writes a story, new or anew."""
        text = f"We {word} {word} the gate. [Before](b.md), [nowhere](z.md).\n\n## A {word}\n"
        self.path(name).write_text(story(f"Gate {name}", day=day, topics=topics, text=text), encoding="utf-8")

    @rule(name=NAMES)
    def edit_unseen(self, name: str) -> None:
        """Somebody changes a letter within the same second, and the file's time and size stay as they were."""
        if self.path(name).exists():
            status, text = self.path(name).stat(), self.path(name).read_text(encoding="utf-8")
            self.path(name).write_text(
                text.replace("gate", "goat") if "gate" in text else text.replace("goat", "gate"), encoding="utf-8"
            )
            os.utime(self.path(name), ns=(status.st_atime_ns, status.st_mtime_ns))

    @rule(name=NAMES)
    def keep(self, name: str) -> None:
        """Somebody keeps a copy."""
        if self.path(name).exists():
            status = self.path(name).stat()
            self.old[self.path(name)] = (self.path(name).read_bytes(), (status.st_atime_ns, status.st_mtime_ns))

    @rule()
    def restore(self) -> None:
        """Somebody puts all copies back, with their old times."""
        for path, (data, times) in self.old.items():
            path.write_bytes(data)
            os.utime(path, ns=times)

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        """Somebody renames a story, over another perhaps."""
        if self.path(name).exists():
            self.path(name).replace(self.path(other))

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        """Somebody deletes a story."""
        self.path(name).unlink(missing_ok=True)

    @rule(name=NAMES)
    def break_(self, name: str) -> None:
        """Somebody leaves a story half-written."""
        self.path(name).write_text("---\ntitle: [half\n---\nWords.\n", encoding="utf-8")

    @rule(until=st.sampled_from(["2026-06-14", "2026-06-15", "2026-06-20"]))
    def expiring(self, until: str) -> None:
        """A story is there until a day."""
        given = f"{{record: R-1, status: given, given_on: 2026-01-01, valid_until: {until}, scope: [web, offline]}}"
        self.path("e").write_text(story(f"Gate {SECRET}", consent=given, text=f"{SECRET} was here."), encoding="utf-8")

    @rule(
        name=st.sampled_from(["r", "s"]),
        of=st.sampled_from(["a", "b", "e", "r"]),
        kind=st.sampled_from(["translation_of", "easy_read_of"]),
        language=st.sampled_from(["de", "es"]),
        status=st.sampled_from(["given", "given", "paused"]),
    )
    def retell(self, name: str, of: str, kind: str, language: str, status: str) -> None:
        """Somebody translates a story, or one that cannot be translated, or writes it in Easy Read."""
        given = f"{{record: R-9{name}, status: {status}, given_on: 2026-01-01, scope: [web, feed, search-engines]}}"
        more = f"language: {language}\n{kind}: {of}.md\ntranslated_by: Ines"
        text = story(f"Tor {name}", consent=given, more=more, text=f"Wir malten das Tor {of}.")
        self.path(name).write_text(text, encoding="utf-8")

    @rule(days=st.integers(-8, 8))
    def pass_time(self, days: int) -> None:
        """Days pass, or the clock is put back."""
        self.today += timedelta(days=days)

    @rule()
    def withdraw(self) -> None:
        """A storyteller withdraws."""
        ended = "{record: R-1, status: withdrawn, given_on: 2026-01-01, ended_on: 2026-06-01, scope: [web, offline]}"
        self.path("e").write_text(story(f"Gate {SECRET}", consent=ended, text=f"{SECRET} was here."), encoding="utf-8")

    @rule(label=st.sampled_from(["Hope", "Hoping"]), size=st.integers(1, 3))
    def change_settings(self, label: str, size: int) -> None:
        """An editor changes a topic's name and the lists' length."""
        site = SITE.replace("label: Hope,", f"label: {label},").replace("per_page: 2", f"per_page: {size}")
        (self.root / "site.yaml").write_text(site + SHELVES, encoding="utf-8")

    @rule(word=st.none() | WORDS)
    def change_front_words(self, word: str | None) -> None:
        """An editor writes the words of the front page, or takes them away."""
        place = self.root / "pages" / "index.md"
        place.parent.mkdir(exist_ok=True)
        place.unlink(missing_ok=True)
        if word is not None:
            place.write_text(f"---\ntitle: Come in\n---\n\n{word}, and [a gate](../stories/a.md).\n", encoding="utf-8")

    @rule(words=st.sampled_from([None, "Nothing here.", "{{ nothing.here }}"]))
    def change_template(self, words: str | None) -> None:
        """A theme writer overlays a template, with a fault perhaps, or takes that back."""
        place = self.root / "themes" / "hearten" / "templates" / "notes.html"
        if words is None:
            place.unlink(missing_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(words, encoding="utf-8")

    @rule(word=st.sampled_from(["Read on", "Further"]))
    def change_translation(self, word: str) -> None:
        """A translator changes a word of the theme."""
        place = self.root / "themes" / "hearten" / "strings" / "en.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"related_stories: {word}\n", encoding="utf-8")

    @rule(medium=st.sampled_from(["web", "offline"]))
    def other_channel(self, medium: Medium) -> None:
        """The next builds are for another channel, into the same folder."""
        self.medium = medium

    @rule(at=st.integers(1, 60), error=st.sampled_from([FULL, Killed(), PermissionError(13, "Permission denied")]))
    def interrupted(self, at: int, error: BaseException) -> None:
        """A build is stopped at some change to the output."""
        with failing(at, error, self.root / "public"):
            try:
                self.build("public")
            except (CannotBuildError, Killed):
                return

    @rule()
    def rest(self) -> None:
        """Nobody does anything until the clock has ticked, so that the next build can tell what has changed."""
        settle(self.root)
        with suppress(CannotBuildError):
            self.build("public")

    @rule()
    def tampered(self) -> None:
        """Somebody writes into the output."""
        for page in sorted((self.root / "public").rglob("*.html"))[:2]:
            page.write_text("Mine.", encoding="utf-8")

    @rule()
    def forgotten(self) -> None:
        """Somebody deletes the cache."""
        shutil.rmtree(self.root / FOLDER, ignore_errors=True)

    @invariant()
    def equal_to_clean(self) -> None:
        """The output equals a clean build of the same site, and nothing withdrawn is in it or in the cache."""
        if not hasattr(self, "root"):
            return
        try:
            self.build("public")
        except CannotBuildError:
            return
        cache = self.root / FOLDER
        cache.rename(self.root / "aside")
        self.build("clean")
        shutil.rmtree(cache)
        (self.root / "aside").rename(cache)
        assert tree(self.root / "public") == tree(self.root / "clean")
        shutil.rmtree(self.root / "clean")
        if not any(SECRET.encode() in data for data in tree(self.root / "public").values()):
            assert not any(SECRET.encode() in data or SECRET.lower().encode() in data for data in tree(cache).values())

    def build(self, out: str) -> None:
        """Build for the channel and day that it is."""
        build(Target(self.root, self.medium, self.today, self.root / out), Stages())

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "root"):
            shutil.rmtree(self.root)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=few(3, fresh=60), stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
