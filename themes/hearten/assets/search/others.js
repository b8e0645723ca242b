/* What is found beside stories: pages, single answers to questions, and series. */
(hearten => {
  "use strict";
  const { index, words, find, facets } = hearten;
  if (!find || !facets) return;
  const ALIKE = 4, ENDING = 3;

  /* A word with its kin, as far as stories have them; an unfinished one is also found where it only begins a word. */
  async function told(word, unfinished) {
    const { forms, respelled } = await find(`${word} `), kin = new Set(respelled.length ? [] : forms).add(word);
    return part => kin.has(part) || unfinished && part.startsWith(word);
  }

  /* What begins like a word that is to be left out is left out, since its kin may be known to no story. */
  async function leftOut(word) {
    const is = await told(word, false), beginning = word.slice(0, Math.max(ALIKE, word.length - ENDING));
    return part => is(part) || word.length >= ALIKE && part.startsWith(beginning);
  }

  function holds(inside, phrase) {
    return inside.some((_word, n) => phrase.every((word, k) => inside[n + k] === word));
  }

  /* The entries that hold all of a query, those with all of it in their titles marked. Where stories are left out by notes,
     series that have one of these are, too. */
  hearten.others = async (text, { phrases, absent }) => {
    const parts = text.replace(/-?["“„«][^"“”„«»]*["”“»]?/g, " ").split(/\s+/);
    const wanted = [].concat(...parts.filter(part => part[0] !== "-").map(words));
    const without = [].concat(...parts.filter(part => part[0] === "-").map(words));
    if (!wanted.length && !phrases.length) return [];
    const unfinished = !/[\s"“”„«»]$/.test(text);
    const all = await Promise.all(wanted.map((word, n) => told(word, unfinished && n === wanted.length - 1 && word.length > 1)));
    const none = await Promise.all(without.map(leftOut));
    const isAll = inside => all.every(is => inside.some(is)) && phrases.every(phrase => holds(inside, phrase));
    const found = (await index.others()).map(entry => {
      const title = words(entry.title), inside = title.concat(words(entry.text));
      const left = none.some(is => inside.some(is)) || absent.some(phrase => holds(inside, phrase));
      return { ...entry, inTitle: isAll(title), found: !left && isAll(inside) };
    }).filter(entry => entry.found && (!entry.notes || !facets.filtering() || facets.certain() && facets.welcome(entry)));
    // A page that only holds an answer that is found is not found by itself.
    return found.filter(entry => entry.kind !== "pages" || entry.inTitle ||
      !found.some(({ kind, path }) => kind === "questions" && path.startsWith(`${entry.path}#`)));
  };
})(window.hearten || {});
