"""Large made-up sites to measure with, and queries of which it is known what they look for."""

from __future__ import annotations

import random
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.gate.admit import Story
from generator.plan.site import Site
from generator.words.tokens import fold, tokens
from tests.builders.example import ROOT

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Query:
    """Words of one story, the same with one typing mistake, and the story's number."""

    text: str
    mistyped: str
    story: int


def make(maker: Path, folder: Path, stories: int) -> Path:
    """A site with so many stories below ``folder``, written by make_corpus.py if it is not there."""
    root = folder / str(stories)
    if not (root / "site.yaml").is_file():
        root.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, maker, "--consent", "--stories", str(stories), "--seed", "1", root]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        example = yaml.safe_load((ROOT / "site.yaml").read_text(encoding="utf-8"))
        settings = {key: example[key] for key in ("name", "url", "organisation", "topics", "content_notes")} | {
            "withdraw": {"text": "Write to us.", "email": example["withdraw"]["email"]},
            "menu": [{"label": "Stories", "to": "stories"}, {"label": "Search", "to": "search"}],
            "consent": {"longest_validity_months": None, "require_valid_until": False},
        }
        (root / "site.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return root


def whole_text(story: Story, site: Site) -> str:
    """Everything of a story that search looks through."""
    topics = (site.settings.topic_by_id[t] for t in story.topics)
    labels = " ".join(word for topic in topics for word in (topic.label, *topic.synonyms))
    return f"{story.title} {story.summary} {labels} {story.author} {story.body.text}"


def queries(site: Site, count: int, *, words: Sequence[int] = (2, 3), seed: int = 4) -> list[Query]:
    """Known-item queries: words of one story, each from one of three bands of frequency; the same ones every time.

    A story's words in fewer than 1 in 1,000 stories are rare, in fewer than 1 in 20 middling, and in fewer than 1 in 2
    common; none is shorter than three letters.
    """
    chance = random.Random(seed)  # noqa: S311  # it draws examples
    having: Counter[str] = Counter()
    held = []
    for story in site.stories:
        held.append({word for word in tokens(fold(story.body.text)) if len(word) > 2 and word.isalpha()})
        having.update(held[-1])
    limits = [len(site.stories) / 1000, len(site.stories) / 20, len(site.stories) / 2]
    found: list[Query] = []
    while len(found) < count:
        number = chance.randrange(len(held))
        bands: list[list[str]] = [[], [], [], []]
        for word in sorted(held[number]):
            bands[bisect_right(limits, having[word])].append(word)
        usable = [band for band in bands[:3] if band]
        chosen = {chance.choice(chance.choice(usable)) for _ in range(chance.choice(words))}
        in_order = chance.sample(sorted(chosen), len(chosen))
        if len(chosen) > 1 and any(len(word) > 3 for word in chosen):
            found.append(Query(" ".join(in_order), " ".join(_mistype(in_order, chance)), number))
    return found


def _mistype(words: Sequence[str], chance: random.Random) -> list[str]:
    """The words with one of them, of four letters or more, mistyped: a letter left out, put in, changed or swapped."""
    at = chance.choice([n for n, word in enumerate(words) if len(word) > 3])
    word, place, kind = words[at], chance.randrange(len(words[at]) - 1), chance.randrange(4)
    letter = chance.choice(LETTERS)
    mistyped = (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )[kind]
    return [*words[:at], mistyped, *words[at + 1 :]]
