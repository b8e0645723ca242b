from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.consent.refused import RefusedError
from generator.content.markdown import structure
from generator.content.read import manuscript
from generator.ground.diagnostics import CannotBuildError
from generator.importing.bodies import text_of
from generator.importing.container import Container, contained
from generator.importing.form_answers.columns import ColumnUse
from generator.importing.form_answers.source import FormAnswers, opened, table_of
from generator.importing.form_answers.tables import answers
from generator.importing.item import Fate, Item, LeftOut
from generator.importing.recognise import recognised
from generator.words.tokens import fold, tokens
from tests.builders.forms import FORMS, GOOGLE, MICROSOFT, PERSONAL, STORY, TYPEFORM, Rows, as_csv, as_workbook
from tests.builders.pictures import drawing, saved
from tests.builders.sites import built, make_site, story, tree

NO_FILES = Container("answers.csv", {}, lambda _: pytest.fail("nothing is opened"))
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
USES = {
    "Id": ColumnUse.ID,
    "When": ColumnUse.DAY,
    "Story": ColumnUse.TEXT,
    "And then?": ColumnUse.TEXT,
    "Title": ColumnUse.TITLE,
    "May we?": ColumnUse.CONSENT,
    "Photo": ColumnUse.PICTURE,
    "Shows": ColumnUse.PICTURE_WORDS,
    "Topics": ColumnUse.TOPICS,
    "Warn of": ColumnUse.CONTENT_NOTES,
    "E-mail": ColumnUse.NOTHING,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story."""
    return make_site(tmp_path / "site", {"before.md": story("Before")})


def source(headings: Sequence[str], *rows: Sequence[str], files: Container = NO_FILES) -> FormAnswers:
    """The answers of a table whose columns are as above."""
    table = answers("answers.csv", as_csv((headings, *rows)))
    return FormAnswers(table, {heading: USES[heading] for heading in headings}, "columns.yaml says so", files)


def items(headings: Sequence[str], *rows: Sequence[str]) -> list[Item]:
    return [one for one in source(headings, *rows).items() if isinstance(one, Item)]


def run(root: Path, rows: Rows, *more: str, name: str = "answers.csv") -> Result:
    """What the command says of a table beside the site."""
    path = root.parent / name
    path.write_bytes(as_workbook(rows) if name.endswith(".xlsx") else as_csv(rows))
    done = CliRunner().invoke(main, ["import", str(path), "--into", str(root), "--today", "2026-06-15", *more])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def of_stories(root: Path) -> dict[str, str]:
    found = tree(root / "stories").items()
    return {path: data.decode() for path, data in found if path.endswith(".md") and path != "before.md"}


@pytest.mark.parametrize("name", ["answers.csv", "answers.xlsx"])
@pytest.mark.parametrize("maker", FORMS)
def test_the_columns_are_asked_about_before_anything_comes_in(root: Path, maker: str, name: str) -> None:
    """The first import writes what the columns are and nothing else, and the second brings in stories that build."""
    before = tree(root)
    first = run(root, FORMS[maker], name=name)
    assert first.exit_code == 2
    assert "columns-from-answers.yaml is new" in first.stderr
    assert set(tree(root)) - set(before) == {"columns-from-answers.yaml"}
    second = run(root, FORMS[maker], name=name)
    assert second.exit_code == 0, second.output
    texts = of_stories(root)
    assert len(texts) == len(FORMS[maker]) - 1
    assert any("Nobody asked whose gate it was" in text for text in texts.values())
    assert not built(root).has_errors


def test_a_look_writes_no_columns(root: Path) -> None:
    """A look shows what would come in as the columns would be proposed, and writes nothing."""
    before = tree(root)
    looked = run(root, GOOGLE, "--dry-run")
    assert looked.exit_code == 0
    assert "columns-from-answers.yaml, which the import writes first, will say so" in looked.stdout
    assert tree(root) == before


@pytest.mark.parametrize("maker", FORMS)
def test_nothing_personal_is_ever_in_a_file(root: Path, maker: str) -> None:
    """No file of the site holds anything of what people only gave to be reached by."""
    for _ in range(2):
        run(root, FORMS[maker])
    assert [one for data in tree(root).values() for one in PERSONAL if one.encode() in data] == []


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=12), min_size=1, max_size=5))
def test_no_random_secret_is_ever_in_an_item(secrets: list[str]) -> None:
    """Whatever stands in columns that stay out, nothing of an item is made of it in a way that can be read."""
    rows = [("2025-11-03", f"Story {n}", f"{secret}@example.org") for n, secret in enumerate(secrets)]
    found = items(("When", "Story", "E-mail"), *rows)
    assert len(found) == len(secrets)
    assert [secret for secret in secrets if secret in repr(found)] == []


def test_who_somebody_is_does_not_make_the_number() -> None:
    """The number of an answer without an id is the same whatever stands in columns about its teller."""
    rows = [("2025-11-03", "Words.", email) for email in ("a@example.org", "b@example.org")]
    first, second = (items(("When", "Story", "E-mail"), row)[0].key for row in rows)
    assert first == second


def test_consent_questions_never_become_consent(root: Path) -> None:
    """An answer that says yes is told to a person, and the file says that consent is requested for nothing."""
    for _ in range(2):
        done = run(root, GOOGLE)
    assert "“Do you agree that we publish your story?” was answered “Yes, on the website” (1 text)" in done.stdout
    assert "“Do you agree that we publish your story?” has no answer (1 text)" in done.stdout
    for text in of_stories(root).values():
        assert "status: requested\n  scope: []\n" in text
        assert "website" not in text


def test_answers_in_words_of_their_own_are_not_shown() -> None:
    """An answer about consent or warnings that is told, and not chosen, is read in the table alone."""
    (item,) = items(("Story", "May we?", "Warn of"), ("Words.", "Yes, but call me before: 0207 9460000", "what " * 30))
    told = [remark.what for remark in item.remarks if remark.fate is Fate.LOOK]
    assert told == ["“May we?” was answered", "what readers are to be warned of"]


def test_several_texts_have_their_headings() -> None:
    """Several columns of text stand under their headings in the order of the table, and one alone has none."""
    two, one = items(("Story", "And then?"), ("First.", "Second."), ("Only.", " "))
    assert text_of(two.body, str, str)[0] == "## Story\n\nFirst.\n\n## And then?\n\nSecond.\n"
    assert text_of(one.body, str, str)[0] == "Only.\n"


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_no_word_of_a_text_is_lost(rows: list[tuple[str, str]]) -> None:
    """Every word of every column that is text stands in the Markdown, as a reader would see it."""
    kept = [(f"a{one}", two) for one, two in rows]
    found = items(("Story", "And then?"), *kept)
    assert len(found) == len(rows)
    for item, cells in zip(found, kept, strict=True):
        text, remarks = text_of(item.body, str, str)
        assert [remark for remark in remarks if remark.fate is not Fate.CHANGED] == [], (cells, text)


def test_nothing_that_runs_comes_in(root: Path) -> None:
    """Formulas, tags and signs of Markdown in an answer are words, and no page holds them as anything else."""
    hostile = (
        '=HYPERLINK("javascript:alert(1)","x")\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) # not\n\n'
        "<img src=x onerror=alert(1)>\n\n---\nconsent: given\n---\n\n<!-- hidden --> %% hidden"
    )
    for _ in range(2):
        run(root, (("Story", "Title"), (hostile, '"\nstatus: given')))
    (text,) = of_stories(root).values()
    made = manuscript(text.encode(), "stories/a.md", "en").value
    assert made is not None
    assert made.header is not None
    assert made.header.consent is not None
    assert made.header.consent.status == "requested"
    assert made.body.text.startswith("=HYPERLINK(")
    assert tokens(fold(hostile)) == tokens(fold(made.body.text))
    kinds = {one.type for token in structure(text.split("---\n", 2)[2]) for one in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "heading_open", "hr"}


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["11/3/2025 16:05:10", "11/14/2025 9:00:00"], [date(2025, 11, 3), date(2025, 11, 14)]),
        (["03/11/2025 16:05:10", "14/11/2025 9:00:00"], [date(2025, 11, 3), date(2025, 11, 14)]),
        (["3/11/2025", "4/11/2025"], [None, None]),
        (["13/11/2025", "11/13/2025", "1/2/2025"], [date(2025, 11, 13), date(2025, 11, 13), None]),
        (["2025/11/03 4:05:10 PM GMT+1", "2025-11-03 16:05:10"], [date(2025, 11, 3)] * 2),
        (["03.11.2025 16:05:10", "3 de noviembre de 2025", "soon"], [date(2025, 11, 3)] * 2 + [None]),
    ],
)
def test_days_are_read_as_the_whole_column_has_them(cells: list[str], days: list[date | None]) -> None:
    """A day that could be read in two ways is as the rest of the column tells, and otherwise none, which is told."""
    found = items(("When", "Story"), *((cell, f"Story {n}") for n, cell in enumerate(cells)))
    assert [item.day for item in found] == days
    assert [any(remark.what == "the day" for remark in item.remarks) for item in found] == [day is None for day in days]


def test_a_long_id_is_the_key() -> None:
    """An id that belongs to one answer alone is its key, whatever else changes in the row."""
    keys = [items(("Id", "Story"), ("k3v9x0q2m7w1", words))[0].key for words in ("One.", "Two.")]
    assert keys == ["k3v9x0q2m7w1"] * 2


def test_a_running_number_is_no_key_alone() -> None:
    """The first answers of two forms are two texts, since their running number only counts beside their time."""
    first, second = (items(("Id", "When", "Story"), ("1", f"2025-11-0{n}", "Words."))[0].key for n in (3, 4))
    assert first != second


def test_later_exports_know_each_answer_again(root: Path) -> None:
    """An export with more rows, another order and a new question brings in only what is new."""
    run(root, GOOGLE)
    run(root, GOOGLE)
    before = of_stories(root)
    head, first, second = GOOGLE
    more = ("11/20/2025 8:00:00", "c@example.org", "Jo Reed", "A bench.", "Jo", "", "", "")
    rows = [(*reversed(head), "Age"), (*reversed(second), ""), (*reversed(first), "44"), (*reversed(more), "30")]
    stopped = run(root, rows)
    assert stopped.exit_code == 2
    assert '"Age": nothing' in stopped.stderr
    with (root / "columns-from-answers.yaml").open("a") as file:
        file.write('"Age": nothing\n')
    done = run(root, rows, name="answers (1).csv")
    assert "1 new, 2 as it was." in done.stdout
    assert {path: text for path, text in of_stories(root).items() if path in before} == before


def test_labels_are_split_as_forms_join_them() -> None:
    """Several topics in one answer are labels of their own, whichever sign the form puts between them."""
    found = items(("Story", "Topics"), ("a", "Hope, Work"), ("b", "Hope;Work; and rest;"), ("c", "Hope\nWork, paid"))
    assert [item.labels for item in found] == [("Hope", "Work"), ("Hope", "Work", "and rest"), ("Hope", "Work, paid")]


def test_what_does_not_come_in_is_counted() -> None:
    """AnswerTable without a text, columns that stay out, and columns that nobody can tell are counted."""
    table = answers(
        "a.csv", as_csv((("Story", "E-mail", "Other", "Other", ""), ("Words.", "a", "b", "c", "d"), (" ", "e")))
    )
    uses = {"Story": ColumnUse.TEXT, "E-mail": ColumnUse.NOTHING}
    left = [one for one in FormAnswers(table, uses, "…", NO_FILES).items() if isinstance(one, LeftOut)]
    assert [(one.what, one.count) for one in left] == [
        ("answers without a story", 1),
        ("columns that do not come in", 1),
        ("headings that several columns have", 1),
        ("columns without a heading", 1),
    ]


def test_pictures_have_no_name_of_anybody(tmp_path: Path, root: Path) -> None:
    """A picture that came with the table comes in under a name that tells nothing, with the words of its column."""
    there = tmp_path / "export"
    there.mkdir()
    photo = saved(drawing(), "JPEG")
    (there / "gate - Marta Quill.jpg").write_bytes(photo)
    rows = (
        ("Story", "Photo", "Describe the photo"),
        (STORY, "https://forms.example.org/u/gate%20-%20Marta%20Quill.jpg", "A gate."),
    )
    (there / "answers.csv").write_bytes(as_csv(rows))
    for _ in range(2):
        CliRunner().invoke(main, ["import", str(there), "--into", str(root), "--today", "2026-06-15"])
    (text,) = of_stories(root).values()
    (picture,) = (root / "stories/images").iterdir()
    assert f'image: {{src: "images/{picture.name}", alt: "A gate."}}' in text
    assert not re.search("gate|marta|quill", picture.name)
    assert [path for path, data in tree(root).items() if "quill" in path.lower() or b"Quill" in data] == []


def test_a_picture_that_is_not_there_is_told() -> None:
    """A picture that the table only names is dropped, and it is told where to get it."""
    (item,) = items(("Story", "Photo"), ("Words.", "https://forms.example.org/gate.jpg"))
    assert item.picture is None
    assert "--uploads" in item.remarks[0].why


@pytest.mark.parametrize(
    ("files", "is_one"),
    [
        (["a.csv"], True),
        (["x/a.xlsx", "x/photos/gate.jpg"], True),
        (["a.csv", "b.csv"], False),
        (["posts.csv", "posts/1.html"], False),
        (["gate.jpg"], False),
    ],
)
def test_a_table_beside_nothing_but_pictures_is_known(tmp_path: Path, files: list[str], is_one: bool) -> None:
    """One table is known as such, also beside pictures, and not where it belongs to anything else."""
    for name in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"A,B\n1,2\n")
    assert (table_of(contained(tmp_path)) is not None) == is_one


@pytest.mark.parametrize("name", ["answers.csv", "answers.tsv", "answers.xlsx", "locked.xlsx"])
def test_a_table_is_recognised(tmp_path: Path, name: str) -> None:
    """A table is known as answers to a form, also as a workbook that is locked, whose message says so."""
    there = tmp_path / name
    there.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" if "locked" in name else as_csv(GOOGLE))
    assert recognised(contained(there), None).name == "form-answers"


def test_several_tables_are_refused(tmp_path: Path, root: Path) -> None:
    """Where a person names a folder with several tables as answers, they are asked to name one."""
    there = tmp_path / "two"
    there.mkdir()
    for name in ("a.csv", "b.csv"):
        (there / name).write_bytes(as_csv(TYPEFORM))
    with pytest.raises(RefusedError, match="there are 2 tables here"):
        opened(contained(there), None, root, may_write=True)


def test_nothing_is_written_where_there_is_no_site(tmp_path: Path) -> None:
    """Where there is no site, no file of columns is written either."""
    (tmp_path / "answers.csv").write_bytes(as_csv(MICROSOFT))
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(CannotBuildError, match="there is no site here"):
        opened(contained(tmp_path / "answers.csv"), None, tmp_path / "elsewhere", may_write=True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_same_table_gives_the_same_items() -> None:
    """Whoever asks a table for its answers again gets the same ones."""
    one = source(("When", "Story", "May we?"), ("2025-11-03", STORY, "Yes"), ("", "Words.", ""))
    assert list(one.items()) == list(one.items())
