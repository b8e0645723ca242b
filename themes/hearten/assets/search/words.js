/* Words, folded and cut out of text as stems.py does at build time; tests hold the two together. */
(hearten => {
  "use strict";
  // Written without spaces or with few, and therefore cut into overlapping pairs of characters.
  const IN_PAIRS = "\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7af";
  const INDIC = "\\u0900-\\u0963\\u0966-\\u096f\\u0971-\\u0df3";
  const TOKEN = new RegExp(`[${IN_PAIRS}]+|(?:(?![${IN_PAIRS}])[\\p{L}\\p{N}${INDIC}])+`, "gu");
  const PIECE = new RegExp(`[${IN_PAIRS}]|(?:(?![${IN_PAIRS}])\\S)+`, "g");
  const PAIRED = new RegExp(`^[${IN_PAIRS}]`);
  const MARKS = /[\u0300-\u036f\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u00ad\u200c\u200d\u2060]/g;
  const PLAIN = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

  function fold(text) {
    return text.replace(/’/g, "'").replace(/[‘“”–…]/g, " ").normalize("NFKD").toLowerCase()
      .replace(MARKS, "").replace(NOT_PLAIN, letter => PLAIN[letter]).normalize("NFC");
  }

  function words(text) {
    const found = [];
    (fold(text).replace(/'/g, "").match(TOKEN) || []).forEach(token => {
      if (!PAIRED.test(token) || token.length < 2) found.push(token);
      else for (let n = 0; n + 1 < token.length; n += 1) found.push(token.slice(n, n + 2));
    });
    return found;
  }

  /* A text in pieces that can be marked: what stands between spaces, or single characters where no spaces are written.
     A character has the words of the pair that it begins, and then the next one is marked with it. */
  function pieces(text) {
    const known = new Map(), found = [];
    for (let match; (match = PIECE.exec(text));) found.push({ from: match.index, to: PIECE.lastIndex, text: match[0] });
    found.forEach((piece, n) => {
      const before = found[n - 1], next = found[n + 1];
      if (!PAIRED.test(piece.text)) {
        if (!known.has(piece.text)) known.set(piece.text, words(piece.text));
        piece.words = known.get(piece.text);
      } else if (next && next.from === piece.to && PAIRED.test(next.text)) {
        piece.words = words(piece.text + next.text);
        piece.pair = true;
      } else piece.words = before && before.pair && before.to === piece.from ? [] : words(piece.text);
    });
    return found;
  }

  Object.assign(hearten, { fold, words, pieces, startsPaired: text => PAIRED.test(text) });
})(window.hearten || {});
