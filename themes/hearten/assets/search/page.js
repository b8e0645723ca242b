/* The search page: from what is typed to what is shown and said. */
(hearten => {
  "use strict";
  const { manifest, find, facets } = hearten;
  const form = document.querySelector("form.search");
  // Where one of the scripts has not come, the page stays the list of topics.
  if (!form || !find || !facets || !hearten.others) return;
  const { index, words } = hearten;
  const input = form.querySelector("input");
  const deadEnd = document.querySelector(".dead-end");
  const start = document.querySelector(".search-start");
  const help = document.querySelector(".help-first");
  const status = document.querySelector(".found");
  const list = document.querySelector(".results");
  const more = document.querySelector(".more-results");
  const pattern = document.getElementById("_result").content;
  const AT_ONCE = 10, TOGETHER = 5, LOOK_THROUGH = 60;
  const MOST_OTHERS = 3, NEAR = 4, WAYS = 3, MOST_PARTS = 6;
  const COMMA = status.dataset.comma || ", ";
  const PASSAGE = 32, BEFORE = 6;  // pieces of a text
  // What was found, how much of that is shown, how many times either has changed, and what will be said.
  let found = null, shown = null, latest = 0, speaking = 0;

  function say(name, values = {}) {
    return Object.keys(values).reduce((text, key) => text.split(`{${key}}`).join(values[key]), status.dataset[name] || "");
  }

  /* Words in the form that a number takes in their language. */
  function sayCount(name, n) {
    const rule = status.dataset[name ? `${name}Rule` : "rule"], form = hearten.form(n, rule);
    const key = one => name ? name + one[0].toUpperCase() + one.slice(1) : one;
    return say(status.dataset[key(form)] ? key(form) : key("other"), { n });
  }

  function announce(text) {
    clearTimeout(speaking);
    speaking = setTimeout(() => { status.textContent = text; }, 300);
  }

  function address(path) { return "../" + (list.hasAttribute("data-explicit") ? path : path.replace(/index\.html(?=#|$)/, "")); }

  function holds(text, phrase) {
    return [text.title, text.author, text.summary, text.text, ...text.topics].some(part => {
      const all = words(part);
      return all.some((_word, n) => phrase.every((word, k) => all[n + k] === word));
    });
  }

  /* Writes the part of a text with most of the words, these marked, into an element; whether there is any. */
  function passage(text, forms, element) {
    const pieces = hearten.pieces(text), hits = [];
    let best = 0, most = 0;
    pieces.forEach((piece, n) => {
      if (!piece.words.some(word => forms.has(word))) return;
      hits[n] = true;
      if (piece.pair) hits[n + 1] = true;
    });
    pieces.forEach((_piece, n) => {
      if (!hits[n]) return;
      const there = new Set();
      for (let k = n; k < Math.min(n + PASSAGE, pieces.length); k += 1) {
        if (hits[k]) pieces[k].words.forEach(word => { if (forms.has(word)) there.add(word); });
      }
      if (there.size > most) [most, best] = [there.size, n];
    });
    if (!most) return false;
    const first = Math.max(0, best - BEFORE), last = Math.min(pieces.length, first + PASSAGE);
    if (first > 0) element.append("… ");
    for (let n = first; n < last; n += 1) {
      const place = hits[n] ? document.createElement("mark") : element;
      place.append(pieces[n].text);
      if (hits[n]) element.append(place);
      if (n + 1 < last && pieces[n + 1].from > pieces[n].to) element.append(" ");
    }
    if (last < pieces.length) element.append(" …");
    return true;
  }

  /* The words that tell where a text speaks of what was asked for: “I” and “to” stand everywhere. */
  function telling(forms) {
    const longer = [...forms].filter(word => !/^[a-z]{1,2}$/.test(word));
    return longer.length ? new Set(longer) : forms;
  }

  function slot(item, name) { return item.querySelector(`[data-slot=${name}]`); }

  function draw(text) {
    const item = document.importNode(pattern, true).firstElementChild;
    const title = slot(item, "title"), notes = slot(item, "notes");
    const quoted = slot(item, "passage"), opener = slot(item, "opener");
    title.textContent = text.title;
    title.href = address(text.path);
    slot(item, "author").textContent = text.author;
    slot(item, "minutes").textContent = sayCount("minutes", text.minutes);
    slot(item, "fictional").hidden = !text.fictional;
    slot(item, "summary").textContent = text.summary;
    slot(item, "topics").textContent = text.topics.join(" · ");
    if (text.language !== document.documentElement.lang) {
      ["title", "summary", "passage"].forEach(name => { slot(item, name).lang = text.language; });
    }
    notes.hidden = !text.notes.length;
    notes.append(text.notes.map(facets.label).join(COMMA));
    const any = passage(text.text, telling(found.forms), quoted);
    quoted.hidden = !any || text.notes.length > 0;
    opener.hidden = !any || !text.notes.length;
    opener.addEventListener("click", () => {
      quoted.hidden = !quoted.hidden;
      opener.setAttribute("aria-expanded", quoted.hidden ? "false" : "true");
    });
    return item;
  }

  /* Whether only the texts themselves can tell if they are among the results. */
  function inTexts() { return found.phrases.length + found.absent.length > 0; }

  function belongs(text) {
    return (!facets.filtering() || facets.welcome(text)) &&
      found.phrases.every(phrase => holds(text, phrase)) && !found.absent.some(phrase => holds(text, phrase));
  }

  /* Shows more results: texts are loaded as they are shown, a few together, so that the first ones do not wait for the
     last; a phrase is looked for in the text itself. The first of the new ones comes back. */
  async function showMore() {
    const mine = latest;
    let added = 0, looked = 0, firstNew = null;
    more.hidden = true;
    while (added < AT_ONCE && looked < LOOK_THROUGH && shown.next < shown.open.length) {
      const batch = shown.open.slice(shown.next, shown.next + Math.min(TOGETHER, AT_ONCE - added));
      shown.next += batch.length;
      looked += batch.length;
      const texts = await index.stories().then(story => Promise.all(batch.map(story)));
      if (mine !== latest) return null;
      const there = texts.filter(Boolean), items = there.filter(belongs).map(draw);
      shown.missing += texts.length - there.length;
      list.append(...items);
      firstNew = firstNew || items[0];
      added += items.length;
      shown.count += items.length;
    }
    more.hidden = shown.next >= shown.open.length;
    tellCount();
    return firstNew;
  }

  function tellCount() {
    const complete = shown.next >= shown.open.length;
    const count = inTexts() ? shown.count : shown.open.length;
    // Where nothing is shown, none is shown with another word either.
    const read = count || !complete ? found.respelled : [];
    const parts = read.map(([_form, better, typed]) => say("respelled", { typed, word: better }));
    if (found.also.length) parts.push(say("also", { words: found.also.join(COMMA) }));
    if (!count && found.early) parts.length = 0;
    else if (!count && complete) parts.push(say("none"));
    else if (inTexts() && !complete) parts.push(say("soFar", { n: count }));
    else parts.push(sayCount("", count));
    const { leftOut, missing } = shown;
    if (missing) parts.push(sayCount("missing", missing));
    if (shown.beside) parts.push(sayCount("beside", shown.beside));
    if (leftOut) parts.push(sayCount("left", leftOut));
    found.absentWords.forEach(word => parts.push(say("absent", { word })));
    announce(parts.join(" "));
  }

  /* A word to leave out that no story has may have been meant as a content note, which leaves out what it is to. */
  function offerNotes() {
    found.resembles.filter(note => !(hearten.choices.notes || []).includes(note)).forEach(note => {
      const button = document.createElement("button"), item = document.createElement("li");
      button.type = "button";
      button.textContent = say("leaveOut", { note: facets.label(note) });
      button.addEventListener("click", () => {
        item.remove();
        hearten.leaveOut([...(hearten.choices.notes || []), note]);
        input.focus();
      });
      item.append(button);
      document.querySelector(".topic-hits").append(item);
    });
  }

  function showTopics(text) {
    const place = document.querySelector(".topic-hits"), wanted = hearten.fold(text).trim();
    place.textContent = "";
    if (wanted.length < 2) return;
    manifest.topics.forEach(topic => {
      if (!topic[2].some(name => name.startsWith(wanted))) return;
      const item = document.createElement("li");
      item.append(topicLink(topic));
      place.append(item);
    });
  }

  /* Where what is typed holds a phrase of people who may need somebody now, help stands above all else. */
  function offerHelp(text) {
    const said = ` ${words(text.replace(/[\u00b4`\u2018\u2019\u02bc\u2032]/g, "'")).join(" ")} `, wanted = manifest.help.some(phrase => said.includes(` ${phrase} `));
    if (!help || wanted === help.hasChildNodes()) return;
    help.textContent = "";
    if (wanted) help.append(document.importNode(document.getElementById("_help_first").content, true));
  }

  /* What else to look for where nothing was found: the same without quotation marks, then with fewer words. */
  async function fewerWords(text) {
    const parts = text.replace(/["“”„«»]/g, " ").split(/\s+/).filter(part => part[0] !== "-" && words(part).length);
    if (parts.length > MOST_PARTS) return [];
    const shorter = parts.length > 1 ? [parts, ...parts.map((_part, n) => parts.filter((_other, k) => k !== n))] : [];
    const tried = [...new Set(shorter.concat(parts.map(part => [part])).map(some => some.join(" ")))]
      .filter(query => query !== text.trim());
    const results = await Promise.all(tried.map(query => find(`${query} `)));
    return tried.filter((_query, n) => !results[n].respelled.length && results[n].stories.some(story => facets.passes(story)))
      .slice(0, WAYS);
  }

  /* Topics of which a word begins like one that was looked for; those that begin like the query are there already. */
  function nearTopics(text) {
    const begun = words(text).filter(word => word.length >= NEAR).map(word => word.slice(0, NEAR));
    return manifest.topics.filter(([_label, _path, names]) => !names.some(name => name.startsWith(hearten.fold(text).trim())) &&
      names.some(name => words(name).some(word => begun.some(part => word.startsWith(part))))).slice(0, WAYS);
  }

  async function offerWays(text) {
    const mine = latest, place = deadEnd.querySelector("ul"), fewer = await fewerWords(text);
    if (mine !== latest) return;
    place.querySelectorAll("[data-made]").forEach(item => item.remove());
    const made = fewer.map(query => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = place.dataset.fewer.replace("{words}", () => query);
      button.addEventListener("click", () => {
        input.value = query;
        input.focus();
        search();
      });
      return button;
    }).concat(nearTopics(text).map(topicLink));
    place.prepend(...made.map(way => {
      const item = document.createElement("li");
      item.dataset.made = "";
      item.append(way);
      return item;
    }));
    deadEnd.hidden = false;
  }

  /* Shows what is found beside stories: what has the query in its title before them, the rest behind. */
  async function showOthers(text) {
    const mine = latest, entries = await hearten.others(text, found);
    if (mine !== latest) return;
    if (!entries.length) return;
    document.querySelectorAll(".others [data-kind]").forEach(group => {
      const { kind } = group.dataset, isBefore = group.parentNode.dataset.place === "before";
      const these = entries.filter(entry => entry.kind === kind && entry.inTitle === isBefore).slice(0, MOST_OTHERS);
      group.hidden = !these.length;
      group.querySelector("ul").append(...these.map(entry => {
        const item = document.createElement("li"), link = document.createElement("a"), quoted = document.createElement("p");
        link.href = address(entry.path);
        link.textContent = entry.title;
        link.dir = quoted.dir = "auto";
        if (entry.language !== document.documentElement.lang) item.lang = entry.language;
        item.append(link);
        quoted.className = "passage";
        if (passage(entry.text, telling(entry.forms), quoted)) item.append(quoted);
        return item;
      }));
      shown.beside += these.length;
    });
    tellCount();
  }

  function topicLink([label, path]) {
    const link = document.createElement("a");
    link.href = address(path);
    link.textContent = say("topic", { topic: label });
    return link;
  }

  function clear() {
    deadEnd.hidden = true;
    document.querySelectorAll(".others [data-kind]").forEach(group => {
      group.hidden = true;
      group.querySelector("ul").textContent = "";
    });
    list.textContent = "";
    more.hidden = true;
  }

  function fail() {
    clear();
    announce(say(facets.filtering() ? "closed" : "failed"));
  }

  /* Shows what is found and neither left out nor narrowed away; facets are waited for only if something is left out. */
  async function narrow() {
    if (!found) return;
    const mine = latest += 1;
    clear();
    try {
      if (facets.filtering()) await facets.load();
      if (mine !== latest) return;
      if (facets.filtering() && !facets.certain()) {
        fail();
        return;
      }
      shown = {
        open: found.stories.filter(story => facets.passes(story)),
        leftOut: found.stories.filter(facets.isLeftOut).length,
        beside: 0,
        next: 0,
        count: 0,
        missing: 0
      };
      facets.draw(found.stories);
      await showMore();
      if (mine !== latest) return;
      if (shown.missing && !shown.count) {
        fail();
        return;
      }
      if (!shown.count && shown.next >= shown.open.length && !found.early) offerWays(typed()).catch(() => {});
      // Without them the stories are there all the same.
      showOthers(typed()).catch(() => {});
    } catch (problem) {
      if (mine === latest) fail();
    }
  }

  /* No more than the field takes by hand: what another program puts into it may be a book. */
  function typed() { return input.value.slice(0, input.maxLength); }

  async function search() {
    const text = typed();
    latest += 1;
    offerHelp(text);
    showTopics(text);
    start.hidden = Boolean(text.trim());
    if (!text.trim()) {
      found = null;
      clear();
      facets.hide();
      clearTimeout(speaking);
      status.textContent = "";
      return;
    }
    // Asked for beside the words, so that no text has to wait for it.
    index.stories().catch(() => {});
    try {
      const result = await find(text);
      if (text !== typed()) return;
      found = result;
      offerNotes();
    } catch (problem) {
      if (text !== typed()) return;
      found = null;
      fail();
      return;
    }
    await narrow();
    // Facets come after the results; without them there are none to narrow by, and nothing is lost.
    facets.load().then(() => { if (found) facets.draw(found.stories); }, () => {});
  }

  form.addEventListener("submit", event => event.preventDefault());
  input.addEventListener("input", search);
  input.addEventListener("keydown", event => { if (event.key === "Escape") input.blur(); });
  more.addEventListener("click", () => {
    showMore().then(item => { if (item) slot(item, "title").focus(); }, () => announce(say("failed")));
  });
  facets.whenChanged(narrow);
  document.querySelector(".without-query").hidden = true;
  form.hidden = start.hidden = false;
  if (location.hash === "#_query") input.focus();
})(window.hearten || {});
