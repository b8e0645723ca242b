/* The index, read file by file; docs/search.md describes the format, and postings.py writes it. */
(hearten => {
  "use strict";
  const { manifest } = hearten;
  if (!manifest) return;
  const FIRST = 93, UPPER = 0xC000, CODES = 16;
  const LONGEST = 12, KEPT = 2, MOST_RULES = 6, NAME = 4, MARK = 4;
  const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 21, 27, 40];

  function has(object, key) { return Object.prototype.hasOwnProperty.call(object, key); }

  /* The numbers that a string stands for: a character each, or two for a large one. */
  function decode(text) {
    const found = [];
    for (let n = 0; n < text.length; n += 1) {
      const code = text.charCodeAt(n);
      found.push(code < UPPER ? code - FIRST : (code - UPPER) * 4096 + text.charCodeAt(n += 1) - FIRST);
    }
    return found;
  }

  /* Increasing numbers, written as the gaps between them. */
  function numbers(text) {
    let last = -1;
    return decode(text).map(gap => last += gap + 1);
  }

  /* By story, how often it has the form whose postings these are. */
  function counts(postings) {
    const found = new Map();
    let story = -1;
    decode(postings).forEach(posting => {
      story += Math.floor(posting / CODES) + 1;
      found.set(story, COUNTS[posting % CODES]);
    });
    return found;
  }

  /* Stories' numbers of words, known by their three highest bits and taken to lie in the middle. */
  function lengths(text) {
    return decode(text).map(code => {
      const bits = Math.max(0, (code >> 2) - 1);
      return (code - 4 * bits + (bits ? 0.5 : 0)) * 2 ** bits;
    });
  }

  /* Files come by script tags, which work from a folder as well; each hands over its data under its key. */
  const arrived = new Map(), asked = new Map();

  hearten.put = (key, data) => { arrived.set(key, data); };

  function load(key, address, read = data => data) {
    if (!asked.has(key)) asked.set(key, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = script.onerror = () => {
        script.remove();
        try {
          if (!arrived.has(key)) throw new Error(key);
          resolve(read(arrived.get(key)));
        } catch (problem) {
          asked.delete(key);
          reject(problem);
        }
      };
      document.head.append(script);
    }));
    return asked.get(key);
  }

  /* The prefix of the shard in which a form stands, if there is one. */
  function home(form) { return has(manifest.index, form + "$") ? form + "$" : longest(form); }

  function longest(form) {
    for (let n = form.length; n > 0; n -= 1) if (has(manifest.index, form.slice(0, n))) return form.slice(0, n);
    return null;
  }

  /* Stems that begin alike. A form leads to the numbers of its stems here, and to the names of those elsewhere. */
  class Shard {
    constructor([words, postings, within = {}]) {
      this.words = words;
      this.postings = postings;
      this.within = within;
      this.leads = new Map();
      words.forEach((entry, at) => entry.split(" ").forEach(word => {
        const [form, elsewhere] = word.split(">");
        if (!this.leads.has(form)) this.leads.set(form, []);
        this.leads.get(form).push(elsewhere || at);
      }));
    }

    stem(at) {
      const [forms, postings] = this.within[at] || [];
      return {
        forms: this.words[at].split(" "),
        postings: this.postings[at].split(" "),
        // The compounds of which it is a part.
        compounds: forms ? { forms: forms.split(" "), postings: postings.split(" ") } : null
      };
    }
  }

  function shard(prefix) { return load("w" + prefix, manifest.index[prefix] + ".js", data => new Shard(data)); }

  /* A stem's forms and postings, wherever it stands. */
  async function stem(lead, from) { return typeof lead === "number" ? from.stem(lead) : kin(lead); }

  /* What Snowball leaves before a word; stems.py says more. */
  const BEFORE = { arabic: /^[\u0648\u0641](?=(?:\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0644\u0644)..)/, catalan: /^[ldsnmt]'(?=.)/ };

  /* Leads a stem on by its language's rules, the one with the longest end at a time; stems.py says more. */
  function ledOn(stem, { within, ends }) {
    let text = "^" + (within ? stem.replace(new RegExp(within), "$1") : stem);
    for (let round = 0; round < MOST_RULES; round += 1) {
      let n = Math.min(LONGEST, text.length);
      while (n && !(has(ends, text.slice(-n)) && (n === text.length || text.length - n > KEPT))) n -= 1;
      if (!n) break;
      text = text.slice(0, -n) + ends[text.slice(-n)];
    }
    return text.slice(1);
  }

  /* Leads a word as it is written to its stem. Only scripts of the version that made the index are believed. */
  async function stemmer(name) {
    const [version, stem] = await load(name, manifest.stemmers[name] + ".js");
    if (version !== manifest.snowball) throw new Error(name);
    return word => ledOn(hearten.formOf(stem(BEFORE[name] ? word.replace(BEFORE[name], "") : word)) || hearten.formOf(word),
      arrived.get(name + "+"));
  }

  /* What gives a word's stems in the languages of the stories. Where one cannot be told, it is left out unless all are
     asked for. */
  async function stemmers(all) {
    const found = await Promise.all(Object.keys(manifest.stemmers).map(name => stemmer(name).catch(problem => {
      if (all) throw problem;
      return null;
    })));
    return word => [...new Set(found.filter(Boolean).map(stem => stem(word)).filter(Boolean))];
  }

  async function stemsOf(word, all) { return (await stemmers(all))(word); }

  /* How many letters words begin alike with that are taken for kin, in a language of the stories. */
  async function leastStart() {
    await stemmers();
    return Math.min(...Object.keys(manifest.stemmers).map(name => (arrived.get(name + "+") || {}).start || Infinity));
  }

  /* Whether a word is a common one in a language of the stories, or in the site's `own`, in any of its forms. */
  async function isCommon(word, own) {
    const found = await Promise.all(Object.keys(manifest.common).filter(name => !own || name === manifest.own).map(async name => {
      const [stem, known] = await Promise.all([
        stemmer(name), load(name + "!", manifest.common[name] + ".js", stems => new Set(stems.split(" ")))
      ]);
      return known.has(stem(word));
    }));
    return found.includes(true);
  }

  /* What the index holds of a stem, if any story has a word of it. */
  async function kin(name) {
    const prefix = home(name);
    if (!prefix) return null;
    const place = await shard(prefix);
    return (place.leads.get(name) || []).filter(at => typeof at === "number").map(at => place.stem(at))
      .find(found => found.forms[0] === name) || null;
  }

  /* Where each story stands: the name of its pack, the mark by which that is known, and its place there. */
  function placed([sizes, begun, rest, marks]) {
    const digits = [...atob(begun)].map(byte => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    return [].concat(...rest.split(" ").map((more, n) => {
      const name = digits.slice(n * NAME, (n + 1) * NAME) + more;
      const mark = marks.slice(n * MARK, (n + 1) * MARK);
      return Array.from({ length: Number(sizes[n] || 0) }, (_place, at) => ({ name, mark, at }));
    }));
  }

  /* What a result shows of a story, and its text; null where its pack has not come, or is one of another
     index. */
  async function story({ name, mark, at }) {
    try {
      const [own, results] = await load("t" + name, `t${name}.js?${manifest.version}`);
      return own === mark ? results[at] : null;
    } catch (problem) {
      return null;
    }
  }

  hearten.index = {
    counts, numbers, lengths, home, longest, shard, stem, stemmers, stemsOf, leastStart, isCommon, kin,
    facets: () => load("facets", manifest.facets + ".js"),
    others: () => load("others", manifest.others + ".js"),
    /* All words of a length, commonest first. */
    spelling: async length => has(manifest.spelling, length) ? load("s" + length, manifest.spelling[length] + ".js") : [],
    /* Leads from a story's number to what a result shows of it. */
    stories: () => load("packs", manifest.packs + ".js", placed).then(places => number => story(places[number]))
  };
})(window.hearten || {});
