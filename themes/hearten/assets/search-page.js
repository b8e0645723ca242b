/* The search page; its engine is search.js */
(function (hearten) {
  "use strict";
  var form = document.querySelector("form.search");
  // Where one of the scripts has not come, the page stays the list of topics.
  if (!form || !hearten.manifest || !hearten.find || !hearten.leaveOut) return;
  var manifest = hearten.manifest;
  var input = form.querySelector("input");
  var status = document.querySelector(".found");
  var list = document.querySelector(".results");
  var more = document.querySelector(".more-results");
  var box = document.querySelector(".facets");
  var pattern = document.getElementById("_result").content;
  var AT_ONCE = 10, TOGETHER = 5, PASSAGE = 32, LOOK_THROUGH = 60;
  var GROUPS = ["topics", "languages", "lengths", "shapes", "notes"];
  var chosen = { topics: [], languages: [], lengths: [], shapes: [] };
  var facets = null, latest = 0, current = null, speaking = 0;

  function say(name, values) {
    var words = status.getAttribute("data-" + name) || "";
    Object.keys(values || {}).forEach(function (key) { words = words.split("{" + key + "}").join(values[key]); });
    return words;
  }

  function announce(words) {
    clearTimeout(speaking);
    speaking = setTimeout(function () { status.textContent = words; }, 300);
  }

  /* What the reader wants left out. Where that cannot be told for certain, no story is shown. */

  function leftOut() { return (hearten.choices && hearten.choices.notes) || []; }

  function filtering() { return !hearten.choices || !hearten.readable || leftOut().length > 0; }

  function certain() {
    return Boolean(hearten.choices && hearten.readable && facets && facets.count === manifest.count &&
      leftOut().every(function (note) { return hearten.has(manifest.notes, note); }));
  }

  function welcome(shown) {
    return shown.notes.every(function (note) {
      return hearten.has(manifest.notes, note) && leftOut().indexOf(note) < 0;
    });
  }

  function having(group, value) {
    var entry = facets[group].filter(function (e) { return e[0] === value; })[0];
    if (!entry) return null;
    if (!entry.set) {
      entry.set = new Uint8Array(manifest.count);
      hearten.places(entry[2]).forEach(function (story) { entry.set[story] = 1; });
    }
    return entry.set;
  }

  function passes(story, except) {
    return GROUPS.every(function (group) {
      if (group === except) return true;
      if (group === "notes") {
        return !leftOut().some(function (note) { var set = having(group, note); return set && set[story]; });
      }
      return !chosen[group].length || chosen[group].some(function (value) {
        var set = having(group, value);
        return set && set[story];
      });
    });
  }

  function drawFacets(found) {
    if (!facets) return;
    GROUPS.forEach(function (group) {
      var fieldset = box.querySelector("[data-group=" + group + "]");
      if (!fieldset) return;
      var base = found.filter(function (story) { return passes(story, group); });
      facets[group].forEach(function (entry) {
        var set = having(group, entry[0]);
        var count = base.reduce(function (sum, story) { return sum + set[story]; }, 0);
        var label = entry.label;
        if (!label) {
          label = entry.label = document.createElement("label");
          var check = document.createElement("input");
          check.type = "checkbox";
          check.value = entry[0];
          label.appendChild(check);
          label.appendChild(document.createTextNode(" " + entry[1] + " "));
          label.appendChild(document.createElement("span"));
          fieldset.appendChild(label);
        }
        var ticked = (group === "notes" ? leftOut() : chosen[group]).indexOf(entry[0]) >= 0;
        label.firstChild.checked = ticked;
        label.lastChild.textContent = "(" + count + ")";
        label.hidden = !count && !ticked;
      });
      fieldset.hidden = !facets[group].some(function (entry) { return !entry.label.hidden; });
    });
    box.hidden = false;
  }

  box.addEventListener("change", function (event) {
    var group = event.target.closest("[data-group]").getAttribute("data-group"), value = event.target.value;
    var before = group === "notes" ? leftOut() : chosen[group];
    var after = before.filter(function (other) { return other !== value; }).concat(event.target.checked ? [value] : []);
    if (group === "notes") {
      hearten.leaveOut(after.filter(function (note) { return hearten.has(manifest.notes, note); }));
    } else {
      chosen[group] = after;
      narrow();
    }
  });

  var PIECE = new RegExp("[" + hearten.paired + "]|(?:(?![" + hearten.paired + "])\\S)+", "g");
  var PAIRED = new RegExp("^[" + hearten.paired + "]$");

  /* A text in pieces that can be marked: what stands between spaces, or single characters where no spaces are written.
     A character has the words of the pair that it begins, and then the next one is marked with it. */
  function cut(text) {
    var pieces = [], piece;
    PIECE.lastIndex = 0;
    while ((piece = PIECE.exec(text))) pieces.push({ from: piece.index, to: PIECE.lastIndex, text: piece[0] });
    pieces.forEach(function (one, n) {
      var next = pieces[n + 1], before = pieces[n - 1];
      if (!PAIRED.test(one.text)) {
        if (!known.has(one.text)) known.set(one.text, hearten.words(one.text));
        one.words = known.get(one.text);
      } else if (next && next.from === one.to && PAIRED.test(next.text)) {
        one.words = hearten.words(one.text + next.text);
        one.pair = true;
      } else one.words = before && before.pair && before.to === one.from ? [] : hearten.words(one.text);
    });
    return pieces;
  }

  var known = new Map();

  function holds(shown, phrase) {
    return [shown.title, shown.author, shown.summary, shown.text].concat(shown.topics).some(function (text) {
      var all = hearten.words(text);
      return all.some(function (_word, n) {
        return phrase.every(function (word, k) { return all[n + k] === word; });
      });
    });
  }

  function passage(shown, result, element) {
    var text = shown.text, pieces = shown.pieces = shown.pieces || cut(text), best = 0, most = 0, hits = [];
    pieces.forEach(function (piece, n) {
      if (!piece.words.some(function (word) { return result.forms.has(word); })) return;
      hits[n] = true;
      if (piece.pair) hits[n + 1] = true;
    });
    for (var n = 0; n < pieces.length; n += 1) {
      if (!hits[n]) continue;
      var seen = new Set();
      for (var k = n; k < Math.min(n + PASSAGE, pieces.length); k += 1) {
        if (hits[k]) pieces[k].words.forEach(function (word) { if (result.forms.has(word)) seen.add(word); });
      }
      if (seen.size > most) { most = seen.size; best = n; }
    }
    if (!most) return false;
    var first = Math.max(0, best - 6), last = Math.min(pieces.length, first + PASSAGE);
    if (first > 0) element.append("… ");
    for (var m = first; m < last; m += 1) {
      var word = text.slice(pieces[m].from, pieces[m].to);
      if (hits[m]) {
        var mark = document.createElement("mark");
        mark.textContent = word;
        element.append(mark);
      } else {
        element.append(word);
      }
      if (m + 1 < last && pieces[m + 1].from > pieces[m].to) element.append(" ");
    }
    if (last < pieces.length) element.append(" …");
    return true;
  }

  function slot(item, name) { return item.querySelector("[data-slot=" + name + "]"); }

  function draw(shown, result) {
    var item = document.importNode(pattern, true).firstElementChild;
    var link = slot(item, "title");
    link.textContent = shown.title;
    link.href = "../" + (list.hasAttribute("data-explicit") ? shown.path : shown.path.replace(/index\.html$/, ""));
    slot(item, "author").textContent = shown.author;
    slot(item, "minutes").textContent = say(shown.minutes === 1 ? "minute" : "minutes", { n: shown.minutes });
    slot(item, "fictional").hidden = !shown.fictional;
    slot(item, "summary").textContent = shown.summary;
    slot(item, "topics").textContent = shown.topics.join(" · ");
    if (shown.language !== document.documentElement.lang) {
      ["title", "summary", "passage"].forEach(function (name) { slot(item, name).lang = shown.language; });
    }
    var notes = slot(item, "notes");
    notes.hidden = !shown.notes.length;
    notes.append(shown.notes.map(function (note) { return manifest.notes[note]; }).join(", "));
    var text = slot(item, "passage"), opener = slot(item, "opener");
    var any = passage(shown, result, text);
    text.hidden = !any || shown.notes.length > 0;
    opener.hidden = !any || !shown.notes.length;
    opener.addEventListener("click", function () {
      text.hidden = !text.hidden;
      opener.setAttribute("aria-expanded", text.hidden ? "false" : "true");
    });
    return item;
  }

  /* Whether only the texts themselves can tell if they are among the results. */
  function inTexts(result) { return result.phrases.length + result.absent.length > 0; }

  /* Shows more results: texts are loaded as they are shown, a few together, so that the first ones do not wait for the
     last; a phrase is looked for in the text itself. */
  function showMore(result) {
    var mine = latest, added = 0, looked = 0, firstNew = null;
    more.hidden = true;
    function next() {
      if (mine !== latest) return null;
      if (added >= AT_ONCE || looked >= LOOK_THROUGH || result.next >= result.open.length) return null;
      var batch = result.open.slice(result.next, result.next + Math.min(TOGETHER, AT_ONCE - added));
      result.next += batch.length;
      looked += batch.length;
      return Promise.all(batch.map(hearten.story)).then(function (texts) {
        if (mine !== latest) return null;
        texts.forEach(function (shown) {
          if (filtering() && !welcome(shown)) return;
          if (inTexts(result)) {
            if (!result.phrases.every(function (phrase) { return holds(shown, phrase); })) return;
            if (result.absent.some(function (phrase) { return holds(shown, phrase); })) return;
          }
          var item = draw(shown, result);
          list.appendChild(item);
          firstNew = firstNew || item;
          added += 1;
          result.shown += 1;
        });
        return next();
      });
    }
    return Promise.resolve(next()).then(function () {
      if (mine !== latest) return null;
      more.hidden = result.next >= result.open.length;
      tellCount(result);
      return firstNew;
    });
  }

  function tellCount(result) {
    var parts = result.respelled.map(function (pair) { return say("respelled", { word: pair[1] }); });
    var complete = result.next >= result.open.length;
    var count = inTexts(result) ? result.shown : result.open.length;
    if (!count && result.early) parts = [];
    else if (!count && complete) parts.push(say("none"));
    else if (inTexts(result) && !complete) parts.push(say("so-far", { n: count }));
    else parts.push(say(count === 1 ? "one" : "other", { n: count }));
    var gone = result.stories.length - result.welcome;
    if (gone) parts.push(say(gone === 1 ? "left-one" : "left-other", { n: gone }));
    announce(parts.join(" "));
  }

  function topics(text) {
    var place = document.querySelector(".topic-hits"), wanted = hearten.fold(text).trim();
    place.textContent = "";
    if (wanted.length < 2) return;
    manifest.topics.forEach(function (topic) {
      if (!topic[2].some(function (word) { return word.indexOf(wanted) === 0; })) return;
      var link = document.createElement("a"), item = document.createElement("li");
      link.href = "../" + (list.hasAttribute("data-explicit") ? topic[1] : topic[1].replace(/index\.html$/, ""));
      link.textContent = say("topic", { topic: topic[0] });
      item.appendChild(link);
      place.appendChild(item);
    });
  }

  function getFacets() {
    return facets ? Promise.resolve() : hearten.facets().then(function (data) { facets = data; });
  }

  function fail() {
    list.textContent = "";
    more.hidden = true;
    announce(say(filtering() ? "closed" : "failed"));
  }

  /* Shows what is found and neither left out nor narrowed away; facets are waited for only if something is left out. */
  function narrow() {
    if (!current) return null;
    var mine = latest += 1, result = current;
    list.textContent = "";
    more.hidden = true;
    return (filtering() ? getFacets() : Promise.resolve()).then(function () {
      if (mine !== latest) return null;
      if (filtering() && !certain()) return fail();
      result.open = facets ? result.stories.filter(function (story) { return passes(story, ""); }) : result.stories;
      result.welcome = facets ? result.stories.filter(function (story) {
        return !leftOut().some(function (note) { var set = having("notes", note); return set && set[story]; });
      }).length : result.stories.length;
      result.next = 0;
      result.shown = 0;
      drawFacets(result.stories);
      return showMore(result);
    }).catch(function () { if (mine === latest) fail(); });
  }

  function search() {
    var text = input.value;
    latest += 1;
    topics(text);
    document.querySelector(".without-query").hidden = Boolean(text.trim());
    if (!text.trim()) {
      current = null;
      list.textContent = "";
      more.hidden = true;
      box.hidden = true;
      status.textContent = "";
      clearTimeout(speaking);
      return;
    }
    hearten.find(text).then(function (result) {
      if (text !== input.value) return null;
      current = result;
      return narrow();
    }).then(function () {
      // Facets come after the results; without them there are none to narrow by, and nothing is lost.
      return getFacets().then(function () { if (current) drawFacets(current.stories); }, function () {});
    }).catch(function () {
      if (text !== input.value) return;
      current = null;
      fail();
    });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("input", search);
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape") input.blur();
  });
  more.addEventListener("click", function () {
    showMore(current).then(function (item) {
      if (item) slot(item, "title").focus();
    }).catch(function () { announce(say("failed")); });
  });
  document.addEventListener("hearten:notes", narrow);
  form.hidden = false;
  if (location.hash === "#_query") input.focus();
})(window.hearten = window.hearten || {});
