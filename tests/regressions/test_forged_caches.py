"""Rows of a cache carried a digest that anybody can make, so a folder with a cache in it published a withheld story."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.store.cache import FILE, FOLDER
from generator.store.file_stamps import stamp
from tests.builders.caches import CONTROL, Prove, Row, Rows, keyed, proven, put_rows, rows_in, unkeyed
from tests.builders.clock import settle
from tests.builders.examples import few
from tests.builders.sites import built, make_site, story, tree

CONSENT = "{{record: R-9, status: {}, given_on: 2026-01-01, scope: [web, feed]}}"
HELD, SECRET = "stories/held.md", b"Wendelgard"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site to build, with a story that is withheld."""
    texts = {f"{n}.md": story(f"Gate {n}", day=f"2026-01-0{n}", text=f"We painted gate {n}.") for n in range(1, 4)}
    root = make_site(tmp_path_factory.mktemp("forged"), texts)
    write_held(root, "paused")
    return root


def write_held(root: Path, status: str) -> None:
    """Write the story that is withheld, or is not."""
    text = story("Held", consent=CONSENT.format(status), text="Wendelgard came, too.")
    (root / HELD).write_text(text, encoding="utf-8")
    settle(root)


@pytest.fixture(scope="module")
def published(site: Path) -> Rows:
    """What a cache holds after somebody has changed the consent and built, for the file as it is without that."""
    write_held(site, "given")
    built(site)
    rows = rows_in(site / FOLDER / FILE)
    shutil.rmtree(site / FOLDER)
    shutil.rmtree(site / "public")
    write_held(site, "paused")
    looks = stamp((site / HELD).stat())
    for row in rows["texts"]:
        if row[0] == HELD:
            row[1:5] = looks.size, looks.modified, looks.changed, looks.inode
    return rows


@pytest.fixture(scope="module")
def former(site: Path, published: Rows) -> Rows:
    """What the cache held before one story was edited and another one left."""
    (site / "stories/3.md").write_text(story("Gate 3", day="2026-01-03", text="Wendelgard is gone."), encoding="utf-8")
    (site / "stories/4.md").write_text(story("Gate 4", day="2026-01-04", text="Wendelgard, too."), encoding="utf-8")
    settle(site)
    built(site)
    rows = rows_in(site / FOLDER / FILE)
    (site / "stories/3.md").write_text(story("Gate 3", day="2026-01-03", text="Nobody came."), encoding="utf-8")
    (site / "stories/4.md").unlink()
    settle(site)
    built(site)
    return rows


@pytest.fixture(scope="module")
def clean(site: Path, former: Rows) -> dict[str, bytes]:
    """What a build from nothing makes of the site."""
    (site / FOLDER).rename(site / "aside")
    made = tree(built(site, out="clean").out)
    shutil.rmtree(site / FOLDER)
    (site / "aside").rename(site / FOLDER)
    assert not any(SECRET in data for data in made.values())
    return made


@pytest.fixture(scope="module")
def latest(site: Path, clean: dict[str, bytes]) -> Rows:
    """What the cache holds at last."""
    return rows_in(site / FOLDER / FILE)


def without_reports(states: list[Row]) -> list[Row]:
    """States without those by which a build sees that nothing has changed."""
    return [row for row in states if row[1] != "whole"]


def made_with(site: Path, rows: Rows) -> dict[str, bytes]:
    """The output of a build that finds these rows."""
    put_rows(site / FOLDER / FILE, rows)
    return tree(built(site).out)


def released(published: Rows, latest: Rows, prove: Prove | None) -> Rows:
    """The rows of a cache, and those by which the story that is withheld was published."""
    forged = {"states": without_reports(latest["states"])}
    for table in ("texts", "contents", "terms"):
        held = [row for row in published[table] if row[0] == HELD]
        forged[table] = [*latest[table], *(proven(table, row, prove) if prove else row for row in held)]
    return latest | forged


@pytest.mark.parametrize(
    "prove", [keyed(b"another key"), keyed(b""), unkeyed, None], ids=["another key", "no key", "a digest", "nothing"]
)
def test_rows_under_any_proof_but_ours(
    site: Path, published: Rows, latest: Rows, clean: dict[str, bytes], prove: Prove | None
) -> None:
    """Whoever has everything but the key cannot publish a withheld story."""
    assert made_with(site, released(published, latest, prove)) == clean


def test_rows_under_our_own_key(site: Path, published: Rows, latest: Rows, clean: dict[str, bytes]) -> None:
    """It is the key alone that stands between such rows and the site."""
    made = made_with(site, released(published, latest, keyed(CONTROL)))
    assert any(SECRET in data for data in made.values())
    assert made_with(site, latest) == clean


@settings(max_examples=few(15, fresh=500))
@given(st.data())
def test_any_change_of_a_row(site: Path, latest: Rows, clean: dict[str, bytes], data: st.DataObject) -> None:
    """Whatever byte of whatever row is another one, the output is that of a build from nothing."""
    rows = latest | {"states": without_reports(latest["states"])}
    for _ in range(data.draw(st.integers(1, 4))):
        table = data.draw(st.sampled_from([table for table in rows if rows[table]]))
        some = [list(row) for row in rows[table]]
        row = data.draw(st.sampled_from(some))
        column = data.draw(st.integers(0, len(row) - 1))
        row[column] = data.draw(changed(row[column]))
        rows = rows | {table: some}
    assert made_with(site, rows) == clean


def changed(value: object) -> st.SearchStrategy[object]:
    """Values that differ from one a little, or in kind."""
    other: st.SearchStrategy[object] = st.sampled_from([None, 0, 1.5, "", b""])
    if isinstance(value, bytes) and value:
        places = st.tuples(st.integers(0, len(value) - 1), st.integers(1, 255))
        return places.map(lambda at: value[: at[0]] + bytes([value[at[0]] ^ at[1]]) + value[at[0] + 1 :]) | other
    if isinstance(value, str):
        return st.sampled_from([value + "x", value[:-1], value.upper(), value.encode()]) | other
    return st.integers(-1, 1).map(lambda n: n + value if isinstance(value, int) else n) | other


@settings(max_examples=few(15, fresh=500))
@given(st.data())
def test_rows_in_each_others_place(site: Path, latest: Rows, clean: dict[str, bytes], data: st.DataObject) -> None:
    """A row that is moved to another key, table or target is nothing."""
    rows = {table: [list(row) for row in some] for table, some in latest.items()}
    rows["states"] = without_reports(rows["states"])
    shapes = {"texts": 1, "contents": 1, "terms": 1, "outputs": 2, "states": 2}
    for _ in range(data.draw(st.integers(1, 4))):
        one = data.draw(st.sampled_from([table for table in rows if rows[table]]))
        other = data.draw(st.sampled_from([t for t in rows if rows[t] and len(rows[t][0]) == len(rows[one][0])]))
        a, b = data.draw(st.sampled_from(rows[one])), data.draw(st.sampled_from(rows[other]))
        keys = data.draw(st.integers(0, shapes[one]))
        a[keys:], b[keys:] = b[keys:], a[keys:]
    assert made_with(site, rows) == clean


@settings(max_examples=few(15, fresh=500))
@given(st.data())
def test_rows_of_an_earlier_build(
    site: Path, former: Rows, latest: Rows, clean: dict[str, bytes], data: st.DataObject
) -> None:
    """Rows that a build of our own made earlier, put back among later ones, change nothing."""
    mixed: Rows = {}
    for table, some in latest.items():
        keys = 2 if table in ("outputs", "states") else 1
        now, then = ({tuple(row[:keys]): row for row in of} for of in (some, former[table]))
        back = data.draw(st.sets(st.sampled_from(sorted(then))))
        mixed[table] = [*(now | {key: then[key] for key in back}).values()]
    assert made_with(site, mixed) == clean
