"""Typography: what the guide for authors promises, and nothing more.

Many cases are what CommonMark's C implementation makes of the same marks with its option “smart”, in words of our own;
`ANOTHER_WAY` holds where we differ from it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import markdown
from generator.content.typography import typographic
from generator.ground.languages import LANGUAGES
from tests.builders.examples import few
from tests.builders.sealed import png
from tests.builders.sites import built, make_site, story, tree


def shown(text: str, language: str = "en") -> str:
    """The words of a text as readers see them, paragraphs one after the other."""
    return markdown.parse(text, "stories/x.md", language).made.text


AS_COMMONMARK = [
    ('"Sit down," said Ines. "\'Kettle\' was my name."', "“Sit down,” said Ines. “‘Kettle’ was my name.”"),
    ("'On', 'off', and 'out' are on the switch.", "‘On’, ‘off’, and ‘out’ are on the switch."),
    ("'Milk,' 'tea,' and 'rice' are lists. So is 'soap.'", "‘Milk,’ ‘tea,’ and ‘rice’ are lists. So is ‘soap.’"),
    ("'She asked, \"May I go?\"'", "‘She asked, “May I go?”’"),
    ("Did you live there in the 70's?", "Did you live there in the 70’s?"),
    ("Here is '`code`' and a \"[quoted link](https://example.org/)\".", "Here is ‘code’ and a “quoted link”."),
    ("'tis the week to be 'merry'", "’tis the week to be ‘merry’"),
    ("'We'll use Ada's boat and Sam's car,' Noor said.", "‘We’ll use Ada’s boat and Sam’s car,’ Noor said."),
    ('"Nobody closes this.\n\n"He goes on, and closes it."', "“Nobody closes this. “He goes on, and closes it.”"),
    ("[b]'s a'", "[b]’s a’"),
    (r"\"Left alone.\" So isn\'t it, and 4\'7\"", '"Left alone." So isn\'t it, and 4\'7"'),
    ("So:  we---went\nin--out\nwe --- went\nin -- out\n4--5", "So: we—went in–out we — went in – out 4–5"),
    ("None here: -, a-b, \\--, \\-- not these", "None here: -, a-b, --, -- not these"),
    ("First...then...and....", "First…then…and…."),
    ("Two dots..", "Two dots.."),
    (r"None: \.\.\., \... nor \.\..", "None: ..., ... nor ..."),
]
ANOTHER_WAY = [
    # It makes dashes of every run of hyphens, in ones of three and two.
    ("a---- b----- c------", "a---- b----- c------"),
    # It makes an ellipsis of every three dots.
    ("Name ......", "Name ......"),
    # It closes what it does not know.
    ('a 5" nail, 6\'2" and 6\' 2" tall', 'a 5" nail, 6\'2" and 6\' 2" tall'),
]
OURS = [
    ("It was '68, and the '90s, and 'til noon.", "It was ’68, and the ’90s, and ’til noon."),
    ("rock 'n' roll, give 'em tea", "rock ’n’ roll, give ’em tea"),
    ("the '68 lot. Rock 'n' roll.", "the ’68 lot. Rock ’n’ roll."),
    ("'Twas the '68 lot, rock 'n' roll", "’Twas the ’68 lot, rock ’n’ roll"),
    ("He said 'rock 'n' roll' today", "He said ‘rock ’n’ roll’ today"),
    ("'I was there in '68', he said", "‘I was there in ’68’, he said"),
    ("He wrote '68' on it", "He wrote ‘68’ on it"),
    ("In '68 the dogs' bowls were empty.", "In ’68 the dogs’ bowls were empty."),
    ("In '68 he left. The '90s' music.", "In ’68 he left. The ’90s’ music."),
    ("'12 of us had the dogs' bowls,' he said.", "‘12 of us had the dogs’ bowls,’ he said."),
    ("In '68 he left.\n\n'Yes,' he said.", "In ’68 he left. ‘Yes,’ he said."),
    ("the dogs' bowl, O'Brien's", "the dogs’ bowl, O’Brien’s"),
    ('("Yes") ["no"] {"so"} — "well" —"oh"', "(“Yes”) [“no”] {“so”} — “well” —“oh”"),
    ('"\'...and so,\'" ("...and so")', "“‘…and so,’” (“…and so”)"),
    ('"I was--" she said. "Wait"--he went.', "“I was–” she said. “Wait”–he went."),
    ('"She said "no"."', "“She said “no”.”"),
    ('"I am 6\'2"," he said.', "“I am 6'2\",” he said."),
    ("a 10'' nail, 6' 2'' tall, a room of 10'x12'", "a 10'' nail, 6' 2'' tall, a room of 10'x12'"),
    ("'It was 10'', in the 80's, 5'ers", "‘It was 10’’, in the 80’s, 5’ers"),
    ("...\"'Never,' she said.\" (\"'No'\")", "…“‘Never,’ she said.” (“‘No’”)"),
    ("¿\"'Sí'?\" ¡'\"No\"!'", "¿“‘Sí’?” ¡‘“No”!’"),
    ("He said \"it was 'no.'\"'Yes' she said.", "He said “it was ‘no.’”‘Yes’ she said."),
    ('"I was 17" she said.', "“I was 17” she said."),
    ('"*Stop*," **"now"**, *"it*"', "“Stop,” “now”, “it”"),
    ('He left.[^1] "Yes.[^1]" "\n\n[^1]: "So."', 'He left. “Yes.” " “So.”'),
    ("Why?... No!... Yes!!!! What????", "Why?… No!… Yes!!!! What????"),
    ("(c) (C) (r) (tm) (p) +- 5 ,,,, ?!..", "(c) (C) (r) (tm) (p) +- 5 ,,,, ?!.."),
    ("a --> b <-- c", "a --> b <-- c"),
    ("'One.\n\n'Two,' he said.", "‘One. ‘Two,’ he said."),
    ("He said: 'One.\n\n'Two,' he went on.", "He said: ‘One. ‘Two,’ he went on."),
    ("\"'One.\n\n\"'Two,' he told me.\"", "“‘One. “‘Two,’ he told me.”"),
    ("'appen so.\n\nTwo.", "’appen so. Two."),
    ('![it\'s "a" shelf](a.jpg)', "it’s “a” shelf"),
    ('| it\'s |\n|---|\n| "so" |', "it’s “so”"),
]


@pytest.mark.parametrize(("text", "words"), [*AS_COMMONMARK, *ANOTHER_WAY, *OURS])
def test_marks_in_english(text: str, words: str) -> None:
    """Quotation marks, apostrophes, dashes and dots become those that English uses, by what stands around them."""
    assert shown(text) == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "\"Sie sagte 'nein'\", hab' 's gut", "„Sie sagte ‚nein‘“, hab’ ’s gut"),
        ("fr", '"L\'ami d\'"Anne"", dit-il.', "«\u202fL’ami d’«\u202fAnne\u202f»\u202f», dit-il."),
        ("nl", "'s Avonds zei ze: \"'Goed' dan.\"", "’s Avonds zei ze: ‘“Goed” dan.’"),
        ("es", "\"Dijo 'no'\".", "«Dijo “no”»."),
        ("pl", '"Tak", "nie"', "„Tak”, „nie”"),
        ("sv", '"Ja", sa hon', "”Ja”, sa hon"),
        ("ja", "\"はい\" 'いいえ'", "「はい」 『いいえ』"),
        ("ar", '"نعم"', "”نعم“"),
        ("he", 'צה"ל', 'צה"ל'),
        ("cy", 'Mae\'r "gath" yma', "Mae’r “gath” yma"),
        ("pt-BR", '"sim"', "“sim”"),
        ("ja", '"はい"と"いいえ"。', "「はい」と「いいえ」。"),
        ("ja", 'と"外"。', "と「外」。"),
        ("ja", 'と"外。', 'と"外。'),
        ("ja", '外"。', '外"。'),
        ("ja", '"はい。"と言った。彼は「"はい"」と。', "「はい。」と言った。彼は「「はい」」と。"),
        ("ja", "彼は'はい'と", "彼は『はい』と"),
        ("zh", '他说"你好"，她说"再见"。', "他说“你好”，她说“再见”。"),
        ("zh", '他说"OK"了，"好。"然后', "他说“OK”了，“好。”然后"),
        ("zh", '5"钉', '5"钉'),
        ("ko", '"네"라고 "아니오"라고', "“네”라고 “아니오”라고"),
        ("th", '"สวัสดี"ครับ ที่"ดี"ครับ', "“สวัสดี”ครับ ที่“ดี”ครับ"),
    ],
)
def test_marks_by_language(language: str, text: str, words: str) -> None:
    """Quotation marks are those of the text's language, with its spaces; an apostrophe is the same in all."""
    assert typographic(text, language) == words


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a--b...",
        "http://example.org/it's--so",
        "www.example.org/a--b",
        "example.org/a---b",
        "xn--bcher-kva.example",
        "www.xn--bcher-kva.example",
        "a--b@example.org",
        '`a--b "c"...`',
        "<https://example.org/a--b'c...>",
    ],
)
def test_addresses_and_code_stay(address: str) -> None:
    """Addresses and code are shown as they were written, and what stands around them is set."""
    assert shown(f"\"See {address} 'there'\"") == f"“See {address.strip('`<>')} ‘there’”"


def test_quotes_around_an_address() -> None:
    """A mark around an address is none of it."""
    assert shown("\"https://example.org/\" 'www.example.org'") == "“https://example.org/” ‘www.example.org’"


@pytest.mark.parametrize(
    "quotes",
    ["'a \"" * 5000, "\"a' " * 5000, "a.b" * 6000 + " '/", "a@" * 9000 + "'", "-'\"" * 6000],
    ids=["opened", "closed", "dots", "at", "signs"],
)
def test_time_by_length_alone(quotes: str) -> None:
    """Twenty thousand marks in one row come out, whatever they are."""
    assert len(typographic(quotes, "fr")) >= len(quotes)


CHARACTERS = st.characters(categories=["L", "N", "P", "S", "Zs"])
TEXT = st.text(st.one_of(CHARACTERS, st.sampled_from("\"'-. 1a(")), max_size=60)


@given(TEXT, st.sampled_from([*LANGUAGES]))
@settings(max_examples=few(200))
def test_nothing_else_changes(text: str, language: str) -> None:
    """Typography changes straight marks, runs of hyphens and runs of dots of a line, and nothing else."""
    quotes = "".join(LANGUAGES[language].quotes)
    marks = {*"\"'-.–—…’", *quotes}
    made = typographic(text, language)
    assert [c for c in made if c not in marks] == [c for c in text if c not in marks]
    assert made == text or any(mark in text for mark in ('"', "'", "--", "..."))


def test_front_matter_that_is_prose(tmp_path: Path) -> None:
    """Title, name, summary, series and a picture's words are set on pages; what is no quotation mark stays."""
    image = "image: {src: a.png, alt: \"It's a 'gate' (c)\", credit: Photo by O'Brien}"
    text = story("Three 'things' (c) -- +-", more=f"{image}\nseries: {{name: It's so, part: 1}}").replace(
        "author: Maren\nsummary: A summary.", "author: Dan O'Brien\nsummary: \"Part (r), '90s !!!!! ????\""
    )
    site = make_site(tmp_path, {"a.md": text, "b.md": story("B", more="series: {name: It's so, part: 2}")})
    (site / "stories" / "a.png").write_bytes(png(10))
    page = tree(built(site).out)["stories/a/index.html"].decode()
    for words in (
        ">Three ‘things’ (c) – +-</h1>",
        "Dan O’Brien",
        "Part (r), ’90s !!!!! ????",
        'alt="It’s a ‘gate’ (c)"',
        "Photo by O’Brien",
        "It’s so",
    ):
        assert words in page
