"""Measure how search finds forms of words that no story has, and print the table of docs/search.md.

    .venv/bin/pip install simplemma wordfreq
    .venv/bin/python -m bench.kin [--as-shipped]

For each language: pairs of two common forms of a lemma, by an independent lemmatiser (simplemma, MIT) and lists of
common words (wordfreq). Stories have the first form among other common words, and no other form of that lemma; a query
is the second one. Arabic has a list made by hand.

Rules for endings come from the same two sources, by `bench.endings`. So that they cannot know the pairs, they are
learned anew without the lemmas of these, unless those are asked for that hearten brings.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unittest.mock import patch

import simplemma
import wordfreq

from bench import endings
from generator.words import stems
from generator.words.terms import form_of
from tests.builders.found import found, index_files
from tests.builders.sites import story

PAIRS, COMMON, AROUND, A_STORY = 250, 15_000, 2_000, 25
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "fi")
SHORTEST = 4
EVERYWHERE = "zzyzx"
ARABIC = (
    "أمل الأمل · كتاب الكتاب · مدينة المدينة · رسالة الرسالة · مستشفى للمستشفى · بيت البيوت · يوم أيام · "
    "صديق أصدقاء · صديقة صديقتي · أخت أختي · أخ أخي · أم أمي · كتب كتبت · درس دروس · خوف الخوف · "
    "خوف خوفي · حياة الحياة · حياة حياتي · عمل أعمال · عمل العمل · طريق الطريق · ليل الليل · "
    "ليلة الليلة · قلب قلبي · قلب قلوب · طبيب الطبيب · طبيبة الطبيبة · معلم معلمون · معلمة معلمات · "
    "سيارة سيارات · قصة القصة · قصة قصتي · كلمة كلمات · صوت الصوت · صوت أصوات · نوم النوم · "
    "مساعدة المساعدة · مساعدة بالمساعدة · حزن والحزن · حزن حزني · فرح بالفرح · صبر بالصبر · "
    "عائلة العائلة · عائلة عائلتي · جلسة جلسات · شهر الشهر · شهر أشهر · سنة سنوات · مرض المرض · "
    "مرض أمراض"
)


@dataclass(frozen=True)
class Outcome:
    """What came of the pairs of one language: how many there were, and of how many of them it holds."""

    pairs: int
    found: int
    in_the_end: int
    respelled: int
    left_out: int
    false: int


def lemma(word: str, language: str) -> str:
    """The form under which dictionaries have a word."""
    return simplemma.lemmatize(word, lang=language)


def pairs_of(language: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Pairs of forms, the first for stories and the second for queries, and other common words; always the same."""
    if language == "ar":
        pairs = [(one, other) for one, other in (pair.split() for pair in ARABIC.split(" · "))]
        return pairs, []
    common = [w for w in wordfreq.top_n_list(language, COMMON) if w.isalpha() and len(w) >= SHORTEST]
    by_lemma: dict[str, list[str]] = defaultdict(list)
    for word in common:
        by_lemma[lemma(word, language)].append(word)
    several = sorted(name for name, forms in by_lemma.items() if len({form_of(f) for f in forms}) > 1)
    draw = random.Random(language)  # noqa: S311 - what it draws is to be the same every time
    chosen = draw.sample(several, min(PAIRS, len(several)))
    pairs = [(one, other) for one, other in (draw.sample(by_lemma[name], 2) for name in chosen)]
    asked = set(chosen) | {form_of(form) for name in chosen for form in by_lemma[name]}
    others = [w for w in common if lemma(w, language) not in asked and form_of(w) not in asked]
    return pairs, draw.sample(others, min(AROUND, len(others)))


def stories_of(words: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """Stories with these words, by the names of their files."""
    for n in range(0, len(words), A_STORY):
        text = f"{EVERYWHERE} {' '.join(words[n : n + A_STORY])}"
        yield f"{n:05}.md", story(f"N{n}", text=text, more=f"language: {language}")


def measure(language: str, as_shipped: bool) -> Outcome:
    """What search makes of the pairs of a language."""
    pairs, around = pairs_of(language)
    if as_shipped or language not in endings.LEARNED:
        return of_pairs(language, pairs, around)
    rules = endings.rules_of(language, {lemma(word, language) for pair in pairs for word in pair})
    stems.stems.cache_clear()
    stems._script.cache_clear()  # noqa: SLF001 - it holds the rules that are replaced
    with patch.object(stems, "rules_of", lambda _name: rules):
        return of_pairs(language, pairs, around)


def of_pairs(language: str, pairs: list[tuple[str, str]], around: list[str]) -> Outcome:
    """What search makes of pairs among other words."""
    # Each first form stands among others: one in nine words of a story.
    words = [one for one, _ in pairs] + around
    random.Random(language).shuffle(words)  # noqa: S311 - the same
    places = {word: n // A_STORY for n, word in enumerate(words)}
    index = index_files(dict(stories_of(words, language)))
    kept = [(one, other) for one, other in pairs if form_of(one) != form_of(other)]
    results = found(index, [f"{other} " for _, other in kept])
    without = found(index, [f"{EVERYWHERE} -{other}" for _, other in kept])
    return Outcome(
        len(kept),
        sum(places[one] in r["stories"] and not r["respelled"] for (one, _), r in zip(kept, results, strict=True)),
        sum(places[one] in r["stories"] for (one, _), r in zip(kept, results, strict=True)),
        sum(bool(r["respelled"]) for r in results),
        sum(
            places[one] not in w["stories"]
            for (one, _), r, w in zip(kept, results, without, strict=True)
            if places[one] in r["stories"] and not r["respelled"]
        ),
        sum(
            any(
                lemma(w, language) != lemma(other, language)
                for w in words
                if language != "ar" and form_of(w) in r["forms"]
            )
            for (_, other), r in zip(kept, results, strict=True)
        ),
    )


def main() -> int:
    """Print a line for each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as-shipped", action="store_true", help="with rules that may know the pairs")
    parser.add_argument("languages", nargs="*", default=[*LANGUAGES, "ar"])
    chosen = parser.parse_args()
    for language in chosen.languages:
        got = measure(language, chosen.as_shipped)
        shares = (
            got.found / got.pairs,
            got.in_the_end / got.pairs,
            got.left_out / max(got.found, 1),
            got.respelled / got.pairs,
        )
        false = "–" if language == "ar" else f"{got.false / got.pairs:.0%}"
        print(f"| {language} | {got.pairs} | {' | '.join(f'{x:.0%}' for x in shares)} | {false} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
