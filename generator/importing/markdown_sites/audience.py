"""Fields that say for whom a text was: for everybody, for some, for nobody any more, or nobody knows.

The tables hold the words of programs, and of people, in English, German, Spanish and French, without capitals, accents
and signs.
"""

from __future__ import annotations

from generator.content.foreign_fields import bare
from generator.content.strict_yaml import Value
from generator.ground.patterns import lazy
from generator.importing.item import Fate, Remark
from generator.words.tokens import fold, tokens

# Names of fields, in letters alone; those of the second kind say yes or no.
LEVELS = lazy(
    r"access(?:level|type|control)?|audience|visible(?:to|for)|permissions?|roles?|groups?|capabilit(?:y|ies)|restrict(?:ed|ion)s?(?:to)?|(?:content)?tiers?"
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
# Texts that nobody was to read: names of fields that say it by “yes”, or by “no”, and words of a field for the status.
AWAY = (
    r"(?:private|hidden|deleted|trash|trashed|withdrawn|removed|retracted|redacted|banned|blocked|suppressed|unapproved"
    r"|geloscht|geloescht|versteckt|gesperrt|zuruckgezogen|revoked|widerrufen|oculto|borrado|eliminado|retirado|masque|supprime"
    r"|efface|retire)"
)
KEPT_BACK = lazy(
    rf"(?:is|was|consent(?:is|was)?)?{AWAY}(?:consent)?|(?:is)?(?:do|does)?(?:not|never|non?)(?:public|publish|published|visible|shown)"
)
FOR_ALL = lazy(r"(?:is)?(?:public|visible|shown|offentlich|sichtbar|publico|visible|publique)")
STATUSES = lazy(
    r"(?:post|publish|publication|content|page)?(?:status|state|visibility|workflow|stage|zustand|estado|etat)"
)
GONE = lazy(rf"{AWAY}|restricted|spam|intern|internal|confidential")
# Texts that were not finished.
UNFINISHED = lazy(r"(?:is)?(?:draft|unpublished|wip|workinprogress|entwurf|borrador|brouillon)")
IN_WORK = lazy(
    r"drafts?|pending|review|wip|unpublished|unfinished|todo|idea|scheduled|future|entwurf|borrador|brouillon"
)
LOCKED = lazy(r"(?:is)?(?:encrypt|encrypted|encryption)|password(?:hash|protected|hint)|pass(?:phrase|code|wort|hash)")
# What says that perhaps not everybody was to find it, or not any more.
SEARCHED = lazy(r"(?:search|sitemap|index|indexable|indexed|searchable|insitemap)")
UNSEARCHED = lazy(r"noindex|(?:search|sitemap|index)?exclude(?:d|from\w*)?|nosearch|nositemap")
ROBOTS = lazy(r"\b(?:noindex|none|noarchive)\b")
PUT_AWAY = lazy(
    r"(?:is)?(?:archived?|expired|rejected|inactive|disabled|obsolete|retired|offline|headless|embargo(?:ed)?)"
)
NO_LONGER = lazy(
    r"archived?|expired|rejected|inactive|disabled|obsolete|retired|offline|embargo(?:ed)?|on-?hold|unlisted|archiviert"
    r"|abgelehnt|abgelaufen|archivado|rechazado|archive|rejete|expire"
)
# What may be for few, and what a label says that is no topic.
DELICATE = lazy(r"(?:is)?(?:sensitive|delicate|sensibel|sensible)|hide")
NO_TOPIC = lazy(
    r"private?|privat|privad[oa]|prive|internal?|confiden[ct]ial|confidentiel|vertraulich|members?only|unlisted|hidden"
    r"|drafts?|donotpublish|notpublic"
)
NO = lazy(r"false|no|off|0|n|nein|non|never|nie|nunca|jamais|none|null")
YES = lazy(r"true|yes|on|1|only|y|ja|si|oui|x")
NOT_SURE = Remark(Fate.LOOK, "for whom a text was", "its fields say something of it; ask whether it was for everybody")

UNFOUND = Remark(
    Fate.LOOK, "a text that searches were not to find", "its fields say so; ask whether everybody was meant to read it"
)
AWAY_NOW = Remark(
    Fate.LOOK, "a text that was put away at the old site", "its fields say so; ask whether it may still be read"
)
APART = Remark(Fate.LOOK, "a text in a folder for some", "ask whether everybody was meant to read it")


def is_kept_back(name: str, words: str) -> bool:
    """Whether a field says that a text was for nobody, or for a few alone: by its name, or by its value."""
    plain, said = bare(fold(name)), fold(words).strip()
    if KEPT_BACK.fullmatch(plain):
        return bool(said) and not NO.fullmatch(said)
    if FOR_ALL.fullmatch(plain):
        return NO.fullmatch(said) is not None
    return STATUSES.fullmatch(plain) is not None and any(map(GONE.fullmatch, tokens(said)))


def is_locked(name: str, words: str) -> bool:
    """Whether a field says that a text was behind a password."""
    said = fold(words).strip()
    return LOCKED.fullmatch(bare(fold(name))) is not None and bool(said) and not NO.fullmatch(said)


def doubt(name: str, words: str) -> Remark | None:
    """What has to be looked at since a field says that perhaps not everybody was to find a text, or not any more."""
    plain, said = bare(fold(name)), fold(words).strip()
    says_no = NO.fullmatch(said) is not None
    if plain == "robots":
        return UNFOUND if ROBOTS.search(said) else None
    if SEARCHED.fullmatch(plain):
        return UNFOUND if says_no or "exclude" in said or "disable" in said else None
    if UNSEARCHED.fullmatch(plain):
        return UNFOUND if said and not says_no else None
    if PUT_AWAY.fullmatch(plain):
        return AWAY_NOW if said and not says_no else None
    if DELICATE.fullmatch(plain):
        return NOT_SURE if said and not says_no else None
    return AWAY_NOW if STATUSES.fullmatch(plain) and NO_LONGER.fullmatch(said) else None


def is_unfinished(name: str, words: str) -> bool:
    """Whether a field says that a text was a draft."""
    plain, said = bare(fold(name)), fold(words).strip()
    if UNFINISHED.fullmatch(plain):
        return bool(said) and not NO.fullmatch(said)
    is_status = STATUSES.fullmatch(plain) is not None and not is_for_some(words)
    return is_status and any(map(IN_WORK.fullmatch, tokens(said)))


def is_no_topic(label: str) -> bool:
    """Whether a label says for whom a text was."""
    return NO_TOPIC.fullmatch(bare(fold(label))) is not None


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
