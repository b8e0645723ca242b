"""The seal: what breaks it, what leaves it whole, and what the gate makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.consent.case import what_is_seen
from generator.content.consent_fields import Seal
from generator.content.read import manuscript
from generator.content.stance import FORMS
from generator.gate.seal import code, form_of, same_code, seal
from generator.gate.seen import as_json, from_json
from generator.ground.outcome import Withheld
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from tests.builders.sealed import MORE, TEXT, sealed_site
from tests.builders.sites import TODAY, story


def seal_of(root: Path, path: str = "stories/gate.md", form: int = max(FORMS)) -> Seal:
    """The seal of a story as it is in a site's folder, in the newest form or another."""
    settings = prepare(Target(root, "web", TODAY), Run()).site.settings
    data = (root / path).read_bytes()
    text = manuscript(data, path, settings.language).made
    assert text.header is not None
    return seal(what_is_seen(root, text, text.header, data, settings), form)


def with_seal(text: str, of: Seal) -> str:
    """A story's file whose consent carries a seal."""
    return text.replace("scope:", f"seal: {{exact: {of.exact}, words: {of.words}}}, scope:", 1)


WHOLE = story(more=MORE, text=TEXT)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    """The seal of the story as it was approved."""
    return seal_of(sealed_site(tmp_path_factory.mktemp("whole")))


@pytest.mark.parametrize(
    "changed",
    [
        WHOLE.replace("\n", "\r\n"),
        "\ufeff" + WHOLE,
        WHOLE.replace("paint the gate", "paint\nthe gate"),
        WHOLE.replace("## Later", "Later\n-----"),
        WHOLE.replace("*then*", "_then_"),
        WHOLE.replace("title: A gate\ndate: 2026-01-01\n", "date: 2026-01-01\n# A comment\ntitle: 'A  gate'\n"),
        WHOLE.replace("[hope]", "[Optimism]"),
        WHOLE.replace("language: en\n", ""),
        WHOLE.replace("2026-01-01\nauthor", "2026-02-01\nauthor"),
        WHOLE.replace("web, feed, ", ""),
    ],
    ids=["crlf", "bom", "lines", "heading", "stress", "order", "synonym", "language", "date", "scope"],
)
def test_what_no_reader_sees_leaves_the_seal_whole(tmp_path: Path, whole: Seal, changed: str) -> None:
    """Line endings, the ways of Markdown, the order of fields, dates and channels have no part in a seal."""
    assert changed != WHOLE
    assert seal_of(sealed_site(tmp_path, changed)) == whole


def test_the_form_of_accents_leaves_the_seal_whole(tmp_path: Path) -> None:
    """A letter with its accent in one sign or in two gives the same seal."""
    one = seal_of(sealed_site(tmp_path / "one", WHOLE.replace("Maren", "Zoë").replace("Ann", "Zoë")))
    two = seal_of(sealed_site(tmp_path / "two", WHOLE.replace("Maren", "Zoe\u0308").replace("Ann", "Zoe\u0308")))
    assert one == two


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("gate, not", "gate not"),
        ("gate, not", "gate – not"),
        ("“all of it”", '"all of it"'),
        ("half open.]", "half open]"),
        ("in rain.,", "in rain,"),
        ("A summary.", "A summary"),
        (" left.\\\n", " left.\n"),
    ],
)
def test_punctuation_breaks_the_seal_and_not_its_words(tmp_path: Path, whole: Seal, before: str, after: str) -> None:
    """A changed comma, dash, quotation mark or line break is another text of the same words."""
    assert before in WHOLE
    changed = seal_of(sealed_site(tmp_path, WHOLE.replace(before, after)))
    assert (changed.exact != whole.exact, changed.words == whole.words) == (True, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("paint the", "painted the"),
        ("the gate,", "The gate,"),
        ("didn't", "didnt"),
        ("1.5", "15"),
        ("then*. There", "then* . The re"),
        ("## Later", "Later"),
        ("*then*", "then"),
        ("other.md", "more.md"),
        ("A gate, half", "The gate, half"),
        ("A hill in rain", "A hill in sun"),
        ("By Maren}", "By Ann}"),
        ("author: Maren", "author: Ann"),
        ("title: A gate", "title: The gate"),
        ("A summary", "The summary"),
        ("[hope]", "[support]"),
        ("[death]", "[eating]"),
        ("language: en", "language: de"),
        ("up-and-down", "steady"),
        ("../images/gate.png", "../images/hill.png"),
        ("Then we did", "Then\n\nwe did"),
    ],
)
def test_a_changed_word_breaks_both(tmp_path: Path, whole: Seal, before: str, after: str) -> None:
    """A changed word, name, alternative text, credit, topic, structure or link is another text."""
    assert before in WHOLE
    changed = seal_of(sealed_site(tmp_path, WHOLE.replace(before, after)))
    assert (changed.exact != whole.exact, changed.words != whole.words) == (True, True)


@pytest.mark.parametrize("pictures", [(11, 20), (10, 21)])
def test_a_changed_picture_breaks_both(tmp_path: Path, whole: Seal, pictures: tuple[int, int]) -> None:
    """Other bytes in a picture's file are another picture, in the text or above it."""
    changed = seal_of(sealed_site(tmp_path, pictures=pictures))
    assert (changed.exact != whole.exact, changed.words != whole.words) == (True, True)


def test_a_moved_picture_is_the_same(tmp_path: Path, whole: Seal) -> None:
    """A picture's file may get another name: what it shows is what was agreed to."""
    sealed_site(tmp_path, WHOLE.replace("gate.png", "renamed.png"))
    (tmp_path / "images" / "gate.png").rename(tmp_path / "images" / "renamed.png")
    assert seal_of(tmp_path) == whole


def test_dashes_between_numbers_are_one_sign(tmp_path: Path) -> None:
    """A hyphen between numbers may become a dash, and no other number."""
    seals = [
        seal_of(sealed_site(tmp_path / str(n), WHOLE.replace("1.5", number)))
        for n, number in enumerate(("3-4", "3–4", "34"))
    ]
    assert (seals[0].words == seals[1].words, seals[0].words != seals[2].words) == (True, True)


def test_code_is_sealed_line_by_line(tmp_path: Path) -> None:
    """Within a block that keeps its lines, every line counts."""
    one = seal_of(sealed_site(tmp_path / "one", WHOLE + "\n```\na line\nanother\n```\n"))
    two = seal_of(sealed_site(tmp_path / "two", WHOLE + "\n```\na line another\n```\n"))
    assert one.exact != two.exact


def test_the_form_stays(tmp_path: Path) -> None:
    """The first form in which texts were digested never changes, since seals hold for years."""
    plain = re.sub("image:.*\n", "", WHOLE).replace("![A gate, half open.](../images/gate.png)", "- One\n- Two")
    assert seal_of(sealed_site(tmp_path, plain), form=1) == Seal(
        exact="1-80268248549edb262e93a9fff130b071abfcbf7764fae6193c63f285b511dd1b",
        words="1-65d9b7f3bcc643c5726d56ebaa0f250e434c5495501281442cc9805c3157ff84",
    )


def test_what_was_seen_can_be_kept(tmp_path: Path, whole: Seal) -> None:
    """What was seen, written down and read again, has the same seal."""
    root = sealed_site(tmp_path)
    text = manuscript((root / "stories/gate.md").read_bytes(), "stories/gate.md", "en").made
    settings = prepare(Target(root, "web", TODAY), Run()).site.settings
    assert text.header is not None
    seen = what_is_seen(root, text, text.header, (root / "stories/gate.md").read_bytes(), settings)
    assert seal(from_json(as_json(seen)), form_of(whole)) == whole


@pytest.mark.parametrize("text", ["", "[", "1", '[["title", 3]]', '[["title", [["words"]]]]', "{}x"])
def test_what_was_not_kept_is_no_traceback(text: str) -> None:
    """Anything else than what was written down is a ValueError."""
    with pytest.raises(ValueError, match="not what a review copy carries"):
        from_json(text)


def test_codes_are_easy_to_write_down(whole: Seal) -> None:
    """A code has eight signs that cannot be mistaken, and counts in small letters and without its hyphen."""
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code(whole))
    assert same_code(code(whole).lower().replace("-", " "), whole)
    assert same_code(code(whole).replace("0", "O").replace("1", "l"), whole)
    assert not same_code(code(whole)[:-1], whole)


def rule(root: Path) -> str:
    """The rule that withholds the one story of a site, or “published”."""
    withheld = prepare(Target(root, "web", TODAY), Run()).withheld
    return next((w.rule for w in withheld if isinstance(w, Withheld)), "published")


def test_a_whole_seal_publishes(tmp_path: Path, whole: Seal) -> None:
    """A story as it was approved is published."""
    assert rule(sealed_site(tmp_path, with_seal(WHOLE, whole))) == "published"


@pytest.mark.parametrize("policy", ["", ", corrections: typographic"])
@pytest.mark.parametrize(("before", "after"), [("gate, not", "gate not"), ("paint", "mend")])
def test_a_broken_seal_withholds(tmp_path: Path, whole: Seal, before: str, after: str, policy: str) -> None:
    """A story that was changed after approval is withheld, whatever corrections may be recorded."""
    changed = with_seal(WHOLE.replace(before, after), whole)
    assert rule(sealed_site(tmp_path, changed, policy=policy)) == "seal"


def test_a_changed_picture_withholds(tmp_path: Path, whole: Seal) -> None:
    """A story whose picture was changed after approval is withheld."""
    assert rule(sealed_site(tmp_path, with_seal(WHOLE, whole), pictures=(10, 99))) == "seal"


def test_without_a_seal_stories_are_as_before(tmp_path: Path) -> None:
    """A story that carries no seal needs none, unless the policy asks for it."""
    assert rule(sealed_site(tmp_path)) == "published"
    assert rule(sealed_site(tmp_path / "strict", policy=", require_seal: true")) == "no-seal"


def test_made_up_stories_need_no_seal(tmp_path: Path) -> None:
    """Nobody can approve a made-up story, so the policy does not ask for it."""
    made_up = WHOLE.replace("scope:", "basis: fictional, scope:", 1)
    assert rule(sealed_site(tmp_path, made_up, policy=", require_seal: true")) == "published"
