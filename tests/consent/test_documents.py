"""What a storyteller is handed: the review copy and the receipt."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import html5lib
import pytest
import yaml

from generator.consent import acts, proofs
from generator.consent.acts import Approval
from generator.consent.case import Case, open_case
from generator.consent.documents import words
from generator.consent.receipt import ISO_27560, as_json, as_page
from generator.consent.refused import RefusedError
from generator.consent.review_copy import approved, copies_of, file_of_copy, keep, review_copy
from generator.consent.text_diff import changes
from generator.gate.seal import code
from generator.gate.tombstones import entry_id
from generator.ground.channels import CHANNELS, Channel
from generator.ground.digest import opaque_id
from generator.store.resources import PAPERS
from tests.builders.example import ROOT
from tests.builders.sealed import MORE, TEXT, png
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
POLICY = "require_valid_until: false, corrections: typographic, jurisdiction: GB"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one story that holds everything that a storyteller sees."""
    text = (
        TEXT
        + "\n| A | B |\n|---|---|\n| c | <d> |\n\nA note.[^1]\n\n[^1]: Below.\n\n[Out](https://example.org/?a=1&b=2).\n"
    )
    make_site(
        tmp_path, {"gate.md": story(more=MORE, text=text)}, site=SITE.replace("require_valid_until: false", POLICY)
    )
    (tmp_path / "images").mkdir()
    for n, name in enumerate(("gate", "hill")):
        (tmp_path / f"images/{name}.png").write_bytes(png(n))
    return tmp_path


def handed_out(root: Path) -> Case:
    """The case of a story after its copy was kept and approved."""
    case = open_case(root, GATE)
    keep(file_of_copy(case, case.seal), review_copy(case, None), hidden=True)
    form = Approval(code=code(case.seal), record="CF-1", scope=("web", "feed"), until=date(2028, 1, 1))
    return acts.approve(root, GATE, form, today=TODAY)


def change(root: Path, before: str, after: str) -> Case:
    text = (root / GATE).read_text(encoding="utf-8")
    assert before in text
    (root / GATE).write_text(text.replace(before, after), encoding="utf-8")
    return open_case(root, GATE)


def test_a_copy_is_one_valid_page_that_loads_nothing(site: Path) -> None:
    """A review copy is valid HTML, holds its pictures, and asks nobody for anything."""
    page = review_copy(open_case(site, GATE), None)
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count('src="data:image/png;base64,') == len(re.findall(r"<img ", page)) == 2
    assert not re.findall(r"<(?:link|iframe|object|script src)|url\(", page)
    assert "default-src 'none'" in page


def test_a_copy_shows_everything_that_the_seal_covers(site: Path) -> None:
    """Title, name, summary, topics, content notes, language, pictures, alternative texts, credit and code are shown."""
    case = open_case(site, GATE)
    page = review_copy(case, None)
    for shown in (
        *("A gate", "Maren", "A summary.", "Hope", "Death", "up-and-down", "A hill in rain.", "By Maren"),
        *("A gate, half open.", "Below.", "We didn’t paint", code(case.seal)),
    ):
        assert shown in page
    assert all(
        words in page for words in ("Website", "News feed", "Search engines", "Social networks", "Offline copies")
    )


def test_words_of_a_story_stay_words(site: Path) -> None:
    """Nothing that an author writes is markup in a copy, not even in what it carries along."""
    case = change(site, "A summary.", "</script><b>A summary")
    page = review_copy(case, None)
    assert "<b>A summary" not in page
    assert page.count("</script>") == 2


def test_the_approved_copy_is_known_by_its_seal(site: Path) -> None:
    """Of all copies that were kept, the one that was approved is found."""
    seen = handed_out(site).seen
    case = change(site, "paint", "mend")
    keep(file_of_copy(case, case.seal), review_copy(case, None), hidden=True)
    assert len(copies_of(site, GATE)) == 2
    assert approved(case) == seen


def test_after_a_correction_the_approved_copy_is_still_known(site: Path) -> None:
    """The copy with the same words is found after punctuation was corrected."""
    seen = handed_out(site).seen
    change(site, "all of it", "all of it!")
    acts.correct(site, GATE, today=TODAY)
    assert approved(open_case(site, GATE)) == seen


@pytest.mark.parametrize("damage", ["gone", "altered", "other"])
def test_without_the_approved_copy_no_changes_are_shown(site: Path, damage: str) -> None:
    """A copy that is gone or was altered is not taken for what the storyteller saw."""
    case = handed_out(site)
    (file,) = copies_of(site, GATE)
    page = file.read_text(encoding="utf-8")
    file.write_text({"gone": "", "altered": page.replace("paint", "mend"), "other": "{}"}[damage], encoding="utf-8")
    with pytest.raises(RefusedError, match=code(case.seal)):
        approved(case)


def test_what_was_never_approved_cannot_be_compared(site: Path) -> None:
    """A story without a seal has no approved version."""
    with pytest.raises(RefusedError, match="never approved"):
        approved(open_case(site, GATE))


def test_changes_are_marked_for_eye_and_ear(site: Path) -> None:
    """Added and removed words are marked as such, with words that a screen reader says."""
    seen = handed_out(site).seen
    page = review_copy(change(site, "paint", "mend"), seen)
    assert re.search(r"<del><span[^>]*>removed: </span>paint<span", page)
    assert re.search(r"<ins><span[^>]*>added: </span>mend<span", page)
    html5lib.HTMLParser(strict=True).parse(page)


def test_no_change_is_said_to_be_none(site: Path) -> None:
    """A copy against an unchanged version says that nothing has changed."""
    case = handed_out(site)
    assert "Nothing has changed" in review_copy(case, case.seen)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("title: A gate", "title: The gate", ("title", "[A]", "{The}")),
        ("[hope]", "[support]", ("topics", "[hope]", "{support}")),
        ("*then*", "then", ("text", "[[stress]", "{then.}")),
        ("## Later", "Later", ("text", "[[heading]]", "{[paragraph]}")),
        ("[the other](other.md)", "[the other](more.md)", ("text", "[[link]]", "{[link]}")),
        ("../images/gate.png", "../images/hill.png", ("text", "[[picture]]", "{[picture]}")),
        ("1.5 tins left.\\\n", "1.5 tins left.\n", ("text", "[[line break]]", "")),
        ("Then we did", "Then\n\nwe did", ("text", "", "{[paragraph] we did:")),
    ],
)
def test_every_kind_of_change_is_shown(site: Path, before: str, after: str, expected: tuple[str, str, str]) -> None:
    """A change of words, topics, stress, headings, links, pictures or breaks is shown in the part where it is."""
    old = open_case(site, GATE).seen
    ((part, blocks),) = changes(old, change(site, before, after).seen)
    marks = {"removed": "[{}]", "added": "{{{}}}", "same": "{}"}
    shown = " ".join(marks[kind].format(words) for block in blocks for kind, words in block)
    assert part == expected[0]
    assert expected[1] in shown
    assert expected[2] in shown


def test_a_receipt_says_what_was_agreed_to(site: Path) -> None:
    """A receipt names the record, the story, the days, the channels, the code and how to take it back."""
    case = handed_out(site)
    page = as_page(case, TODAY)
    html5lib.HTMLParser(strict=True).parse(page)
    for shown in ("CF-1", "A gate", "2026-06-15", "2028-01-01", "Website", "News feed", code(case.seal), "hello@"):
        assert shown in page
    assert "Offline copies" not in page


# What the specification's JSON Schema demands, and of which type; only the language may be left out.
RECEIPT = {
    **dict.fromkeys(("version", "jurisdiction", "collectionMethod", "consentReceiptID", "language"), str),
    **dict.fromkeys(("piiPrincipalId", "policyUrl"), str),
    **dict.fromkeys(("piiControllers", "services", "spiCat"), list),
    "consentTimestamp": int,
    "sensitive": bool,
}
CONTROLLER = {**dict.fromkeys(("piiController", "contact", "email", "phone"), str), "address": dict, "onBehalf": bool}
PURPOSE = {
    **dict.fromkeys(("purpose", "consentType", "termination"), str),
    **dict.fromkeys(("purposeCategory", "piiCategory"), list),
    **dict.fromkeys(("primaryPurpose", "thirdPartyDisclosure"), bool),
}


def types(value: dict[str, object], but: str = "") -> dict[str, type]:
    return {name: type(content) for name, content in value.items() if name != but}


@pytest.mark.parametrize("reached", ["", ", phone: '020 7946 0000', address: 1 Harbour Row"])
def test_a_receipt_for_programs_has_the_fields_of_the_standard(site: Path, reached: str) -> None:
    """The JSON has every field of Kantara's specification 1.1 with its type, whatever is known of the organisation."""
    settings = site / "site.yaml"
    settings.write_text(settings.read_text().replace("hello@harbour.internal", f"hello@harbour.internal{reached}", 1))
    receipt = json.loads(as_json(handed_out(site)))
    (controller,), (service,) = receipt["piiControllers"], receipt["services"]
    assert types(receipt, "hearten") == RECEIPT
    assert types(controller) == CONTROLLER
    assert (controller["phone"], controller["address"]) == (
        ("020 7946 0000", {"streetAddress": "1 Harbour Row"}) if reached else ("", {})
    )
    assert service.keys() == {"service", "purposes"}
    for purpose in service["purposes"]:
        third = {"thirdPartyName": str} if purpose["thirdPartyDisclosure"] else {}
        assert types(purpose) == {**PURPOSE, **third}


def test_a_receipt_for_programs_has_a_purpose_for_each_channel(site: Path) -> None:
    """The JSON says from when, under whose law, until when and for whom each channel was agreed to."""
    receipt = json.loads(as_json(handed_out(site)))
    ((web, feed),) = (service["purposes"] for service in receipt["services"])
    assert (receipt["consentTimestamp"], receipt["jurisdiction"]) == (1781481600, "GB")
    assert (web["primaryPurpose"], feed["thirdPartyDisclosure"], feed["termination"]) == (True, True, "2028-01-01")


def names(value: object) -> set[str]:
    """Every name of a field anywhere in a JSON value."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    return {*value, *set().union(*map(names, value.values()))} if isinstance(value, dict) else set()


def test_a_receipt_quotes_proofs(site: Path) -> None:
    """A receipt names each proof that something of the story was gone online, and one of another story none."""
    case = handed_out(site)
    known_as = opaque_id(entry_id(case.settings.url, case.path))
    paths = [
        proofs.keep(site, TODAY, "live", [proofs.GoneAddress("a/", text, (404,), {})]) for text in (known_as, "another")
    ]
    assert json.loads(as_json(case))["hearten"]["provenGone"] == [
        {"on": str(TODAY), "place": "live", "proof": paths[0]}
    ]
    page = as_page(case, TODAY)
    assert "Proven to be gone online, from “live”" in page
    assert paths[0] in page
    assert paths[1] not in page


def test_a_receipt_maps_names_that_it_has(site: Path) -> None:
    """Each name that is mapped to ISO/IEC TS 27560 is that of a field in the receipt."""
    receipt = json.loads(as_json(handed_out(site)))
    assert receipt["hearten"].pop("namesInIsoIecTs27560") == ISO_27560
    assert ISO_27560.keys() <= names(receipt)


def test_the_guide_holds_the_same_mapping() -> None:
    """The page for data-protection officers names each field of a receipt beside its name in ISO/IEC TS 27560."""
    guide = ROOT / "docs" / "consent-for-data-protection.md"
    table = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", guide.read_text(encoding="utf-8"), re.MULTILINE))
    assert table == ISO_27560


def test_a_receipt_needs_a_consent(site: Path) -> None:
    """There is no receipt for what was only asked for."""
    with pytest.raises(RefusedError, match="requested"):
        as_page(change(site, "status: given", "status: requested"), TODAY)


def test_a_receipt_needs_a_country(site: Path) -> None:
    """Without the country whose law applies, the remedy is told."""
    settings = site / "site.yaml"
    settings.write_text(settings.read_text().replace(", jurisdiction: GB", ""))
    with pytest.raises(RefusedError, match="jurisdiction"):
        as_json(handed_out(site))


def test_papers_keep_out_of_git(site: Path) -> None:
    """The folder of kept copies tells git to leave it alone."""
    handed_out(site)
    assert (site / "consent/copies/.gitignore").read_text().endswith("*\n")


def test_every_channel_is_explained() -> None:
    """Each channel has a name and a meaning in the words of papers."""
    for channel in get_args(Channel):
        assert words("en")[f"channel_{channel}"] == CHANNELS[channel].name
        assert words("en")[f"channel_{channel}_means"] == CHANNELS[channel].means


@pytest.mark.parametrize("language", ["de", "es"])
def test_papers_speak_the_languages_of_the_theme(language: str) -> None:
    """Every word of papers is there in each language that the built-in theme speaks, with the same places to fill."""
    english, own = words("en"), yaml.safe_load((PAPERS / f"words.{language}.yaml").read_text(encoding="utf-8"))
    assert english.keys() == own.keys()
    for name, value in english.items():
        assert re.findall(r"{\w+}", str(value)) == re.findall(r"{\w+}", str(own[name])), name


def test_a_copy_speaks_the_sites_language(site: Path) -> None:
    """On a German site the frame of a copy is German, and a story in English is marked as such."""
    settings = site / "site.yaml"
    settings.write_text(settings.read_text() + "language: de\n")
    page = review_copy(open_case(site, GATE), None)
    assert '<html lang="de" dir="ltr">' in page
    assert "Der Code dieser Fassung" in page
    assert '<article class="story" lang="en" dir="ltr">' in page
