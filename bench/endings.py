"""Learn what Snowball leaves of words' endings, and write it to generator/words/rules/.

    .venv/bin/pip install simplemma wordfreq
    .venv/bin/python -m bench.endings

A rule rewrites the end of a stem ("drev" to "drijv"), or, with a ^, a whole stem. Rules are learned from common words
(wordfreq) and their lemmas (simplemma): one at a time, always the one that brings together most forms of a lemma for
the least that is no kin. A false kin costs more the commoner it is, since more stories have it. The same versions of
both give the same bytes; SOURCES notes them, with their licences and digests.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import simplemma
import wordfreq

from generator.ground.languages import language
from generator.store.resources import ENDINGS
from generator.words.stems import KEPT, Rules, Stems

# Whose commonest words are noted, so that none of them is taken for a typing mistake, and how many of these.
NOTED = ("ar", "de", "en", "es", "fi", "fr", "it", "nl", "pl", "pt", "ru", "tr")
MOST_NOTED, LONG_ENOUGH = 4000, 4
# Less common words that readers of such stories look for, written down by hand.
NOTED_TOO = {
    "de": "abschied albtraum beratung depression diagnose einsam einsamkeit entzug erschöpft fehlgeburt flucht "
    "kummer lachen mobbing nüchtern panik pflege rückfall scham scheidung schlaflos sucht therapeut therapie "
    "trauer trauern trauma weinen witwe zuversicht angehörige essstörung essanfall zwang zwänge schuldgefühl wahn "
    "obdachlos hilflos hoffnungslos wertlos sehnsucht genesung psychose bipolar adhs borderline burnout klinik",
    "en": "abuse addiction anxious anxiety ashamed burnout carer counselling counsellor craving depression "
    "diagnosis divorce exhausted flashback grief grieve grieving insomnia lonely loneliness medication "
    "miscarriage mourning nightmare nurse panic refugee relapse shame sober sobriety therapist therapy trauma "
    "widow guilt guilty adhd ptsd autism autistic bipolar psychosis paranoia paranoid schizophrenia borderline binge "
    "bingeing purge closet homeless homelessness hopeless helpless worthless useless restless sleepless overdose "
    "cocaine heroin opioid withdrawal detox rehab stillborn stillbirth bereaved bereavement suicidal selfharm hoarding "
    "stutter stammer dyslexia dementia numb numbness hallucination delusion mania manic recovery recover resilience "
    "stigma bully bullying coercion sectioned asylum foster adopted menopause",
    "es": "abuso acoso adicción ansiedad cansancio culpa depresión diagnóstico divorcio duelo insomnio llorar luto "
    "miedo pesadilla pánico recaída reír sobrio soledad terapia trauma vergüenza viuda atracón bulimia anorexia "
    "psicosis bipolar tdah autismo esquizofrenia abstinencia desintoxicación estigma desamparo desahucio",
}
# How many letters must be alike where words take rows of endings (`stems.Rules`).
STARTS = {"fi": 4, "pl": 5, "tr": 4}
LEARNED = ("de", "en", "fi", "nl", "pl", "pt", "tr")
COMMON, SHORTEST = 40_000, 2
# How long an end a rule may be about, with the letter that marks a whole stem.
LONGEST = 8
# What a false kin costs beside a true one, how much a rule must bring, and how many are tried at each step.
COST, LEAST, TRIED, CONTEXT = {"nl": 0.12, "tr": 0.09}, 0.12, 600, 4
USUAL_COST = 0.15
# A story of some hundred words has the word of rank n with the first chance, one of many stories with the second.
IN_A_STORY, IN_ANY = 50, 2500
# How much more it harms to find a word that every story has.
EVERYWHERE = 10
SEPARABLE_DE = (
    "ab|an|auf|aus|bei|dar|durch|ein|fest|fort|frei|heim|her|heraus|hervor|hin|hinzu|hoch|kennen|los|mit|nach|statt|"
    "teil|uber|um|unter|vor|voraus|vorbei|weg|weiter|wieder|zu|zuruck|zusammen"
)
SEPARABLE_NL = "aan|achter|af|bij|binnen|door|in|mee|na|om|onder|op|over|samen|tegen|terug|toe|uit|vast|voor|weg"
# Participles and infinitives: "angefangen", "anzufangen", "gemacht"; but not "Gesicht", "Geschäft" or "Gewalt".
# Forms of everyday words of which vowels change, written down by hand: plurals, and strong verbs.
ARABIC = (
    "بيت بيوت · يوم أيام · صديق أصدقاء · درس دروس · عمل أعمال · قلب قلوب · قصة قصص · صوت أصوات · شهر أشهر · شهر شهور · "
    "سنة سنوات · سنة سنين · مرض أمراض · ولد أولاد · بنت بنات · أخ إخوة · أم أمهات · أب آباء · طفل أطفال · رجل رجال · "
    "امرأة نساء · شخص أشخاص · كتاب كتب · باب أبواب · نافذة نوافذ · شارع شوارع · مدينة مدن · قرية قرى · طريق طرق · "
    "جبل جبال · بحر بحار · نهر أنهار · شجرة أشجار · زهرة أزهار · عين عيون · رأس رؤوس · وجه وجوه · دمعة دموع · "
    "حلم أحلام · "
    "أمل آمال · ألم آلام · خوف مخاوف · مشكلة مشاكل · سؤال أسئلة · جواب أجوبة · فكرة أفكار · شعور مشاعر · حق حقوق · "
    "سبب أسباب · هدف أهداف · دواء أدوية · طبيب أطباء · مريض مرضى · عام أعوام · ليلة ليالي · أسبوع أسابيع · وقت أوقات · "
    "صورة صور · رسالة رسائل · حرف حروف · لعبة ألعاب · عائلة عوائل · جار جيران · زوج أزواج · حفيد أحفاد · غرفة غرف · "
    "مكان أماكن · ضوء أضواء · لون ألوان · حجر أحجار · نجم نجوم · حرب حروب · خبر أخبار · جرح جروح · تجربة تجارب · "
    "نفس نفوس · روح أرواح · عقل عقول · سر أسرار · هم هموم · حزن أحزان · فرح أفراح · ضيف ضيوف · مدرسة مدارس · "
    "مكتب مكاتب · صف صفوف · طالب طلاب · قلم أقلام · كرسي كراسي · فصل فصول · جسر جسور · مفتاح مفاتيح · حديقة حدائق"
)
GERMAN = (
    "weinen weint geweint · trinken trank getrunken · helfen hilft half geholfen · gelingen gelang gelungen · "
    "singen sang gesungen · schreien schrie geschrien · verlieren verlor verloren · gehen ging gegangen · "
    "schlafen schläft schlief geschlafen · sprechen spricht sprach gesprochen · finden fand gefunden · "
    "beginnen begann begonnen · bleiben blieb geblieben · schreiben schrieb geschrieben · lesen liest gelesen · "
    "sehen sieht sah gesehen · geben gibt gab gegeben · nehmen nimmt nahm genommen · kommen kam gekommen · "
    "fallen fällt fiel gefallen · halten hält hielt gehalten · laufen läuft lief gelaufen · "
    "lassen lässt ließ gelassen · rufen rief gerufen · tragen trug getragen · fahren fuhr gefahren · "
    "schlagen schlug geschlagen · wachsen wuchs gewachsen · waschen wusch gewaschen · ziehen zog gezogen · "
    "fliegen flog geflogen · fliehen floh geflohen · schließen schloss geschlossen · frieren fror gefroren · "
    "lügen log gelogen · sitzen saß gesessen · liegen lag gelegen · stehen stand gestanden · "
    "essen isst aß gegessen · vergessen vergisst vergaß · treffen traf getroffen · "
    "sterben stirbt starb gestorben · brechen bricht brach gebrochen · werfen warf geworfen · bitten bat gebeten · "
    "denken dachte gedacht · bringen brachte gebracht · kennen kannte gekannt · nennen nannte genannt · "
    "brennen brannte gebrannt · rennen rannte gerannt · wissen wusste gewusst · können konnte gekonnt · "
    "leiden litt gelitten · reißen riss gerissen · streiten stritt gestritten · steigen stieg gestiegen · "
    "schweigen schwieg geschwiegen · greifen griff gegriffen · scheinen schien geschienen · "
    "zwingen zwang gezwungen · springen sprang gesprungen · klingen klang geklungen · "
    "schwimmen schwamm geschwommen · gewinnen gewann gewonnen · verschwinden verschwand verschwunden · "
    "überwinden überwand überwunden · erschrecken erschrak erschrocken · verzeihen verzieh verziehen · "
    "entscheiden entschied entschieden · verstehen verstand verstanden · bekommen bekam · fangen fing gefangen · "
    "hängen hing gehangen · hoffen hofft gehofft"
)
NOUNS_DE = "a[fl]t|amt|echt|enst|etz|[ui]cht|iet|ist|ort|ott|rat|urt|mut|und"
BY_HAND = {"ar": ARABIC, "de": GERMAN}
WITHIN = {
    # What Snowball leaves of feminine words before a possessive, and of their plurals: "صديقتي", "كلمات".
    "ar": "^(.{3,})[\u062a\u0627]$",
    "de": f"^({SEPARABLE_DE})(?:ge|zu)(?=.{{3}})|^ge(?=.{{3,}}t$)(?!.*(?:{NOUNS_DE})$)",
    "nl": f"^({SEPARABLE_NL})ge(?=.{{3}})",
}


class Forms:
    """Stems, with how many common words of each lemma have them; rules change them."""

    def __init__(self, of: str, without: Iterable[str], within: str) -> None:
        stems = Stems(of, {"within": within, "ends": {}})
        left = frozenset(without)
        ranked = [w for w in wordfreq.top_n_list(of, COMMON) if w.isalpha() and len(w) >= SHORTEST]
        self.cost = COST.get(of, USUAL_COST)
        self.having: dict[str, Counter[str]] = defaultdict(Counter)
        self.harm: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.by_end: dict[str, set[str]] = defaultdict(set)
        self.words: Counter[str] = Counter()
        for rank, word in enumerate(ranked, 1):
            name = simplemma.lemmatize(word, lang=of)
            if name in left:
                continue
            stem = stems[word]
            self.having[stem][name] += 1
            everywhere = EVERYWHERE * (1 - math.exp(-IN_A_STORY / rank))
            self.harm[stem][name] += 1 - math.exp(-IN_ANY / rank) + everywhere
            self.words[name] += 1
        self.stems_of: dict[str, set[str]] = defaultdict(set)
        for stem, names in self.having.items():
            self._enter(stem, names)

    def _enter(self, stem: str, names: Iterable[str]) -> None:
        for name in names:
            self.stems_of[name].add(stem)
        for end in ends(stem):
            self.by_end[end].add(stem)

    def leads(self, end: str, other: str) -> Iterator[tuple[str, str]]:
        """The stems that a rule changes, each with what it becomes."""
        for stem in sorted(self.by_end[end]):
            if end.startswith("^") or len(stem) - len(end) >= KEPT:
                became = (f"^{stem}".removesuffix(end) + other).removeprefix("^")
                if became and became != stem:
                    yield stem, became

    def chance(self, name: str, one: str, other: str) -> float:
        """How likely it is that of two forms of a lemma one has the one stem, and one the other."""
        pairs = self.words[name] * (self.words[name] - 1) / 2
        return self.having[one][name] * self.having[other][name] / pairs

    def worth(self, end: str, other: str) -> float:
        """What a rule brings together, less what that costs."""
        worth = 0.0
        for stem, became in self.leads(end, other):
            if became not in self.having:
                continue
            one, two = self.having[stem], self.having[became]
            worth += sum(self.chance(name, stem, became) for name in one if name in two)
            for here, there in ((stem, became), (became, stem)):
                harm = self.harm[there]
                all_harm = sum(harm.values())
                for name, count in self.having[here].items():
                    harmed = min(EVERYWHERE + 1, all_harm - harm.get(name, 0))
                    worth -= self.cost * count / self.words[name] * harmed
        return worth

    def candidates(self) -> list[tuple[str, str]]:
        """Rules that would bring forms of a lemma together, those with most of them first."""
        found: dict[tuple[str, str], float] = defaultdict(float)
        for name, stems in self.stems_of.items():
            several = sorted(stem for stem in stems if len(stem) > KEPT)
            for n, one in enumerate(several):
                for other in several[n + 1 :]:
                    chance = self.chance(name, one, other)
                    for rule in rules_between(one, other):
                        found[rule] += chance
        best = sorted((-chance, rule) for rule, chance in found.items() if chance >= LEAST)
        return [rule for _, rule in best[:TRIED]]

    def apply(self, end: str, other: str) -> None:
        """Change the stems as a rule says."""
        for stem, became in list(self.leads(end, other)):
            names = self.having.pop(stem)
            for at in ends(stem):
                self.by_end[at].discard(stem)
            for name in names:
                self.stems_of[name].discard(stem)
            self.having[became].update(names)
            for name, harm in self.harm.pop(stem).items():
                self.harm[became][name] += harm
            self._enter(became, names)


def ends(stem: str) -> list[str]:
    """The ends of a stem with which a rule may begin."""
    whole = f"^{stem}"
    return [whole[-n:] for n in range(1, min(LONGEST, len(whole)) + 1)]


def rules_between(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Rules that lead one of two stems to the other, with more and more of the letters before."""
    first, second = f"^{one}", f"^{other}"
    same = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    for n in range(same, max(same - CONTEXT, 0) - 1, -1):
        for end, to in ((first[n:], second[n:]), (second[n:], first[n:])):
            # What makes stems longer, by a letter at most, needs to know more of them.
            longer = len(to) - len(end)
            if end and len(end) <= LONGEST and (longer <= 0 or end.startswith("^") or (longer == 1 and same - n > 1)):
                yield end, to


def learn(of: str, without: Iterable[str] = ()) -> dict[str, str]:
    """The rules of a language, learned from all common words but those of some lemmas."""
    forms, rules = Forms(of, without, WITHIN.get(of, "")), dict[str, str]()
    while True:
        worth = [(forms.worth(*rule), rule) for rule in forms.candidates() if rule[0] not in rules]
        good = sorted(((-w, len(rule[1]), rule) for w, rule in worth if w >= LEAST))
        if not good:
            return dict(sorted(rules.items()))
        taken: list[str] = []
        for _, _, (end, other) in good:
            # Rules that touch one another are looked at again when the first has been applied.
            if not any(end.endswith(t) or t.endswith(end) for t in taken) and forms.worth(end, other) >= LEAST:
                forms.apply(end, other)
                rules[end] = other
                taken.append(end)


def by_hand(of: str, rules: Rules) -> dict[str, str]:
    """Rules for the words that stand above: what other rules make of each form leads to that of the first."""
    stems, found = Stems(of, rules), dict[str, str]()
    for group in BY_HAND.get(of, "").split(" · "):
        first, *others = (stems[word] for word in group.split()) if group else ("",)
        found |= {f"^{other}": f"^{first}" for other in others if other != first and f"^{first}" not in found}
    return found


def rules_of(of: str, without: Iterable[str] = ()) -> Rules:
    """What a file of rules holds for a language."""
    rules = Rules(within=WITHIN.get(of, ""), ends=learn(of, without) if of in LEARNED else {})
    rules["ends"] = dict(sorted((by_hand(of, rules) | rules["ends"]).items()))
    return Rules(**rules, start=STARTS[of]) if of in STARTS else rules


def common(of: str) -> str:
    """The stems of the commonest words of a language that are long enough to be taken for mistakes, by the alphabet."""
    words = (w for w in wordfreq.top_n_list(of, COMMON) if w.isalpha() and len(w) >= LONG_ENOUGH)
    stems = Stems(of)
    commonest = [word for word, _ in zip(words, range(MOST_NOTED), strict=False)]
    return " ".join(sorted({stems[word] for word in (*commonest, *NOTED_TOO.get(of, "").split())}))


def main() -> int:
    """Write the rules of all languages, the stems of their commonest words, and where both come from."""
    sources = [
        "Rules learned by bench/endings.py from the following, and forms that are written down by hand there;",
        "stems of common words (*.txt) by the same program from wordfreq.",
        f"simplemma {version('simplemma')}, MIT (its data: see its README)",
        f"wordfreq {version('wordfreq')}, Apache-2.0 (its data: CC BY-SA 4.0)",
    ]
    data = Path(simplemma.__file__).parent / "strategies" / "dictionaries" / "data"
    for of in sorted({*LEARNED, *BY_HAND}):
        name = language(of).stemmer
        rules = rules_of(of)
        text = json.dumps(rules, ensure_ascii=False, separators=(",", ":")) + "\n"
        (ENDINGS / f"{name}.json").write_text(text, encoding="utf-8")
        digest = hashlib.sha256((data / f"{of}.plzma").read_bytes()).hexdigest()
        sources.append(f"{digest}  simplemma's {of}.plzma")
        print(of, len(rules["ends"]), len(text), flush=True)
    for of in NOTED:
        (ENDINGS / f"{language(of).stemmer}.txt").write_text(common(of) + "\n", encoding="utf-8")
    (ENDINGS / "SOURCES").write_text("\n".join(sources) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
