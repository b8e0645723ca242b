/* Words, folded and cut out of text as tokens.py and terms.py do at build time; tests hold them together. */
(hearten => {
  "use strict";
  // Written without spaces or with few, and therefore cut into overlapping pairs of characters.
  const IN_PAIRS = "\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7af";
  const INDIC = "\\u0900-\\u0963\\u0966-\\u096f\\u0971-\\u0df3";
  const TOKEN = new RegExp(`[${IN_PAIRS}]+|(?:(?![${IN_PAIRS}])[\\p{L}\\p{N}${INDIC}])+`, "gu");
  const LETTERS = `(?:(?![${IN_PAIRS}])[\\p{L}\\p{N}${INDIC}])+`, WORD = `${LETTERS}(?:'+${LETTERS})*`;
  const JOINED = new RegExp(`[${IN_PAIRS}]+|${WORD}(?:[-\\u2010]${WORD})*|[\\u2600-\\u27bf\\u{1f300}-\\u{1faff}]`, "gu");
  const UNSEEN = /[\u0640\u200b\ufeff\u{1f3fb}-\u{1f3ff}]/gu, MOST_JOINED = 3;
  const PIECE = new RegExp(`[${IN_PAIRS}]|(?:(?![${IN_PAIRS}])\\S)+`, "g");
  const PAIRED = new RegExp(`^[${IN_PAIRS}]`);
  const MARKS = /[\u0300-\u036f\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u00ad\u200c\u200d\u2060]/g;
  const PLAIN = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

  function fold(text) {
    return text.replace(/’/g, "'").replace(/[‘“”–…]/g, " ").normalize("NFKD").toLowerCase()
      .replace(MARKS, "").replace(NOT_PLAIN, letter => PLAIN[letter]).normalize("NFC");
  }

  function inPairs(run) {
    return run.length < 2 ? [run] : [...run.slice(1)].map((_character, n) => run.slice(n, n + 2));
  }

  function words(text) {
    return [].concat(...(fold(text).replace(/'/g, "").match(TOKEN) || [])
      .map(token => PAIRED.test(token) ? inPairs(token) : token));
  }

  /* Words as they are written, with accents and apostrophes; behind words that hyphens join, these as one. */
  function written(text) {
    const plain = text.replace(/’/g, "'").replace(/[‘“”–…]/g, " ").normalize("NFKC").toLowerCase().normalize("NFC");
    return [].concat(...(plain.replace(MARKS, "").replace(UNSEEN, "").match(JOINED) || []).map(run => {
      if (PAIRED.test(run)) return inPairs(run);
      const parts = run.split(/[-\u2010]/);
      return parts.length > 1 && parts.length <= MOST_JOINED ? [...parts, parts.join("")] : parts;
    }));
  }

  /* What stands in the index for a word as it is written. */
  function formOf(word) { return fold(word).replace(/'/g, ""); }

  /* A text in pieces that can be marked: what stands between spaces, or single characters where no spaces are written.
     A character has the words of the pair that it begins, and then the next one is marked with it. */
  function pieces(text) {
    const known = new Map(), found = [];
    for (let match; (match = PIECE.exec(text));) found.push({ from: match.index, to: PIECE.lastIndex, text: match[0] });
    found.forEach((piece, n) => {
      const before = found[n - 1], next = found[n + 1];
      if (!PAIRED.test(piece.text)) {
        if (!known.has(piece.text)) known.set(piece.text, written(piece.text).map(formOf));
        piece.words = known.get(piece.text);
      } else if (next && next.from === piece.to && PAIRED.test(next.text)) {
        piece.words = words(piece.text + next.text);
        piece.pair = true;
      } else piece.words = before && before.pair && before.to === piece.from ? [] : words(piece.text);
    });
    return found;
  }

  Object.assign(hearten, { fold, words, written, formOf, pieces, startsPaired: text => PAIRED.test(text) });
})(window.hearten || {});
