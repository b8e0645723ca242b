from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.consent.refused import RefusedError
from generator.content import read
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import BROUGHT_IN
from generator.importing.bring_in import bring_in
from generator.importing.draft import number_of
from generator.importing.item import Fate, Html, Item, Kind, LeftOut, Markdown, TopPicture
from generator.importing.report import Came, UnmappedLabel
from generator.importing.scene import OpenLabel
from tests.builders.imports import Texts, asked, brought, came
from tests.builders.pictures import drawing, picture, saved
from tests.builders.sites import SITE, built, make_site, story, tree

HOME = "https://old.example.org"
WORDS = "We painted the gate in April, and nobody asked whose gate it was before that."
GATE = Item(
    key="https://old.example.org/?p=1",
    title="The gate",
    body=Markdown(WORDS),
    slug="the-gate",
    addresses=(f"{HOME}/2019/the-gate/", f"{HOME}/?p=1"),
    day=date(2019, 5, 1),
    author="Maren",
    summary="A gate is painted.",
    labels=("Hope", "Uncategorized"),
)
HILL = Item(
    key="https://old.example.org/?p=2",
    title="A hill",
    body=Markdown("The hill was steeper than it had looked, so we stopped half way and had our tea there."),
    addresses=(f"{HOME}/2020/a-hill/",),
    day=date(2020, 5, 1),
    author="Ines",
    summary="A hill is walked up.",
    labels=("Work",),
)
AT_THE_ROOT = SITE.replace("internal/base/", "internal/")
PHOTO = saved(drawing(), "JPEG", exif=b"Exif\0\0secret place")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story, at the root of its host."""
    return make_site(tmp_path / "site", {"before.md": story("Before")}, site=AT_THE_ROOT)


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_texts_come_in_as_drafts_that_a_build_withholds(root: Path) -> None:
    """What is brought in is withheld as long as nobody consents, and the site builds without an error."""
    report = brought(root, Texts([GATE, HILL]))
    assert came(report) == [(Came.NEW, "stories/the-gate.md"), (Came.NEW, "stories/a-hill.md")]
    assert not built(root).has_errors
    assert not [path for path in tree(root / "public") if "gate" in path or "hill" in path]


def test_a_text_is_published_once_it_is_approved(root: Path) -> None:
    """A text that is looked at and approved is published, and its old address leads there."""
    brought(root, Texts([GATE]))
    path = root / "stories/the-gate.md"
    given = text(root, "stories/the-gate.md").replace("status: requested", "status: given\n  given_on: 2026-01-01")
    given = given.replace("scope: []", "scope: [web]").replace("draft: true\n", "")
    path.write_text(given, encoding="utf-8")
    built(root)
    assert "the-gate" in (root / "public/2019/the-gate/index.html").read_text()
    assert "nobody asked" in (root / "public/stories/the-gate/index.html").read_text()


def test_the_same_source_gives_the_same_files(root: Path, tmp_path: Path) -> None:
    """Two sites into which one source is brought get the same files, byte for byte."""
    other = make_site(tmp_path / "other", {"before.md": story("Before")}, site=AT_THE_ROOT)
    source = Texts([replace(GATE, body=Markdown("![A gate.](gate.jpg)\n\nText.")), HILL], {"gate.jpg": PHOTO})
    for one in (root, other):
        brought(one, source)
    assert tree(root) == tree(other)


def test_a_second_import_changes_nothing(root: Path) -> None:
    """Bringing in once more what was brought in leaves every file as it is, and says so."""
    source = Texts([GATE, HILL, replace(HILL, key="3", day=None)])
    brought(root, source)
    before = tree(root)
    report = brought(root, source)
    assert tree(root) == before
    assert {one.came for one in report.texts} == {Came.SAME}


def test_a_second_import_on_another_day_changes_nothing(root: Path) -> None:
    """The day that stands in for a missing date stays in later imports."""
    source = Texts([replace(GATE, day=None)])
    brought(root, source)
    before = tree(root)
    bring_in(asked(root, source, day=date(2027, 1, 1)))
    assert tree(root) == before


def test_what_nobody_has_changed_is_brought_up_to_date(root: Path) -> None:
    """A text that has changed at its source and not here is written anew."""
    brought(root, Texts([GATE, HILL]))
    report = brought(root, Texts([replace(GATE, summary="The gate is green."), HILL]))
    assert [one.came for one in report.texts] == [Came.RENEWED, Came.SAME]
    assert "The gate is green." in text(root, "stories/the-gate.md")


def test_what_somebody_has_edited_is_not_touched(root: Path) -> None:
    """A text that was edited here stays, and what its source has by now is shown beside it."""
    brought(root, Texts([GATE]))
    path = root / "stories/the-gate.md"
    path.write_text(text(root, "stories/the-gate.md").replace("Maren", "M."), encoding="utf-8")
    before = path.read_bytes()
    (same,) = brought(root, Texts([GATE])).texts
    (other,) = brought(root, Texts([replace(GATE, summary="The gate is green.")])).texts
    assert (same.came, same.difference) == (Came.EDITED, ())
    assert other.came is Came.EDITED
    assert '+summary: "The gate is green."' in other.difference
    assert path.read_bytes() == before


def test_what_to_look_at_is_told_until_somebody_has(root: Path) -> None:
    """What a person has to look at is told in every import, as long as nobody has edited the text."""
    first, again = (brought(root, Texts([GATE])).texts[0] for _ in range(2))
    assert again.remarks == first.remarks != ()
    with (root / "stories/the-gate.md").open("a") as file:
        file.write("Mine.\n")
    assert brought(root, Texts([GATE])).texts[0].remarks == ()


def test_an_approved_story_stays_as_it_was_approved(root: Path) -> None:
    """A story that was brought in and approved, under the record of its form, is not touched by later imports."""
    brought(root, Texts([GATE]))
    path, ready = root / "stories/the-gate.md", text(root, "stories/the-gate.md").replace("draft: true\n", "")
    path.write_text(ready, encoding="utf-8")
    where = ("--source", str(root))
    made = CliRunner().invoke(main, ["consent", "copy", "stories/the-gate.md", *where])
    code = re.search(r"code is (\S{9})\.", made.stdout)
    assert code is not None, made.output
    form = ("--code", code[1], "--record", "CF-1", "--scope", "web", "--until", "2028-01-01", "--today", "2026-06-15")
    done = CliRunner().invoke(main, ["consent", "approve", "stories/the-gate.md", *form, *where])
    assert done.exit_code == 0, done.output
    before = path.read_bytes()
    assert b"record: CF-1" in before
    assert came(brought(root, Texts([GATE]))) == [(Came.EDITED, "stories/the-gate.md")]
    assert path.read_bytes() == before
    assert not built(root).has_errors
    assert (root / "public/stories/the-gate/index.html").exists()


def test_a_renamed_text_is_known_again(root: Path) -> None:
    """A text whose file has another name by now is known by its number, also with the record of a form."""
    brought(root, Texts([GATE]))
    filed = text(root, "stories/the-gate.md").replace("record: IMPORT-", "record: CF-")
    (root / "stories/the-gate.md").unlink()
    (root / "stories/a-green-gate.md").write_text(filed, encoding="utf-8")
    assert came(brought(root, Texts([GATE]))) == [(Came.EDITED, "stories/a-green-gate.md")]


def test_a_text_that_was_here_before_is_known_by_its_old_address(root: Path) -> None:
    """A story that somebody has copied by hand is known by an alias that is the item's old address."""
    by_hand = story("The gate", more="aliases: [/2019/the-gate/]")
    (root / "stories/gate-by-hand.md").write_text(by_hand, encoding="utf-8")
    assert came(brought(root, Texts([GATE]))) == [(Came.BY_HAND, "stories/gate-by-hand.md")]
    assert text(root, "stories/gate-by-hand.md") == by_hand


def test_what_was_taken_out_does_not_come_back(root: Path) -> None:
    """A text that was brought in and deleted here is not brought in again, and is told of."""
    brought(root, Texts([GATE, HILL]))
    (root / "stories/the-gate.md").unlink()
    report = brought(root, Texts([GATE, HILL]))
    assert [one.came for one in report.texts] == [Came.GONE, Came.SAME]
    assert not (root / "stories/the-gate.md").exists()


def test_what_was_withdrawn_does_not_come_in(root: Path) -> None:
    """A text that was withdrawn here is only counted, whether it is known by its number or by its words."""
    brought(root, Texts([GATE]))
    gone = CliRunner().invoke(main, ["consent", "withdraw", "stories/the-gate.md", "--yes", "--source", str(root)])
    assert gone.exit_code == 0, gone.output
    for item in (GATE, replace(GATE, key="another", addresses=(), title="Otherwise", slug="otherwise")):
        report = brought(root, Texts([item, HILL]))
        assert [one.title for one in report.texts] == ["A hill"]
        assert LeftOut("texts that were withdrawn here", "who told them has taken them back") in report.left_out
    assert not [path for path, data in tree(root).items() if "gate" in path or b"nobody asked" in data]


def test_the_file_of_a_withdrawn_story_is_no_other_texts(root: Path) -> None:
    """A text of the same name comes in under the next one, also where the withdrawn story had another address."""
    brought(root, Texts([GATE]))
    file = root / "stories" / "the-gate.md"
    file.write_text(file.read_text(encoding="utf-8").replace("\ntitle:", "\nslug: fence\ntitle:", 1), encoding="utf-8")
    gone = CliRunner().invoke(main, ["consent", "withdraw", "stories/the-gate.md", "--yes", "--source", str(root)])
    assert gone.exit_code == 0, gone.output
    other = replace(HILL, key="another", addresses=(), slug="the-gate")
    assert [one.path for one in brought(root, Texts([other])).texts] == ["stories/the-gate-2.md"]


def test_a_short_text_that_was_withdrawn_is_known_within_a_longer_one(root: Path) -> None:
    """A text with every sentence of a short one that was withdrawn here does not come in, and is named."""
    brought(root, Texts([GATE]))
    gone = CliRunner().invoke(main, ["consent", "withdraw", "stories/the-gate.md", "--yes", "--source", str(root)])
    assert gone.exit_code == 0, gone.output
    longer = Markdown(
        f"Good morning to all of you who read.\n\n{WORDS}\n\nPosted by the admin in the spring of that year."
    )
    report = brought(root, Texts([Item("3", "Again", longer), HILL]))
    assert [one.title for one in report.texts] == ["A hill"]
    assert [(left.count, left.titles) for left in report.left_out] == [(1, ("Again",))]


def test_what_was_taken_off_the_old_site_is_named(root: Path) -> None:
    """A text that was brought in, and is not for everybody any more at its source, stays here and is named."""
    brought(root, Texts([GATE, HILL]))
    before = tree(root)
    report = brought(root, Texts([HILL, LeftOut("private texts", "no", 2, keys=(GATE.key, "never here"))]))
    assert came(report) == [(Came.SAME, "stories/a-hill.md"), (Came.TAKEN_OFF, "stories/the-gate.md")]
    assert tree(root) == before


def test_nothing_is_told_apart_by_what_stands_in_the_register(root: Path) -> None:
    """What is written down of an import holds no word, title or address of anybody."""
    brought(root, Texts([GATE, HILL]))
    kept = (root / BROUGHT_IN).read_text().lower()
    assert [word for word in ("gate", "hill", "maren", "2019", "example") if word in kept] == []


def test_a_register_that_cannot_be_read_stops_an_import(root: Path) -> None:
    """Where nobody can know what was taken out, nothing is brought in."""
    (root / "consent").mkdir(exist_ok=True)
    for broken in (
        b"",
        b"[]",
        b'{"form": 2, "texts": {}}',
        b'{"form": 2, "salt": "%s"}\n{}\n' % (b"0" * 32),
        b'{"form": 1, "texts": {"x": "y"}}',
        b"\xff",
    ):
        (root / BROUGHT_IN).write_bytes(broken)
        with pytest.raises(CannotBuildError):
            brought(root, Texts([GATE]))
    assert not (root / "stories/the-gate.md").exists()


def test_a_look_writes_nothing(root: Path) -> None:
    """An import that is only looked at tells the same as the real one, and writes nothing."""
    before = tree(root)
    source = Texts([GATE, HILL])
    looked = brought(root, source, write=False)
    assert tree(root) == before
    assert replace(looked, written=True) == brought(root, source)


def test_two_texts_of_one_name_both_come_in(root: Path) -> None:
    """Two items with one slug, one address, or even one key become two files, of which the first has the address."""
    report = brought(root, Texts([GATE, replace(GATE, key="2"), replace(GATE, title="Again")]))
    assert [one.path for one in report.texts] == [f"stories/the-gate{n}.md" for n in ("", "-2", "-3")]
    with_alias = [path for path in sorted(tree(root / "stories")) if "/2019/" in text(root, f"stories/{path}")]
    assert with_alias == ["the-gate.md"]


def test_no_text_takes_an_address_that_another_has(root: Path) -> None:
    """Neither name nor alias of what comes in is an address of another text, of a list, or of the program."""
    for name, more in (("x", "slug: the-gate\naliases: [/2019/the-gate/]"), ("y", "aliases: [/2020/a-hill/]")):
        known = story(name, more=more).replace("---\n", f"---\n# {number_of('another source', name)}\n", 1)
        (root / f"stories/{name}.md").write_text(known, encoding="utf-8")
    odd = replace(HILL, addresses=(f"{HOME}/stories/", f"{HOME}/2020/a-hill/", f"{HOME}/stories/the-gate/"))
    brought(root, Texts([GATE, odd]))
    assert not (root / "stories/the-gate.md").exists()
    made = read.manuscript((root / "stories/the-gate-2.md").read_bytes(), "stories/the-gate-2.md", "en").value
    assert made is not None
    assert made.header is not None
    assert made.header.aliases == ()
    assert "aliases" not in text(root, "stories/a-hill.md")


def test_old_addresses_that_cannot_lead_here_are_named(tmp_path: Path) -> None:
    """An old address that lies above the site's folder, or is another text's, is dropped and named."""
    root = make_site(tmp_path / "site", {})
    below = replace(GATE, addresses=(f"{HOME}/base/the-gate/", f"{HOME}/2019/the-gate/", f"{HOME}/?p=1"))
    first, second = brought(root, Texts([below, replace(HILL, addresses=(f"{HOME}/base/the-gate/",))])).texts
    assert 'aliases: ["/the-gate/"]' in text(root, "stories/the-gate.md")
    assert [remark.what for remark in first.remarks if remark.fate is Fate.DROPPED] == [
        "the old address /2019/the-gate/"
    ]
    assert [remark.what for remark in second.remarks if remark.fate is Fate.DROPPED] == [
        "the old address /base/the-gate/"
    ]


def test_links_between_texts_lead_to_files(root: Path) -> None:
    """A link to another text's old address leads to its file, and any other to the old site stays, whole."""
    links = "[hill](/2020/a-hill/) [whole](http://www.old.example.org/2020/a-hill/#top) [page](/about/)"
    linking = replace(
        GATE, body=Markdown(f"{links} [file](/files/a.pdf) [self](#b) [out](https://example.net/2020/a-hill/)")
    )
    about = Item("9", "About", Markdown("See [gate](/2019/the-gate/)."), Kind.PAGE, addresses=(f"{HOME}/about/",))
    brought(root, Texts([linking, HILL, about]))
    below = text(root, "stories/the-gate.md").splitlines()[-1]
    assert below == (
        "[hill](a-hill.md) [whole](a-hill.md) [page](../pages/about.md) [file](https://old.example.org/files/a.pdf) "
        "[self](#b) [out](https://example.net/2020/a-hill/)"
    )
    assert "(../stories/the-gate.md)" in text(root, "pages/_brought-in/about.md")


def test_links_lead_to_headings_that_are_there(root: Path) -> None:
    """A link to a heading of another text leads to it under the id that it has here, and else to the text."""
    html = Html('<h2 id="x1">The way &amp; <em>back</em></h2><p>Down.</p>')
    links = Markdown("[a](/2020/a-hill/#x1) [b](/2020/a-hill/#the-way-back) [c](/2020/a-hill/#top)")
    brought(root, Texts([replace(GATE, body=links), replace(HILL, body=html)]))
    below = text(root, "stories/the-gate.md").splitlines()[-1]
    assert below == "[a](a-hill.md#the-way-back) [b](a-hill.md#the-way-back) [c](a-hill.md)"
    made = read.manuscript((root / "stories/a-hill.md").read_bytes(), "stories/a-hill.md", "en").value
    assert made is not None
    assert [heading.id for heading in made.body.headings] == ["the-way-back"]


def test_html_becomes_our_markdown(root: Path) -> None:
    """A text in HTML comes in as Markdown, with links and pictures that lead to files, and what was dropped is told."""
    html = (
        '<p>See <a href="/2020/a-hill/">the hill</a>.<script>x()</script></p><p><img src="gate.jpg" alt="A gate."></p>'
    )
    (made, _) = brought(root, Texts([replace(GATE, body=Html(html)), HILL], {"gate.jpg": PHOTO})).texts
    (name,) = [path.name for path in (root / "stories/images").iterdir()]
    below = text(root, "stories/the-gate.md").partition("draft: true\n---\n\n")[2]
    assert below == f"See [the hill](a-hill.md).\n\n![A gate.](images/{name})\n"
    assert "1 script" in [remark.what for remark in made.remarks]


def test_links_between_files_lead_to_files(root: Path) -> None:
    """Texts that link to each other's files in their source are linked here."""
    one = replace(GATE, addresses=(), place="/notes/deep/gate.md", body=Markdown("[hill](../A%20hill.md)"))
    brought(root, Texts([one, replace(HILL, addresses=(), place="/notes/A hill.md")]))
    assert text(root, "stories/the-gate.md").endswith("[hill](a-hill.md)\n")


def test_a_page_comes_in_beside_the_one_of_its_name(root: Path) -> None:
    """A page whose name a page of the site has comes in all the same, and the one that is there stays."""
    (root / "pages").mkdir()
    (root / "pages/about.md").write_text("---\ntitle: About\n---\n\nWe.\n", encoding="utf-8")
    about = replace(GATE, kind=Kind.PAGE, slug="about", addresses=(f"{HOME}/about/",))
    assert came(brought(root, Texts([about]))) == [(Came.NEW, "pages/_brought-in/about.md")]
    assert came(brought(root, Texts([about]))) == [(Came.SAME, "pages/_brought-in/about.md")]
    assert text(root, "pages/about.md").endswith("We.\n")


def test_pages_wait_where_no_build_reads_them(root: Path) -> None:
    """A page, which has no consent that holds it back, comes into a folder that no build reads."""
    brought(root, Texts([replace(GATE, kind=Kind.PAGE)]))
    assert (root / "pages/_brought-in/the-gate.md").exists()
    built(root)
    assert not [path for path, data in tree(root / "public").items() if b"nobody asked" in data]


def test_pictures_come_in_without_what_cameras_hide(root: Path) -> None:
    """A picture is written anew into stories/images under a safe name, and its text leads to it."""
    body = Markdown("![A gate.](/uploads/My%20gate!.jpg)\n\nText.")
    top = TopPicture("top.png", "The top.", credit="Maren")
    source = Texts(
        [replace(GATE, body=body, picture=top)], {"/uploads/My%20gate!.jpg": PHOTO, "top.png": saved(picture(), "PNG")}
    )
    brought(root, source)
    names = sorted(path.name for path in (root / "stories/images").iterdir())
    assert [name.rpartition("-")[0] for name in names] == ["the-gate", "the-gate"]
    assert not [path for path in (root / "stories/images").iterdir() if b"secret" in path.read_bytes()]
    assert f"![A gate.](images/{names[0]})" in text(root, "stories/the-gate.md")
    assert f'image: {{src: "images/{names[1]}", alt: "The top.", credit: "Maren"}}' in text(root, "stories/the-gate.md")
    assert not built(root).has_errors


@pytest.mark.parametrize(
    ("data", "why"),
    [(None, "only names it"), (b"GIF89a", "not a picture in JPEG"), (PHOTO[:200], "damaged or cut short")],
)
def test_pictures_that_cannot_come_in_are_named(root: Path, data: bytes | None, why: str) -> None:
    """A picture that is missing or unusable is named once with the reason, and the text comes in without it."""
    for body in (
        Markdown("![A gate.](gate.jpg)\n\nText."),
        Html('<p><img src="gate.jpg" alt="A gate."></p><p>Text.</p>'),
    ):
        source = Texts([replace(GATE, body=body)], {"gate.jpg": data} if data else {})
        (made,) = brought(root, source, write=False).texts
        dropped = [remark for remark in made.remarks if remark.fate is Fate.DROPPED]
        assert [remark.what for remark in dropped] == ["the picture “gate.jpg”"]
        assert why in dropped[0].why


def test_pictures_that_came_before_stay(root: Path) -> None:
    """A text whose pictures are missing this time keeps those that it has, and may change otherwise."""
    body = Markdown("![A.](/x/a.jpg) ![B.](/y/a.jpg)\n\nText.")
    item = replace(GATE, body=body, picture=TopPicture("top.png", "The top."))
    files = {"/y/a.jpg": PHOTO, "top.png": saved(picture(), "PNG")}
    brought(root, Texts([item], files))
    before = tree(root)
    (again,) = brought(root, Texts([item])).texts
    assert (again.came, tree(root)) == (Came.SAME, before)
    assert [remark.what for remark in again.remarks if remark.fate is Fate.DROPPED] == ["the picture “a.jpg”"]
    assert came(brought(root, Texts([replace(item, summary="New.")]))) == [(Came.RENEWED, "stories/the-gate.md")]
    kept = text(root, "stories/the-gate.md")
    assert all(path.name in kept for path in (root / "stories/images").iterdir())


def test_missing_pictures_are_told_together(root: Path) -> None:
    """Pictures of one text that are missing for one reason are told in one line, each by its name."""
    body = Markdown("![A.](/x/a.jpg) ![B.](b.jpg) ![Again.](b.jpg)\n\nText.")
    (made,) = brought(root, Texts([replace(GATE, body=body)])).texts
    dropped = [remark.what for remark in made.remarks if remark.fate is Fate.DROPPED]
    assert dropped == ["the pictures “a.jpg”, “b.jpg”"]


def test_labels_become_topics_that_somebody_agrees_to(root: Path) -> None:
    """A near label is asked about once, what is agreed is kept, and what maps nowhere is told."""
    open_: list[OpenLabel] = []

    def agree(labels: object) -> dict[str, str | None]:
        assert isinstance(labels, list)
        open_.extend(labels)
        return {"Hoping": "hope"}

    source = Texts([replace(GATE, labels=("Hoping", "Uncategorized"))])
    for _ in range(2):
        report = bring_in(asked(root, source, agree=agree))
    assert open_ == [OpenLabel("Hoping", 1, "hope")]
    assert report.labels == (UnmappedLabel("Uncategorized", 1, None),)
    assert "topics: [hope]" in text(root, "stories/the-gate.md")


def test_what_cannot_be_read_does_not_come_in(root: Path) -> None:
    """Texts without words are counted, and one that is too long is named."""
    long = replace(HILL, body=Markdown("word " * 110_000))
    report = brought(root, Texts([replace(GATE, body=Markdown("\n\n***\n")), long, LeftOut("comments", "no", 7)]))
    assert [(left.what, left.count) for left in report.left_out] == [("comments", 7), ("texts without words", 1)]
    assert came(report) == [(Came.TOO_LONG, None)]


@pytest.mark.parametrize("words", ["> " * 5000 + "So it was.", "*a **b " * 20_000])
def test_what_is_too_deep_is_named(root: Path, words: str) -> None:
    """A text whose words cannot be read is named as such, and is not called empty."""
    report = brought(root, Texts([replace(GATE, body=Markdown(words))]))
    assert [(left.what, left.titles) for left in report.left_out] == [
        ("texts that are too deep, or not divided", ("The gate",))
    ]


@pytest.mark.parametrize("link", ["stories/images", "stories"])
def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, link: str) -> None:
    """A folder of the site that is a link is not written to, and said."""
    (tmp_path / "elsewhere").mkdir()
    if (root / link).exists():
        (root / link).rename(tmp_path / "before")
    (root / link).symlink_to(tmp_path / "elsewhere")
    source = Texts([replace(GATE, body=Markdown("![A gate.](gate.jpg)\n\nText."))], {"gate.jpg": PHOTO})
    with pytest.raises(RefusedError, match=f"^{link} is a link"):
        brought(root, source)
    assert not list((tmp_path / "elsewhere").iterdir())


NAMES = st.sampled_from(["the-gate", "a-hill", "before", "", "index", "images"])
MANY = st.lists(
    st.builds(
        Item,
        key=st.sampled_from("abcdef"),
        title=st.sampled_from(["The gate", "", "A hill", "\u2014"]),
        body=st.sampled_from([Markdown(WORDS), Markdown("Other words."), Markdown("[gate](/2019/the-gate/)")]),
        kind=st.sampled_from(Kind),
        slug=NAMES,
        addresses=st.lists(st.sampled_from(["/2019/the-gate/", "/stories/before/", "/b.html"]), max_size=2).map(tuple),
        day=st.none() | st.just(date(2019, 1, 1)),
        labels=st.just(("hope",)),
    ),
    max_size=6,
)


@given(first=MANY, then=MANY, edited=st.sets(st.integers(0, 5)), deleted=st.sets(st.integers(0, 5)))
def test_no_history_overwrites_what_somebody_wrote(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[Item],
    then: list[Item],
    edited: set[int],
    deleted: set[int],
) -> None:
    """Whatever comes in, is edited, deleted and comes in again: edited files stay, deleted ones stay away."""
    root = make_site(tmp_path_factory.mktemp("history") / "site", {"before.md": story("Before")})
    made = [one.path for one in brought(root, Texts(first)).texts if one.path]
    own = {root / "stories/before.md"}
    for n, path in enumerate(made):
        if n in deleted:
            (root / path).unlink(missing_ok=True)
        elif n in edited:
            with (root / path).open("a") as file:
                file.write("\nMine.\n")
            own.add(root / path)
    kept = {path: path.read_bytes() for path in own}
    once = brought(root, Texts([*first, *then]))
    after = tree(root)
    assert {path: path.read_bytes() for path in own} == kept
    assert not [path for n, path in enumerate(made) if n in deleted and f"{path}" in after and path not in new(once)]
    expected = {Came.SAME, Came.EDITED, Came.GONE, Came.COPY_OF_GONE}
    assert {one.came for one in brought(root, Texts([*first, *then])).texts} <= expected
    assert tree(root) == after


def new(report: object) -> set[str | None]:
    """The files that came in new."""
    return {one.path for one in getattr(report, "texts", ()) if one.came is Came.NEW}
