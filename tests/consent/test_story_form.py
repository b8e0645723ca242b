"""The form on which a storyteller writes a story."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import html5lib
import pytest

from generator.consent.case import settings_of
from generator.consent.documents import languages, words
from generator.consent.story_form import story_form
from generator.content import sources
from generator.content.settings import Settings
from generator.ground.channels import CHANNELS
from tests.builders.sites import SITE, make_site

HELPLINE = """\
helplines:
  lines: [{name: <Listening>, languages: [en], checked: 2026-05-01, source: 'https://l.internal/', phone: 116 123}]
"""


def settings(root: Path, more: str = "") -> Settings:
    return settings_of(sources.gather(make_site(root, {}, site=SITE + more)))


@pytest.mark.parametrize("language", languages())
def test_a_form_is_one_valid_page_that_loads_nothing(language: str, tmp_path: Path) -> None:
    """A form is valid HTML in each language, loads nothing, and leads nowhere."""
    form = story_form(settings(tmp_path, HELPLINE), language)
    html5lib.HTMLParser(strict=True).parse(form)
    assert not re.findall(r"<(?:a|link|img|iframe|object)\b|\bsrc=|\baction=|url\(", form)
    assert f'<html lang="{language}" dir="ltr">' in form
    assert "&lt;Listening&gt;" in form


def test_only_its_own_script_runs(tmp_path: Path) -> None:
    """The policy of a form allows the one script in it, by its digest, and nothing that sends."""
    form = story_form(settings(tmp_path), "en")
    (script,) = re.findall(r"<script>(.*?)</script>", form, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', form)
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )
    assert not re.findall(r"fetch\(|XMLHttpRequest|sendBeacon|Storage|cookie|indexedDB|innerHTML", script)


def test_each_channel_is_asked_by_itself(tmp_path: Path) -> None:
    """Each channel has a group of its own with what it means, and nothing is ticked beforehand."""
    form = story_form(settings(tmp_path), "en")
    groups = re.findall(r'<fieldset class="asked">(.*?)</fieldset>', form, re.DOTALL)
    assert [re.findall(r'name="channels" value="([^"]*)"', group) for group in groups] == [[one] for one in CHANNELS]
    for group, channel in zip(groups, CHANNELS.values(), strict=True):
        assert channel.name in group
        assert channel.means in group
    assert not re.findall(r"<input[^>]*\bchecked\b", form)


def test_a_form_says_how_consent_is_taken_back(tmp_path: Path) -> None:
    """A form holds what taking back means, and where to turn for that, as the site says it."""
    form = story_form(settings(tmp_path), "en")
    for sentence in (*words("en")["taking_back_means"], "You can change your mind.", "hello@harbour.internal"):
        assert sentence in form


def test_no_word_is_sent_to_be_checked(tmp_path: Path) -> None:
    """Fields for words ask browsers neither to check their spelling, nor to suggest words, nor to remember them."""
    fields = re.findall(r'<(?:textarea|input type="text")[^>]*>', story_form(settings(tmp_path), "en"))
    quiet = 'spellcheck="false" writingsuggestions="false" autocomplete="off"'
    assert [quiet in field for field in fields] == [True] * 4


@pytest.mark.parametrize(("site", "form", "spoken", "marked"), [("ar", "ar", "en", True), ("en-GB", "en", "en", False)])
def test_the_sites_own_words_say_their_language(
    site: str, form: str, spoken: str, marked: bool, tmp_path: Path
) -> None:
    """Topics and the like are marked where they are in another language than the form's own words."""
    made = story_form(settings(tmp_path, f"language: {site}\n"), form)
    assert f'<html lang="{spoken}" dir="ltr">' in made
    assert f'data-language="{form}"' in made
    assert ('<span lang="ar" dir="rtl">Hope</span>' in made, "<span>Hope</span>" in made) == (marked, not marked)


def test_without_content_notes_none_are_asked_about(tmp_path: Path) -> None:
    """A site without content notes, or helplines, has a form without them."""
    without = settings_of(
        sources.gather(make_site(tmp_path, {}, site=re.sub(r"(?m)^content_notes.*\n(  .*\n)+", "", SITE)))
    )
    form = story_form(without, "en")
    assert "content_notes" not in re.sub(r"<script>.*?</script>", "", form, flags=re.DOTALL)
    assert words("en")["form_much"] not in form


def test_no_word_of_the_site_runs(tmp_path: Path) -> None:
    """Words of site.yaml that would end an element, or be filled in, stand in the form as words."""
    hostile = "</script><script>x()</script>\"' {0} {site}"
    site = SITE.replace("Quiet Harbour", json.dumps(hostile)).replace("label: Hope", f"label: {json.dumps(hostile)}")
    form = story_form(settings_of(sources.gather(make_site(tmp_path, {}, site=site))), "en")
    html5lib.HTMLParser(strict=True).parse(form)
    assert form.count("<script>") == 1
    assert form.count("{0} {site}") == 2
