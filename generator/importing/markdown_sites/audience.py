"""Fields that say for whom a text was: for everybody, for some, or nobody knows."""

from __future__ import annotations

from generator.content.foreign_fields import bare
from generator.content.strict_yaml import Value
from generator.ground.patterns import lazy
from generator.importing.item import Fate, Remark
from generator.words.tokens import fold, tokens

# Names of fields, in letters alone; those of the second kind say yes or no.
LEVELS = lazy(
    r"access(?:level|type|control)?|audience|visible(?:to|for)?|restrict(?:ed|ion)s?(?:to)?|(?:content)?tiers?"
    r"|zugriff|zugang|sichtbarkeit|acceso|visibilidad|acces|visibilite"
)
SWITCHES = lazy(
    r"(?:for|is)?(?:member|subscriber|patron)s?(?:only)?|(?:is)?(?:paid|premium|gated|internal|secret|confidential)"
    r"(?:only|post|content)?|paywall(?:ed)?|membership|subscription|(?:require|need)s?(?:login|auth\w*|membership)"
    r"|login(?:required)?|privat|vertraulich|intern|privado|confidencial|prive|confidentiel"
)
SOME = lazy(
    r"private?|members?(?:only)?|paid(?:only)?|onlypaid|paying|premium|internal?|secret|confiden[ct]ial|confidentiel"
    r"|subscribers?(?:only)?|patrons?|supporters|founding|team|staff|friends|login|logged|registered|restricted"
    r"|privat|vertraulich|mitglieder|privad[oa]|miembros|privee|membres|abonnes"
)
EVERYBODY = lazy(r"all|every(?:body|one)|public|free|open|anyone|none|false|no|off|0|alle|todos|tous")
YES = lazy(r"true|yes|on|1|only|y|ja|si|oui|x")
NOT_SURE = Remark(Fate.LOOK, "for whom a text was", "its fields say something of it; ask whether it was for everybody")

APART = Remark(Fate.LOOK, "a text in a folder for some", "ask whether everybody was meant to read it")


def is_told_by(name: str) -> bool:
    """Whether a field of this name says for whom a text is."""
    plain = bare(fold(name))
    return bool(LEVELS.fullmatch(plain) or SWITCHES.fullmatch(plain))


def is_for_some(words: str) -> bool:
    """Whether words of such a field, or of one for the status of a text, say that only some were to read it."""
    return any(map(SOME.fullmatch, tokens(fold(words))))


def is_for_everybody(words: str) -> bool:
    """Whether words of such a field say that all could read it, or nothing."""
    return all(map(EVERYBODY.fullmatch, tokens(fold(words))))


def is_switched_on(name: str, words: str) -> bool:
    """Whether a field that says yes or no to “for some” says yes."""
    is_switch = SWITCHES.fullmatch(bare(fold(name))) is not None
    return is_switch and any(map(YES.fullmatch, tokens(fold(words))))


def words_of(value: Value) -> str:
    """All words in the value of such a field."""
    if isinstance(value, dict):
        return " ".join(f"{name} {words_of(one)}" for name, one in value.items() if words_of(one) not in ("", "false"))
    if isinstance(value, list):
        return " ".join(map(words_of, value))
    return value if isinstance(value, str) else ""
