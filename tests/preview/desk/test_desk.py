"""The desk: every story with its state, and what is left to do for each."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote

import html5lib
import pytest

from generator.content.consent_fields import Consent
from generator.content.field_labels import labelled
from generator.content.settings import ConsentPolicy
from generator.gate.admit import proof_of
from generator.gate.lifetime import due
from generator.ground.channels import Medium
from generator.ground.outcome import Withheld
from generator.plan.site import Site
from generator.preview.desk.checklist import Mark, Point, checklist
from generator.preview.desk.copies import COPY
from generator.preview.desk.desk import asked
from generator.preview.desk.online import ONLINE
from generator.preview.desk.story_status import State, StatusRow, rows
from generator.preview.desk.verdicts import own_problems
from generator.preview.http.addresses import Addresses
from generator.preview.http.served_text import ServedText
from generator.preview.site.live import LiveSite
from tests.builders.previews import PAUSED, STORIES
from tests.builders.sites import DATA, SITE, TODAY, make_site, story, tree

SOON = "Goes online when the site is put online"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveSite:
    """A site with a story in every state."""
    return LiveSite(make_site(tmp_path_factory.mktemp("desk"), STORIES), "web", TODAY)


def see(live: LiveSite, address: str) -> ServedText:
    return Addresses(live).see(address)


def text(seen: ServedText) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", seen.content.decode())).split())


def titles(seen: ServedText) -> list[str]:
    return [
        unescape(found)
        for found in re.findall(r'<th scope="row" role="rowheader"><a [^>]*>([^<]*)</a>', seen.content.decode())
    ]


def by_file(live: LiveSite, medium: Medium = "web", today: date = TODAY) -> dict[str, StatusRow]:
    return {row.source.removeprefix("stories/"): row for row in rows(live, medium, today)}


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("gate.md", State.PUBLISHED, f"{SOON}; in copies to give away, too"),
        (
            "reviewed.md",
            State.PUBLISHED,
            f"{SOON}; not in copies to give away, because the consent does not cover “offline”",
        ),
        ("broken.md", State.PROBLEMS, "Withheld because it has 2 errors"),
        ("unreadable.md", State.PROBLEMS, "Withheld because it cannot be read for the errors in it"),
        ("draft.md", State.DRAFT, "Withheld because it is a draft"),
        ("paused.md", State.ENDED, "Withheld because the storyteller has paused the consent"),
        ("offline.md", State.ELSEWHERE, "Withheld because the consent does not cover “web”"),
    ],
)
def test_states_in_words(live: LiveSite, name: str, state: State, words: str) -> None:
    """Every story's file has its state in words, also one that cannot be read."""
    row = by_file(live)[name]
    assert (row.state, row.words) == (state, words)


def test_another_channel_and_day(live: LiveSite) -> None:
    """The states follow the channel and the day that are chosen."""
    assert by_file(live, "offline")["offline.md"].state is State.PUBLISHED
    later = by_file(live, today=date(2027, 3, 1))["ending.md"]
    assert (later.state, later.words) == (State.ENDED, "Withheld because the consent ran out on 2026-12-31")


def test_what_ends_first_comes_first(live: LiveSite) -> None:
    """The table begins with reviews that are late, then with what ends next."""
    assert titles(see(live, "/_desk/"))[:2] == ["A review", "An end"]
    words = text(see(live, "/_desk/"))
    assert "2026-06-01 to be reviewed 14 days ago" in words
    assert "2026-12-31 ends in 199 days" in words


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"valid_until": date(2026, 6, 15)}, date(2026, 6, 15)),
        ({"valid_until": date(2026, 6, 14)}, None),
        ({"valid_until": date(2027, 1, 1), "review_by": date(2026, 7, 1)}, date(2026, 7, 1)),
        ({"review_by": date(2020, 1, 1)}, date(2020, 1, 1)),
        ({"given_on": date(2026, 1, 1)}, date(2031, 1, 1)),
        ({"given_on": date(2026, 1, 1), "basis": "fictional"}, None),
        ({"status": "paused", "valid_until": date(2027, 1, 1)}, None),
    ],
)
def test_next_dates(fields: dict[str, object], expected: date | None) -> None:
    """The next date is the first of review, end and the organisation's limit, and an end that has passed is none."""
    consent = Consent(**{"record": "R-1", "status": "given", "scope": ("web",), **fields})  # type: ignore[arg-type]  # by name
    found = due(consent, ConsentPolicy(longest_validity_months=60), TODAY)
    assert (found and found.day) == expected


def test_counts_and_filters(live: LiveSite) -> None:
    """Stories are counted by state, and can be narrowed by state and by words."""
    words = text(see(live, "/_desk/"))
    assert "All: 8 Ready for readers: 3 Has problems: 2 Draft: 1 Consent ended: 1 Not for this channel: 1" in words
    assert titles(see(live, "/_desk/?state=draft")) == ["A draft"]
    assert titles(see(live, "/_desk/?q=pause")) == ["A pause"]
    assert "No story is like that" in text(see(live, "/_desk/?q=nothing+like+it"))


@pytest.mark.parametrize("column", ["title", "author", "state", "date"])
def test_sorting(live: LiveSite, column: str) -> None:
    """Every column sorts both ways, and the table says how it is sorted."""
    up, down = see(live, f"/_desk/?sort={column}"), see(live, f"/_desk/?sort=-{column}")
    assert titles(up) == titles(down)[::-1]
    assert 'aria-sort="ascending"' in up.content.decode()
    assert 'aria-sort="descending"' in down.content.decode()


def test_long_tables_have_pages(live: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long table is cut into pages, and a page beyond the last is the last."""
    monkeypatch.setattr("generator.preview.desk.desk.PER_PAGE", 3)
    found = [titles(see(live, f"/_desk/?sort=title&page={n}")) for n in (1, 2, 3, 9)]
    assert [len(f) for f in found] == [3, 3, 2, 2]
    assert found[2] == found[3]


def test_a_bad_date_is_told(live: LiveSite) -> None:
    """A day that is not a date is told, and today is shown."""
    assert "“tomorrow” is not a date. Write it like 2027-03-01." in text(see(live, "/_desk/?day=tomorrow"))


@pytest.mark.parametrize("query", ["channel=tv", "state=good", "sort=size", "page=x", "width=9", "day=%00", "q=%ff"])
def test_odd_queries_fall_back(query: str) -> None:
    """What a query does not know of falls back to what is shown otherwise."""
    choice = asked(query, "web", TODAY)
    assert (choice.medium, choice.today, choice.state, choice.sort, choice.page) == ("web", TODAY, None, "due", 1)


@pytest.mark.parametrize("name", ["draft", "paused", "gate", "broken", "offline"])
def test_proofs_show_the_story(live: LiveSite, name: str) -> None:
    """A story's page on the desk frames the story as it would look, with a ribbon that says whether it is published."""
    page = see(live, f"/_desk/story/stories/{name}.md")
    frame = re.search(r'<iframe [^>]*src="([^"]+)"', page.content.decode())
    assert frame
    moved = see(live, unescape(frame[1])).moved
    assert moved
    assert moved.startswith(f"/_desk/proof/stories/{name}.md/-/stories/{name}/")
    proof = see(live, moved)
    body = "Not yet for anybody." if name == "draft" else "Nobody may read this." if name == "paused" else "painted"
    assert body in text(proof)
    assert proof.ribbon.startswith("Goes online when" if name == "gate" else "Not on the web as of 2026-06-15: ")
    assert "frame-ancestors 'self'" in proof.headers["Content-Security-Policy"]


def test_a_proof_changes_nothing_for_readers(live: LiveSite) -> None:
    """After its proof was looked at, a withheld story is as absent from the site as before."""
    see(live, "/_desk/proof/stories/paused.md/-/stories/paused/")
    assert "Nobody may read this." not in text(see(live, "/stories/paused/"))
    assert "A pause" not in text(see(live, "/stories/"))


def test_the_desk_adds_nothing_to_a_proofs_address(live: LiveSite) -> None:
    """Below a proof stand the site's own files, and no other unpublished story."""
    assert see(live, "/_desk/proof/stories/draft.md/-/stories/gate/").status == 200
    assert see(live, "/_desk/proof/stories/draft.md/-/stories/paused/").status == 404
    assert see(live, "/_desk/proof/site.yaml/-/").status == 404


def test_sites_refuse_proofs(live: LiveSite) -> None:
    """A site cannot be made with a proof in it."""
    planned = live.planned
    assert planned is not None
    proof = proof_of(live.manuscripts["stories/paused.md"], planned.site.settings, None, TODAY)
    assert proof is not None
    assert proof.proof
    assert not any(story.proof for story in planned.site.stories)
    with pytest.raises(TypeError, match="no site may hold it"):
        Site(planned.site.settings, b"", "web", TODAY, (proof,), (), {})


def test_proofs_with_missing_parts(tmp_path: Path) -> None:
    """A proof shows a story with unknown topics and missing pictures, which are drawn as a crossed field."""
    more = "image: {src: none.jpg, alt: A gate}\ncontent_notes: [dath]"
    made = story(topics="[hpoe, work]", more=more, text="![A kettle](kettle.jpg)\n\nIt boiled.")
    live = LiveSite(make_site(tmp_path, {"a.md": made}), "web", TODAY)
    proof = see(live, "/_desk/proof/stories/a.md/-/stories/a/")
    assert "It boiled." in text(proof)
    assert proof.content.count(b"pictures/missing.svg") == 2
    assert see(live, "/_desk/proof/stories/a.md/-/pictures/missing.svg").media == "image/svg+xml"


def test_broken_fields_have_no_proof(tmp_path: Path) -> None:
    """A story whose fields cannot be read has its problems on the desk, and no proof."""
    live = LiveSite(make_site(tmp_path, {"a.md": story(day="2026-13-01")}), "web", TODAY)
    words = text(see(live, "/_desk/story/stories/a.md"))
    assert "It can be shown as soon as the fields above the text have no errors." in words
    assert "date: 2026-13-01" in words
    assert see(live, "/_desk/proof/stories/a.md/-/").status == 404


def test_a_failing_template_is_told_on_the_proof(tmp_path: Path) -> None:
    """Where the theme's template fails on an unpublished story, its proof says so with place and remedy."""
    root = make_site(tmp_path, {"a.md": story(consent=PAUSED)})
    (root / "themes/hearten/templates").mkdir(parents=True)
    (root / "themes/hearten/templates/story.html").write_text("{{ view.titel }}", encoding="utf-8")
    seen = see(LiveSite(root, "web", TODAY), "/_desk/proof/stories/a.md/-/")
    assert seen.status == 503
    assert "themes/hearten/templates/story.html" in seen.problems


def points(live: LiveSite, name: str, withheld: Withheld | None = None) -> dict[str, Point]:
    """The checklist of a story, by the points' names."""
    planned = live.planned
    assert planned is not None
    verdicts: dict[Medium, Withheld | None] = {"web": withheld, "offline": withheld}
    source = f"stories/{name}"
    whole = live.whole(source)
    assert whole is not None
    found = checklist(whole, planned.site.settings, verdicts, own_problems(live, source))
    return {point.name: point for point in found}


def test_the_checklist_of_a_finished_story(live: LiveSite) -> None:
    """A story that is ready has every point settled but the questions that only a person can answer."""
    found = points(live, "gate.md")
    assert [name for name, point in found.items() if point.mark is not Mark.DONE] == ["Summary", "Content notes"]
    assert list(found) == [
        *("Consent", "Consent: Website", "Consent: News feed", "Consent: Search engines"),
        *(
            "Consent: Social networks",
            "Consent: Offline copies",
            "Summary",
            "Topics",
            "Content notes",
            "Pictures",
            "Links",
            "Reading time",
            "Language",
        ),
    ]


def test_the_checklist_names_places(live: LiveSite) -> None:
    """Every point has the line that it is about."""
    found = points(live, "broken.md")
    assert found["Topics"].mark is Mark.LOOK
    assert found["Topics"].words == "Not in site.yaml: hpoe, wrok."
    assert found["Topics"].span.line == 6


def test_the_checklist_of_links_and_pictures(tmp_path: Path) -> None:
    """A draft's broken links and pictures without a description are told before it is published."""
    body = "![](none.jpg)\n\nSee [there](nowhere.md) and [here](b.md)."
    stories = {"a.md": story(more="draft: true", text=body), "b.md": story("B")}
    found = points(LiveSite(make_site(tmp_path, stories), "web", TODAY), "a.md")
    assert found["Draft"].mark is Mark.LOOK
    assert found["Pictures"].mark is Mark.MISSING
    assert found["Links"].words.startswith("2 links, of which 1 would be shown as plain text. The first is on line 13")


def test_the_checklist_links_to_the_file(live: LiveSite) -> None:
    """Points and problems link to the line in VS Code and name the file's path."""
    page = see(live, "/_desk/story/stories/broken.md").content.decode()
    root = live.root.resolve().as_posix()
    assert f'href="vscode://file{root}/stories/broken.md:6:' in page.replace("vscode://file/", "vscode://file/", 1)
    assert "<code>stories/broken.md</code>" in page


@pytest.mark.parametrize("page", ["story", "edit", "withdraw", "mend", "history"])
def test_titles_name_no_story(live: LiveSite, page: str) -> None:
    """The title of a page of the desk, which browsers remember, has no word of a story that is not published."""
    seen = see(live, f"/_desk/{page}/stories/draft.md").content.decode()
    (title,) = re.findall(r"<title>(.*?)</title>", seen)
    assert title.endswith(" – desk")
    assert "draft" not in title.casefold()


def test_problems_outside_of_stories_are_told(tmp_path: Path) -> None:
    """The desk lists what is wrong in site.yaml and in pages."""
    root = make_site(tmp_path, {"a.md": story()}, pages={"about.md": "---\ntitle: About\nauthor: Me\n---\n\nUs.\n"})
    words = text(see(LiveSite(root, "web", TODAY), "/_desk/"))
    assert "Problems elsewhere pages/about.md" in words


def test_a_site_that_cannot_be_built_has_a_desk(tmp_path: Path) -> None:
    """With broken settings from the start the desk is there, empty, with what is wrong."""
    live = LiveSite(make_site(tmp_path, {"a.md": story()}, site="name: [\n"), "web", TODAY)
    seen = see(live, "/_desk/")
    assert (seen.status, titles(seen)) == (200, [])
    assert "site.yaml" in seen.problems


def test_the_last_desk_stays(tmp_path: Path) -> None:
    """With broken settings the desk shows the stories as they last were, and what is wrong."""
    root = make_site(tmp_path, {"a.md": story("A gate")})
    live = LiveSite(root, "web", TODAY)
    (root / "site.yaml").write_text(SITE.replace("name:", "nmae:", 1), encoding="utf-8")
    live.refresh()
    seen = see(live, "/_desk/")
    assert titles(seen) == ["A gate"]
    assert "nmae" in seen.problems


def test_hostile_words_stay_words(hostile_root: Path) -> None:
    """Nothing that a hostile author writes becomes markup on the desk."""
    live = LiveSite(hostile_root, "web", TODAY)
    for source in live.manuscripts:
        for address in (
            "/_desk/",
            ONLINE,
            COPY,
            f"/_desk/story/{source}",
            f"/_desk/proof/{source}/-/stories/{source[8]}/",
        ):
            assert handlers(see(live, address).content) == []


def handlers(page: bytes) -> list[str]:
    """What in a page runs without being a file of the preview's or the theme's."""
    found = []
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        found += [name for name in element.attrib if name.startswith("on")]
        found += ["script"] if element.tag == "script" and not element.get("src") else []
    return found


@pytest.fixture
def hostile_root(tmp_path: Path) -> Path:
    """A site whose titles, names and topics are hostile."""
    bad = "'\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
    return make_site(tmp_path, {"a.md": story(bad, topics=f"[{bad}]"), "b.md": story(bad, consent=PAUSED)})


def test_every_mistake_can_be_mended_from_the_page(next_door: Path) -> None:
    """Each story of tests/data/invalid has all of its problems with their remedies on its desk page and its address."""
    for file in (DATA / "invalid/stories").rglob("*"):
        if file.is_file() and file.suffix != ".expect":
            target = next_door / "stories" / file.relative_to(DATA / "invalid/stories")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    live = LiveSite(next_door, "web", TODAY)
    told = {d.path for d in live.diagnostics if d.path.startswith("stories/") and d.path.endswith(".md")}
    assert len(told) > 60
    for source in told:
        desk = see(live, f"/_desk/story/{quote(source)}")
        assert desk.status == 200, source
        words = text(desk)
        for d in own_problems(live, source):
            assert " ".join(labelled(d.message).split()) in words, d
            assert " ".join(d.hint.split()) in words, d
        assert see(live, f"/_desk/proof/{quote(source)}/-/").status in (302, 404), source


def test_looking_changes_no_file(tmp_path: Path) -> None:
    """Looking at every page of the desk writes nothing."""
    root = make_site(tmp_path, STORIES)
    before = tree(root)
    live = LiveSite(root, "web", TODAY)
    for address in ("", "story/stories/paused.md", "proof/stories/paused.md/-/", "withdraw/stories/paused.md", "log"):
        see(live, f"/_desk/{address}")
    for address in ("/_desk/consents.csv", "/_desk/withdrawn", "/"):
        see(live, address)
    assert tree(root) == before
