// Prints what the browser's scripts make of the test vectors; tests/words/test_vectors.py runs it under Node.js, and compares.
"use strict";
const fs = require("fs");
const path = require("path");
const root = path.dirname(path.dirname(__dirname));
const read = name => JSON.parse(fs.readFileSync(path.join(root, "tests", "data", "vectors", name), "utf8"));

globalThis.window = globalThis;
window.hearten = { manifest: { index: {} } };
for (const part of ["words.js", "index.js"]) {
  (0, eval)(fs.readFileSync(path.join(root, "themes", "hearten", "assets", "search", part), "utf8"));
}
const { fold, words, written, formOf, index, manifest } = window.hearten;

function home({ form, prefixes }) {
  manifest.index = Object.fromEntries(prefixes.map(prefix => [prefix, "a file"]));
  return index.home(form);
}

const vectors = { ...read("words.json"), ...read("postings.json") };
console.log(JSON.stringify({
  words: vectors.words.map(({ text }) => [fold(text), words(text)]),
  terms: vectors.terms.map(({ text }) => written(text).map(word => [word, formOf(word)])),
  numbers: vectors.numbers.map(({ text }) => index.numbers(text)),
  postings: vectors.postings.map(({ postings }) => [...index.counts(postings)]),
  lengths: vectors.lengths.map(({ text }) => index.lengths(text)),
  homes: vectors.homes.map(home)
}));
