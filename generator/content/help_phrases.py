"""What people write who may need somebody now: where a search holds one of these, help stands above its results.

Phrases and not words, since one word is another in the next language: “die” is an article in German. What they are
about is said by those who prevent suicide when they name its signs: wanting to die, being unable to go on, being a
burden, hurting oneself. The National Institute of Mental Health names them in English, Suizidprävention Dresden and the
Krisenzentrum Dortmund in German, the Teléfono de la Esperanza and Suicide Prevention Houston in Spanish. No phrase
names a way or an amount.
"""

from __future__ import annotations

from generator.content.helplines import HelpPhrases
from generator.words.tokens import fold, tokens

WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
BUILT_IN: dict[str, tuple[str, ...]] = {
    "en": (
        "want to die",
        "wanna die",
        "wanting to die",
        "wish I was dead",
        "wish I were dead",
        "better off dead",
        "better off without me",
        "kill myself",
        "kill my self",
        "killing myself",
        "end my life",
        "ending my life",
        "take my life",
        "take my own life",
        "end it all",
        "don't want to live",
        "don't want to be here",
        "don't want to wake up",
        "do not want to live",
        "no reason to live",
        "nothing to live for",
        "can't go on",
        "cannot go on",
        "feel suicidal",
        "feeling suicidal",
        "I'm suicidal",
        "I am suicidal",
        "suicidal thoughts",
        "thoughts of suicide",
        "thinking of suicide",
        "thinking about suicide",
        "hurt myself",
        "hurting myself",
        "harm myself",
        "harming myself",
        "need help now",
    ),
    "de": (
        "will sterben",
        "möchte sterben",
        "wäre gerne tot",
        "wäre lieber tot",
        "wünschte ich wäre tot",
        "ohne mich besser dran",
        "mich umbringen",
        "bringe mich um",
        "mir das Leben nehmen",
        "nehme mir das Leben",
        "meinem Leben ein Ende",
        "mein Leben beenden",
        "will nicht mehr leben",
        "nicht mehr weiterleben",
        "nicht mehr leben will",
        "nicht mehr leben möchte",
        "nicht mehr aufwachen",
        "nicht mehr da sein",
        "keinen Grund mehr zu leben",
        "ich kann nicht mehr",
        "halte es nicht mehr aus",
        "halte das nicht mehr aus",
        "bin suizidal",
        "Gedanken an Suizid",
        "Gedanken an Selbstmord",
        "habe Suizidgedanken",
        "habe Selbstmordgedanken",
        "mir etwas antun",
        "mich verletzen",
        "mich selbst verletzen",
        "mir weh tun",
        "mir wehtun",
        "brauche sofort Hilfe",
    ),
    "es": (
        "quiero morir",
        "quiero morirme",
        "quisiera morir",
        "quisiera morirme",
        "ganas de morir",
        "quisiera estar muerto",
        "quisiera estar muerta",
        "estarían mejor sin mí",
        "estaría mejor sin mí",
        "quiero matarme",
        "voy a matarme",
        "quitarme la vida",
        "acabar con mi vida",
        "terminar con mi vida",
        "acabar con todo",
        "no quiero vivir",
        "no quiero seguir viviendo",
        "no quiero estar aquí",
        "no quiero despertar",
        "sin ganas de vivir",
        "no puedo más",
        "ya no aguanto",
        "no aguanto más",
        "pienso en el suicidio",
        "pensamientos suicidas",
        "ideas suicidas",
        "quiero suicidarme",
        "pensar en suicidarme",
        "hacerme daño",
        "me hago daño",
        "necesito ayuda ya",
    ),
}


def folded(phrase: str) -> str:
    """A phrase as search compares it: its words without case, accents and apostrophes, a space between them."""
    return " ".join(tokens(fold(phrase)))


def help_phrases(chosen: HelpPhrases) -> tuple[str, ...]:
    """All phrases of a site, folded, in order: those that are built in, without those taken away, and its own."""
    known = [phrase for phrases in BUILT_IN.values() for phrase in phrases] if chosen.built_in else []
    away = {way for phrase in chosen.take_away for way in _ways(phrase)}
    return tuple(sorted({way for phrase in (*known, *chosen.add) for way in _ways(phrase)} - away - {""}))


def _ways(phrase: str) -> tuple[str, str]:
    """A phrase folded, and as it is where a keyboard has no umlauts."""
    return folded(phrase), folded(phrase.translate(WITHOUT_UMLAUTS))
