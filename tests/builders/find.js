// Prints what queries find in an index, as the search page does; tests/builders/found.py runs it under Node.js.
"use strict";
const fs = require("fs");
const path = require("path");
const root = path.dirname(path.dirname(__dirname));
const { files, queries, missing } = JSON.parse(fs.readFileSync(0, "utf8"));
const asked = [];

globalThis.window = globalThis;
window.hearten = {};
// A script tag, as far as the index needs one: the file is run, as if it had come, or is not there.
window.document = {
  createElement: () => ({ remove() {} }),
  head: {
    append(script) {
      const name = script.src.split("?")[0];
      asked.push(name);
      if (missing.includes(name)) script.onerror();
      else {
        (0, eval)(files["search/" + name]);
        script.onload();
      }
    }
  }
};
(0, eval)(Object.values(files).find(text => text.startsWith("hearten.manifest=")));
for (const part of ["words.js", "index.js", "query.js"]) {
  (0, eval)(fs.readFileSync(path.join(root, "themes", "hearten", "assets", "search", part), "utf8"));
}

(async () => {
  const found = [];
  for (const query of queries) {
    try {
      const result = await hearten.find(query);
      found.push({ ...result, forms: [...result.forms] });
    } catch (problem) {
      found.push({ failed: problem.message });
    }
  }
  console.log(JSON.stringify({ found, asked }));
})();
