"""Sveltia CMS with our configuration: what it asks for, and what a file holds after it was saved there.

Its test repository lies in the browser's own storage, so that a file can be laid there, and looked at afterwards.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.authoring.sveltia import configuration
from generator.content import read, samples
from generator.content.field_labels import LABELS
from generator.content.front_matter import StoryHeader
from generator.content.stance import stances
from tests.browser.conftest import serve
from tests.builders.example import ROOT
from tests.builders.sites import SITE, story

SCRIPT = ROOT / ".tools" / "node_modules" / "@sveltia" / "cms" / "dist" / "sveltia-cms.js"
PAGE = '<!doctype html><meta charset="utf-8"><body><script src="sveltia-cms.js"></script>'
FOLDER = 'await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test", {create: true})'
LAY = f"""async ([folder, name, text]) => {{
  const within = await ({FOLDER}).getDirectoryHandle(folder, {{create: true}});
  const file = await (await within.getFileHandle(name, {{create: true}})).createWritable();
  await file.write(text);
  await file.close();
}}"""
LOOK = f"""async () => {{
  const found = {{}};
  for await (const [name, file] of (await ({FOLDER}).getDirectoryHandle("stories")).entries())
    found[name] = await (await file.getFile()).text();
  return found;
}}"""
PRINT = 64 * "a"
SEALED = (
    '{record: "0012", status: given, given_on: 2026-01-01, scope: [web, feed], uses: [], named_as: pseudonym,\n'
    f"  seal: {{exact: 2-{PRINT}, words: 2-{PRINT}}}, logged: 2-{PRINT}}}"
)
TEXT = "We *painted* the gate.  \nIt’s “green”, 1.5 m high,\nand * so * on.\n\n\n    a row\n\n+ one\n+ two <b>\n\nEnd."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where Sveltia CMS and our configuration of a small site lie."""
    folder = tmp_path_factory.mktemp("sveltia")
    settings, _ = read.settings(SITE.encode(), "site.yaml").made
    before, _, after = configuration(settings).partition("  name: github\n")
    rest = after[after.index("\nsite_url") :]
    (folder / "config.yml").write_text(f"{before}  name: test-repo\n{rest}", encoding="utf-8")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    for name in ("empty.html", "_headers"):
        (folder / name).touch()
    shutil.copy(SCRIPT, folder)
    with serve(folder) as found:
        yield found


def opened(page: Page, address: str, texts: dict[str, str], where: str) -> list[str]:
    """Open Sveltia CMS with these stories, at a place in it; gives what it complains of meanwhile."""
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type == "error" and "ERR_NAME" not in m.text else None)
    page.set_viewport_size({"width": 1280, "height": 4000})  # a form makes its fields as they come into sight
    page.goto(f"{address}empty.html")
    for name, text in texts.items():
        page.evaluate(LAY, ["stories", name, text])
    page.goto(f"{address}#/collections/{where}")
    page.get_by_role("button", name="Work with Test Repository").click()
    return told


def saved(page: Page) -> dict[str, str]:
    """The stories' files after the form was saved."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Entry saved.")).to_be_visible()
    found: dict[str, str] = page.evaluate(LOOK)
    return found


def fill(page: Page, label: str, words: str) -> None:
    """Write into a field."""
    page.get_by_role("textbox", name=label, exact=True).fill(words)


def consent_of(text: str) -> Any:
    """What a story's file says of consent, as it is written."""
    manuscript = read.manuscript(text.encode(), "stories/gate.md", "en").made
    return manuscript.front.fields["consent"]


def test_the_configuration_is_taken(page: Page, address: str) -> None:
    """Sveltia CMS finds no error in the configuration, and lists stories by whether they are drafts."""
    texts = {"gate.md": story(), "hill.md": story("A hill", more="draft: true")}
    told = opened(page, address, texts, "stories")
    expect(page.get_by_role("row", name="A gate")).to_be_visible()
    expect(page.get_by_role("row", name="A hill")).not_to_be_visible()
    for name in ("New stories and drafts", "Stories", "Pages"):
        expect(page.get_by_role("treeitem", name=name, exact=True)).to_be_visible()
    assert told == []


def test_a_story_is_a_form_without_its_consent(page: Page, address: str) -> None:
    """A draft is shown with every field but its consent, of which nothing is said."""
    more = "draft: true\nimage: {src: images/a.png, alt: A gate}\nseries: {name: Gates, part: 1}"
    opened(page, address, {"gate.md": story(more=more)}, "drafts/entries/gate")
    for path in stances(StoryHeader):
        if path[0] not in ("consent", "kept", "recording"):  # which stays as the file says it
            expect(page.get_by_text(LABELS[path], exact=True).first).to_be_visible()
    expect(page.get_by_text("consent")).to_have_count(0)


def test_a_save_keeps_consent_and_text(page: Page, address: str) -> None:
    """After a field was changed and saved, a story has the consent and the text that it had, and the change."""
    before = story(consent=SEALED, more="content_notes: []\nlanguage: en", text=TEXT)
    opened(page, address, {"gate.md": before}, "stories/entries/gate")
    expect(page.get_by_role("textbox", name="Summary", exact=True)).to_have_value("A summary.")
    fill(page, "Summary", "Another summary.")
    after = saved(page)["gate.md"]
    assert consent_of(after) == consent_of(before)
    assert after.partition("\n---\n")[2].strip("\n") == TEXT
    assert "summary: Another summary.\n" in after
    assert "draft" not in after


@pytest.mark.parametrize(
    ("asked", "consent"),
    [
        ("consent.status=given", {"record": samples.NEW_RECORD, "status": "requested", "scope": []}),
        ("consent=given", "given"),  # which is none, and withholds a story
    ],
)
def test_a_new_story_is_a_draft_without_consent(page: Page, address: str, asked: str, consent: object) -> None:
    """What is made there is a draft without a given consent, even where a link to the form asks for one."""
    opened(page, address, {"gate.md": story()}, f"drafts/new?{asked}")
    for label, words in (("Title", "Grüße vom Tor"), ("Name to show", "Ann"), ("Summary", "On a gate.")):
        fill(page, label, words)
    page.get_by_role("button", name="Today").first.click()
    page.get_by_role("checkbox", name="Hope").check()
    fill(page, "Text, in Markdown", "We painted it.")
    made = saved(page)["gruesse-vom-tor.md"]
    assert "draft: true\n" in made
    assert consent_of(made) == consent


def test_a_story_whose_draft_is_unclear_is_in_no_list(page: Page, address: str) -> None:
    """A story that says “draft: yes”, which is an error, is not offered, so that no save makes a clear word of it."""
    texts = {"gate.md": story("A gate", more="draft: yes"), "hill.md": story("A hill")}
    opened(page, address, texts, "stories")
    expect(page.get_by_role("row", name="A hill")).to_be_visible()
    expect(page.get_by_role("row", name="A gate")).not_to_be_visible()
    page.goto(f"{address}#/collections/drafts")
    expect(page.get_by_text("This collection has no entries yet.")).to_be_visible()
