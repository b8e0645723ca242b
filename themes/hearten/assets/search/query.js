/* What a query finds, best first. What is looked for stays in this page. */
(hearten => {
  "use strict";
  const { manifest, words, index } = hearten;
  if (!words || !index) return;
  const K1 = 1.2, B = 0.75, AS_WRITTEN = 0.7, BEGUN = 0.6;
  const MOST_SHARDS = 6, MOST_REMEMBERED = 50;

  /* How much a story's length weighs against how often it has a word. */
  const lengths = index.lengths(manifest.lengths);
  const usual = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  const norms = lengths.map(length => K1 * (1 - B + B * length / usual));

  /* How well a story answers a word, by how often the stories have it: BM25 (Robertson and Zaragoza 2009). */
  function bm25(counts) {
    const rarity = Math.log(1 + (manifest.count - counts.size + 0.5) / (counts.size + 0.5));
    return story => {
      const count = counts.get(story) || 0;
      return rarity * count / (count + norms[story]);
    };
  }

  /* Where a word leads within a shard, with a factor for how well it fits. */
  function leads(form, unfinished, shard) {
    const found = new Map((shard.leads.get(form) || []).map(lead => [lead, 1]));
    if (unfinished) shard.leads.forEach((others, other) => {
      if (other.startsWith(form)) others.forEach(lead => { if (!found.has(lead)) found.set(lead, BEGUN); });
    });
    return [...found];
  }

  /* The prefixes of the shards in which to look for a word, or null where too little is typed yet. */
  function prefixes(form, unfinished) {
    const exact = index.home(form), around = index.longest(form);
    const longer = Object.keys(unfinished ? manifest.index : {})
      .filter(prefix => prefix !== exact && (prefix === around || prefix.startsWith(form)));
    if (longer.length > MOST_SHARDS) return exact ? [exact] : null;
    return exact ? [exact, ...longer] : longer;
  }

  const weighed = new Map();

  /* The scores of all stories for one word, and its forms. */
  function weigh(form, begun) {
    // The index has pairs where no spaces are written; a single character can only be the beginning of one.
    const unfinished = begun || form.length < 2 && hearten.startsPaired(form);
    const key = form + (unfinished ? "*" : "");
    if (!weighed.has(key)) {
      if (weighed.size > MOST_REMEMBERED) weighed.clear();
      const result = weighAnew(form, unfinished);
      weighed.set(key, result);
      result.catch(() => weighed.delete(key));
    }
    return weighed.get(key);
  }

  async function weighAnew(form, unfinished) {
    const places = prefixes(form, unfinished);
    if (!places) return null;
    const shards = await Promise.all(places.map(index.shard));
    const parts = await Promise.all([].concat(...shards.map(shard => leads(form, unfinished, shard)
      .map(async ([lead, factor]) => ({ factor, stem: await index.stem(lead, shard) })))));
    const scores = new Map(), forms = new Set(), seen = new Set();
    parts.sort((a, b) => b.factor - a.factor).forEach(({ factor, stem }) => {
      if (seen.has(stem.forms[0])) return;
      seen.add(stem.forms[0]);
      const together = new Map();
      let written = new Map();
      stem.forms.forEach((other, n) => {
        forms.add(other);
        const counts = index.counts(stem.postings[n]);
        if (other === form) written = counts;
        counts.forEach((count, story) => together.set(story, (together.get(story) || 0) + count));
      });
      const score = bm25(together), more = bm25(written);
      together.forEach((_count, story) => {
        const sum = factor * ((1 - AS_WRITTEN) * score(story) + AS_WRITTEN * more(story));
        if (sum > (scores.get(story) || 0)) scores.set(story, sum);
      });
    });
    return { scores, forms };
  }

  /* The edits that lead from one word to another, of which a swap of two neighbours is one; more than `most` is too far. */
  function distance(one, other, most) {
    let before = [], row = [];
    for (let j = 0; j <= other.length; j += 1) row.push(j);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
        least = Math.min(least, next[j]);
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return row[other.length];
  }

  /* The word that was meant: one mistake away from four letters on, two from eight; the commonest of the nearest. */
  async function respell(form) {
    const most = form.length >= 8 ? 2 : form.length >= 4 ? 1 : 0;
    const near = [];
    for (let n = form.length - most; most && n <= form.length + most; n += 1) near.push(index.spelling(n));
    let best = null, nearest = most + 1, rank = Infinity;
    (await Promise.all(near)).forEach(list => list.forEach((other, at) => {
      const far = distance(form, other, Math.min(most, nearest));
      if (far < nearest || (far === nearest && far <= most && at / list.length < rank)) {
        best = other;
        nearest = far;
        rank = at / list.length;
      }
    }));
    return best;
  }

  /* A query's words, the phrases in quotation marks, and both with a minus; `unfinished` is whether the last word is. */
  function parse(text) {
    const query = { words: [], phrases: [], without: [], absent: [] };
    const rest = text.replace(/(-?)["“„«]([^"“”„«»]+)(?:["”“»]|$)/g, (_all, minus, phrase) => {
      const inside = words(phrase);
      if (inside.length) (minus ? query.absent : query.phrases).push(inside);
      return " ";
    });
    rest.split(/\s+/).forEach(part => {
      const inside = words(part);
      if (part[0] !== "-") query.words.push(...inside);
      else if (inside.length > 1) query.absent.push(inside);
      else query.without.push(...inside);
    });
    query.unfinished = /[^\s"“”„«»]$/.test(text) && Boolean(rest.trim()) && !/(^|\s)-\S*$/.test(rest);
    return query;
  }

  /* The stories that have all words and none of those without, best and then newest first. */
  hearten.find = async text => {
    const query = parse(text), respelled = [];
    const wanted = query.words.map((form, at) => [form, query.unfinished && at === query.words.length - 1])
      .concat(...query.phrases.map(phrase => phrase.map(form => [form, false])));
    const weights = await Promise.all(wanted.map(async ([form, unfinished]) => {
      const found = await weigh(form, unfinished);
      const better = found && !found.scores.size ? await respell(form) : null;
      if (!better) return found;
      respelled.push([form, better]);
      query.phrases = query.phrases.map(phrase => phrase.map(word => word === form ? better : word));
      return weigh(better, false);
    }));
    const out = (await Promise.all(query.without.map(form => weigh(form, false)))).filter(Boolean);
    const found = weights.filter(Boolean).sort((a, b) => a.scores.size - b.scores.size);
    const results = [];
    // The rarest word has the fewest stories to look at.
    (found.length ? found[0].scores : new Map()).forEach((_score, story) => {
      if (!found.every(({ scores }) => scores.has(story)) || out.some(({ scores }) => scores.has(story))) return;
      results.push({ story, score: found.reduce((sum, { scores }) => sum + scores.get(story), 0) });
    });
    results.sort((a, b) => b.score - a.score || b.story - a.story);
    return {
      stories: results.map(({ story }) => story),
      forms: new Set([].concat(...found.map(({ forms }) => [...forms]))),
      phrases: query.phrases,
      absent: query.absent,
      respelled,
      early: weights.length > 0 && !found.length
    };
  };
})(window.hearten || {});
