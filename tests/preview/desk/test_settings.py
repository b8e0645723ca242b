"""Settings at the desk: what a form changes in site.yaml, what is refused, and that nothing written is lost."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest
from PIL import Image

from generator.preview.desk.setting_parts import PARTS
from generator.store import atomic_write
from tests.builders.desk_forms import Sent, form_of, send_all, send_files
from tests.builders.example import ROOT
from tests.builders.pictures import picture
from tests.builders.pictures import saved as picture_data
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import make_site, story

HEAD = """\
# Ours, and nobody else's.
name: Quiet Harbour # as on the door
url: https://quiet.harbour.internal/base/
organisation: {name: Harbour Row, email: hello@harbour.internal}
withdraw: {text: You can change your mind., email: hello@harbour.internal}
theme:
  settings:
    ink: "#000000" # as dark as can be
menu:
  - {label: All, to: stories}
  - {label: About, page: about.md}
social:
  - {label: Boats, url: "https://boats.harbour.internal/"}
front: {story: gate.md} # for spring
shelves:
  # By the reading group
  - {label: Short, why: Quick ones., stories: [gate.md, door.md, gone.md]}
topics:
  - {id: hope, label: Hope, description: On hope., synonyms: [optimism], related: [support]}
  # Of those around
  - {id: support, label: Support, description: On support.}
  - id: work
    label: Work
    description: On work.
words:
  - {word: anxiety, synonyms: [worry]}
content_notes:
  - {id: death, label: Death, description: Somebody dies.}
helplines:
  lines:
    - name: Shout
      text: SHOUT
      languages: [en]
      checked: 2024-01-01 # by Ines
      source: https://shout.harbour.internal/
    - {name: Night, url: "https://night.harbour.internal/", languages: [en, es], checked: 2026-06-01, source: "https://night.harbour.internal/"}
consent: {require_valid_until: false}
uses:
  - {id: talks, label: Talks, description: It is read to students.}
"""
ABOUT = "---\ntitle: About us\n---\n\nWe are here.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story, a page, and settings with comments."""
    texts = {"gate.md": story(topics="[hope]"), "well.md": story("A well", topics="[work]")}
    texts["door.md"] = story("A door", topics="[work]", consent="{record: R-1, status: requested, scope: []}")
    return make_site(tmp_path / "site", texts, pages={"about.md": ABOUT}, site=HEAD)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def saved(root: Path, before: str = HEAD) -> list[str]:
    """What is another in site.yaml than it was, line by line."""
    now = (root / "site.yaml").read_text(encoding="utf-8")
    return [line for line in ndiff(before.splitlines(), now.splitlines()) if line[0] in "+-"]


def filled(desk: Running, part: str, changes: dict[str, str]) -> Sent:
    """A form of the settings as it was filled in, with other values in some fields."""
    sent = form_of(desk.get(f"/_desk/site/{part}"), "Settings")
    assert {name for name, _ in sent} >= set(changes)
    return [(name, changes.get(name, value)) for name, value in sent]


def act(desk: Running, part: str, label: str, name: str, number: int) -> Answer:
    """Press a button beside an entry of a list."""
    sent = form_of(desk.get(f"/_desk/site/{part}"), label)
    return send_all(desk, f"/_desk/site/{part}/{number}", [*sent, ("act", name)])


def test_avif_is_ticked_and_taken_back(desk: Running, root: Path) -> None:
    """A tick on the form of pictures is one setting, and goes with the tick."""
    sent = form_of(desk.get("/_desk/site/pictures"), "Settings")
    assert send_all(desk, "/_desk/site/pictures", [*sent, ("avif", "yes")]).status == 303
    assert saved(root) == ["+ ", "+ pictures:", "+   avif: true"]
    ticked = form_of(desk.get("/_desk/site/pictures"), "Settings")
    assert ("avif", "yes") in ticked
    assert send_all(desk, "/_desk/site/pictures", [one for one in ticked if one[0] != "avif"]).status == 303
    assert "avif" not in (root / "site.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", [*PARTS, *(f"{p.key}/0" for p in PARTS.values() if p.one)])
def test_saving_without_a_change_changes_nothing(part: str, desk: Running, root: Path) -> None:
    """A form that is saved as it was opened leaves every byte of site.yaml alone."""
    page = desk.get(f"/_desk/site/{part}")
    assert page.status == 200
    if "/" in part or not PARTS[part].one:
        assert send_all(desk, f"/_desk/site/{part}", form_of(page, "Settings")).status == 303
    assert saved(root) == []


@pytest.mark.parametrize(
    ("part", "changes", "lines"),
    [
        (
            "organisation",
            {"name": "Loud Harbour"},
            ["-name: Quiet Harbour # as on the door", "+name: Loud Harbour # as on the door"],
        ),
        ("organisation", {"tagline": "Told by us."}, ["+tagline: Told by us."]),
        (
            "organisation",
            {"organisation.phone": "030 1"},
            [
                "-organisation: {name: Harbour Row, email: hello@harbour.internal}",
                "+organisation: {name: Harbour Row, email: hello@harbour.internal, phone: 030 1}",
            ],
        ),
        ("organisation", {"help_page": "about.md"}, ["+help_page: about.md"]),
        (
            "log",
            {"consent.log_editors": "true"},
            ["-consent: {require_valid_until: false}", "+consent: {require_valid_until: false, log_editors: true}"],
        ),
        (
            "look",
            {"ink": "#111111"},
            ['-    ink: "#000000" # as dark as can be', '+    ink: "#111111" # as dark as can be'],
        ),
        ("look", {"paper": "#ffffff"}, ['+    paper: "#ffffff"']),
        (
            "menu/1",
            {"leads": "", "url": "https://a.harbour.internal/"},
            ["-  - {label: About, page: about.md}", "+  - {label: About, url: https://a.harbour.internal/}"],
        ),
        (
            "topics/2",
            {"group": "Around", "synonyms": "job, study\noffice"},
            ["+    synonyms: [job, study, office]", "+    group: Around"],
        ),
        (
            "words/0",
            {"synonyms": "worry\npanic attack"},
            ["-  - {word: anxiety, synonyms: [worry]}", "+  - {word: anxiety, synonyms: [worry, panic attack]}"],
        ),
        ("helplines/0", {"hours": "Always"}, ["+      hours: Always"]),
        (
            "help-phrases",
            {"add": "nobody left\nall alone now"},
            ["+", "+", "+help_phrases:", "+  add: [nobody left, all alone now]"],
        ),
        ("helplines/new", {"name": "Line", "phone": "1", "languages": "en"}, []),
    ],
)
def test_a_form_changes_its_own_lines(
    part: str, changes: dict[str, str], lines: list[str], desk: Running, root: Path
) -> None:
    """What is changed in a form changes its own lines of site.yaml, and comments and order stay."""
    answer = send_all(desk, f"/_desk/site/{part}", filled(desk, part, changes))
    assert answer.status == (303 if lines else 422)
    assert sorted(line[0] + line[2:] for line in saved(root)) == sorted(lines)


def test_a_colour_of_the_theme_takes_its_line_away(desk: Running, root: Path) -> None:
    """A colour that is put back to the theme's own does not stand in site.yaml any longer."""
    page = desk.get("/_desk/site/look").text
    assert "Text on Paper" in page
    send_all(desk, "/_desk/site/look", filled(desk, "look", {"ink": "#2a2420"}))
    assert [line for line in saved(root) if line[0] == "-"] == [
        "- theme:", "-   settings:", '-     ink: "#000000" # as dark as can be',
    ]  # fmt: skip


def test_entries_are_made_moved_checked_and_removed(desk: Running, root: Path) -> None:
    """An entry of a list can be made, put before its neighbour, checked today, and taken away, each by itself."""
    new = filled(desk, "topics/new", {"label": "Small steps", "description": "On steps.", "synonyms": "goals"})
    assert send_all(desk, "/_desk/site/topics/new", [*new, ("related", "hope")]).status == 303
    made = "+   - {id: small-steps, label: Small steps, description: On steps., synonyms: [goals], related: [hope]}"
    block = [
        "+   - id: small-steps",
        "+     label: Small steps",
        "+     description: On steps.",
        "+     synonyms: [goals]",
        "+     related: [hope]",
    ]
    assert saved(root) in ([made], block)
    assert act(desk, "topics", "Small steps", "up", 3).status == 303
    before = (root / "site.yaml").read_text(encoding="utf-8")
    assert before.index("small-steps") < before.index("id: work")
    assert act(desk, "helplines", "Shout", "checked", 0).status == 303
    changed = ["-       checked: 2024-01-01 # by Ines", "+       checked: 2026-06-15 # by Ines"]
    assert saved(root, before) == changed
    assert "Check it again" not in desk.get("/_desk/site/helplines").text
    assert act(desk, "menu", "About", "remove", 1).status == 303
    assert "page: about.md" not in (root / "site.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "changes", "about", "told"),
    [
        ("organisation", {"organisation.email": "nobody"}, "organisation.email", "this is not an e-mail address"),
        ("organisation", {"name": " "}, "name", "is empty"),
        ("organisation", {"language": "english"}, "language", "is not a language code"),
        ("look", {"measure": "wide"}, "measure", "is not a length"),
        ("topics/0", {"synonyms": "work"}, None, "already belongs to the topic"),
        ("menu/0", {"leads": "", "url": ""}, None, "leads to not exactly one place"),
        ("helplines/1", {"checked": "2026-13-01"}, "checked", "this day is not in the calendar"),
        ("helplines/1", {"url": ""}, None, "says no way to reach it"),
        ("organisation", {"url": "http://a.internal/"}, "url", "Write https://a.internal/"),
    ],
)
def test_what_a_build_refuses_is_not_written(
    part: str, changes: dict[str, str], about: str | None, told: str, desk: Running, root: Path
) -> None:
    """What a build would not accept is not written; it is said beside its field, and what was written stays."""
    answer = send_all(desk, f"/_desk/site/{part}", filled(desk, part, changes))
    assert answer.status == 422
    assert told in answer.text.replace("&#39;", "'")
    assert about is None or f'href="#settings-{about}"' in answer.text
    assert all(value in dict(form_of(answer, "Settings"))[name] for name, value in changes.items())
    assert saved(root) == []


def test_words_of_the_deny_list_are_refused(desk: Running, root: Path) -> None:
    """A setting cannot say what stands on the deny list."""
    (root / "deny.txt").write_text("Ines Marlow\n", encoding="utf-8")
    (root / "consent").mkdir(exist_ok=True)
    (root / "consent/deny.txt").write_text("Ines Marlow\n", encoding="utf-8")
    answer = send_all(desk, "/_desk/site/organisation", filled(desk, "organisation", {"tagline": "By Ines Marlow"}))
    assert (answer.status, saved(root)) == (422, [])


def test_what_would_hold_back_texts_is_asked_first(desk: Running, root: Path) -> None:
    """Before a topic goes that stories have, the desk names the stories that would not be published any longer."""
    answer = act(desk, "topics", "Hope", "remove", 0)
    assert answer.status in (200, 422)
    assert saved(root) == []
    sent = filled(desk, "topics/0", {"id": "hoping", "label": "Hoping"})
    answer = send_all(desk, "/_desk/site/topics/0", sent)
    assert (answer.status, saved(root)) == (200, [])
    assert "1 text would not be published any longer" in answer.text
    assert "A gate" in answer.text
    again = send_all(desk, "/_desk/site/topics/0", form_of(answer, "Settings"))
    assert again.status == 303
    assert len(saved(root)) == 2


def test_changes_of_two_people_meet(desk: Running, root: Path) -> None:
    """What somebody else changed meanwhile stays; where both changed the same, it is said, and nothing is written."""
    sent = filled(desk, "organisation", {"name": "Loud Harbour"})
    other = HEAD.replace("Harbour Row", "Harbour Street")
    (root / "site.yaml").write_text(other, encoding="utf-8")
    assert send_all(desk, "/_desk/site/organisation", sent).status == 303
    assert [line[:6] for line in saved(root, other)] == ["- name", "+ name"]
    sent = filled(desk, "organisation", {"name": "Calm Harbour"})
    (root / "site.yaml").write_text(HEAD, encoding="utf-8")
    answer = send_all(desk, "/_desk/site/organisation", sent)
    assert (answer.status, saved(root)) == (409, [])
    assert "Somebody else wrote “Quiet Harbour” here meanwhile" in answer.text
    assert send_all(desk, "/_desk/site/organisation", form_of(answer, "Settings")).status == 303
    assert "name: Calm Harbour # as on the door" in (root / "site.yaml").read_text(encoding="utf-8")


def test_saves_are_taken_back_one_by_one(desk: Running, root: Path) -> None:
    """The last saves can be taken back, one after the other, as long as nobody else has changed the file since."""
    send_all(desk, "/_desk/site/organisation", filled(desk, "organisation", {"name": "Loud Harbour"}))
    act(desk, "menu", "About", "remove", 1)
    for part in ("menu", "organisation"):
        back = form_of(desk.get(f"/_desk/site/{part}"), "Take back")
        assert send_all(desk, f"/_desk/site/{part}", [*back, ("act", "take-back")]).status == 303
    assert saved(root) == []
    assert "Take back the last save" not in desk.get("/_desk/site/menu").text
    send_all(desk, "/_desk/site/organisation", filled(desk, "organisation", {"name": "Loud Harbour"}))
    back = form_of(desk.get("/_desk/site/look"), "Take back")
    other = HEAD.replace("Harbour Row", "Harbour Street")
    (root / "site.yaml").write_text(other, encoding="utf-8")
    answer = send_all(desk, "/_desk/site/look", [*back, ("act", "take-back")])
    assert (answer.status, saved(root, other)) == (409, [])
    assert "Ring around what the keyboard is on" in answer.text


def test_a_full_disk_loses_nothing(desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where site.yaml cannot be written, it stays as it is, and what was written stays in the form."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_write, "replace", full)
    answer = send_all(desk, "/_desk/site/organisation", filled(desk, "organisation", {"name": "Loud Harbour"}))
    assert answer.status == 422
    assert "could not be written (No space left on device)" in answer.text
    assert ("name", "Loud Harbour") in form_of(answer, "Settings")
    assert saved(root) == []


def test_another_list_is_not_changed(desk: Running, root: Path) -> None:
    """Where entries came or went meanwhile, an entry's number may be another's, and nothing is written."""
    sent = filled(desk, "menu/1", {"label": "Who we are"})
    buttons = form_of(desk.get("/_desk/site/menu"), "About")
    other = HEAD.replace("  - {label: All, to: stories}\n", "")
    (root / "site.yaml").write_text(other, encoding="utf-8")
    assert send_all(desk, "/_desk/site/menu/1", sent).status == 409
    assert send_all(desk, "/_desk/site/menu/1", [*buttons, ("act", "remove")]).status == 409
    assert saved(root, other) == []


def test_other_pages_change_nothing(desk: Running, root: Path) -> None:
    """A form without the token of this preview, or from another site, writes nothing."""
    sent = filled(desk, "organisation", {"name": "Theirs"})
    wrong = [(name, "x" if name == "token" else value) for name, value in sent]
    assert send_all(desk, "/_desk/site/organisation", wrong).status == 403
    assert send_all(desk, "/_desk/site/organisation", sent, {"Origin": "https://evil.test"}).status == 403
    assert send_all(desk, "/_desk/site/nothing", sent).status == 404
    assert saved(root) == []


def test_the_site_is_seen_before_it_is_saved(desk: Running, root: Path) -> None:
    """“Show it” shows the site as it would be, with what is wrong, and writes nothing."""
    assert "Nothing new to look at" in desk.get("/_desk/site-look/look").text
    sent = filled(desk, "look", {"ink": "#777777"})
    answer = send_all(desk, "/_desk/site-look/look", sent)
    assert answer.status == 303
    look = desk.get(answer.headers["location"]).text
    assert "no, it needs 7:1" in look
    assert "has a contrast of" in look
    frame = look.partition('<iframe src="')[2].partition('"')[0]
    page = desk.get(frame)
    assert (page.status, "A gate" in page.text) == (200, True)
    sheet = page.text.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    assert "--ink:#777777;" in desk.get(frame.partition("?")[0] + sheet).text
    assert saved(root) == []


def test_a_story_that_goes_is_in_no_site_that_would_be(desk: Running, root: Path) -> None:
    """The site as it would be with other settings forgets a story as soon as its file is gone."""
    answer = send_all(desk, "/_desk/site-look/look", filled(desk, "look", {"ink": "#111111"}))
    frame = desk.get(answer.headers["location"]).text.partition('<iframe src="')[2].partition("?")[0]
    assert desk.get(f"{frame}stories/gate/").status == 200
    (root / "stories/gate.md").unlink()
    desk.preview.read()
    assert desk.preview.addresses.settings.editor._as_if is None
    assert [desk.get(f"{frame}{path}").status for path in ("stories/gate/", "")] == [404, 200]


def test_settings_with_errors_are_not_forms(desk: Running, root: Path) -> None:
    """Where site.yaml is no YAML, the desk says so, and its forms write nothing."""
    sent = filled(desk, "organisation", {"name": "Loud"})
    (root / "site.yaml").write_text("name: [\n", encoding="utf-8")
    assert desk.get("/_desk/site").status == 503
    assert send_all(desk, "/_desk/site/organisation", sent).status in (409, 422)
    assert (root / "site.yaml").read_text(encoding="utf-8") == "name: [\n"


def test_a_mistake_can_be_mended_here(desk: Running, root: Path) -> None:
    """A site that cannot be built for one setting can be mended by its form."""
    (root / "site.yaml").write_text(HEAD.replace("hello@harbour.internal}\nwith", "nobody}\nwith"), encoding="utf-8")
    desk.preview.read()
    assert desk.preview.live.stopped
    sent = filled(desk, "organisation", {"organisation.email": "hello@harbour.internal"})
    assert send_all(desk, "/_desk/site/organisation", sent).status == 303
    assert (saved(root), desk.preview.live.stopped) == ([], ())


def test_the_example_comes_back_as_it_is(tmp_path: Path) -> None:
    """Every setting of the example site is shown by a form, and saving each form as it is changes no byte."""
    root = tmp_path / "site"
    shutil.copytree(ROOT / "pages", root / "pages")
    shutil.copy(ROOT / "site.yaml", root)
    with running(root) as desk:
        forms = [
            ("organisation", 0),
            ("look", 0),
            ("topics", 24),
            ("content-notes", 13),
            ("helplines", 10),
            ("menu", 6),
            ("front", 0),
            ("shelves", 3),
        ]
        for path in (path for part, n in forms for path in ([f"{part}/{k}" for k in range(n)] or [part])):
            page = desk.get(f"/_desk/site/{path}")
            assert "cannot be changed here, only" not in page.text
            assert send_all(desk, f"/_desk/site/{path}", form_of(page, "Settings")).status == 303
        assert "What every consent must hold" in desk.get("/_desk/site").text
    assert (root / "site.yaml").read_bytes() == (ROOT / "site.yaml").read_bytes()


def test_a_use_elsewhere_is_named(desk: Running, root: Path) -> None:
    """What stories may be used for beside the site is said in a form, and its word is made of its name."""
    new = filled(desk, "uses/new", {"label": "Our newsletter", "description": "It goes to members on paper."})
    assert send_all(desk, "/_desk/site/uses/new", new).status == 303
    assert saved(root) == [
        "+   - {id: our-newsletter, label: Our newsletter, description: It goes to members on paper.}"
    ]
    assert "Our newsletter" in desk.get("/_desk/site/uses").text


# The days of check-ins, which have a usual value, and of which there may be none

BLOCK = HEAD.replace("uses:\n", "check_in: # as we agreed\n  - 14 # two weeks\n  - 183\nuses:\n")
FLOW = HEAD.replace("uses:\n", "check_in: [14, 183] # as we agreed\nuses:\n")


def check_in(desk: Running, days: str) -> Answer:
    return send_all(desk, "/_desk/site/check-in", filled(desk, "check-in", {"check_in": days}))


def test_the_usual_days_are_shown(desk: Running) -> None:
    """Where site.yaml names no days, the form and the overview show those that count."""
    assert dict(form_of(desk.get("/_desk/site/check-in"), "Settings"))["check_in"] == "14, 183"
    assert "after 14, 183 days" in desk.get("/_desk/site").text


@pytest.mark.parametrize(
    ("before", "days", "lines"),
    [
        (HEAD, "30, 365", ["+check_in: [30, 365]"]),
        (HEAD, "14, 183", []),
        (HEAD, "", ["+check_in: []"]),
        (FLOW, "14, 90,365", ["-check_in: [14, 183] # as we agreed", "+check_in: [14, 90, 365] # as we agreed"]),
        (FLOW, "", ["-check_in: [14, 183] # as we agreed", "+check_in: [] # as we agreed"]),
        (BLOCK, "14, 365", ["-  - 183", "+  - 365"]),
        (BLOCK, "", ["-check_in: # as we agreed", "+check_in: [] # as we agreed", "-  - 14 # two weeks", "-  - 183"]),
        (FLOW.replace("14, 183", ""), "30", ["-check_in: [] # as we agreed", "+check_in: [30] # as we agreed"]),
        (FLOW.replace("14, 183", ""), "", []),
    ],
)
def test_days_of_check_ins(before: str, days: str, lines: list[str], desk: Running, root: Path) -> None:
    """Days are written in the way in which they stand, also none for never; comments and order stay."""
    (root / "site.yaml").write_text(before, encoding="utf-8")
    assert check_in(desk, days).status == 303
    assert sorted(f"{line[0]}{line[2:]}" for line in saved(root, before)) == sorted(lines)
    assert dict(form_of(desk.get("/_desk/site/check-in"), "Settings"))["check_in"] == ", ".join(
        day.strip() for day in days.split(",")
    )
    assert ("never" if not days else "after ") in desk.get("/_desk/site").text


@pytest.mark.parametrize("days", ["two weeks", "0", "14, -1", "100000", "1.5"])
def test_days_that_are_none(days: str, desk: Running, root: Path) -> None:
    """What is no number of days is refused beside the field, and nothing is written."""
    answer = check_in(desk, days)
    assert answer.status == 422
    assert "Days after publication" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert saved(root) == []


def test_days_are_the_desks_from_then_on(desk: Running, root: Path) -> None:
    """With no days, no storyteller is to be asked any more, and with other days they are, from the next page on."""
    consent = "{record: R-9, status: given, given_on: 2026-01-01, scope: [web]}"
    (root / "stories/gate.md").write_text(story(day="2026-06-01", topics="[hope]", consent=consent), encoding="utf-8")
    desk.preview.refresh()
    assert "Storytellers to check in with" in desk.get("/_desk/").text
    assert check_in(desk, "").status == 303
    desk.preview.refresh()
    assert "Storytellers to check in with" not in desk.get("/_desk/").text


PODCAST = {
    "podcast.title": "Harbour tales",
    "podcast.description": "People tell how they came through.",
    "podcast.image": "media/podcast.png",
    "podcast.category": "Health & Fitness > Mental Health",
    "podcast.explicit": "false",
}


def test_a_podcast_is_begun_and_ended(desk: Running, root: Path) -> None:
    """A site has a podcast once its form is filled in, and none again once every field is empty."""
    (root / "media").mkdir()
    (root / "media/podcast.png").write_bytes(picture_data(picture((1400, 1400)), "PNG"))
    assert send_all(desk, "/_desk/site/podcast", filled(desk, "podcast", PODCAST)).status == 303
    text = (root / "site.yaml").read_text(encoding="utf-8")
    assert "podcast:\n  title: Harbour tales\n  description: People" in text
    empty = dict.fromkeys(PODCAST, "")
    assert send_all(desk, "/_desk/site/podcast", filled(desk, "podcast", empty)).status == 303
    assert "podcast" not in (root / "site.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "about"),
    [({"podcast.title": "Harbour tales"}, "podcast.category"), (PODCAST, "podcast.image")],
    ids=["half", "no picture"],
)
def test_half_a_podcast_is_none(desk: Running, root: Path, changes: dict[str, str], about: str) -> None:
    """A podcast that lacks something, or whose picture is not there, is not written, and the reason is at its field."""
    answer = send_all(desk, "/_desk/site/podcast", filled(desk, "podcast", changes))
    assert answer.status == 422
    assert f'id="settings-{about}-wrong"' in answer.text
    assert saved(root) == []


def test_places_of_films_are_lines(desk: Running, root: Path) -> None:
    """Places whose films a page takes in are a line each; what is no place is told at the field."""
    told = send_all(desk, "/_desk/site/films", filled(desk, "films", {"frames": "https://youtube.com"}))
    assert 'id="settings-frames-wrong"' in told.text
    sent = filled(desk, "films", {"frames": "youtube\r\nvideo.example.org"})
    assert send_all(desk, "/_desk/site/films", sent).status == 303
    assert saved(root) == ["+ ", "+ recordings:", "+   frames: [youtube, video.example.org]"]


def test_a_helpline_is_for_content_notes(desk: Running, root: Path) -> None:
    """The content notes of the site can be ticked for a helpline, and are one setting."""
    assert "Content notes that it is there for" in desk.get("/_desk/site/helplines/0").text
    sent = form_of(desk.get("/_desk/site/helplines/0"), "Settings")
    assert send_all(desk, "/_desk/site/helplines/0", [*sent, ("for", "death")]).status == 303
    assert saved(root) == ["+       for: [death]"]
    ticked = form_of(desk.get("/_desk/site/helplines/0"), "Settings")
    assert ("for", "death") in ticked
    assert send_all(desk, "/_desk/site/helplines/0", [one for one in ticked if one[0] != "for"]).status == 303
    assert saved(root) == []


def test_the_country_is_one_of_the_helplines(desk: Running, root: Path) -> None:
    """The country that most readers are in is chosen among the regions of the helplines."""
    text = HEAD.replace("      text: SHOUT\n", "      text: SHOUT\n      region: Freedonia\n")
    (root / "site.yaml").write_text(text, encoding="utf-8")
    page = desk.get("/_desk/site/organisation").text
    assert '<option value="Freedonia">Freedonia</option>' in page
    sent = filled(desk, "organisation", {"helplines.country": "Freedonia"})
    assert send_all(desk, "/_desk/site/organisation", sent).status == 303
    assert [line for line in saved(root, text) if "country" in line] == ["+   country: Freedonia"]


def test_places_elsewhere_are_a_list(desk: Running, root: Path) -> None:
    """A place elsewhere has its words and its address, and what is no address is told at the field."""
    sent = filled(desk, "social/new", {"label": "Mastodon", "url": "mastodon"})
    assert 'id="settings-url-wrong"' in send_all(desk, "/_desk/site/social/new", sent).text
    sent = filled(desk, "social/new", {"label": "Mastodon", "url": "https://social.harbour.internal/@us"})
    assert send_all(desk, "/_desk/site/social/new", sent).status == 303
    assert saved(root) == ["+   - {label: Mastodon, url: https://social.harbour.internal/@us}"]
    assert "https://social.harbour.internal/@us" in desk.get("/_desk/site/social").text


LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1" onload="x()"><!-- Ines --><path d="M0 0h3v1"/></svg>'


def new_logo(desk: Running, which: str, data: bytes | None) -> Answer:
    """Choose a picture of this computer, and save it as the logo."""
    sent = dict(form_of(desk.get("/_desk/site/logo"), "Settings"))
    del sent["picture"]
    return send_files(desk, f"/_desk/site-logo/{which}", sent, [] if data is None else [("picture", "L.svg", data)])


def test_a_logo_is_chosen_and_saved(desk: Running, root: Path) -> None:
    """A picture that is chosen is put into the site's folder cleaned, and named in site.yaml, by day and by night."""
    assert new_logo(desk, "file", LOGO).status == 303
    assert new_logo(desk, "dark", LOGO.replace(b"M0 0h3v1", b"M1 1h3v1")).status == 303
    files = {file.relative_to(root).as_posix(): file.read_bytes() for file in (root / "media").iterdir()}
    day, night = (next(path for path in files if words in files[path]) for words in (b"M0 0h3v1", b"M1 1h3v1"))
    assert [line for line in saved(root) if line != "+ "] == ["+ logo:", f"+   file: {day}", f"+   dark: {night}"]
    assert b"Ines" not in files[day] + files[night]
    assert b"onload" not in files[day] + files[night]
    assert f'value="{day}"' in desk.get("/_desk/site/logo").text
    assert 'alt="Quiet Harbour"' in desk.get("/").text


def test_save_takes_a_logo_along(desk: Running, root: Path) -> None:
    """The button “Save” takes a picture that was chosen, and what else was written, and needs none."""
    page = desk.get("/_desk/site/logo")
    save = re.search(r"<button([^>]*)>Save</button>", page.text)
    assert save is not None
    assert 'formaction="/_desk/site-logo/with-all?' in save[1]
    assert 'formenctype="multipart/form-data"' in save[1]
    sent = {name: value for name, value in form_of(page, "Settings") if name != "picture"}
    assert send_files(desk, "/_desk/site-logo/with-all", sent, [("picture", "", b"")]).status == 303
    assert saved(root) == []
    assert new_logo(desk, "file", LOGO).status == 303
    (night,) = (root / "media").iterdir()
    sent = {name: value for name, value in form_of(desk.get("/_desk/site/logo"), "Settings") if name != "picture"}
    sent["logo.dark"] = f"media/{night.name}"
    other = [("picture", "L.svg", LOGO.replace(b"M0 0", b"M1 1"))]
    assert send_files(desk, "/_desk/site-logo/with-all", sent, other).status == 303
    (day,) = {*(root / "media").iterdir()} - {night}
    made = [line for line in saved(root) if line != "+ "]
    assert made == ["+ logo:", f"+   file: media/{day.name}", f"+   dark: media/{night.name}"]


def test_a_former_logo_can_be_taken_back(desk: Running, root: Path) -> None:
    """The file of a former logo stays, as the form says, and taking the last save back shows it again."""
    new_logo(desk, "file", LOGO)
    before = (root / "site.yaml").read_bytes()
    new_logo(desk, "with-all", LOGO.replace(b"M0 0", b"M1 1"))
    page = desk.get("/_desk/site/logo")
    assert "The file of the former one stays in its folder" in page.text
    sent = [*form_of(page, "Take back"), ("act", "take-back")]
    assert send_all(desk, "/_desk/site/logo", sent).status == 303
    assert (root / "site.yaml").read_bytes() == before
    assert 'alt="Quiet Harbour"' in desk.get("/").text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "Choose a picture first."),
        (b"no picture", "This file is not a picture in SVG, JPEG, PNG, WebP or GIF format"),
        (
            LOGO.replace(b"</svg>", b"<text>Harbour</text></svg>"),
            "Line 1: &lt;text&gt; is nothing that is taken over: turn its words into paths",
        ),
        (LOGO.replace(b"M0 0h3v1", b"M0 0"), "Nothing of it can be seen: save it with what it shows"),
        (picture_data(Image.new("RGBA", (90, 30)), "PNG"), "All of it is transparent: save it anew"),
    ],
)
def test_what_is_no_logo_is_told_where_it_was_chosen(data: bytes | None, says: str, desk: Running, root: Path) -> None:
    """A file that can be no logo is refused beside the field, and nothing is written."""
    answer = new_logo(desk, "file", data)
    assert answer.status == 422
    assert says in answer.text.partition('id="settings-picture-wrong"')[2].partition("</strong>")[0]
    assert saved(root) == []
    assert not (root / "media").exists()


def test_a_logo_of_another_page_is_not_taken(desk: Running, root: Path) -> None:
    """A file that comes without the form's own word is not kept, and there is no other kind of logo."""
    assert send_files(desk, "/_desk/site-logo/file", {"token": "no"}, [("picture", "L.svg", LOGO)]).status in (403, 422)
    assert new_logo(desk, "neither", LOGO).status == 404
    assert not (root / "media").exists()


@pytest.mark.parametrize(
    ("changes", "about"),
    [({"logo.file": "media/none.svg"}, "logo.file"), ({"logo.dark": "media/none.svg"}, "logo.file")],
    ids=["not there", "for dark screens alone"],
)
def test_half_a_logo_is_none(desk: Running, root: Path, changes: dict[str, str], about: str) -> None:
    """A logo that is not there, or is for dark screens alone, is not written, and the reason is at its field."""
    answer = send_all(desk, "/_desk/site/logo", filled(desk, "logo", changes))
    assert answer.status == 422
    assert f'id="settings-{about}-wrong"' in answer.text
    assert saved(root) == []


# The front page, and shelves


def on_shelf(desk: Running, name: str, title: str) -> Answer:
    """Press a button beside a story on the first shelf, or add the first one that is offered."""
    sent = form_of(desk.get("/_desk/site/shelves/0"), title)
    return send_all(desk, "/_desk/site/shelves/0", [*sent, ("act", name)])


def shelved(root: Path) -> str:
    return (root / "site.yaml").read_text(encoding="utf-8").partition("stories: ")[2].partition("\n")[0]


def test_a_story_is_chosen_for_the_front_page(desk: Running, root: Path) -> None:
    """The story that stands large is one of those that are published, or the newest."""
    page = desk.get("/_desk/site/front").text
    assert '<option value="gate.md" selected>A gate (gate.md)</option>' in page
    assert "door.md" not in page
    assert send_all(desk, "/_desk/site/front", filled(desk, "front", {"front.story": "well.md"})).status == 303
    assert saved(root) == ["- front: {story: gate.md} # for spring", "+ front: {story: well.md} # for spring"]
    assert send_all(desk, "/_desk/site/front", filled(desk, "front", {"front.story": ""})).status == 303
    assert "front" not in (root / "site.yaml").read_text(encoding="utf-8")


def test_stories_are_moved_on_a_shelf(desk: Running, root: Path) -> None:
    """Each story on a shelf is moved or taken away by a button, and the shelf's form comes back."""
    page = desk.get("/_desk/site/shelves/0").text
    assert "There is no such file." in page
    assert "Not published: " in page
    answer = on_shelf(desk, "story-down", "A gate")
    assert answer.headers["location"].startswith("/_desk/site/shelves/0?")
    assert shelved(root) == "[door.md, gate.md, gone.md]}"
    on_shelf(desk, "story-up", "gone.md")
    assert shelved(root) == "[door.md, gone.md, gate.md]}"
    on_shelf(desk, "story-remove", "A door")
    assert shelved(root) == "[gone.md, gate.md]}"


def test_a_story_is_added_to_a_shelf(desk: Running, root: Path) -> None:
    """A story that is not on the shelf yet is put at its end, and then no longer offered."""
    answer = on_shelf(desk, "story-add", "Add a story")
    assert shelved(root) == "[gate.md, door.md, gone.md, well.md]}"
    assert "Add a story" not in desk.get(answer.headers["location"]).text


def test_a_full_shelf_takes_no_more(desk: Running, root: Path) -> None:
    """A shelf of nine offers no other story, and a tenth is refused."""
    names = ", ".join(f"{n}.md" for n in range(9))
    nine = HEAD.replace("gate.md, door.md, gone.md", names)
    (root / "site.yaml").write_text(nine, encoding="utf-8")
    desk.preview.read()
    page = desk.get("/_desk/site/shelves/0")
    assert "Add a story" not in page.text
    sent = [one for one in form_of(page, "0.md") if one[0] != "n"]
    answer = send_all(desk, "/_desk/site/shelves/0", [*sent, ("story", "gate.md"), ("act", "story-add")])
    assert (answer.status, saved(root, nine)) == (422, [])
    assert "The stories on it" in answer.text


def test_a_shelf_that_another_changed_stays(desk: Running, root: Path) -> None:
    """Where somebody else changed the shelves meanwhile, a button beside a story changes nothing."""
    sent = form_of(desk.get("/_desk/site/shelves/0"), "A gate")
    other = HEAD.replace("[gate.md, door.md", "[door.md, gate.md")
    (root / "site.yaml").write_text(other, encoding="utf-8")
    answer = send_all(desk, "/_desk/site/shelves/0", [*sent, ("act", "story-remove")])
    assert (answer.status, saved(root, other)) == (409, [])


def test_a_new_shelf_is_filled_next(desk: Running, root: Path) -> None:
    """A new shelf is made with its name, and its form, to which stories are added, comes next."""
    answer = send_all(desk, "/_desk/site/shelves/new", filled(desk, "shelves/new", {"label": "On shift"}))
    assert answer.headers["location"].startswith("/_desk/site/shelves/1?")
    assert saved(root) == ["+   - {label: On shift, id: on-shift, stories: []}"]
    page = desk.get(answer.headers["location"])
    assert "A door (door.md), not published" in page.text
    assert "the shelf “On shift” is not shown" in page.text
    sent = form_of(page, "Add a story")
    assert send_all(desk, "/_desk/site/shelves/1", [*sent, ("act", "story-add")]).status == 303
    assert "+   - {label: On shift, id: on-shift, stories: [door.md]}" in saved(root)


def test_the_words_of_the_front_page_are_begun_here(desk: Running, root: Path) -> None:
    """The front page's form leads to its words: to a title first, and to the form of their file from then on."""
    assert 'href="/_desk/new-front?' in desk.get("/_desk/site/front").text
    sent = form_of(desk.get("/_desk/new-front"), "Words for the front page")
    made = send_all(desk, "/_desk/new-front", [(n, "Come in" if n == "title" else v) for n, v in sent])
    assert made.headers["location"].startswith("/_desk/edit/pages/index.md")
    assert 'title: "Come in"' in (root / "pages/index.md").read_text(encoding="utf-8")
    desk.preview.read()
    assert 'href="/_desk/edit/pages/index.md?' in desk.get("/_desk/site/front").text
    assert "The words with which the front page begins." in desk.get("/_desk/pages").text
    assert "<h1>Come in</h1>" in desk.get("/").text
