"""What the columns of a form may be, by their headings in English, German, Spanish and French, and by their answers.

It is only proposed, to a person. What may be about somebody, and what nobody knows, is proposed to stay out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from generator.ground.patterns import lazy
from generator.importing.about_people import OF_A_PERSON
from generator.importing.form_answers.columns import SEVERAL, ColumnProposal, ColumnUse
from generator.importing.form_answers.tables import AnswerTable
from generator.words.tokens import fold

# Letters of an answer from which on it is told, and not chosen or filled in.
TOLD = 120
ABOUT_A_PERSON = "may say who somebody is"
NOT_FOR_READERS = "may be for the people who asked alone"
NOT_KNOWN = "nobody knows what this is"
BY_LENGTH = "by the length of its answers"


def _any(*languages: str) -> re.Pattern[str]:
    """A pattern of those for English, German, Spanish and French, in letters without accents."""
    return lazy("|".join(languages))


ASKS_FOR_CONSENT = _any(
    r"\b(do you (agree|consent|allow|give)|(may|can) we|i (agree|consent|allow|give|permit|confirm))\b",
    r"\b(stimm\w+ (du|sie|ich)|ich (stimme|willige|erlaube|bestatige)|(durfen|darf) (wir|ich))\b",
    r"\b((bist du|sind sie|ich bin) (damit )?einverstanden|(erlaub|willig)\w+ (du|sie))\b",
    r"\b((acepta|autoriza|permite)s?|acepto|autorizo|permito|consiento|podemos)\b",
    r"\b((acceptez|autorisez|permettez|consentez|pouvons)[ -](vous|nous)|(acceptes|autorises)[ -]tu)\b",
    r"\bj'(accepte|autorise)\b|\bje (consens|permets)\b",
)
SHOWN_NAME = _any(
    r"\b(display name|pen name|pseudonym\w*|nickname|alias)\b",
    r"\b(kunstlername|spitzname)\b|\b(seudonimo|apodo)\b|\bpseudo(nyme)?\b",
    r"\bname\b.*\b(show|publish|appear|display|stehen|erschein|gezeigt|anzeig|veroffentlich)",
    r"\b(show\w*|publish\w*|display\w*|under which|unter welchem)\b.*\bnamen?\b",
    r"\bnombre\b.*\b(mostr|public|aparec)|\b(con|bajo) que nombre\b",
    r"\bnom\b.*\b(affich|publi|apparait|paraitre)|\bsous quel nom\b",
)
ASKS_WHICH = lazy(r"\b(which|what|welche\w*|que|quel)\b.*\b(name|namen|nombre|nom)\b")
NO_MORE_THAN_A_NAME = lazy(r"^((your|my|ihr|dein|mein|tu|su|mi|votre|ton|mon|der|el|le) )?(name|nombre|nom)\W*$")
# Whatever else is named in a heading: what the people who ask keep for themselves, and what proves who somebody is.
NEVER_SHOWN = _any(
    r"\b(internal|confidential|interviewers?|therapists?|caseworkers?|medical (history|record)s?|diagnosis)\b",
    r"\b(notes?|comments?) (about|on|for) (the|this|your) (story|text|person|interview)",
    r"\bfor (office|staff) use|\b(call|phone|ring) you\b|\benvelope\b|\b(mr|mrs|ms|mx)\b|salutation|job title",
    r"\b(photo|picture|copy|scan|image|upload) of (your|an?|the) (id|identity|passport|driv)",
    r"\bid (card|document|proof)|\bnot (to be )?(shown|public(ly)?|published|displayed)\b",
    r"\b(intern(e|er|es)?|vertraulich|anrede|ausweis|personalausweis|therapeut(in)?|krankengeschichte|diagnose)\b",
    r"\bnicht (offentlich|gezeigt|veroffentlicht)",
    r"\b(intern[oa]s?|confidencial|tratamiento|dni|terapeuta|historia clinica|diagnostico)\b",
    r"\b(civilite|piece d'identite|therapeute|antecedents medicaux|diagnostic)\b",
)
ASKS_WHOM = _any(
    r"\bwho (can|may|should) we\b",
    r"\bwen (konnen|durfen) wir\b",
    r"\ba quien podemos\b",
    r"\bqui pouvons[ -]nous\b",
)
CONSENT = _any(
    r"consent|permission|agree|privacy|terms\b|conditions",
    r"einwillig|einverst|zustimm|erlaubnis|datenschutz|bedingungen",
    r"permiso|autorizacion|acuerdo|privacidad|condiciones",
    r"\baccord\b|autorisation|confidentialite",
)
# In the order in which they are looked for: of several columns that only one can be, the first is it.
BY_HEADING: tuple[tuple[ColumnUse, re.Pattern[str]], ...] = (
    (
        ColumnUse.ID,
        _any(
            r"^(#|id|token)$|\b(response|submission|entry|answer|respondent|unique)[ -]?id\b",
            r"\bantwort-?id\b",
            r"\bid de (la )?respuesta\b",
            r"\bid de (la )?reponse\b",
        ),
    ),
    (
        ColumnUse.DAY,
        _any(
            r"time ?stamp|submi(t|ssion|tted)( date| at| time|$)|completion time",
            r"zeitstempel|fertigstellung|absende|eingereicht",
            r"marca temporal|fecha de envio|hora de finalizacion",
            r"horodat|heure de fin|date d.envoi|soumis",
        ),
    ),
    (ColumnUse.DAY, _any(r"^(date|start(ed| date| time))\b", r"^(datum|startzeit)\b", r"^(fecha|hora de inicio)\b")),
    (
        ColumnUse.PICTURE_WORDS,
        _any(
            r"\balt(ernative)? ?text|\b(picture|photo|image)\b.*\bshow|\bdescri\w+\b.*\b(picture|photo|image)",
            r"bildbeschreibung|\b(bild|foto)\b.*\b(zeigt|sehen)|\bzeigt\b.*\b(bild|foto)|\bbeschreib\w+\b.*\b(bild|foto)",
            r"\b(imagen|foto)\b.*\bmuestra|\bmuestra\b.*\b(imagen|foto)|\bdescri\w+\b.*\b(imagen|foto)",
            r"\b(image|photo)\b.*\bmontre|\bmontre\b.*\b(image|photo)|\bdecri\w+\b.*\b(image|photo)",
        ),
    ),
    (
        ColumnUse.PICTURE,
        _any(
            r"\b(picture|photo|photograph|image|upload|file)s?\b",
            r"\b(foto|bild|datei)(s|er|en)?\b",
            r"\b(imagen|archivo)(es|s)?\b",
            r"\bfichiers?\b",
        ),
    ),
    (ColumnUse.TITLE, _any(r"\b(title|headline)\b", r"\btitel\b|uberschrift", r"\btitulo\b", r"\btitre\b")),
    (
        ColumnUse.SUMMARY,
        _any(
            r"\bsummary\b|\bone (short )?sentence\b",
            r"zusammenfass|\beinem (kurzen )?satz\b",
            r"\bresumen\b|\buna frase\b",
            r"\bresume\b|\bune phrase\b",
        ),
    ),
    (
        ColumnUse.CONTENT_NOTES,
        _any(
            r"content (note|warning)|trigger|\bwarn",
            r"inhalts?(hinweis|warnung)",
            r"advert|contenido sensible",
            r"avertiss|contenu sensible",
        ),
    ),
    (
        ColumnUse.TOPICS,
        _any(
            r"\b(topic|theme|tag|label)s?\b|\bcategor(y|ies)\b",
            r"\bthem(a|en)\b|\bkategorien?\b|schlagwort",
            r"\btemas?\b|\bcategorias?\b",
            r"\bsujets?\b|\bcategories?\b",
        ),
    ),
    (
        ColumnUse.TEXT,
        _any(
            r"\b(story|stories|your words|what happened|tell us|experiences?|helped|recovery|message)\b",
            r"geschichte|erfahrung|erzahl|erleb|was ist passiert|geholfen|genesung",
            r"historia|relato|testimonio|cuent|experiencia|que paso|\bayud|recupera",
            r"histoire|recit|temoign|racont|vecu|retabliss|\baide\b",
        ),
    ),
)
# An e-mail address, a telephone number, a network address.
LOOKS_PERSONAL = lazy(r"\s*(?:[^\s@]+@[^\s@]+\.\w+|\+?\d[\d ()/.-]{6,}|(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4})\s*")


def is_personal(heading: str) -> bool:
    """Whether a column is about who somebody is or where to reach them, by its heading."""
    plain = fold(heading)
    return _asked(plain) is None and _is_personal(plain)


def _is_personal(plain: str) -> bool:
    return bool(OF_A_PERSON.search(plain) or NO_MORE_THAN_A_NAME.search(plain))


def proposed(answers: AnswerTable) -> Mapping[str, ColumnProposal]:
    """What each column would become."""
    ranked: dict[str, tuple[int, ColumnProposal]] = {}
    for at, heading in enumerate(answers.headings):
        ranked[heading] = _ranked(heading, [row[at] for row in answers.rows if row[at].strip()])
    found = {heading: proposal for heading, (_, proposal) in ranked.items()}
    first: dict[ColumnUse, str] = {}
    for heading in sorted(found, key=lambda heading: ranked[heading][0]):
        use = found[heading].use
        if use not in SEVERAL and first.setdefault(use, heading) != heading:
            found[heading] = ColumnProposal(ColumnUse.NOTHING, f"another column is the {use}")
    return found


def _ranked(heading: str, filled: Sequence[str]) -> tuple[int, ColumnProposal]:
    """What a column may be, and how late that was looked for."""
    plain = fold(heading)
    asked = _asked(plain)
    if ASKS_WHOM.search(plain) or (asked is not ColumnUse.CONSENT and NEVER_SHOWN.search(plain)):
        return 0, ColumnProposal(ColumnUse.NOTHING, NOT_FOR_READERS)
    if asked is not None:
        return 0, ColumnProposal(asked)
    rank, use = next(((rank, use) for rank, (use, words) in enumerate(BY_HEADING) if words.search(plain)), (0, None))
    looks_personal = 2 * sum(bool(LOOKS_PERSONAL.fullmatch(answer)) for answer in filled) > len(filled)
    if _is_personal(plain) or (looks_personal and use not in (ColumnUse.ID, ColumnUse.DAY)):
        return 0, ColumnProposal(ColumnUse.NOTHING, ABOUT_A_PERSON)
    if CONSENT.search(plain):
        return 0, ColumnProposal(ColumnUse.CONSENT)
    if use is not None:
        return rank, ColumnProposal(use)
    if filled and median(map(len, filled)) >= TOLD:
        return 0, ColumnProposal(ColumnUse.TEXT, BY_LENGTH)
    return 0, ColumnProposal(ColumnUse.NOTHING, NOT_KNOWN)


def _asked(heading: str) -> ColumnUse | None:
    """Whether a heading asks for consent, or for a name that may be shown, whatever else is named in it."""
    asks_for_name = SHOWN_NAME.search(heading)
    if ASKS_FOR_CONSENT.search(heading) and not (asks_for_name and ASKS_WHICH.search(heading)):
        return ColumnUse.CONSENT
    return ColumnUse.NAME if asks_for_name else None
