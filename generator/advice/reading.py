"""How a text reads: long sentences, links that do not say where they lead, pictures that are not described, signs.

A story keeps its storyteller's voice, so there all of this is for an editor to know, and nothing to be put right.
What a build tells anyway is not told here again: headings that skip a level or are empty, pictures without words, words
of links that are among the most common empty ones (`content.link_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.advice.finding import Finding, Guideline, Level, Rule
from generator.advice.passages import Passage, PassageKind, Voice
from generator.advice.texts import AdvisedText
from generator.advice.wording import START, may_hold
from generator.advice.written_marks import WrittenBody, WrittenMark
from generator.content.front_matter import StoryHeader
from generator.content.link_words import AROUND, say_nothing
from generator.ground.patterns import lazy

WCAG = "https://www.w3.org/WAI/WCAG22/Understanding/"
LINK_PURPOSE = Guideline("W3C, WCAG 2.2, 2.4.4 Link Purpose", f"{WCAG}link-purpose-in-context.html")
READING_LEVEL = Guideline("W3C, WCAG 2.2, 3.1.5 Reading Level", f"{WCAG}reading-level.html")
LIX_SOURCE = Guideline("Björnsson, Läsbarhet, 1968: the measure LIX")
NON_TEXT = Guideline("W3C, WCAG 2.2, 1.1.1 Non-text Content", f"{WCAG}non-text-content.html")
ALT = Guideline("W3C, Images Tutorial: Tips and Tricks", "https://www.w3.org/WAI/tutorials/images/tips/")
USE_OF_COLOUR = Guideline("W3C, WCAG 2.2, 1.4.1 Use of Color", f"{WCAG}use-of-color.html")
TABLES = Guideline("W3C, Tables Tutorial", "https://www.w3.org/WAI/tutorials/tables/")
PLAIN = Guideline(
    "GOV.UK, Content design: writing for GOV.UK", "https://www.gov.uk/guidance/content-design/writing-for-gov-uk"
)

LIX = Rule(
    "reading/hard-to-read",
    "A page that takes effort to read",
    "Somebody who is tired, frightened or new to the language reads less easily than on other days. "
    "The measure LIX counts the words of a sentence and those of more than six letters; it knows nothing of sense.",
    (READING_LEVEL, LIX_SOURCE),
    Level.NOTE,
)
LONG_SENTENCE = Rule(
    "reading/long-sentence",
    "One of the three longest sentences",
    "In a long sentence its beginning is forgotten before its end. Screen readers read it in one breath, too.",
    (PLAIN,),
    Level.NOTE,
)
LINK_WORDS = Rule(
    "reading/link-words",
    "A link whose words do not say where it leads",
    "Screen readers list the links of a page without the sentences around them, and eyes look for them, too.",
    (LINK_PURPOSE,),
)
ALT_IMAGE_OF = Rule(
    "reading/alt-image-of",
    "An alternative text that says that it is a picture",
    "Screen readers say “image” before they read it, so it is heard twice.",
    (ALT,),
    Level.NOTE,
)
ALT_LONG = Rule(
    "reading/alt-long",
    "A very long alternative text",
    "An alternative text is heard in one go, and one cannot go back to a word in it.",
    (ALT,),
)
ALT_CAPTION = Rule(
    "reading/alt-caption",
    "An alternative text that says what stands beside it",
    "Who listens hears the same words twice, and does not learn what the picture shows.",
    (NON_TEXT,),
)
TABLE_HEADS = Rule(
    "reading/table-heads",
    "A table without heads",
    "Who listens hears the head of a column before each of its cells. Without it, a cell is a word or a number alone.",
    (TABLES,),
)
CAPITALS = Rule(
    "reading/capitals",
    "Several words in capitals",
    "Words in capitals have no shape to be known by; some screen readers spell them, and many readers hear shouting.",
    (PLAIN,),
)
EMOJI = Rule(
    "reading/emoji-run",
    "Several emoji in a row",
    "A screen reader says the name of each, one after the other, in the middle of the sentence.",
    (NON_TEXT,),
    Level.NOTE,
)
COLOUR = Rule(
    "reading/colour-alone",
    "Something that is told apart by its colour",
    "Not everybody sees colours, and some see none: printed, listened to, or by their eyes.",
    (USE_OF_COLOUR,),
    Level.NOTE,
)
RULES = (
    LIX,
    LONG_SENTENCE,
    LINK_WORDS,
    ALT_IMAGE_OF,
    ALT_LONG,
    ALT_CAPTION,
    TABLE_HEADS,
    CAPITALS,
    EMOJI,
    COLOUR,
)

WORD = lazy(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# A sentence ends with its sign and what closes it; not behind an initial, within a number or behind a German day.
SENTENCE = lazy(
    r"\S(?:[^.!?…]|(?<=\b[A-ZÄÖÜ])\.(?!\s*\Z)|\.(?=\w)|(?<=\b\d)\.(?=\s[A-Z])|(?<=\b\d\d)\.(?=\s[A-Z]))*"
    r"(?:[.!?…]+[\"'”’»“)]*|\Z)"
)
SURE_END = lazy(r"[.!?…](?<![A-ZÄÖÜ\d].)[.!?…]*\s")
# An entry of a list, or a row of a table, which is no sentence.
ENTRY = lazy(r"^[ \t]*(?:[-*+:]|\d+[.)])[ \t]+|^[ \t]*\|.*$", re.MULTILINE)
LONG_WORD = 6  # letters, of which a long word has more (Björnsson 1968)
FEWEST_WORDS = 100  # below, LIX says little
MOST_TOLD, LONGEST_ALT = 3, 250
# Words in capitals, and letters in them; a story may quote what is written on a door.
SHOUTED, SHOUTED_LETTERS, SHOUTED_IN_STORIES = 3, 12, 8
IN_STORIES = 1.25  # so many times as long a sentence may be in a story, which is told


@dataclass(frozen=True, slots=True)
class _Measure:
    """From which LIX a page is told of, and from how many words a sentence.

    Björnsson's steps for Swedish: below 30 books for children, 40 fiction, 50 newspapers, 60 what authorities write.
    German joins its words, and Spanish has longer ones than English.
    """

    lix: int
    words: int


ENGLISH = _Measure(50, 40)
MEASURES = {"en": ENGLISH, "de": _Measure(55, 35), "es": _Measure(54, 45)}
STEPS = ((40, "a novel"), (50, "a newspaper"), (60, "what authorities write"))
HARDEST = "what scholars write for each other"

# What is asked to be pressed, and addresses, which are spelled out by screen readers.
PRESSED = lazy(
    r"(?:please )?(?:click|press|tap|follow|see|visit|go to)(?: on)? (?:the )?|(?:klicke?n?(?: sie)?|siehe) "
)
SHOWN_ADDRESS = lazy(r"(?:https?://|www\.)\S+")
VAGUE = frozenset(
    (
        *(
            "more",
            "more here",
            "find out more",
            "click",
            "this",
            "this page",
            "this site",
            "this website",
            "this article",
        ),
        *("go", "see more", "continue", "read on", "website", "details", "over here", "there", "download", "pdf"),
        *("mehr", "mehr erfahren", "mehr infos", "mehr informationen", "klick", "klicken", "hier lang", "diese seite"),
        *("diese website", "dieser artikel", "da", "dort", "weiter", "siehe hier", "herunterladen"),
        *("más", "ver más", "saber más", "clic", "esta página", "este sitio", "este artículo", "pulse aquí", "ahí"),
        *("seguir leyendo", "continuar", "descargar", "pincha aquí"),
    )
)
PICTURE_OF = lazy(
    r"\s*(?:an?\s+|the\s+|this\s+is\s+)*(?:image|picture|photo|photograph|pic|graphic|screenshot)\s+(?:of|showing)\b"
    r"|\s*(?:ein\w*\s+|das\s+)*(?:bild|foto|fotografie|grafik|abbildung)\s+(?:von|vom|mit|einer|eines|der|des)\b"
    r"|\s*(?:una?\s+|la\s+)*(?:imagen|foto|fotografía|gráfico)\s+(?:de|del|con)\b",
    re.IGNORECASE,
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]"
SHOUTING = lazy(rf"\b{_CAPITAL}{{2,}}(?:[ ,;:'’&/\-–—]+{_CAPITAL}+)+\b")
# As a word of those that are told of has, which is found many times as fast.
LOUD = lazy(_CAPITAL * -(-SHOUTED_LETTERS // SHOUTED))
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]"
SIGN = lazy(_EMOJI)
EMOJI_RUN = lazy(rf"(?:{_EMOJI}[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*[ ]?){{3,}}")
_COLOURS = {
    "en": "red|green|blue|yellow|orange|grey|gray|purple|pink",
    "de": "rot|grün|blau|gelb|orange|grau|lila|rosa",
    "es": "rojo|verde|azul|amarillo|naranja|gris|morado|rosa",
}
# How the words of a text that has one of them begin.
COLOUR_WORDS = {language: frozenset(word[:START] for word in words.split("|")) for language, words in _COLOURS.items()}
# Only where colour is what tells one thing from others: marked so, or asked to be looked for or pressed.
COLOUR_CUES = {
    "en": lazy(
        rf"\b(?:marked|shown|highlighted|printed|written|coloured|colored|flagged)\s+(?:in\s+)?(?:{_COLOURS['en']})\b"
        rf"|\b(?:fields?|words?|items?|dates?|rows?|entries|lines?|numbers?|links?)\s+in\s+(?:{_COLOURS['en']})\b"
        rf"|\b(?:press|click|tap|choose|select|see|use)\s+(?:on\s+)?the\s+(?:{_COLOURS['en']})\s+"
        r"(?:buttons?|links?|fields?|ones?|box|boxes|words?)\b"
        rf"|\bthe\s+(?:{_COLOURS['en']})\s+(?:box|boxes|text|words?|fields?|rows?|lines?|labels?|tags?)\s+"
        r"(?:below|above|shows?|means?|marks?|says?)\b",
        re.IGNORECASE,
    ),
    "de": lazy(
        rf"\b(?:{_COLOURS['de']})\s+(?:markiert|gedruckt|geschrieben|hervorgehoben|hinterlegt|gekennzeichnet)\w*\b"
        rf"|\bin\s+(?:{_COLOURS['de']})\s+(?:markiert|gedruckt|geschrieben|hervorgehoben|gekennzeichnet)\w*\b"
        rf"|\b(?:auf|über)\s+(?:den|die|das)\s+(?:{_COLOURS['de']})\w*\s+(?:knopf|link|taste|feld|schaltfläche|button)\b",
        re.IGNORECASE,
    ),
    "es": lazy(
        rf"\b(?:marcad[oa]s?|escrit[oa]s?|impres[oa]s?|resaltad[oa]s?|señalad[oa]s?)\s+en\s+(?:{_COLOURS['es']})\b"
        rf"|\b(?:botón|enlace|campos?|recuadro)\s+(?:en\s+)?(?:{_COLOURS['es']})s?\b",
        re.IGNORECASE,
    ),
}


def advice(text: AdvisedText) -> Iterator[Finding]:
    """All that is to be said of how a text reads."""
    yield from _of_sentences(text)
    coloured = COLOUR_WORDS.get(text.language.partition("-")[0], frozenset())
    source = text.source
    has_signs = LOUD.search(source) is not None or (not source.isascii() and SIGN.search(source) is not None)
    if has_signs or not coloured.isdisjoint(text.begun):
        for passage, (_, small) in zip(text.passages, text.looked_through, strict=True):
            yield from _signs(text, passage, small)
    body = WrittenBody(text)
    for mark in body.marks():
        yield from _picture(text, mark) if mark.is_picture else _link(text, mark)
    yield from _picture_above(text)
    for start, end in body.headless_tables():
        hint = "write what each column holds into the first line of the table"
        yield Finding(
            text.path, start, end, TABLE_HEADS, "", "the heads of this table are empty", hint, _level(text, TABLE_HEADS)
        )


def lix(words: int, sentences: int, long_words: int) -> float:
    """The measure LIX: words in a sentence, and long words in a hundred (Björnsson 1968)."""
    return words / sentences + 100 * long_words / words


def _of_sentences(text: AdvisedText) -> Iterator[Finding]:
    """How hard a page is, and the longest sentences of a page or story."""
    measure = MEASURES.get(text.language.partition("-")[0])
    spoken = [p for p in text.passages if p.part is PassageKind.PARAGRAPH and not p.loc]
    if measure is None or not spoken:
        return
    most = measure.words * (IN_STORIES if text.is_story else 1)
    total = long_words = sentences = 0
    found: list[tuple[int, int, int, Passage]] = []
    # Of a story, only passages in which there may be a sentence of so many words.
    for passage in (p for p in spoken if _may_be_long(p.text, most)) if text.is_story else spoken:
        for start, end in _sentences(passage.text):
            if text.is_story and end - start < 2 * most:  # too short for so many words, as most are
                continue
            words = WORD.findall(passage.text, start, end)
            total += len(words)
            sentences += bool(words)
            long_words += sum(len(word) > LONG_WORD for word in words)
            if len(words) > most:
                found.append((len(words), start, end, passage))
    if not text.is_story and total >= FEWEST_WORDS:
        value = lix(total, sentences, long_words)
        if value > measure.lix:
            step = next((of for below, of in STEPS if value < below), HARDEST)
            message = f"this page reads about as easily as {step} (LIX {value:.0f}; {STEPS[0][1]} has 30 to 40)"
            hint = "cut sentences in two, and put short words for long ones where they say the same"
            first = spoken[0]
            yield Finding(text.path, first.span(0), first.span(0), LIX, "", message, hint, LIX.level)
    for count, start, end, passage in sorted(found, key=lambda one: -one[0])[:MOST_TOLD]:
        message = f"this sentence has {count} words"
        hint = "see whether it can be two; read it aloud, and listen for where you take breath"
        if text.is_story:
            hint = "it is theirs to say so; if you edit with them, ask whether it can be two"
        place = passage.span(start), passage.span(end)
        yield Finding(text.path, *place, LONG_SENTENCE, passage.text[start:end], message, hint, Level.NOTE)


def _may_be_long(text: str, words: float) -> bool:
    """Whether there may be a sentence of more words: a row of them without a sign that surely ends one."""
    return len(text) > 2 * words and any(len(piece.split()) >= words for piece in SURE_END.split(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """From and up to where each sentence stands; every entry of a list begins one, and tables have none."""
    at = 0
    for entry in (*ENTRY.finditer(text), None):
        until = entry.start() if entry else len(text)
        yield from (sentence.span() for sentence in SENTENCE.finditer(text, at, until))
        at = entry.end() if entry else until


def _signs(text: AdvisedText, passage: Passage, small: str) -> Iterator[Finding]:
    """Capitals, emoji and colours in a passage, of which ``small`` are the words in small letters."""
    own = passage.voice is Voice.STORYTELLER
    for found in SHOUTING.finditer(passage.text) if LOUD.search(passage.text) else ():
        words = [word for word in WORD.findall(found[0]) if len(word) > 1]
        if len(words) >= (SHOUTED_IN_STORIES if own else SHOUTED) and sum(map(len, words)) >= SHOUTED_LETTERS:
            message = f"{len(words)} words in a row are in capitals"
            hint = "write them in small letters; for weight, put **two stars** around them"
            yield _at(text, passage, found, CAPITALS, message, _theirs(hint, own=own))
    if not passage.text.isascii():
        for found in EMOJI_RUN.finditer(passage.text):
            message, hint = "several emoji stand in a row", "leave one, at the end of the sentence"
            yield _at(text, passage, found, EMOJI, message, _theirs(hint, own=own))
    language = passage.language.partition("-")[0]
    coloured = COLOUR_WORDS.get(language)
    for found in COLOUR_CUES[language].finditer(passage.text) if coloured and may_hold(small, coloured) else ():
        message = "this may be told apart by its colour alone"
        hint = "say what it is called or where it is as well, such as “the button Send”"
        yield _at(text, passage, found, COLOUR, message, _theirs(hint, own=own))


def _link(text: AdvisedText, mark: WrittenMark) -> Iterator[Finding]:
    words = " ".join(mark.words.strip(AROUND + "*_").casefold().split())
    rest = PRESSED.sub("", words)
    is_empty = words in VAGUE or (rest != words and (rest in VAGUE or say_nothing(rest)))
    if (is_empty or SHOWN_ADDRESS.fullmatch(words)) and not say_nothing(mark.words):
        message = "the words of this link do not say where it leads"
        hint = "make a link of the words that say it, such as [how we look after stories](about.md)"
        yield Finding(text.path, mark.start, mark.end, LINK_WORDS, mark.words, message, hint, _level(text, LINK_WORDS))


def _picture(text: AdvisedText, mark: WrittenMark) -> Iterator[Finding]:
    place = Finding(text.path, mark.start, mark.end, ALT_LONG, mark.words, "", "")
    caption = "" if mark.title == "decorative" else mark.title
    yield from _described(place, mark.words, caption)


def _picture_above(text: AdvisedText) -> Iterator[Finding]:
    """What is to be said of the picture in a front matter; its words stand in passages, by the names of fields."""
    header = text.header
    image = header.image if isinstance(header, StoryHeader) else None
    passage = next((p for p in text.passages if p.loc == ("image", "alt")), None)
    if image is not None and passage is not None:
        place = Finding(text.path, passage.span(0), passage.span(len(passage.text)), ALT_LONG, passage.text, "", "")
        yield from _described(place, passage.text, header.summary or "" if header else "")


def _described(place: Finding, alt: str, beside: str) -> Iterator[Finding]:
    """What is to be said of an alternative text; ``beside`` are words that readers see next to the picture."""

    def told(rule: Rule, message: str, hint: str) -> Finding:
        return replace(place, rule=rule, message=message, hint=hint, level=rule.level)

    if PICTURE_OF.match(alt):
        yield told(ALT_IMAGE_OF, "this begins by saying that it is a picture", "begin with what it shows")
    if len(alt) > LONGEST_ALT:
        hint = "say what matters in a sentence or two; tell the rest in the text, where everybody has it"
        yield told(ALT_LONG, f"this alternative text has {len(alt)} characters", hint)
    if beside and _folded(alt) == _folded(beside):
        hint = "say here what the picture shows to who cannot see it"
        yield told(ALT_CAPTION, "these words stand beside the picture, too", hint)


def _at(text: AdvisedText, passage: Passage, found: re.Match[str], rule: Rule, message: str, hint: str) -> Finding:
    level = Level.NOTE if passage.voice is Voice.STORYTELLER else rule.level
    start, end = passage.span(found.start()), passage.span(found.end())
    return Finding(text.path, start, end, rule, found[0], message, hint, level)


def _theirs(hint: str, *, own: bool) -> str:
    return f"if you edit with them: {hint}; otherwise it is theirs to write so" if own else hint


def _level(text: AdvisedText, rule: Rule) -> Level:
    return Level.NOTE if text.is_story else rule.level


def _folded(words: str) -> str:
    return " ".join(WORD.findall(words)).casefold()
