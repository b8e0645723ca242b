// Prints the stems that the browser's scripts give of words, by language; tests/words/test_stems.py runs it under Node.js.
"use strict";
const fs = require("fs");
const path = require("path");
const root = path.dirname(path.dirname(__dirname));

globalThis.window = globalThis;
const evaluate = (...parts) => (0, eval)(fs.readFileSync(path.join(root, ...parts), "utf8"));
const { words: given, scripts } = JSON.parse(fs.readFileSync(0, "utf8"));
window.hearten = { manifest: { index: {}, snowball: process.argv[2], stemmers: {} } };
// A script tag, as far as the index needs one: the file is run, as if it had come.
window.document = {
  createElement: () => ({ remove() {} }),
  head: { append(script) { (0, eval)(scripts[script.src.replace(".js", "")]); script.onload(); } }
};
evaluate("themes", "hearten", "assets", "search", "words.js");
evaluate("themes", "hearten", "assets", "search", "index.js");

(async () => {
  const found = {};
  for (const name of Object.keys(given)) {
    hearten.manifest.stemmers = { [name]: name };
    found[name] = [];
    for (const word of given[name]) found[name].push(await hearten.index.stemsOf(word, process.argv[3] === "all"));
  }
  console.log(JSON.stringify(found));
})().catch(problem => { console.error(problem.message); process.exit(1); });
