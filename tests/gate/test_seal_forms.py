"""Forms of the seal: what one has sealed holds for ever, and what it does not cover was never approved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import Case, open_case
from generator.consent.documents import words
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.review_copy import approved, file_of_copy, keep, review_copy
from generator.consent.text_diff import changes
from generator.content import read
from generator.content.consent_fields import Seal
from generator.content.front_matter import StoryHeader
from generator.content.moves import NO_MOVES
from generator.content.settings import Settings
from generator.content.stance import FORMS, FieldPath, stances
from generator.gate import seal
from generator.gate.seal import code, form_of
from generator.gate.seen import FIELDS, WRITERS, seen
from tests.builders.headers import changed, filled
from tests.builders.sites import DATA, SITE, TODAY, built, make_site, story

GATE = "stories/gate.md"
LATER = date(2026, 6, 20)
NEWEST = max(FORMS)
SETTINGS: Settings = read.settings(SITE.encode(), "site.yaml").made[0]


def seal_of(header: StoryHeader) -> Seal:
    """The seal of a header above one text, in the newest form."""
    pictures = {"stories/one": "1", "stories/two": "2"}
    return seal.seal(seen(header, "We painted.", GATE, pictures, SETTINGS, NO_MOVES), NEWEST)


@pytest.mark.parametrize("path", stances(StoryHeader), ids=".".join)
def test_a_seal_covers_what_fields_say(path: FieldPath) -> None:
    """Another value in a field breaks the seal if the field is approved, and leaves it whole if it is not."""
    header: StoryHeader = filled(StoryHeader)
    is_approved = stances(StoryHeader)[path].approved is not None
    assert (seal_of(changed(header, path)) != seal_of(header)) == is_approved


def test_what_is_no_line_of_text_has_its_own_way() -> None:
    """Every approved part that is more than a line of text has a way of being written down."""
    header = filled(StoryHeader)
    more = {part for part, field in FIELDS.items() if not isinstance(getattr(header, field), str)}
    assert more <= WRITERS.keys()


def before(root: Path, form: int) -> Path:
    """A site with everything that a form of the seal has made in its day."""
    return shutil.copytree(DATA / "seals" / f"form-{form}", root / "site")


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes up a newer form, in which a story's address is approved, too."""

    def make() -> None:
        monkeypatch.setitem(FORMS, NEWEST + 1, (*FORMS[NEWEST], "address"))
        monkeypatch.setitem(FIELDS, "address", "slug")
        monkeypatch.setitem(words("en"), "seen_address", "Address")

    return make


def test_every_form_is_kept() -> None:
    """There are files of every form's day."""
    assert {path.name for path in (DATA / "seals").iterdir()} == {f"form-{form}" for form in FORMS}


@pytest.mark.parametrize("outdated", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_what_a_form_made_holds(tmp_path: Path, newer: Callable[[], None], form: int, outdated: bool) -> None:
    """Seals, log, withdrawals and kept copies of a form's day hold, whatever forms came since."""
    root = before(tmp_path, form)
    if outdated:
        newer()
    report, known = built(root, today=LATER), rows(root, LATER)
    assert (report.withheld, report.stories, verify(root)) == ((), len(known), ())
    assert {row.sealed for row in known} == {"yes"}
    for case in (open_case(root, row.path) for row in known):
        assert case.whole
        assert tuple(part.name for part in approved(case)) == FORMS[form]


def approve(root: Path, of: str | None = None) -> Case:
    case = open_case(root, GATE)
    keep(file_of_copy(case, case.seal), review_copy(case, None), hidden=True)
    form = Approval(code=of or code(case.seal), record="CF-1", scope=("web", "feed"), until=date(2028, 1, 1))
    return acts.approve(root, GATE, form, today=TODAY)


def edit(root: Path, before: str, after: str) -> None:
    text = (root / GATE).read_text(encoding="utf-8")
    assert before in text
    (root / GATE).write_text(text.replace(before, after, 1), encoding="utf-8")


def reasons(root: Path) -> list[str]:
    """Why stories are withheld, as a build and as the list of consents say it."""
    report = built(root)
    told = [w.reason for w in report.withheld]
    assert told == [row.why for row in rows(root, TODAY) if row.why]
    return told


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one story that nobody approved yet, and that corrects punctuation."""
    text = story(consent="{record: FORM-001, status: requested, scope: []}", text="We painted it, then.")
    policy = SITE.replace("require_valid_until: false", "require_valid_until: false, corrections: typographic")
    return make_site(tmp_path, {"gate.md": text}, site=policy)


def test_a_part_that_came_later_was_never_approved(site: Path, newer: Callable[[], None]) -> None:
    """A story that uses a part which its seal's form does not cover is withheld, and that is said as the reason."""
    approve(site)
    newer()
    whole = reasons(site)
    edit(site, "title:", "slug: a-gate\ntitle:")
    case = open_case(site, GATE)
    assert whole == []
    assert reasons(site) == [
        "its storyteller approved it without what is there now: address; “hearten consent copy --since” shows it"
    ]
    assert (case.whole, [row.sealed for row in rows(site, TODAY)]) == (False, ["broken"])
    assert [name for name, _ in changes(approved(case), case.seen)] == ["address"]


def test_a_new_approval_is_of_the_newest_form(site: Path, newer: Callable[[], None]) -> None:
    """What is approved now is sealed in the newest form, all of whose parts it holds to."""
    newer()
    edit(site, "title:", "slug: a-gate\ntitle:")
    sealed = approve(site).consent.seal
    published = reasons(site)
    edit(site, "slug: a-gate", "slug: the-gate")
    assert sealed is not None
    assert (form_of(sealed), published) == (NEWEST + 1, [])
    assert ["has changed since the storyteller approved it" in why for why in reasons(site)] == [True]


def test_a_copy_of_an_older_form_can_still_be_approved(site: Path, newer: Callable[[], None]) -> None:
    """A code handed out before there was a newer form counts, as long as nothing is there that came with that."""
    of = code(open_case(site, GATE).seal)
    newer()
    edit(site, "title:", "slug: a-gate\ntitle:")
    with pytest.raises(RefusedError, match="is not the code"):
        approve(site, of)
    edit(site, "slug: a-gate\n", "")
    sealed = approve(site, of).consent.seal
    assert sealed is not None
    assert (form_of(sealed), reasons(site)) == (NEWEST + 1, [])


def test_acts_keep_the_form(site: Path, newer: Callable[[], None]) -> None:
    """Correcting and renewing go on in the form that was approved, and do not approve what it does not cover."""
    approve(site)
    newer()
    edit(site, "it, then", "it – then")
    acts.correct(site, GATE, today=TODAY)
    sealed = acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY).consent.seal
    edit(site, "title:", "slug: a-gate\ntitle:")
    assert sealed is not None
    assert (form_of(sealed), verify(site)) == (NEWEST, ())
    with pytest.raises(RefusedError, match="More than punctuation"):
        acts.correct(site, GATE, today=TODAY)
    with pytest.raises(RefusedError, match="has changed since it was approved"):
        acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY)


def test_a_kept_copy_with_more_is_not_the_approved_one(site: Path, newer: Callable[[], None]) -> None:
    """A copy with a part that the approved seal does not cover is not taken for what the storyteller saw."""
    what = approve(site).seen
    newer()
    edit(site, "title:", "slug: a-gate\ntitle:")
    case = open_case(site, GATE)
    kept = file_of_copy(case, case.seal)
    keep(kept.with_name(f"gate.0000-{code(case.seal)[5:]}.html"), review_copy(case, None), hidden=True)
    assert approved(case) == what


def test_a_seal_of_a_form_to_come_is_told(site: Path) -> None:
    """A seal of a form that this version does not know withholds the story, and the remedy is a newer version."""
    approve(site)
    edit(site, f"exact: {NEWEST}-", "exact: 777-")
    report = built(site)
    (told,) = (d for d in report.diagnostics if d.is_error)
    assert (told.rule, "newer hearten" in told.message) == ("seal", True)
    assert [w.rule for w in report.withheld] == ["errors"]


@pytest.mark.parametrize(
    ("language", "digest"),
    [
        ("en", "156530f723dced6c0fc3cad47afeeb731a965d368a69b5e1b9d0a2549ab26c65"),
        ("de", "c587bb4a9df1b3639258e26f7f14d2a9568d6a70d640db15d1307548ee14824a"),
    ],
)
def test_how_titles_are_set_breaks_no_seal(language: str, digest: str) -> None:
    """Titles and summaries are sealed as they were set when the forms were made, however pages set them today."""
    text = story("Three things (c), '90s ....", more=f"language: {language}").replace(
        "summary: A summary.", "summary: \"Part (r) 'one' -- +- 6'2 and so on..., ????\""
    )
    header = read.manuscript(text.encode(), GATE, "en").made.header
    assert header is not None
    what = seen(header, 'It\'s "so" (c).', GATE, {}, SETTINGS, NO_MOVES)
    assert {form: seal.exact(what, form) for form in FORMS} == {form: f"{form}-{digest}" for form in FORMS}


def test_how_indented_paragraphs_are_shown_breaks_no_seal() -> None:
    """A paragraph that is indented is sealed as the code that it was shown as when the forms were made."""
    header = read.manuscript(story().encode(), GATE, "en").made.header
    assert header is not None
    what = seen(header, "One.\n\n    Two *three*.\n\n- four\n\n      five\n", GATE, {}, SETTINGS, NO_MOVES)
    digest = "93da01c5d538108f28ff52476b07f834aa068a27be0f908c852235e4184baab0"
    assert {form: seal.exact(what, form) for form in FORMS} == {form: f"{form}-{digest}" for form in FORMS}


@pytest.mark.parametrize("text", ["One.\n\n    ![Two.](two.png)\n", "One.\n\n    ![Two.][two]\n\n[two]: two.png\n"])
def test_a_picture_that_was_code_is_sealed(text: str) -> None:
    """A picture in an indented paragraph is sealed by its bytes, since it is no code any more."""
    header = read.manuscript(story().encode(), GATE, "en").made.header
    assert header is not None
    one, other = (seen(header, text, GATE, {"stories/two.png": digest}, SETTINGS, NO_MOVES) for digest in "12")
    assert all(seal.exact(one, form) != seal.exact(other, form) for form in FORMS)
