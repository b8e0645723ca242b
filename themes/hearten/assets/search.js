/* Search in the reader's own browser, from files that script tags load: works from a server and from a disk alike.
   What is looked for stays in this page: it enters no address, no history, no storage, and no request spells it.
   docs/search.md describes the files. */
(function (hearten) {
  "use strict";
  var FIRST = 93, UPPER = 0xC000, WEIGHTS = 16;
  var TRY_FORMS = 40, MOST_SHARDS = 6;
  var PAIRED = "\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7af";
  var WORD = new RegExp("[" + PAIRED + "]+|(?:(?![" + PAIRED + "])[\\p{L}\\p{N}\\u0900-\\u0dff])+", "gu");
  var MARKS = /[\u0300-\u036f\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/g;
  var PLAIN = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  var manifest = hearten.manifest;

  /* Words, as in generator/stems.py */

  function fold(text) {
    return text.replace(/[‘“”–…]/g, " ").toLowerCase().normalize("NFKD").replace(MARKS, "")
      .replace(/[ßæœøłđðþı]/g, function (letter) { return PLAIN[letter]; }).normalize("NFC").replace(/['’]/g, "");
  }

  function words(text) {
    var found = [];
    (fold(text).match(WORD) || []).forEach(function (token) {
      if (!new RegExp("^[" + PAIRED + "]").test(token) || token.length < 2) found.push(token);
      else for (var n = 0; n + 1 < token.length; n += 1) found.push(token.slice(n, n + 2));
    });
    return found;
  }

  /* Files */

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
          if (key in loaded) done(loaded[key]); else failed(new Error(key));
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
        raw.forms = {};
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

  function home(form) {
    if (manifest.index[form + "$"]) return form + "$";
    for (var n = form.length; n > 0; n -= 1) if (manifest.index[form.slice(0, n)]) return form.slice(0, n);
    return null;
  }

  /* Postings: a map from a story's number to its weight */

  function postings(text) {
    var found = [], story = -1;
    for (var n = 0; n < text.length; n += 1) {
      var code = text.charCodeAt(n);
      code = code >= UPPER ? (code - UPPER) * 4096 + text.charCodeAt(n += 1) - FIRST : code - FIRST;
      story += (code >> 4) + 1;
      found.push(story * WEIGHTS + (code & 15));
    }
    return found;
  }

  function places(text) {
    var found = [], story = -1;
    for (var n = 0; n < text.length; n += 1) {
      var code = text.charCodeAt(n);
      story += (code >= UPPER ? (code - UPPER) * 4096 + text.charCodeAt(n += 1) - FIRST : code - FIRST) + 1;
      found.push(story);
    }
    return found;
  }

  /* The stems that a form leads to, each with its forms and postings; a stem may stand in another shard. */
  function stems(form, raw) {
    return Promise.all((raw.forms[form] || []).map(function (at) {
      if (typeof at === "number") return { forms: raw[0][at].split(" "), postings: raw[1][at] };
      return shard(home(at)).then(function (other) {
        var there = other.forms[at].filter(function (n) { return typeof n === "number"; })[0];
        return { forms: other[0][there].split(" "), postings: other[1][there] };
      });
    }));
  }

  /* Weights of all stories for one word: the word itself counts whole, words that it begins count a little less. */
  function weigh(form, unfinished) {
    var key = form + (unfinished ? "*" : "");
    if (!weighed[key]) {
      if (Object.keys(weighed).length > 50) weighed = {};
      weighed[key] = weighAnew(form, unfinished);
      weighed[key].catch(function () { delete weighed[key]; });
    }
    return weighed[key];
  }

  var weighed = {};

  function weighAnew(form, unfinished) {
    var exact = home(form);
    var prefixes = exact ? [exact] : [];
    if (unfinished) {
      var longer = Object.keys(manifest.index).filter(function (prefix) {
        return prefix !== exact && prefix.indexOf(form) === 0;
      });
      if (longer.length <= MOST_SHARDS) prefixes = prefixes.concat(longer);
    }
    return Promise.all(prefixes.map(shard)).then(function (raws) {
      var jobs = [];
      raws.forEach(function (raw) {
        var chosen = raw.forms[form] ? [form] : [];
        if (unfinished) {
          chosen = chosen.concat(raw.sorted.filter(function (other) {
            return other !== form && other.indexOf(form) === 0;
          }).slice(0, TRY_FORMS));
        }
        chosen.forEach(function (other) {
          jobs.push(stems(other, raw).then(function (found) {
            return { factor: other === form ? 1 : 0.6, stems: found };
          }));
        });
      });
      return Promise.all(jobs);
    }).then(function (found) {
      var scores = new Map(), seen = {};
      scores.forms = [];
      found.forEach(function (part) {
        part.stems.forEach(function (stem) {
          if (seen[stem.forms[0]]) return;
          seen[stem.forms[0]] = true;
          scores.forms = scores.forms.concat(stem.forms);
          var list = postings(stem.postings);
          var rarity = Math.log(1 + (manifest.count - list.length + 0.5) / (list.length + 0.5));
          list.forEach(function (posting) {
            var story = Math.floor(posting / WEIGHTS);
            var score = part.factor * rarity * (posting % WEIGHTS + 0.5);
            if (score > (scores.get(story) || 0)) scores.set(story, score);
          });
        });
      });
      return scores;
    });
  }

  /* Mistyped words: one mistake from four letters on, two from eight (a swap of neighbours is one: Damerau 1964) */

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
      if (most && manifest.spelling[n]) lengths.push(n);
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

  /* A query: words to find, the last one unfinished; phrases in quotation marks; words to leave out after a minus */

  function parse(text) {
    var query = { words: [], phrases: [], without: [], unfinished: /[^\s"“”„«»]$/.test(text) };
    var rest = text.replace(/(-?)["“„«]([^"“”„«»]+)(?:["”“»]|$)/g, function (_all, minus, phrase) {
      var inside = words(phrase);
      if (minus) query.without = query.without.concat(inside);
      else if (inside.length) query.phrases.push(inside);
      return " ";
    });
    rest.split(/\s+/).forEach(function (part) {
      if (/^-./.test(part)) query.without = query.without.concat(words(part));
      else query.words = query.words.concat(words(part));
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
        if (scores.size) return scores;
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
        found.sort(function (a, b) { return a.size - b.size; });
        var results = [];
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
          respelled: respelled
        };
      });
    });
  }

  function story(number) {
    return load("t" + number, number + ".js?" + manifest.version);
  }

  hearten.find = find;
  hearten.story = story;
  hearten.facets = function () { return load("facets", manifest.facets + ".js"); };
  hearten.places = places;
  hearten.words = words;
  hearten.fold = fold;
})(window.hearten = window.hearten || {});
