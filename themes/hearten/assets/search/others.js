/* What is found beside stories: pages, single answers to questions, and series. */
(hearten => {
  "use strict";
  const { index, words, written, formOf, find, facets } = hearten;
  if (!find || !facets) return;
  const ALIKE = 4, ENDING = 3, HYPHENS = /[-\u2010\u2011]/g;

  function asWords(text, stemsOf) { return written(text).map(word => ({ form: formOf(word), stems: stemsOf(word) })); }

  /* Whether a word is one that is looked for or its kin; an unfinished one also begins others. */
  function told(word, unfinished) {
    return ({ form, stems }) => form === word.form || unfinished && form.startsWith(word.form) ||
      stems.some(stem => word.stems.includes(stem));
  }

  /* What begins like a word that is to be left out is left out, too. */
  function leftOut(word) {
    const is = told(word, false), beginning = word.form.slice(0, Math.max(ALIKE, word.form.length - ENDING));
    return other => is(other) || word.form.length >= ALIKE && other.form.startsWith(beginning);
  }

  function holds(inside, phrase) {
    return inside.some((_word, n) => phrase.every((word, k) => inside[n + k] === word));
  }

  /* The entries that hold all of a query, with the forms in which they do, those with all of it in their titles marked. Where
     stories are left out by notes, series that have one of these are, too. */
  hearten.others = async (text, { phrases, absent }) => {
    const parts = text.replace(/-?["“„«][^"“”„«»]*["”“»]?/g, " ").split(/\s+/), minus = parts.filter(part => part[0] === "-");
    const stemsOf = await index.stemmers(minus.length > 0), known = new Map();
    const remembered = word => known.get(word) || known.set(word, stemsOf(word)).get(word);
    const cut = some => asWords(some.join(" ").replace(HYPHENS, " "), remembered);
    const wanted = cut(parts.filter(part => part[0] !== "-")), none = cut(minus).map(leftOut);
    if (!wanted.length && !phrases.length) return [];
    const unfinished = !/[\s"“”„«»]$/.test(text);
    const all = wanted.map((word, n) => told(word, unfinished && n === wanted.length - 1 && word.form.length > 1));
    const isAll = (inside, plain) => all.every(is => inside.some(is)) && phrases.every(phrase => holds(plain, phrase));
    const found = (await index.others()).map(entry => {
      const title = asWords(entry.title, remembered), inside = title.concat(asWords(entry.text, remembered));
      const plain = words(`${entry.title} ${entry.text}`);
      const left = none.some(is => inside.some(is)) || absent.some(phrase => holds(plain, phrase));
      const forms = new Set([].concat(...phrases, inside.filter(word => all.some(is => is(word))).map(({ form }) => form)));
      return { ...entry, forms, inTitle: isAll(title, words(entry.title)), found: !left && isAll(inside, plain) };
    }).filter(entry => entry.found && (!entry.notes || !facets.filtering() || facets.certain() && facets.welcome(entry)));
    // A page that only holds an answer that is found is not found by itself.
    return found.filter(entry => entry.kind !== "pages" || entry.inTitle ||
      !found.some(({ kind, path }) => kind === "questions" && path.startsWith(`${entry.path}#`)));
  };
})(window.hearten || {});
