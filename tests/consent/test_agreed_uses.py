"""What a story may be used for beside the site: asked about, agreed to, sealed and taken away, each by itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import Case, open_case
from generator.consent.deeds import DEEDS
from generator.consent.receipt import as_json, as_page
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.review_copy import review_copy
from generator.consent.story_form import story_form
from generator.content.consent_fields import Consent
from generator.content.moves import NO_MOVES
from generator.gate.seal import code
from generator.gate.terms import changed, fingerprint
from generator.importing.container import contained
from generator.importing.item import Item
from generator.importing.story_forms import StoryForms
from tests.builders.filled_in import saved_form
from tests.builders.sites import SITE, TODAY, built, make_site, story

GATE = "stories/gate.md"
USES = """\
uses:
  - {id: newsletter, label: Our newsletter, description: It goes to members on paper.}
  - {id: press, label: The press, description: Newspapers may print it.}
"""
CONSENT = Consent(record="CF-1", status="given", scope=("web",), given_on=TODAY)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that names two uses, with a story that nobody approved yet."""
    policy = SITE.replace("require_valid_until: false", "require_valid_until: false, jurisdiction: GB")
    requested = "{record: FORM-001, status: requested, scope: []}"
    return make_site(tmp_path, {"gate.md": story(consent=requested)}, site=policy + USES)


def approve(root: Path, **more: Any) -> Case:
    form = {"record": "CF-1", "scope": ("web", "feed"), "until": date(2028, 1, 1), **more}
    return acts.approve(root, GATE, Approval(code=code(open_case(root, GATE).seal), **form), today=TODAY)


def withheld(root: Path) -> str | None:
    return rows(root, TODAY)[0].why


def test_what_is_not_named_was_not_agreed_to(site: Path) -> None:
    """An approval that names no use writes none into the file."""
    assert approve(site).consent.uses == ()
    assert "uses" not in (site / GATE).read_text()


def test_agreed_uses_are_sealed_as_terms() -> None:
    """Uses change the fingerprint of terms, in whichever order they are written, and none of them leaves it alone."""
    before = fingerprint(CONSENT, NO_MOVES)
    agreed = fingerprint(replace(CONSENT, uses=("press", "newsletter")), NO_MOVES)
    assert agreed == fingerprint(replace(CONSENT, uses=("newsletter", "press")), NO_MOVES) != before
    assert before == fingerprint(replace(CONSENT, uses=()), NO_MOVES)
    assert changed(replace(CONSENT, uses=("press",)), before, NO_MOVES) == "“uses”"


def test_a_use_that_is_added_by_hand_withholds_the_story(site: Path) -> None:
    """A use that the storyteller did not agree to withholds a sealed story, and the reason names the field."""
    approve(site, uses=("newsletter",))
    assert withheld(site) is None
    file = site / GATE
    file.write_text(file.read_text().replace("[newsletter]", "[newsletter, press]"))
    assert "was changed after it was agreed to" in (withheld(site) or "")


def test_a_use_that_the_site_does_not_name_is_refused(site: Path) -> None:
    """An approval for a use that site.yaml does not name writes nothing, and names those that there are."""
    before = (site / GATE).read_bytes()
    with pytest.raises(RefusedError, match="newsletter, press") as e:
        approve(site, uses=("billboard",))
    assert e.value.about == "uses"
    assert (site / GATE).read_bytes() == before


def test_a_use_is_taken_away_alone(site: Path) -> None:
    """To narrow may take a use away and leave the channels, and the story stays published."""
    approve(site, uses=("newsletter", "press"))
    case = acts.narrow(site, GATE, scope=("web", "feed"), uses=("press",), today=TODAY)
    assert (case.consent.scope, case.consent.uses) == (("web", "feed"), ("press",))
    assert "elsewhere for press" in DEEDS["narrow"].outcome(case, False)[0]
    built(site)
    assert (site / "public/stories/gate/index.html").is_file()


def test_narrowing_channels_leaves_uses_alone(site: Path) -> None:
    """To narrow without a word about uses leaves them as they were agreed to, and so does renewing."""
    approve(site, uses=("press",))
    assert acts.narrow(site, GATE, scope=("web",), today=TODAY).consent.uses == ("press",)
    assert acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY).consent.uses == ("press",)


def test_narrowing_gives_no_use(site: Path) -> None:
    """To narrow to a use that was not agreed to is refused."""
    approve(site, uses=("press",))
    with pytest.raises(RefusedError, match="would be new"):
        acts.narrow(site, GATE, scope=("web",), uses=("newsletter",), today=TODAY)


def test_a_new_approval_says_all_uses_anew(site: Path) -> None:
    """What an earlier approval named and a new one does not is not agreed to any more."""
    approve(site, uses=("press",))
    assert approve(site).consent.uses == ()


def test_commands_take_uses(site: Path) -> None:
    """The commands take ids with commas between them, “none” for none, and refuse what cannot be an id."""
    copy = code(open_case(site, GATE).seal)
    given = ("--code", copy, "--record", "CF-1", "--scope", "web", "--source", str(site), "--today", str(TODAY))
    run = CliRunner().invoke
    assert run(main, ["consent", "approve", GATE, *given, "--uses", "A use"]).exit_code == 2
    assert run(main, ["consent", "approve", GATE, *given, "--uses", "newsletter,press"]).exit_code == 0
    assert open_case(site, GATE).consent.uses == ("newsletter", "press")
    stays = ("--scope", "web", "--uses", "none", "--source", str(site), "--today", str(TODAY))
    assert run(main, ["consent", "narrow", GATE, *stays]).exit_code == 0
    assert open_case(site, GATE).consent.uses == ()


def test_receipts_list_uses(site: Path) -> None:
    """A receipt names each use that was agreed to with what it means, as a page and as a purpose of its own."""
    case = approve(site, uses=("newsletter",))
    page = as_page(case, TODAY)
    assert "It goes to members on paper." in page
    assert "Newspapers may print it." not in page
    purposes = [one["purpose"] for one in json.loads(as_json(case))["services"][0]["purposes"]]
    assert purposes[-1] == "Our newsletter: It goes to members on paper."
    assert len(purposes) == 3


def test_a_review_copy_asks_about_each_use(site: Path) -> None:
    """A review copy asks about every use that the site names, and about none where it names none."""
    page = review_copy(open_case(site, GATE), None)
    assert "What else it may be used for" in page
    assert all(words in page for words in ("Our newsletter", "Newspapers may print it."))
    (site / "site.yaml").write_text(SITE)
    assert "What else it may be used for" not in review_copy(open_case(site, GATE), None)


def test_a_storytellers_form_asks_about_each_use(site: Path) -> None:
    """A storyteller's form asks about each use by itself, unticked."""
    page = story_form(open_case(site, GATE).settings, "en")
    assert page.count('<input type="checkbox" name="uses"') == 2
    assert not re.search(r"<input[^>]* checked", page)


def test_ticked_uses_are_told_and_give_nothing(tmp_path: Path) -> None:
    """Uses that were ticked in a form are told beside its channels, without signs that could make a field of them."""
    file = tmp_path / "story.hearten-story"
    file.write_bytes(saved_form(text="We painted the gate.", channels=["web"], uses=["newsletter", "a: b"]))
    (item,) = StoryForms([contained(file)]).items()
    assert isinstance(item, Item)
    assert "ticked as imaginable: web (and elsewhere: newsletter, a b). That is no consent." in item.told[0]
