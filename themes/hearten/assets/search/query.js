/* What a query finds, best first. What is looked for stays in this page. */
(hearten => {
  "use strict";
  const { manifest, words, written, formOf, index } = hearten;
  if (!words || !index) return;
  const K1 = 1.2, B = 0.75, AS_WRITTEN = 0.7, BEGUN = 0.6, COMPOUND = 0.5, SYNONYM = 0.3;
  const MOST_SHARDS = 6, MOST_REMEMBERED = 50, MOST_TRIED = 6;
  // A compound's parts are at least so long, and it is at most; what German and Dutch put between them may stand before
  // the second.
  const SHORTEST_PART = 4, LONGEST_WORD = 80, LINK = /^(?:en|es|s|n)/;
  // Signs that people, and telephones, write for a minus; what nobody sees, and brackets, may stand before it.
  const MINUS = "[-\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d]";
  const APOSTROPHE = /(\p{L})[\u00b4`\u2018\u2032](?=\p{L})/gu;
  const BEFORE_MINUS = new RegExp(`(^|\\s)[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff([{]*${MINUS}(?=[^\\s-])`, "g");
  const ALONE = /(^|\s)[-\u2212]\s+(?=\S)/g;
  // What is no second word, whatever it is by itself: "homeless" is not "home less".
  const ENDING = /(?:less|able|ness|ship|hood|some)$/;
  const HYPHENS = /[-\u2010\u2011]/g;

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

  /* The scores of all stories for one word in any of its forms, and these. Where `all` are asked for, it fails if a
     stemmer does. */
  function weigh(word, begun, all) {
    // The index has pairs where no spaces are written; a single character can only be the beginning of one.
    const unfinished = begun || word.form.length < 2 && hearten.startsPaired(word.form);
    const key = word.written + (unfinished ? "*" : "") + (all ? "!" : "");
    if (!weighed.has(key)) {
      if (weighed.size > MOST_REMEMBERED) weighed.clear();
      const result = weighAnew(word, unfinished, all);
      weighed.set(key, result);
      result.catch(() => weighed.delete(key));
    }
    return weighed.get(key);
  }

  async function weighAnew({ form, written: asWritten }, unfinished, all) {
    const places = prefixes(form, unfinished);
    if (!places) return null;
    const [shards, kin] = await Promise.all([
      Promise.all(places.map(index.shard)),
      index.stemsOf(asWritten, all).then(stems => Promise.all(stems.map(index.kin)))
    ]);
    const parts = await Promise.all([].concat(...shards.map(shard => leads(form, unfinished, shard)
      .map(async ([lead, factor]) => ({ factor, stem: await index.stem(lead, shard) })))));
    kin.filter(Boolean).forEach(stem => parts.push({ factor: 1, stem }));
    parts.filter(({ factor, stem }) => factor === 1 && stem.compounds)
      .forEach(({ stem }) => parts.push({ factor: COMPOUND, stem: stem.compounds, isWhole: false }));
    const scores = new Map(), forms = new Set(), seen = new Set();
    let isThere = false;
    parts.sort((a, b) => b.factor - a.factor).forEach(({ factor, stem, within = stem.forms[0] }) => {
      if (seen.has(within)) return;
      seen.add(within);
      const together = new Map();
      let written = new Map();
      stem.forms.forEach((other, n) => {
        forms.add(other);
        const counts = index.counts(stem.postings[n]);
        if (other === form) written = counts;
        counts.forEach((count, story) => together.set(story, (together.get(story) || 0) + count));
      });
      isThere = isThere || written.size > 0;
      const score = bm25(together), more = bm25(written);
      together.forEach((_count, story) => {
        const sum = factor * ((1 - AS_WRITTEN) * score(story) + AS_WRITTEN * more(story));
        if (sum > (scores.get(story) || 0)) scores.set(story, sum);
      });
    });
    return { scores, forms, isThere };
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

  /* The words that may have been meant: one mistake away from four letters on, two from eight if they begin alike; the
     nearest first, and of these the commonest. */
  async function near(form) {
    const most = form.length >= 8 ? 2 : form.length >= 4 ? 1 : 0, lists = [], found = [];
    for (let n = form.length - most; most && n <= form.length + most; n += 1) lists.push(index.spelling(n));
    (await Promise.all(lists)).forEach(list => list.forEach((other, at) => {
      const furthest = form[0] === other[0] ? most : 1, far = distance(form, other, furthest);
      if (far <= furthest) found.push({ other, far, rank: at / list.length });
    }));
    return found.sort((a, b) => a.far - b.far || a.rank - b.rank).slice(0, MOST_TRIED).map(({ other }) => other);
  }

  /* Of the words that may have been meant, the first that stories have together with the rest of a query. */
  async function fitting(words, rest) {
    for (const other of words) {
      const weight = await weigh(word(other), false);
      if (isAny(together([weight, ...rest]))) return { other, weight };
    }
    return null;
  }

  function word(form) { return { form, written: form }; }

  function asWords(text) { return written(text).map(one => ({ form: formOf(one), written: one })); }

  function joinedUp(parts) {
    return { form: parts.map(({ form }) => form).join(""), written: parts.map(one => one.written).join("") };
  }

  /* What answers any of several weights. */
  function either(weights) {
    const scores = new Map(), forms = new Set();
    weights.forEach(weight => {
      weight.scores.forEach((score, story) => scores.set(story, Math.max(score, scores.get(story) || 0)));
      weight.forms.forEach(form => forms.add(form));
    });
    return { scores, forms };
  }

  /* What answers all of several weights; the rarest has the fewest stories to look at. */
  function together(weights) {
    const [first, ...others] = weights.slice().sort((a, b) => a.scores.size - b.scores.size), scores = new Map();
    (first ? first.scores : scores).forEach((score, story) => {
      if (!others.every(other => other.scores.has(story))) return;
      scores.set(story, others.reduce((sum, other) => sum + other.scores.get(story), score));
    });
    return { scores, forms: either(weights).forms };
  }

  function isAny(weight) { return Boolean(weight && weight.scores.size); }

  /* The two words that a word is made of, if stories have the first, and the second or its kin: "wellbeing",
     "Angststörungen", "levensverhaal". */
  async function partsOf(form) {
    if (form.length > LONGEST_WORD || ENDING.test(form)) return null;
    for (let n = form.length - SHORTEST_PART; n >= SHORTEST_PART; n -= 1) {
      const first = word(form.slice(0, n));
      const found = await weigh(first, false);
      if (!found || !found.isThere) continue;
      const rest = form.slice(n), after = [rest, rest.replace(LINK, "")].filter(part => part.length >= SHORTEST_PART);
      for (const second of new Set(after)) if (isAny(await weigh(word(second), false))) return [first, word(second)];
    }
    return null;
  }

  /* What begins alike, in languages whose words take rows of endings and where no kin is known by rules. */
  async function alike({ form }) {
    const least = await index.leastStart();
    for (let n = form.length - 1; n >= least; n -= 1) {
      const found = await weigh(word(form.slice(0, n)), true);
      if (isAny(found)) return found;
    }
    return null;
  }

  function isWord(wanted, own) { return index.isCommon(wanted.written, own).catch(() => false); }

  function begins({ forms }, { form }) { return [...forms].some(other => other.startsWith(form)); }

  /* What a word that no story has was meant to be, beside the `rest` of a query; `told` gets it with what is shown in
     its place. */
  async function meant(wanted, rest, told) {
    const kin = await alike(wanted);
    if (kin) return kin;
    const parts = hearten.startsPaired(wanted.form) ? null : await partsOf(wanted.form);
    if (parts) {
      told.push([wanted.form, parts.map(({ form }) => form).join(" "), wanted.written]);
      return together(await Promise.all(parts.map(part => weigh(part, false))));
    }
    // A word that the language has is no mistake, even if no story has it.
    if (await isWord(wanted)) return null;
    const words = await near(wanted.form), better = await fitting(words, rest) || await fitting(words.slice(0, 1), []);
    if (!better) return null;
    told.push([wanted.form, better.other, wanted.written]);
    return better.weight;
  }

  /* Where no story has all words, one that is in none as it is written, and only seemed to have kin, may be a mistake;
     a word of the site's language is none, nor is what somebody is still typing. */
  async function fitTogether(sought, weights, isUnfinished, told) {
    for (let at = 0; at < sought.length && sought.length > 1; at += 1) {
      const weight = weights[at], wanted = sought[at];
      if (together(weights.filter(Boolean)).scores.size) return;
      if (!weight || weight.isThere !== false || isUnfinished(at) && begins(weight, wanted)) continue;
      if (await isWord(wanted, true)) continue;
      const rest = weights.filter((other, n) => other && n !== at), better = await fitting(await near(wanted.form), rest);
      if (!better) continue;
      told.push([wanted.form, better.other, wanted.written]);
      weights[at] = better.weight;
    }
  }

  /* What the site says that a word is to find, too, where stories have it: each of these words, and its weight. */
  async function synonymsOf(wanted) {
    const stems = await index.stemsOf(wanted.written), known = await Promise.all(manifest.words.map(async ([name, others]) => {
      const [key] = asWords(name), isKin = (await index.stemsOf(key.written)).some(stem => stems.includes(stem));
      return isKin || key.form === wanted.form ? others : [];
    }));
    const found = await Promise.all([].concat(...known).map(async other => {
      const { scores, forms } = together((await Promise.all(asWords(other).map(one => weigh(one, false)))).filter(Boolean));
      return [other, { scores: new Map([...scores].map(([story, score]) => [story, SYNONYM * score])), forms }];
    }));
    return found.filter(([_other, weight]) => isAny(weight));
  }

  /* The content notes whose names have a word that is kin to one of these. */
  async function notesLike(missing) {
    if (!missing.length) return [];
    const stems = async text => [].concat(...await Promise.all(asWords(text).map(one => index.stemsOf(one.written))));
    const wanted = [].concat(...await Promise.all(missing.map(stems)), missing);
    const labels = await Promise.all(Object.entries(manifest.notes).map(async ([id, label]) =>
      [id, (await stems(label)).concat(words(label))]));
    return labels.filter(([_id, names]) => names.some(name => wanted.includes(name))).map(([id]) => id);
  }

  /* A query with plain signs for those that are typed in their place. */
  function plainly(text) {
    return text.replace(APOSTROPHE, "$1'").replace(ALONE, "$1-").replace(BEFORE_MINUS, "$1-");
  }

  /* A query's words, the phrases in quotation marks, and both with a minus; `unfinished` is whether the last word is. */
  function parse(text) {
    const query = { words: [], phrases: [], without: [], absent: [], joined: [] };
    const rest = plainly(text).replace(/(-?)["“„«]([^"“”„«»]+)(?:["”“»]|$)/g, (_all, minus, phrase) => {
      const inside = words(phrase);
      if (inside.length) (minus ? query.absent : query.phrases).push(inside);
      return " ";
    });
    rest.split(/\s+/).forEach(part => {
      // What a hyphen joins is looked for as two words, and as one.
      if (part[0] !== "-") query.words.push(...asWords(part.replace(HYPHENS, " ")));
      // What other signs part is left out word by word.
      else part.split(/[/,+;|&]+/).forEach(one => {
        const inside = asWords(one.replace(HYPHENS, " "));
        if (inside.length > 1) {
          query.absent.push(words(one));
          query.joined.push(joinedUp(inside));
        } else query.without.push(...inside);
      });
    });
    query.unfinished = /[^\s"“”„«»]$/.test(text) && Boolean(rest.trim()) && !/(^|\s)-\S*$/.test(rest);
    return query;
  }

  /* The stories that have all words and none of those without, best and then newest first. */
  hearten.find = async text => {
    const query = parse(text), respelled = [], also = [], last = query.words.length - 1;
    const isUnfinished = at => query.unfinished && at === last;
    // Two words may be one: "well being".
    const pairs = await Promise.all(query.words.slice(1).map((second, at) => hearten.startsPaired(second.form)
      ? null : weigh(joinedUp([query.words[at], second]), isUnfinished(at + 1))));
    const sought = [...query.words, ...[].concat(...query.phrases).map(word)];
    const weights = await Promise.all(sought.map(async (wanted, at) => {
      const isFree = at <= last;
      const found = await weigh(wanted, isFree && isUnfinished(at)), others = isFree ? await synonymsOf(wanted) : [];
      const instead = (isFree ? [pairs[at - 1], pairs[at]] : []).filter(isAny).concat(others.map(([_other, weight]) => weight));
      if (!found) return null;
      others.forEach(([other]) => also.push(other));
      return instead.length ? either([found, ...instead]) : found;
    }));
    const there = weights.filter(isAny);
    await Promise.all(sought.map(async (wanted, at) => {
      if (weights[at] && !isAny(weights[at])) weights[at] = await meant(wanted, there, respelled) || weights[at];
    }));
    await fitTogether(sought, weights, isUnfinished, respelled);
    query.phrases = query.phrases.map(phrase => [].concat(...phrase.map(form =>
      (respelled.find(([before]) => before === form) || [form, form])[1].split(" "))));
    // What is left out goes with all its kin, or the search fails.
    const leftOut = await Promise.all(query.without.map(async wanted => {
      const kin = await weigh(wanted, false, true);
      return isAny(kin) ? kin : await alike(wanted);
    }));
    const out = leftOut.concat(await Promise.all(query.joined.map(wanted => weigh(wanted, false, true)))).filter(isAny);
    const missing = query.without.filter((_wanted, at) => !isAny(leftOut[at])).map(({ form }) => form);
    const found = weights.filter(Boolean), { scores, forms } = together(found), results = [];
    scores.forEach((score, story) => {
      if (!out.some(weight => weight.scores.has(story))) results.push({ story, score });
    });
    results.sort((a, b) => b.score - a.score || b.story - a.story);
    return {
      stories: results.map(({ story }) => story),
      forms,
      phrases: query.phrases,
      absent: query.absent,
      respelled,
      // Words to leave out that no story has, and the content notes that they resemble.
      absentWords: missing,
      also,
      resembles: await notesLike(missing),
      early: weights.length > 0 && !found.length
    };
  };
})(window.hearten || {});
