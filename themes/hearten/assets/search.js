/* Search in the reader's own browser; what is looked for stays in this page. docs/search.md describes the files. */
(function (hearten) {
  "use strict";
  var FIRST = 93, UPPER = 0xC000, CODES = 16;
  var COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 21, 27, 40];
  var K1 = 1.2, B = 0.75, AS_WRITTEN = 0.7, BEGUN = 0.6;
  var MOST_SHARDS = 6;
  var PAIRED = "\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7af";
  var STARTS_PAIRED = new RegExp("^[" + PAIRED + "]");
  var INDIC = "\\u0900-\\u0963\\u0966-\\u096f\\u0971-\\u0df3";
  var WORD = new RegExp("[" + PAIRED + "]+|(?:(?![" + PAIRED + "])[\\p{L}\\p{N}" + INDIC + "])+", "gu");
  var ACCENTS = /[\u0300-\u036f\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/g;
  var UNSEEN = /[\u00ad\u200c\u200d\u2060]/g;
  var PLAIN = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  var manifest = hearten.manifest;

  /* Words, as in generator/words/tokens.py */

  function fold(text) {
    return text.replace(/’/g, "'").replace(/[‘“”–…]/g, " ").normalize("NFKD").toLowerCase()
      .replace(ACCENTS, "").replace(UNSEEN, "")
      .replace(/[ßæœøłđðþı]/g, function (letter) { return PLAIN[letter]; }).normalize("NFC");
  }

  function words(text) {
    var found = [];
    (fold(text).replace(/'/g, "").match(WORD) || []).forEach(function (token) {
      if (!STARTS_PAIRED.test(token) || token.length < 2) found.push(token);
      else for (var n = 0; n + 1 < token.length; n += 1) found.push(token.slice(n, n + 2));
    });
    return found;
  }

  var waiting = {}, loaded = {};

  hearten.put = function (key, data) { loaded[key] = data; };

  function load(key, address) {
    if (!waiting[key]) {
      waiting[key] = new Promise(function (done, failed) {
        if (key in loaded) { done(loaded[key]); return; }
        var script = document.createElement("script");
        script.src = address;
        script.onload = function () {
          script.remove();
          if (key in loaded) done(loaded[key]); else script.onerror();
        };
        script.onerror = function () {
          script.remove();
          delete waiting[key];
          failed(new Error(key));
        };
        document.head.appendChild(script);
      });
    }
    return waiting[key];
  }

  function shard(prefix) {
    return load("w" + prefix, manifest.index[prefix] + ".js").then(function (raw) {
      if (!raw.forms) {
        raw.forms = Object.create(null);
        raw[0].forEach(function (entry, at) {
          entry.split(" ").forEach(function (form) {
            var stray = form.split(">");
            (raw.forms[stray[0]] = raw.forms[stray[0]] || []).push(stray.length > 1 ? stray[1] : at);
          });
        });
        raw.sorted = Object.keys(raw.forms).sort();
      }
      return raw;
    });
  }

  function first(entry) { return entry.split(" ")[0]; }

  function has(object, key) { return Object.prototype.hasOwnProperty.call(object, key); }

  function home(form) {
    return has(manifest.index, form + "$") ? form + "$" : longest(form);
  }

  function longest(form) {
    for (var n = form.length; n > 0; n -= 1) if (has(manifest.index, form.slice(0, n))) return form.slice(0, n);
    return null;
  }

  /* Stories' numbers, from the gaps between them; a posting has one of 16 codes with it for how often the word is there */

  function decode(text, codes) {
    var found = [], story = -1;
    for (var n = 0; n < text.length; n += 1) {
      var code = text.charCodeAt(n);
      code = code >= UPPER ? (code - UPPER) * 4096 + text.charCodeAt(n += 1) - FIRST : code - FIRST;
      story += Math.floor(code / codes) + 1;
      found.push(story * codes + code % codes);
    }
    return found;
  }

  /* How well each story answers a word, by how often the stories have it: BM25 (Robertson and Zaragoza 2009). */
  function bm25(counts) {
    var rarity = Math.log(1 + (manifest.count - counts.size + 0.5) / (counts.size + 0.5)), much = norms();
    return function (story) {
      var count = counts.get(story) || 0;
      return rarity * count / (count + much[story]);
    };
  }

  /* How much a story's length weighs against how often it has a word. */
  function norms() {
    if (!lengthy) {
      var lengths = Array.prototype.map.call(manifest.lengths, function (character) {
        var code = character.charCodeAt(0) - FIRST, bits = Math.max(0, (code >> 2) - 1);
        return (code - 4 * bits + (bits ? 0.5 : 0)) * Math.pow(2, bits);
      });
      var usual = lengths.reduce(function (sum, length) { return sum + length; }, 0) / lengths.length || 1;
      lengthy = lengths.map(function (length) { return K1 * (1 - B + B * length / usual); });
    }
    return lengthy;
  }

  var lengthy = null;

  function leads(form, unfinished, raw) {
    var found = new Map();
    (raw.forms[form] || []).forEach(function (at) { found.set(at, 1); });
    if (unfinished) {
      raw.sorted.forEach(function (other) {
        if (other.indexOf(form) !== 0) return;
        raw.forms[other].forEach(function (at) { if (!found.has(at)) found.set(at, BEGUN); });
      });
    }
    return found;
  }

  function stem(at, raw) {
    if (typeof at === "number") return { forms: raw[0][at].split(" "), postings: raw[1][at].split(" ") };
    return shard(home(at)).then(function (other) {
      return stem(other.forms[at].filter(function (n) { return other[0][n] && first(other[0][n]) === at; })[0], other);
    });
  }

  /* Weights of all stories for one word; nothing for one of which too little is typed yet. */
  function weigh(form, begun) {
    // The index has pairs where no spaces are written; a single character can only be the beginning of one.
    var unfinished = begun || form.length < 2 && STARTS_PAIRED.test(form);
    var key = form + (unfinished ? "*" : "");
    if (!weighed.has(key)) {
      if (weighed.size > 50) weighed.clear();
      var result = weighAnew(form, unfinished);
      weighed.set(key, result);
      result.catch(function () { weighed.delete(key); });
    }
    return weighed.get(key);
  }

  var weighed = new Map();

  function weighAnew(form, unfinished) {
    var exact = home(form), around = longest(form), prefixes = exact ? [exact] : [];
    if (unfinished) {
      var longer = Object.keys(manifest.index).filter(function (prefix) {
        return prefix !== exact && (prefix === around || prefix.indexOf(form) === 0);
      });
      if (longer.length <= MOST_SHARDS) prefixes = prefixes.concat(longer);
      else if (!exact) return Promise.resolve(null);
    }
    return Promise.all(prefixes.map(shard)).then(function (raws) {
      var jobs = [];
      raws.forEach(function (raw) {
        leads(form, unfinished, raw).forEach(function (factor, at) {
          jobs.push(Promise.resolve(stem(at, raw)).then(function (found) { return { factor: factor, stem: found }; }));
        });
      });
      return Promise.all(jobs);
    }).then(function (found) {
      var scores = new Map(), seen = new Set();
      scores.forms = [];
      found.sort(function (a, b) { return b.factor - a.factor; }).forEach(function (part) {
        if (seen.has(part.stem.forms[0])) return;
        seen.add(part.stem.forms[0]);
        scores.forms = scores.forms.concat(part.stem.forms);
        var counts = new Map(), written = new Map();
        part.stem.postings.forEach(function (text, n) {
          decode(text, CODES).forEach(function (posting) {
            var story = Math.floor(posting / CODES), count = COUNTS[posting % CODES];
            counts.set(story, (counts.get(story) || 0) + count);
            if (part.stem.forms[n] === form) written.set(story, count);
          });
        });
        var score = bm25(counts), more = bm25(written);
        counts.forEach(function (_count, story) {
          var sum = part.factor * ((1 - AS_WRITTEN) * score(story) + AS_WRITTEN * more(story));
          if (sum > (scores.get(story) || 0)) scores.set(story, sum);
        });
      });
      return scores;
    });
  }

  /* Mistyped words: one mistake from four letters on, two from eight */

  function distance(one, other, most) {
    var before = [], row = [], next, i, j;
    for (j = 0; j <= other.length; j += 1) row[j] = j;
    for (i = 1; i <= one.length; i += 1) {
      next = [i];
      var least = i;
      for (j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
        if (next[j] < least) least = next[j];
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return row[other.length];
  }

  function respell(form) {
    var most = form.length >= 8 ? 2 : form.length >= 4 ? 1 : 0;
    var lengths = [];
    for (var n = form.length - most; n <= form.length + most; n += 1) {
      if (most && has(manifest.spelling, n)) lengths.push(n);
    }
    return Promise.all(lengths.map(function (n) {
      return load("s" + n, manifest.spelling[n] + ".js");
    })).then(function (lists) {
      var best = null, nearest = most + 1, rank = Infinity;
      lists.forEach(function (list) {
        list.forEach(function (other, at) {
          var far = distance(form, other, Math.min(most, nearest));
          if (far < nearest || (far === nearest && far <= most && at / list.length < rank)) {
            best = other;
            nearest = far;
            rank = at / list.length;
          }
        });
      });
      return nearest <= most ? best : null;
    });
  }

  function parse(text) {
    var query = { words: [], phrases: [], without: [], absent: [], unfinished: /[^\s"“”„«»]$/.test(text) };
    var rest = text.replace(/(-?)["“„«]([^"“”„«»]+)(?:["”“»]|$)/g, function (_all, minus, phrase) {
      var inside = words(phrase);
      if (inside.length) (minus ? query.absent : query.phrases).push(inside);
      return " ";
    });
    rest.split(/\s+/).forEach(function (part) {
      var inside = words(part);
      if (part[0] !== "-") query.words = query.words.concat(inside);
      else if (inside.length > 1) query.absent.push(inside);
      else query.without = query.without.concat(inside);
    });
    if (!rest.trim() || /(^|\s)-\S*$/.test(rest)) query.unfinished = false;
    return query;
  }

  function find(text) {
    var query = parse(text), respelled = [];
    var wanted = query.words.map(function (form, at) {
      return { form: form, unfinished: query.unfinished && at === query.words.length - 1 };
    });
    query.phrases.forEach(function (phrase) {
      phrase.forEach(function (form) { wanted.push({ form: form, unfinished: false }); });
    });
    return Promise.all(wanted.map(function (word) {
      return weigh(word.form, word.unfinished).then(function (scores) {
        if (!scores || scores.size) return scores;
        return respell(word.form).then(function (better) {
          if (!better) return scores;
          respelled.push([word.form, better]);
          query.phrases.forEach(function (phrase) {
            phrase.forEach(function (form, at) { if (form === word.form) phrase[at] = better; });
          });
          word.form = better;
          return weigh(better, false);
        });
      });
    })).then(function (found) {
      return Promise.all(query.without.map(function (form) { return weigh(form, false); })).then(function (out) {
        var early = found.length > 0 && !found.some(Boolean), results = [];
        found = found.filter(Boolean).sort(function (a, b) { return a.size - b.size; });
        (found[0] || new Map()).forEach(function (first, story) {
          var score = first;
          for (var n = 1; n < found.length; n += 1) {
            var more = found[n].get(story);
            if (more === undefined) return;
            score += more;
          }
          if (!out.some(function (scores) { return scores.has(story); })) results.push([score, story]);
        });
        results.sort(function (a, b) { return b[0] - a[0] || b[1] - a[1]; });
        return {
          stories: results.map(function (r) { return r[1]; }),
          forms: new Set([].concat.apply([], found.map(function (scores) { return scores.forms; }))),
          phrases: query.phrases,
          absent: query.absent,
          respelled: respelled,
          early: early
        };
      });
    });
  }

  function story(number) {
    return load("t" + number, number + ".js?" + manifest.version);
  }

  hearten.paired = PAIRED;
  hearten.has = has;
  hearten.find = find;
  hearten.story = story;
  hearten.facets = function () { return load("facets", manifest.facets + ".js"); };
  hearten.places = function (text) { return decode(text, 1); };
  hearten.words = words;
  hearten.fold = fold;
})(window.hearten = window.hearten || {});
