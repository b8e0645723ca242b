"""Values as people write them: what they meant by quotation marks, signs and commas, written so that YAML agrees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from generator.content.front_matter import StoryHeader
from generator.content.strict_yaml import Document, Loc
from generator.content.written_lines import value_of

# Opening quotation marks that editors, phones and languages have, each with the signs that may close it.
PAIRS = {
    "“": '”“"″',
    "”": '”"',
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’‘'",
    "’": "’'",
    "‚": "‘’",
    "″": "″",
    "＂": "＂",
    "`": "`´'",
    "´": "´`",
    "「": "」",
}
STRAIGHT = "\"'"
CURLY = "".join(PAIRS)
# English words that begin with an apostrophe, and decades.
APOSTROPHE = re.compile(
    r"['’](?:tis|twas|twere|til|till|cause|cos|em|round|bout|n|nuff|neath|ave|ello|ome|\d+s?)\b", re.IGNORECASE
)
# Behind a value, a sign and no remark: what is directly behind it belongs to it, as in “#1” and “#hope”.
SIGN = re.compile(r"\s+#+[^\s#]")
# A remark behind a value, by one space, as nobody would type it who knows that it is one.
PERHAPS = re.compile(r"\s#+(?:\s|$)")
# A backslash before what makes no escape of it (YAML 1.2.2, section 5.7).
NO_ESCAPE = re.compile(r"\\[^0abtnvfre \"/\\N_LPxuU\t]")
# One before a sign, as Markdown has them, and before nothing else.
SIGN_KEPT = re.compile(r"\\([^\w\s\\])")
# Signs of YAML with words behind them, which are hardly meant for readers.
OF_YAML = re.compile(r"\|[ \t]|[|>][+-][ \t]|!!\w")
WORD = re.compile(r"[\w][\w -]*")
SEPARATORS = re.compile(r"\s*[,;，；、|]\s*|\s+(?=#)")


@dataclass(frozen=True, slots=True)
class Meant:
    """A value written anew, as YAML reads it: the reason in words, and whether nothing else can be meant.

    Where nobody can write it anew, ``hint`` says what to do.
    """

    written: str | None
    reason: str
    certain: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """A value in its line: the line's number, the value's column, what stands before it, itself, what stands behind."""

    number: int
    column: int
    before: str
    value: str
    behind: str

    def with_value(self, value: str) -> str:
        """The line with another value."""
        return f"{self.before}{value}{self.behind}"

    @property
    def goes_on(self) -> bool:
        """Whether it goes on behind a “#”, where YAML sees a remark."""
        return self.is_bare and SIGN.match(self.behind) is not None

    @property
    def may_go_on(self) -> bool:
        """Whether what stands behind a “#” may belong to it."""
        return bool(SIGN.match(self.behind) or PERHAPS.match(self.behind))

    @property
    def is_bare(self) -> bool:
        """Whether no quotation marks say where it ends."""
        return self.value[:1] not in ("'", '"')

    def with_all_in_quotes(self) -> str:
        """The line with all words from the value on as one value in quotes."""
        return f"{self.before.rstrip()} {in_quotes(f'{self.value}{self.behind}'.strip())}"


# A value in quotes or brackets, up to its end; anything else ends where a remark begins.
_ENCLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[.*\]|\{.*\}")
_PLAIN = re.compile(r".*?(?=\s+#|\s*$)")


def written_value(document: Document, front: Sequence[str], first: int, loc: Loc) -> WrittenValue | None:
    """The value at ``loc`` as it stands in its line; None where it stands over several, or beside others."""
    key, span = document.keys.get(loc), document.values.get(loc)
    if key is None or span is None or key.line != span.line or not first <= key.line < first + len(front):
        return None
    line = front[key.line - first]
    if line[: key.column - 1].strip():
        return None
    colon = line.index(":", key.column - 1) + 1
    start = max(colon, span.column - 1) if line[colon:].strip() else colon
    found = _ENCLOSED.match(line, start) or _PLAIN.match(line, start)
    if found is None:
        return None
    value = document.value
    for part in loc:
        value = value[part] if isinstance(value, (dict, list)) else None  # type: ignore[index]  # a path in the document
    if value_of([f"x: {found[0]}"]) != {"x": value}:
        return None
    return WrittenValue(key.line, start + 1, line[:start], found[0], line[found.end() :])


def in_quotes(words: str) -> str:
    """Words as a value in quotes that holds them as they are."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def wrapped(value: str) -> str | None:
    """What stands between the quotation marks around a whole value, whichever they are; None if there are none."""
    opening, closing, inner = value[:1], value[-1:], value[1:-1]
    if len(value) < 2 or opening in inner or closing in inner:
        return None
    return inner if closing in PAIRS.get(opening, "") or opening == closing in STRAIGHT else None


def meant_as_text(value: str) -> Meant | None:
    """A text that YAML cannot read, in quotes as it was meant; None where nobody can tell how."""
    sign = value[0]
    if sign in STRAIGHT:
        return _quoted(value)
    remark = re.search(r"\s#\s", value) is not None
    if sign in PAIRS and (inner := wrapped(value)) is not None:
        return Meant(in_quotes(inner), "these are not the straight quotation marks that a value needs here")
    if two := _two_fields(value):
        hint = f"write “{two}:” and what stands behind it on a line of its own"
        return Meant(None, f"“{two}:” stands in the middle of a line", certain=False, hint=hint)
    if sign in "@`%*&!|>{}[],#?-":
        certain = not (remark or value.startswith(("{{", "{%")) or OF_YAML.match(value))
        return Meant(in_quotes(value), f"a value that begins with “{sign}” must stand in quotes", certain)
    if re.search(r":(?:\s|$)", value):
        return Meant(in_quotes(value), "a value with a colon in it must stand in quotes", not remark and sign != ":")
    return None


_FIELDS = frozenset(field.name for field in fields(StoryHeader))


def _two_fields(value: str) -> str | None:
    found = re.search(r"(?:^|\s)([a-z_]+):(?:\s|$)", value)
    return found[1] if found and found[1] in _FIELDS else None


def _quoted(value: str) -> Meant | None:
    """A value that begins with a straight quotation mark, and cannot be read."""
    mark, last = value[0], value[-1]
    inner = value[1:-1]
    if len(value) > 1 and last == mark:
        if mark == "'" and "\\'" in inner and mark not in inner.replace("\\'", ""):
            words = inner.replace("\\'", mark)
            return Meant(in_quotes(words), "a backslash means nothing within single quotation marks")
        if mark not in inner:
            if mark == "'" or not NO_ESCAPE.search(inner):
                return None
            plain = SIGN_KEPT.sub(r"\1", inner)
            words = inner if "\\" in plain else plain
            return Meant(in_quotes(words), "a backslash within double quotation marks means something else")
        certain = _around_all(inner, mark)
        if certain is None:
            return Meant(in_quotes(value), "there are quotation marks within quotation marks", certain=False)
        words = inner if certain else value
        return Meant(in_quotes(words), "there are quotation marks within quotation marks of the same kind")
    if len(value) > 1 and mark == '"' and last in "”“″" and mark not in inner:
        return Meant(in_quotes(inner), "these quotation marks are not a pair; YAML wants two straight ones")
    if APOSTROPHE.match(value) or mark in value[1:]:
        reason = (
            "words stand behind the closing quotation mark"
            if mark in value[1:]
            else "an apostrophe at the start opens a quotation"
        )
        return Meant(in_quotes(value), reason)
    words = value[1:] if mark == '"' else value  # it may be an apostrophe
    return Meant(in_quotes(words), "this quotation mark is never closed", certain=mark == '"')


def _around_all(inner: str, mark: str) -> bool | None:
    """Whether a pair of marks stands around all of a value, by the first mark within; None if it cannot be seen."""
    at = inner.index(mark)
    before, behind = inner[at - 1 : at], inner[at + 1 : at + 2]
    if mark == "'" and before.isalnum() and behind.isalnum():
        return True  # an apostrophe
    if (not before or before.isspace() or before in "([—–-") and behind and not behind.isspace():
        return True  # it opens
    if before and not before.isspace() and (not behind or behind.isspace() or behind in ",.;:!?"):
        return False if mark == '"' else None  # it closes what the first one has opened; or the kids' room
    return None


def as_list(value: str) -> str | None:
    """Words between commas, semicolons or hashes as a list of YAML; None where they are no plain words."""
    bare = value.strip().rstrip(",;.").removeprefix("- ").strip("[](){}<> ")
    words = [_bare(word) for word in SEPARATORS.split(bare)]
    words = [word for word in words if word]
    if not words or not all(WORD.fullmatch(word) for word in words):
        return None
    return f"[{', '.join(words)}]"


def _bare(word: str) -> str:
    return word.strip().strip("#" + CURLY + STRAIGHT + "”’“»«›‹‘").strip()
