"""A trigger in a cache that somebody sent ran as soon as a build put something in, and never ended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.ground.target import Target
from generator.preview.site.last_build import last_build
from generator.store.cache import FILE, FOLDER, Cache
from generator.store.cache_file import LARGEST, TABLES
from tests.builders.caches import make_endless, put_rows, rows_in, run_in
from tests.builders.sites import TODAY, built, make_site, story, tree

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n)"
INTO = "insert into terms select i, i, i, i"
PLACE = "update sqlite_master set rootpage = (select rootpage from sqlite_master where name = '{}') where name = '{}'"


def instead(table: str, statement: str) -> list[str]:
    """Statements that put something else in place of a table."""
    return [f"drop table {table}", statement]


def with_last_column(more: str) -> list[str]:
    """Statements that make a table whose last column is a little different."""
    return instead("terms", f"create table terms (path text primary key, digest blob, data blob, proof blob {more})")


LONG = "length(hex(zeroblob(400000000)))"
FORGED = {
    "a trigger": [f"create trigger t before insert on texts begin {INTO} from ({ENDLESS} select i from n); end"],
    "a view": [f"create view v as {ENDLESS} select i from n"],
    "a view for a table": instead("states", f"create view states as {ENDLESS} select i, i, i, i from n"),
    "a table": ["create table more (a)"],
    "an index": ["create index more on contents (data)"],
    "an index of something computed": [
        "create index more on contents (path, length(path))",
        f"update sqlite_master set sql = replace(sql, 'length(path)', '{LONG}') where name = 'more'",
    ],
    "a virtual table": ["create virtual table more using fts5(a)"],
    "a virtual table for a table": instead("terms", "create virtual table terms using fts5(path, digest, data)"),
    "a computed column": with_last_column(f"as ({LONG})"),
    "a default": with_last_column(f"default ({LONG})"),
    "a check": with_last_column(f"check ({LONG})"),
    "statistics": ["analyze"],
    "a table too few": ["drop table terms"],
    "another version": ["pragma user_version = 3"],
    "a write-ahead log": ["pragma journal_mode = wal"],
    "a list that SQLite cannot read": ["update sqlite_master set sql = 'create table' where name = 'terms'"],
    "a list that is no text": ["update sqlite_master set sql = x'ff00' where name = 'terms'"],
    "a list in capitals": ["update sqlite_master set sql = upper(sql) where name = 'terms'"],
    "two tables in one place": [PLACE.format("contents", "terms")],
    "a table in the list's place": ["update sqlite_master set rootpage = 1 where name = 'terms'"],
    "a table beyond the end": ["update sqlite_master set rootpage = 100000 where name = 'terms'"],
}

STORIES = {f"{n}.md": story(f"Gate {n}") for n in range(4)}
EDITED = {"1.md": story("Gate 1", text="It is green now.")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built once, and then edited."""
    root = make_site(tmp_path, STORIES)
    built(root)
    return make_site(root, EDITED)


@pytest.fixture
def file(site: Path) -> Path:
    """The cache's file."""
    return site / FOLDER / FILE


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build from nothing makes of the site."""
    return tree(built(make_site(tmp_path_factory.mktemp("clean"), STORIES | EDITED)).out)


@pytest.mark.parametrize("statements", FORGED.values(), ids=FORGED)
def test_whatever_else_is_in_the_file(site: Path, file: Path, clean: dict[str, bytes], statements: list[str]) -> None:
    """A cache with anything in it that is not as we make it runs nothing, and changes nothing in the output."""
    run_in(file, *statements)
    last_build(site, "web", TODAY)
    Cache.copied(file).close(done=False)
    made = tree(built(site).out)
    with closing(sqlite3.connect(file)) as base:
        assert {name for (name,) in base.execute("select name from sqlite_master where sql is not null")} == {*TABLES}
        assert base.execute("pragma quick_check").fetchall() == [("ok",)]
    assert made == clean


def test_rows_without_end(site: Path, file: Path, clean: dict[str, bytes]) -> None:
    """A table that gives its rows again and again is read no longer than a file of that size could give rows."""
    make_endless(file, "outputs")
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("select 1 from outputs limit 1 offset 1000000").fetchall() == [(1,)]
    cache = Cache(file)
    assert cache.receipts(Target(site, "web", TODAY, site / "public").name) == {}
    assert cache.paths() == set()
    cache.close(done=True)
    assert tree(built(site).out) == clean


def test_steps_without_end(site: Path, file: Path, clean: dict[str, bytes]) -> None:
    """An index in which SQLite walks in circles, giving nothing, is walked no longer than one of that size could be."""
    rows = rows_in(file)
    more = [[f"x{n:0200}", b"", b"", b""] for n in range(200)]
    put_rows(file, rows | {"contents": [*rows["contents"], *more]})
    make_endless(file, "sqlite_autoindex_contents_1")
    cache = Cache(file)
    assert cache.paths() == set()
    cache.close(done=True)
    assert tree(built(site).out) == clean


def test_a_list_of_tables_without_end(site: Path, file: Path, clean: dict[str, bytes]) -> None:
    """A list of tables that has no end is not read to its end."""
    run_in(file, "begin", *(f"create table more{n} (a{'x' * 200})" for n in range(100)), "commit")
    make_endless(file, "sqlite_master")
    assert Cache.copied(file).paths() == set()
    assert tree(built(site).out) == clean


def test_a_file_larger_than_any_of_ours(site: Path, file: Path, clean: dict[str, bytes]) -> None:
    """A file that is larger than a cache can be is neither read nor kept."""
    with file.open("r+b") as longer:
        longer.truncate(LARGEST + 1)
    assert Cache.copied(file).paths() == set()
    made = tree(built(site).out)
    assert file.stat().st_size < 1_000_000
    assert made == clean


def test_an_index_that_leads_to_other_rows(file: Path) -> None:
    """A row that is found where another one should be is not taken for that one."""
    swapped = "select iif(path like '%/1.md', 'stories/2.md', iif(path like '%/2.md', 'stories/1.md', path)) as path"
    run_in(
        file,
        f"create table other as {swapped} from contents order by contents.rowid",
        "create unique index wrong on other (path)",
        PLACE.format("wrong", "sqlite_autoindex_contents_1"),
        "delete from sqlite_master where name in ('wrong', 'other')",
    )
    kept = {path: (digest, data) for path, digest, data, _ in rows_in(file)["contents"]}
    cache = Cache(file)
    found = {path: cache.content(path, digest) for path, (digest, _) in kept.items()}
    cache.close(done=False)
    assert found == {path: data for path, (_, data) in kept.items()} | {"stories/1.md": None, "stories/2.md": None}
