"""Another name in the place of one: what changes, what stays, and what is denied from then on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.advice.masking import CannotMaskError, Masked, denied_in, masked
from generator.content import read
from generator.gate import deny_list
from generator.gate.deny_list import DenyList, holds
from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import story
from tests.builders.told_of_people import GATE

SALT = "0123456789abcdef"


def mask(text: str, name: str = "Anna", instead: str = "A.", *, language: str = "en", more: str = "") -> Masked:
    data = story(text=text, more=f"language: {language}\n{more}").encode()
    return masked(data, GATE, name, instead, "en")


def below(made: Masked) -> str:
    return made.after.decode().split("\n---\n")[1].strip()


@pytest.mark.parametrize(
    ("text", "language", "after"),
    [
        ("Then Anna came.", "en", "Then A. came."),
        ("Anna’s gate, and Anna's tin.", "en", "A.’s gate, and A.'s tin."),
        ("“Anna?” I said. Anna!", "en", "“A.?” I said. A.!"),
        ("It was Anna.", "en", "It was A."),
        ("It was Anna...", "en", "It was A...."),
        ("It was *Anna* and _Anna_ and **Anna**.", "en", "It was *A.* and _A._ and **A.**."),
        ("ANNA came.", "en", "A. came."),
        ("Annas Tor, und Anna.", "de", "A.s Tor, und A."),
        ("Annas came.", "en", "Annas came."),
        ("Joanna, Annabel and Hanna came with anna.", "en", "Joanna, Annabel and Hanna came with anna."),
    ],
)
def test_words(text: str, language: str, after: str) -> None:
    """A name is replaced as a word of its own, with its possessives, and nowhere else."""
    assert below(mask(text, language=language)) == after


def test_a_name_of_several_words() -> None:
    """A name of several words is found over the end of a line."""
    made = mask("Then Anna\nFerris came. Anna stayed.", "Anna Ferris", "Jo")
    assert below(made) == "Then Jo came. Anna stayed."
    assert made.count == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents(form: str) -> None:
    """A name with accents is found in whichever way it is stored."""
    text = unicodedata.normalize(form, "Then Zoë came.")  # type: ignore[arg-type]  # it is one of the forms
    assert below(mask(text, "Zoë", "Jo")) == "Then Jo came."


ADDRESSES = (
    "[a gate](https://example.org/Anna/gate)",
    "![A gate.](images/Anna.jpg)",
    "<https://example.org/?who=Anna>",
    "https://example.org/Anna",
    "Anna@example.org",
    "%% Anna must not be named. %%",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_stay(address: str) -> None:
    """Addresses, names of files and notes for editors stay as they are, and are told."""
    made = mask(f"Then Anna came.\n\n{address}")
    assert below(made) == f"Then A. came.\n\n{address}"
    assert made.left == (made.after.decode().split("\n").index(address) + 1,)


def test_fields() -> None:
    """Fields that readers see are changed in the quotes that they have, and no other field is."""
    data = (
        story(title="Anna’s gate", more="image: {src: anna.jpg, alt: Anna at the gate.} # with Anna")
        .replace("author: Maren", 'author: "Anna"')
        .encode()
    )
    made = masked(data, GATE, "Anna", "Jo", "en")
    lines = dict(zip(data.decode().split("\n"), made.after.decode().split("\n"), strict=True))
    assert {was: now for was, now in lines.items() if was != now} == {
        "title: Anna’s gate": "title: Jo’s gate",
        'author: "Anna"': 'author: "Jo"',
        "image: {src: anna.jpg, alt: Anna at the gate.} # with Anna": (
            "image: {src: anna.jpg, alt: Jo at the gate.} # with Anna"
        ),
    }
    assert made.count == 3


def test_all_else_stays() -> None:
    """Line ends, a byte order mark and empty lines stay as they are."""
    data = story(text="Then Anna came.\n\n\nA gate.  \nAnna.\n\n").replace("\n", "\r\n").encode("utf-8-sig")
    made = masked(data, GATE, "Anna", "Jo", "en")
    assert made.after == data.replace(b"Anna", b"Jo")


def test_every_line_keeps_its_end() -> None:
    """Where lines of a file end in different ways, each keeps its own, also the one that is changed."""
    data = story(text="Anna.\r\nThen Anna came.\nA gate.\r\n\n Anna\r\n").replace("A gate", "Anna at a gate").encode()
    made = masked(data, GATE, "Anna", "Jo", "en")
    assert made.after == data.replace(b"Anna", b"Jo")


@pytest.mark.parametrize("sign", ["\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\udcff"])
def test_names_that_would_be_two_lines(sign: str) -> None:
    """A name with a sign that ends lines somewhere is refused, and so is no half of it on the list."""
    with pytest.raises(CannotMaskError):
        mask("Then Anna came.", f"Anna{sign}Ferris")
    with pytest.raises(CannotMaskError):
        denied_in(None, GATE, f"Anna{sign}Ferris")


def test_blanks_of_a_name() -> None:
    """However the words of a name are parted, one blank stands on the list, and the name is found."""
    assert below(mask("Then Anna Ferris came.", " Anna\u00a0  Ferris ", "Jo")) == "Then Jo came."
    assert denied_in(None, GATE, "Anna\u00a0  Ferris") == f"{GATE}: Anna Ferris\n".encode()


def test_a_name_like_a_fingerprint() -> None:
    """A name that the list would take for a part of a fingerprint is refused, since its line would protect nobody."""
    with pytest.raises(CannotMaskError, match="cannot hold"):
        denied_in(None, GATE, "blake2b")


WORDS = st.sampled_from(["Anna", "Anna’s", "gate", "*", "Annabel", "Anna.", "\n", "\n\n", "`", "[x](Anna)", "> ", "- "])


@given(st.lists(WORDS, max_size=12), st.sampled_from(["A.", "Jo", "Mary Ann"]))
@example(["Anna", "\n", "Anna."], "A.")
def test_no_name_is_left_unseen(words: list[str], instead: str) -> None:
    """After masking, the name stands in no line but those that are told, and all other words are as they were."""
    text = " ".join(["A gate.", *words])
    made = mask(text, instead=instead)
    denied = DenyList(frozenset({("anna",)}))
    rows = made.after.decode().split("\n")
    assert not [n for n, row in enumerate(rows, 1) if holds(row, denied) and n not in made.left]
    checked = read.manuscript(made.after, GATE, "en")
    assert checked.value is not None
    was, now = (data.decode().split() for data in (made.before, made.after))
    others = {word for word in was if "Anna" not in word}
    assert [word for word in now if word in others] == [word for word in was if word in others]


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("Anna", "Anna B."),
        ("Anna", "ANNA"),
        ("Anna", ""),
        ("Anna", "1."),
        ("Anna", "[A]"),
        ("Anna", "A\nB"),
        ("?", "A."),
    ],
)
def test_refused(name: str, instead: str) -> None:
    """A new name that holds the old one, or is more than a name, is refused."""
    with pytest.raises(CannotMaskError):
        mask("Then Anna came.", name, instead)


def test_a_broken_text() -> None:
    """A text whose front matter has errors is left alone."""
    with pytest.raises(CannotMaskError, match="has errors"):
        masked(b"---\ntitle: [\n---\nAnna.\n", GATE, "Anna", "A.", "en")


def test_the_list() -> None:
    """The name is denied in that text alone, once, and other lines stay."""
    once = denied_in(b"Quayle", GATE, "Anna")
    assert once == b"Quayle\nstories/gate.md: Anna\n"
    assert denied_in(once, GATE, "Anna") == once
    denied = deny_list.read(once)
    assert holds("Then Anna came.", denied.within(GATE))
    assert not holds("Then Anna came.", denied.within("stories/other.md"))
    assert denied_in(None, GATE, "Anna") == b"stories/gate.md: Anna\n"


def test_a_list_that_nobody_can_read() -> None:
    """On a list of fingerprints, the new line is one, too, and is found there again."""
    hashed = ("\n".join(deny_list.fingerprints(b"Quayle", SALT)) + "\n").encode()
    once = denied_in(hashed, GATE, "Anna")
    assert b"Anna" not in once
    assert once.startswith(hashed)
    assert denied_in(once, GATE, "Anna") == once
    assert holds("Then Anna came.", deny_list.read(once).within(GATE))


def test_a_broken_list() -> None:
    """A list with a line that protects nobody, for a slip, is told of and left alone."""
    with pytest.raises(CannotBuildError):
        denied_in(f"blake2b-2:{SALT}:1:00".encode(), GATE, "Anna")


def test_a_file_with_a_colon() -> None:
    """A text that the list cannot name is told of."""
    with pytest.raises(CannotMaskError, match="colon"):
        denied_in(None, "stories/a:gate.md", "Anna")
