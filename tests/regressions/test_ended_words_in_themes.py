"""The words of an ended consent were published on every page from a file of the site's own theme."""

from __future__ import annotations

import gzip
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.store.resources import THEMES
from tests.builders.approved import GATE, WORDS, approve, approved_site
from tests.builders.sites import SITE, TODAY, built, story, tree

OWN = "themes/hearten"
FOOTER = "templates/footer.html"
SENTENCES = [part.strip() for part in WORDS.split(".") if part.strip()]
LINES = "\n".join(f"<p>{part}.</p>" for part in SENTENCES)
HELP = (
    "If you need somebody to talk to tonight, ring the harbour line on the number below. "
    "It is free from every phone, and the people who answer have been there themselves."
)
QUAY = (
    "My sister rowed us out past the quay before anybody else was awake. We said nothing until the town was small. "
    "Then she told me what she had not told our mother. I have kept the oar that broke on that morning."
)
PAGE = "---\ntitle: Help\n---\n\n"
FILES: dict[str, str | bytes] = {
    FOOTER: LINES,
    "templates/lines.html": WORDS.replace(" ", "\n"),
    "templates/comment.html": f"<!-- {WORDS} -->",
    "templates/words.html": "".join(f"<b>{word}</b>" for word in WORDS.split()),
    "templates/letters.html": WORDS.replace("t", "<i>t</i>"),
    "templates/filled.html": WORDS.replace(" ", " {{ site.name }} "),
    "templates/values.html": "".join(f'{{{{ "{part}" }}}}\n' for part in SENTENCES),
    "templates/codes.html": WORDS.replace("e", "&#101;"),
    "strings/nn.yaml": "\n".join(f'key{n}: "{part}."' for n, part in enumerate(SENTENCES)),
    "assets/more.css": f'body::after {{ content: "{WORDS}" }}',
    "assets/note.txt": WORDS,
    "assets/broad.txt": WORDS.encode("utf-16"),
    "assets/mark.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{WORDS}</text></svg>",
    "assets/more.js": "var told = '" + "\\n".join(SENTENCES).replace("e", "\\u0065") + "'",
    "templates/joined.html": "<p>{{ " + " ~ ".join(f'"{word} "' for word in WORDS.split()) + " }}</p>",
    "templates/inline.html": f"<p>{{{{ '{SENTENCES[0]}.' }}}}</p><p>{{{{- '{SENTENCES[1]}.' -}}}}</p>",
    "assets/joined.js": "var told = " + " +\n".join(f"'{word} '" for word in WORDS.split()),
    "assets/codes.css": 'i::after { content: "' + "".join(f"\\{ord(sign):06x}" for sign in WORDS) + '" }',
    "assets/short.css": 'i::after { content: "' + "".join(f"\\{ord(sign):x} " for sign in WORDS) + '" }',
    "assets/mark.svgz": gzip.compress(f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{WORDS}</desc></svg>".encode()),
    "assets/note.txt.gz": gzip.compress(WORDS.encode()),
    "assets/link.js": f"open('https://elsewhere.internal/?text={WORDS.replace(' ', '+')}')",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, and nothing remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    return approved_site(tmp_path)


def write(root: Path, path: str, content: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def told(root: Path) -> list[Diagnostic]:
    with pytest.raises(CannotBuildError) as caught:
        built(root)
    return [d for d in caught.value.diagnostics if d.rule == "ended-words"]


@pytest.mark.parametrize("name", FILES)
def test_words_in_a_file(site: Path, name: str) -> None:
    """A file of the theme with the words of a paused story stops the build, and no word of them is repeated."""
    acts.pause(site, GATE, today=TODAY)
    write(site, f"{OWN}/{name}", FILES[name])
    (found,) = told(site)
    assert (found.path, found.is_error) == (f"{OWN}/{name}", True)
    assert "painted" not in found.message + (found.hint or "")


@pytest.mark.parametrize("act", ["withdraw", "narrow"])
def test_words_of_other_ends(site: Path, act: str) -> None:
    """The words of a withdrawn story, or of one that left this channel, stop the build, and what is published goes."""
    built(site)
    if act == "withdraw":
        withdraw(plan_withdrawal(site, GATE), TODAY)
    else:
        seal = open_case(site, GATE).seal
        form = Approval(code=code(seal), record="CF-001", scope=("web", "feed"), until=date(2028, 1, 1))
        acts.approve(site, GATE, form, today=TODAY)
        acts.narrow(site, GATE, scope=("feed",), today=TODAY)
    write(site, f"{OWN}/assets/note.txt", WORDS)
    assert told(site)
    assert not any(b"smelled of paint" in data for data in tree(site / "public").values())


def test_a_sentence_in_each_file(site: Path) -> None:
    """Words of an ended consent stop the build where no file of the theme has more than one of their sentences."""
    acts.pause(site, GATE, today=TODAY)
    for n, part in enumerate(SENTENCES):
        write(site, f"{OWN}/templates/part-{n}.html", f"<p>{part}.</p>")
    (one,) = told(site)
    assert (one.path, "together" in one.message) == (OWN, True)


def test_innocent_themes(site: Path) -> None:
    """A theme with words of its own, of hearten's, or of a story in force, and with pictures, stops nothing."""
    write(site, f"{OWN}/{FOOTER}", LINES)
    assert built(site).stories == 2
    acts.pause(site, GATE, today=TODAY)
    for part in ("templates", "strings", "assets"):
        for file in (THEMES / "hearten" / part).rglob("*"):
            if file.is_file():
                write(site, f"{OWN}/{file.relative_to(THEMES / 'hearten')}", file.read_bytes())
    write(site, f"{OWN}/{FOOTER}", "<p>We sit by the gate of the harbour and wait for the tide.</p>")
    write(site, f"{OWN}/assets/mark.png", b"\x89PNG\0\0" + b64encode(WORDS.encode()))
    assert built(site).stories == 1


def quoting(site: Path) -> None:
    """A paused story that quotes whom to ring, in a site that names its help page."""
    write(site, "site.yaml", f"{SITE}help_page: get-help.md\n")
    write(site, "stories/quay.md", story("A quay", text=f"{QUAY}\n\n{HELP}"))
    approve(site, "stories/quay.md", "CF-007")
    acts.pause(site, "stories/quay.md", today=TODAY)


def test_whom_to_ring(site: Path) -> None:
    """A footer with what a story quotes stops the build when that ends, and does not if the help page says the same."""
    write(site, f"{OWN}/{FOOTER}", f"<p>{HELP}</p>\n")
    quoting(site)
    write(site, "pages/get-help.md", f"{PAGE}Ring somebody.\n")
    assert told(site)
    write(site, "pages/get-help.md", f"{PAGE}{HELP}\n")
    assert built(site).stories == 2


def test_more_than_whom_to_ring(site: Path) -> None:
    """A footer with an ended story stops the build although the help page has some of its sentences."""
    quoting(site)
    write(site, "pages/get-help.md", f"{PAGE}{HELP}\n")
    write(site, f"{OWN}/{FOOTER}", f"<p>{QUAY}</p><p>{HELP}</p>")
    (found,) = told(site)
    assert found.path == f"{OWN}/{FOOTER}"
