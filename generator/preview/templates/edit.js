// Shows a text beside its form while it is written, helps to mark it up, and asks before what is not saved is left.
(() => {
  const form = document.getElementById("edit"), text = document.getElementById("edit-words");
  const show = form.querySelector("[data-look]"), state = document.getElementById("edit-state");
  const written = () => new URLSearchParams(new FormData(form)).toString();
  const saved = "unsaved" in form.dataset ? "" : written();
  let frame = document.querySelector("iframe[name=look]"), waiting = 0, leaving = false;

  // A frame of its own for each look: the one that is there stays until the next is whole, at the same place, and the
  // browser's way back does not lead through all of them.
  const next = () => {
    const fresh = document.createElement("iframe"), old = frame;
    fresh.title = old.title;
    fresh.hidden = true;
    old.removeAttribute("name");
    old.contentWindow.name = "";
    fresh.name = "look";
    old.after(fresh);
    frame = fresh;
    fresh.addEventListener("load", () => {
      if (fresh !== frame || fresh.contentWindow.location.href === "about:blank") return;
      const [was, now] = [old, fresh].map(one => one.contentDocument?.querySelector("iframe"));
      fresh.hidden = false;
      const top = was?.contentWindow?.scrollY || 0;
      if (now && top) now.addEventListener("load", () => now.contentWindow.scrollTo(0, top));
      for (const other of document.querySelectorAll(".looks > iframe")) if (other !== fresh) other.remove();
      tell(fresh.contentDocument);
    });
  };
  const look = () => {
    next();
    form.requestSubmit(show);
  };
  const tell = page => {
    const words = page.querySelector("h2")?.textContent || "";
    if (state.textContent !== words) state.textContent = words;
    for (const place of page.querySelectorAll("[data-line]")) {
      const button = page.createElement("button");
      button.type = "button";
      button.textContent = place.textContent;
      button.addEventListener("click", () => go(Number(place.dataset.line)));
      place.replaceChildren(button);
    }
  };
  const go = line => {
    const lines = text.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1] || "").length);
  };

  // Typed for the person, so that the browser's own way to undo takes it back. But browsers type long texts for minutes.
  const long = 30_000;
  const put = (start, end, words, from, to) => {
    text.focus();
    text.setSelectionRange(start, end);
    if (words.length > long || !document.execCommand("insertText", false, words)) {
      text.setRangeText(words, start, end);
      text.dispatchEvent(new Event("input", {bubbles: true}));
    }
    text.setSelectionRange(start + from, start + to);
  };
  const around = sign => {
    const {selectionStart: start, selectionEnd: end, value} = text, n = sign.length, words = value.slice(start, end);
    const is = value.slice(start - n, start) === sign && value.slice(end, end + n) === sign;
    if (is && start >= n) put(start - n, end + n, words, 0, words.length);
    else put(start, end, sign + words + sign, n, n + words.length);
  };
  const lines = change => {
    const {value} = text, start = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const stop = value.indexOf("\n", text.selectionEnd), end = stop < 0 ? value.length : stop;
    const words = change(value.slice(start, end).split("\n")).join("\n");
    put(start, end, words, 0, words.length);
  };
  const before = sign => lines(row => row.every(line => line.startsWith(sign))
    ? row.map(line => line.slice(sign.length)) : row.map(line => sign + line));
  const link = () => {
    const chosen = bar.querySelector("select").selectedOptions[0], {selectionStart: start, selectionEnd: end} = text;
    const words = text.value.slice(start, end) || chosen.text.replace(/[\\[\]*_`<]/g, "\\$&");
    put(start, end, `[${words}](${chosen.value})`, 1, 1 + words.length);
  };
  // Paragraphs of their own, with an empty line to what stands around them.
  const apart = (start, end, words) => {
    const {value} = text, before = value.slice(0, start).trimEnd(), after = value.slice(end).trimStart();
    const lead = before && "\n\n", to = lead.length + words.length;
    put(before.length, value.length - after.length, lead + words + (after && "\n\n"), to, to);
  };
  // What the desk answers to a form, in a frame that nobody sees; nothing where it does not answer.
  const answered = (name, title, then) => {
    document.querySelector(`iframe[name=${name}]`)?.remove();
    const answer = document.createElement("iframe");
    Object.assign(answer, {name, title, hidden: true});
    document.body.append(answer);
    answer.addEventListener("load", () => {
      const page = answer.contentDocument;
      if (page?.URL !== "about:blank") then(page?.querySelector("[data-told]"));
    });
  };
  // One stop for Tab, and arrows within (WAI-ARIA Authoring Practices, toolbar).
  const bar = document.getElementById("edit-toolbar"), tools = [...bar.querySelectorAll("button, select")];
  const stop = tool => tools.forEach(one => { one.tabIndex = one === tool ? 0 : -1; });
  stop(tools[0]);
  bar.hidden = false;
  bar.addEventListener("focusin", event => stop(event.target));
  bar.addEventListener("keydown", event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key], to = {Home: 0, End: tools.length - 1}[event.key];
    if (step === undefined && (to === undefined || event.target.tagName === "SELECT")) return;
    event.preventDefault();
    tools[to ?? (tools.indexOf(event.target) + step + tools.length) % tools.length].focus();
  });
  bar.addEventListener("click", event => {
    const {around: sign, before: mark, box, link: leads, open} = event.target.dataset;
    if (sign) around(sign);
    else if (mark) before(mark);
    else if (box) lines(row => [`::: ${box}`, ...row, ":::"]);
    else if (leads !== undefined) link();
    else if (open) {
      const drawer = document.getElementById(open);
      drawer.open = true;
      drawer.querySelector("input").focus();
    }
  });

  // A picture goes to the desk in a frame of its own, and what shows it is put where somebody writes.
  let been = false;
  text.addEventListener("focus", () => { been = true; });
  const pick = form.querySelector("[data-picture]"), became = document.getElementById("edit-picture-state");
  pick.formAction = `${pick.formAction}&${pick.dataset.picture}=yes`;
  pick.formTarget = "picture";
  pick.addEventListener("click", () => {
    answered("picture", "What became of the picture", told => {
      if (told) shown(told);
      else became.textContent = "It could not be put in. Try once more.";
    });
  });
  form.addEventListener("keydown", event => {
    const {name, type} = event.target;
    if (event.key !== "Enter" || type !== "text" || !name.startsWith("picture.")) return;
    event.preventDefault();
    pick.click();
  });
  const shown = told => {
    const {told: words, put: line} = told.dataset;
    became.textContent = line ? "" : words;
    const picked = [...form.elements].filter(one => /^picture(\.|$)/.test(one.name));
    const wrong = new Map([...told.querySelectorAll("[data-wrong]")].map(one => [one.dataset.wrong, one.textContent]));
    for (const one of picked) one.toggleAttribute("aria-invalid", wrong.has(one.name));
    const first = picked.find(one => wrong.has(one.name));
    if (line === undefined) return first?.focus();
    for (const one of picked) one.type === "checkbox" ? one.checked = false : one.value = "";
    for (const {dataset, value} of told.querySelectorAll("[data-field]")) {
      const field = form.elements[dataset.field];
      if (field.type === "checkbox") field.checked = value === "true";
      else field.value = value;
      field.closest("details").open = true;
    }
    if (line) {
      const {value} = text, caret = been ? text.selectionStart : value.length, end = value.indexOf("\n\n", caret);
      // A paragraph of its own, behind the one in which somebody was.
      const at = !caret || value[caret - 1] === "\n" ? caret : end < 0 ? value.length : end;
      apart(at, at, line);
      // The view is at the text now, and what is said must be seen there.
      pasted.replaceChildren(Object.assign(document.createElement("p"), {textContent: words}));
      pasted.scrollIntoView({block: "nearest"});
    }
    form.dispatchEvent(new Event("input"));
  };

  // What is pasted from another program goes to the desk as HTML, and comes back in the marks of our texts.
  const pasted = document.getElementById("edit-pasted"), back = document.getElementById("edit-unpaste");
  let pastedText = null, isTyped = true;
  const clean = (html, plain) => {
    const {value, selectionStart: start, selectionEnd: end} = text, sent = document.createElement("form");
    Object.assign(sent, {method: "post", action: text.dataset.paste, target: "paste", hidden: true});
    for (const [name, words] of Object.entries({token: form.elements.token.value, words: value, html})) {
      sent.append(Object.assign(document.createElement("input"), {type: "hidden", name, value: words}));
    }
    answered("paste", "What became of what was pasted", told => {
      sent.remove();
      const {put: words, row} = told?.dataset || {};
      // Where somebody went on writing meanwhile, it is put where they are now.
      const [from, to] = text.value === value ? [start, end] : [text.selectionStart, text.selectionEnd];
      const before = text.value, edges = [/^ /, / $/].map(edge => (edge.test(plain) ? " " : ""));
      const line = words === undefined ? plain : words && edges[0] + words + edges[1];
      if (words !== undefined && row === undefined) apart(from, to, words);
      else if (line) put(from, to, line, line.length, line.length);
      pastedText = text.value;
      isTyped = pastedText.length - before.length <= long;
      back.hidden = text.value === before;
      back.onclick = () => put(0, text.value.length, before, from, to);
      const said = Object.assign(document.createElement("p"), {textContent: told?.dataset.told || pasted.dataset.plain});
      const list = document.createElement("ul");
      for (const one of told?.querySelectorAll("li") || []) {
        list.append(Object.assign(document.createElement("li"), {textContent: one.textContent}));
      }
      pasted.replaceChildren(said, ...(list.children.length ? [list] : []));
    });
    document.body.append(sent);
    sent.submit();
  };
  text.addEventListener("paste", event => {
    const board = event.clipboardData, [html, plain] = ["text/html", "text/plain"].map(kind => board.getData(kind));
    const picture = [...board.files].find(one => one.type.startsWith("image/"));
    pasted.replaceChildren();
    back.hidden = true;
    if (picture && !plain.trim()) {
      const chosen = new DataTransfer(), file = form.elements.picture;
      chosen.items.add(picture);
      file.files = chosen.files;
      file.closest("details").open = true;
      file.dispatchEvent(new Event("change", {bubbles: true}));
      form.elements["picture.alt"].focus();
      became.textContent = `${picture.name}. ${became.dataset.dropped}`;
    } else if (html) clean(html, plain);
    else return;
    event.preventDefault();
  });
  text.addEventListener("keydown", event => {
    const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!undoes || back.hidden || isTyped) return;
    event.preventDefault();
    back.click();
  });
  text.addEventListener("input", () => { back.hidden ||= text.value !== pastedText; });

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 700);
  });
  form.addEventListener("submit", event => { leaving = event.submitter !== show && event.submitter !== pick; });
  addEventListener("beforeunload", event => { if (!leaving && written() !== saved) event.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; });
  if (!saved) look();
  frame.addEventListener("load", () => tell(frame.contentDocument));
  if (frame.contentDocument?.readyState === "complete") tell(frame.contentDocument);
})();
