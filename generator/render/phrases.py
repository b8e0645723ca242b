"""Words of the theme, and marks around words, as templates ask for them."""

from __future__ import annotations

from markupsafe import Markup
from markupsafe import escape as escaped

from generator.content.strings import Strings
from generator.ground.cldr import FORMS, MILLION, numbers_of
from generator.ground.languages import direction

NO_MARK = Markup("")


def phrase(strings: Strings, key: str, **values: object) -> str:
    """One of the theme's strings, as HTML where a value is HTML. A number ``n`` chooses the form that it takes."""
    if not values:  # as most have none
        return strings[key]
    if "n" in values:
        key = strings.counted(key, int(str(values["n"])))
    if any(isinstance(value, Markup) for value in values.values()):
        html = str(escaped(strings[key])).format(**{name: escaped(value) for name, value in values.items()})
        return Markup(html)  # noqa: S704  # of words that are escaped
    return strings[key].format(**values)


def beside(strings: Strings | None, key: str, **values: object) -> Markup:
    """The same words in a language that is sure, where nobody has read those that stand before; nothing otherwise."""
    if strings is None:
        return NO_MARK
    made = Markup(' <span class="beside" lang="{0}" dir="{1}">{2}</span>')
    return made.format(strings.language, direction(strings.language), phrase(strings, key, **values))


def told(strings: Strings, sure: Strings | None, key: str, name: str) -> Markup:
    """An attribute with words that a script shows; beside those that nobody has read, the same in a sure language."""
    made = Markup(' data-{}="{}"').format(name, strings[key])
    if sure is not None:
        made += Markup(' data-{0}-beside="{1}" data-{0}-beside-lang="{2}"').format(name, sure[key], sure.language)
    return made


def forms(strings: Strings, site: str, key: str, name: str = "") -> Markup:
    """The forms of words beside a number that a script fills in, as attributes, each with the name of its form.

    A form that only millions take is left out, as no browser counts so far. Where `strings` borrow the words of another
    language than the site's, its code says by whose rule.
    """
    before, rule = f"{name}-" if name else "", strings.rule(key)
    counts = (form for form in FORMS if min(numbers_of(rule, form), default=0) < MILLION)
    there = ((form, strings.get(f"{key}.{form}")) for form in counts)
    made = [Markup(' data-{}{}="{}"').format(before, form, words) for form, words in there if words is not None]
    if rule.partition("-")[0] != site.partition("-")[0]:
        made.append(Markup(' data-{}rule="{}"').format(before, rule))
    return Markup("").join(made)


def bdi(words: str) -> Markup:
    """Words whose direction is their own, and which turn none of those beside them: names, beside dates."""
    return Markup(f"<bdi>{escaped(words)}</bdi>")  # noqa: S704  # of words that are escaped


def language_mark(site: str, language: str | None) -> Markup:
    """The attributes of an element whose words are in another language than the site's; nothing where they are not."""
    if not language or language == site:
        return NO_MARK
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def phone_address(number: str) -> str:
    """A telephone number as a ``tel:`` address (RFC 3966)."""
    return "tel:" + "".join(c for c in number if c.isdigit() or c == "+")
