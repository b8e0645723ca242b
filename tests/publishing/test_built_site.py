"""A site's folder, read for publishing, and what is taken away by it where no build is to be had."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.ground.target import Target
from generator.incremental.run import Run
from generator.publishing.built_site import built_site
from generator.publishing.changes import changes
from generator.publishing.difference import difference, is_story
from generator.publishing.local_build import LocalBuild
from generator.publishing.open_proofs import after_update
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import ALL_TEXTS, MANIFEST
from generator.publishing.removals import remove
from generator.publishing.update import look, update
from tests.builders.hosts import MemoryStore, served
from tests.builders.outputs import leads_nowhere
from tests.builders.pictures import picture, saved
from tests.builders.podcasts import podcast_site
from tests.builders.sites import TODAY, built, make_site, story, tree
from tests.builders.told_stories import SCOPE, told

URL = "https://quiet.harbour.internal/base/"
WORDS = {"gate": "a gate of oak", "river": "a river of glass", "lamp": "a lamp of brass"}


def site(root: Path) -> Path:
    """Three stories that lead to each other; two show one picture, and one has an old address."""
    stories = {
        "gate.md": story("The gate", text=f"Here is {WORDS['gate']}, and [more](river.md).\n\n![A door.](door.jpg)"),
        "river.md": story("The river", day="2026-01-02", text=f"Here is {WORDS['river']}.\n\n![A door.](door.jpg)"),
        "lamp.md": story("The lamp", day="2026-01-03", text=f"Here is {WORDS['lamp']}.", more="aliases: [/old/lamp/]"),
    }
    make_site(
        root, stories, pages={"about.md": "---\ntitle: About\nsummary: On us.\n---\n\nRead [one](../stories/lamp.md)."}
    )
    (root / "stories" / "door.jpg").write_bytes(saved(picture(), "JPEG"))
    return root


def local(root: Path, today: date = TODAY) -> LocalBuild:
    """The site, built and read."""
    built(root, today=today)
    return built_site(Target(root, "web", today, root / "public"), Run())


def online(root: Path) -> MemoryStore:
    """The site, built and published."""
    store, build = MemoryStore(), local(root)
    update(store, build, look(store, URL))
    return store


def end(root: Path, name: str, status: str = "withdrawn") -> None:
    """Let a story's consent say that it is over."""
    place = root / "stories" / name
    place.write_text(place.read_text(encoding="utf-8").replace("status: given", f"status: {status}"), encoding="utf-8")


def removed(root: Path, store: MemoryStore, today: date = TODAY) -> None:
    remove(store, URL, Target(root, "web", today, root / "public"), Run())


def broken_theme(root: Path) -> None:
    """Choose a theme that is none."""
    theme = root / "themes" / "own"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("nonsense", encoding="utf-8")
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("theme: {name: own}\n")


def holding(store: MemoryStore, words: str) -> set[str]:
    return {path for path, data in served(store.files).items() if words.encode() in data}


def test_every_file_that_holds_a_text_says_so(tmp_path: Path) -> None:
    """Every file in which a story's words, title or address stand is known to hold something of it, or of all texts."""
    build = local(site(tmp_path))
    ids = {title: known_as for known_as, title in build.titles.items()}
    for name, words in WORDS.items():
        known_as = ids[f"The {name}"]
        for path, data in tree(tmp_path / "public").items():
            if any(sign.encode() in data for sign in (words, f"The {name}", f"stories/{name}/")) and path != "_headers":
                texts = build.files[path].online.texts
                assert texts & {known_as, f"feed-{known_as}", ALL_TEXTS}, path


def test_a_picture_belongs_to_all_who_show_it(tmp_path: Path) -> None:
    """A picture of two stories is held by both, and goes with neither of them."""
    build = local(site(tmp_path))
    (picture,) = [file.online for path, file in build.files.items() if path.startswith("pictures/")]
    assert {build.titles[known_as] for known_as in picture.texts} == {"The gate", "The river"}
    assert picture.of is None


def test_what_is_online_is_what_was_built(tmp_path: Path) -> None:
    """What is put online is the output folder, without the files at its top that nobody serves."""
    store = online(site(tmp_path))
    there = {path: data for path, data in tree(tmp_path / "public").items() if not path.startswith(".")}
    assert served(store.files) == there


def test_the_manifest_tells_no_names(tmp_path: Path) -> None:
    """Neither titles, files, authors nor records stand in the manifest, but for what addresses say."""
    store = online(site(tmp_path))
    data = store.files[MANIFEST].decode()
    for secret in ("Maren", "R-", ".md", "door", "The gate", "given"):
        assert secret not in data


@pytest.mark.parametrize("status", ["withdrawn", "paused", "expired"])
def test_removal_needs_no_build(tmp_path: Path, status: str) -> None:
    """With a theme that is broken and no build, what was online of an ended consent goes, and every link leads on."""
    store = online(site(tmp_path))
    end(tmp_path, "gate.md", status)
    broken_theme(tmp_path)
    (tmp_path / "public" / "index.html").unlink()
    removed(tmp_path, store)
    assert holding(store, WORDS["gate"]) == holding(store, "The gate") == holding(store, "stories/gate/") == set()
    assert "stories/gate/index.html" not in store.files
    assert b"stories/gate/" not in store.files[MANIFEST]
    assert {path for path in store.files if is_story(path)} == {"stories/lamp/index.html", "stories/river/index.html"}
    assert leads_nowhere(served(store.files), explicit=False) == []


def test_removal_ends_previews_alone(tmp_path: Path) -> None:
    """Where consent covers “social” no more, its card goes and its page is empty, with no build, and others stay."""
    store = online(site(tmp_path))
    before = dict(store.files)
    place = tmp_path / "stories" / "gate.md"
    place.write_text(place.read_text(encoding="utf-8").replace(", social", ""), encoding="utf-8")
    broken_theme(tmp_path)
    removed(tmp_path, store)
    assert b"The gate" not in store.files["stories/gate/index.html"]
    assert {*before} - {*store.files} == {"stories/gate/card.png"}
    changed = {path for path, data in served(store.files).items() if data != before[path]}
    assert {path for path in changed if not path.startswith("search/")} == {
        *("stories/gate/index.html", "sitemap.xml", "my-list/stories.js")
    }


def test_an_update_ends_previews_first(tmp_path: Path) -> None:
    """Where consent covers “social” no more, an update takes the card away before it sends anything."""
    root = site(tmp_path)
    store = online(root)
    place = root / "stories" / "gate.md"
    place.write_text(place.read_text(encoding="utf-8").replace(", social", ""), encoding="utf-8")
    build, there = local(root), look(store, URL)
    todo = difference(build, there)
    assert "stories/gate/card.png" in todo.removal.own
    assert "stories/gate/card.png" in after_update(there, todo, build.had, build.files).gone
    update(store, build, there)
    assert "stories/gate/card.png" not in store.files
    assert b"og:image" not in store.files["stories/gate/index.html"]
    assert "stories/lamp/card.png" in store.files


def test_an_unknown_card_goes_where_its_story_is_not(tmp_path: Path) -> None:
    """A card that somebody put back under the name of a story that is not there, or not to be previewed, goes."""
    root = site(tmp_path)
    place = root / "stories" / "gate.md"
    place.write_text(place.read_text(encoding="utf-8").replace(", social", ""), encoding="utf-8")
    store = online(root)
    store.files |= {"stories/gate/card.png": b"?", "stories/gone/card.png": b"?"}
    removed(root, store)
    assert {path for path in store.files if "card.png" in path} == {"stories/lamp/card.png", "stories/river/card.png"}


def test_removal_leaves_alone_what_may_stay(tmp_path: Path) -> None:
    """Where no consent has ended, removal changes nothing."""
    store = online(site(tmp_path))
    before = dict(store.files)
    removed(tmp_path, store)
    assert store.files == before


def test_removal_into_an_empty_folder_writes_nothing(tmp_path: Path) -> None:
    """Removal at a place where nothing is online puts nothing there."""
    store = MemoryStore()
    removed(site(tmp_path), store)
    assert store.files == {}


def test_a_story_that_was_renamed_is_the_same(tmp_path: Path) -> None:
    """A story at another address is told as moving, and its words are not taken for words that must go."""
    store = online(site(tmp_path))
    place = tmp_path / "stories" / "lamp.md"
    place.write_text(place.read_text(encoding="utf-8").replace("title:", "slug: light\ntitle:"), encoding="utf-8")
    build = local(tmp_path)
    there = look(store, URL)
    todo = difference(build, there)
    found = changes(build, there, todo)
    assert found.moving == (("stories/lamp/index.html", "stories/light/index.html"),)
    assert (found.appearing, found.going, todo.removal.steps) == ((), (), ())


def test_changes_are_told_in_stories(tmp_path: Path) -> None:
    """What appears and changes is told by its title, what goes by its page, and which of it no consent explains."""
    store = online(site(tmp_path))
    end(tmp_path, "gate.md")
    (tmp_path / "stories" / "river.md").unlink()
    lamp = tmp_path / "stories" / "lamp.md"
    lamp.write_text(lamp.read_text(encoding="utf-8") + "\nAnd more.\n", encoding="utf-8")
    (tmp_path / "stories" / "new.md").write_text(story("The new one", topics="[work]"), encoding="utf-8")
    build, there = local(tmp_path), look(store, URL)
    found = changes(build, there, difference(build, there))
    assert found.appearing == ("The new one",)
    assert found.changed == ("The lamp",)
    assert found.going == ("stories/gate/index.html", "stories/river/index.html")
    assert set(found.unexplained.values()) == {"stories/river/index.html"}
    assert found.topics == ("hope", "work")
    assert found.to_be_asked


def test_an_older_log_is_not_published_over_a_newer_one(tmp_path: Path) -> None:
    """Where what is online was made from a newer log of consent, an update stops and changes nothing."""
    root = site(tmp_path)
    (root / "consent").mkdir()
    build = local(root)
    newer = MemoryStore()
    update(newer, build, look(newer, URL))
    manifest = newer.files[MANIFEST]
    newer.files[MANIFEST] = manifest.replace(rb"\"lines\": 0, \"last\": null", rb"\"lines\": 3, \"last\": \"2-ab\"")
    assert newer.files[MANIFEST] != manifest
    before = dict(newer.files)
    with pytest.raises(RemoteError, match="newer log"):
        update(newer, build, look(newer, URL))
    assert newer.files == before


def test_the_first_day_after_an_end_is_known(tmp_path: Path) -> None:
    """A manifest says on which day something in it may not be online any more."""
    text = story("The gate").replace("given_on: 2026-01-01", "given_on: 2026-01-01, valid_until: 2026-12-31")
    build = local(make_site(tmp_path, {"gate.md": text}))
    assert build.manifest.ends == date(2027, 1, 1)


def test_the_podcast_has_ids_of_its_own(tmp_path: Path) -> None:
    """Where consent to the podcast ends alone, what is online of it has to go, and the feed may stay."""
    root = podcast_site(tmp_path)
    before = local(root)
    (known_as,) = {one for one in before.files["podcast.xml"].online.texts if one.startswith("podcast-")}
    assert known_as in before.texts
    (root / "stories/kettle.md").write_text(told(scope=SCOPE))
    after = local(root)
    assert known_as in after.taken_back
    assert known_as.replace("podcast-", "feed-") in after.texts
