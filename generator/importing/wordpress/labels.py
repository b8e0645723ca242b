"""Categories and tags of a text as labels, and what else the export files under them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.importing.wording import plain_words
from generator.importing.wordpress.record import Term

# Exports before WordPress 3.0 write “tag”, and categories without a kind as well.
OF_LABELS = frozenset({"", "category", "post_tag", "tag"})
# “Uncategorized”, as WordPress names it in its languages.
NO_CATEGORY = frozenset(
    {
        *("uncategorized", "uncategorised", "allgemein", "nicht kategorisiert", "unkategorisiert", "non classé"),
        *("non classe", "sin categoría", "sin categoria", "sin clasificar", "senza categoria", "sem categoria"),
        *("geen categorie", "niet gecategoriseerd", "ongecategoriseerd", "bez kategorii", "okategoriserade"),
        *("okategoriserad", "ikke kategoriseret", "ukategoriseret", "ukategorisert", "luokittelematon", "yleinen"),
        *("nezařazené", "nezaradené", "egyéb", "kategorizálatlan", "fără categorie", "без рубрики", "без категорії"),
        *("без категория", "genel", "kategorilenmemiş", "χωρίς κατηγορία", "sense categoria", "sailkatugabea"),
        *("nekategorizirano", "nerazvrščeno", "некатегоризовано", "neklasifikuota", "bez kategorijas", "óflokkað"),
        *(
            "غير مصنف",
            "כללי",
            "ללא קטגוריה",
            "دسته‌بندی نشده",
            "未分類",
            "未分类",
            "미분류",
            "chưa phân loại",
            "tak berkategori",
        ),
    }
)


def labels(terms: Iterable[Term]) -> tuple[str, ...]:
    """The names of categories and tags, each once, without the one that stands for none."""
    found = (plain_words(term.name) for term in terms if term.domain in OF_LABELS and term.slug != "uncategorized")
    return tuple(dict.fromkeys(name for name in found if name and name.casefold() not in NO_CATEGORY))


def language(terms: Iterable[Term]) -> str:
    """The code of a text's language where a plug-in for several languages says it; else nothing."""
    return next((term.slug for term in terms if term.domain == "language" and term.slug), "")
