// Runs what runs at Netlify every night, in front of a stand-in made from Netlify's documentation, and prints what it
// did: node netlify.mjs FUNCTION CASE
import { pathToFileURL } from "node:url";

const [file, name] = process.argv.slice(2);
const TUESDAY = "2026-06-16T00:23:00Z", MONDAY = "2026-06-15T00:23:00Z";
const now = new Date(name === "a monday" ? MONDAY : TUESDAY);
globalThis.Date = class extends Date { constructor() { super(now); } };
Object.assign(process.env, { HEARTEN_BUILD_HOOK: "https://api.netlify.com/build_hooks/hook", NETLIFY_TOKEN: "token", SITE_ID: "site" });

const deploys = [{ id: "live", state: "ready" }, { id: "former", state: "ready" }, { id: "next", state: "building" }];

globalThis.fetch = async (address, { method, headers }) => {
  const { pathname, searchParams } = new URL(address);
  const answer = (body, status = 200) => new Response(body === undefined ? null : JSON.stringify(body), { status });
  if (pathname.endsWith("/built.json")) {
    if (name === "built.json cannot be read") return answer({}, 404);
    return answer({ form: 1, day: "2026-06-01", ends: name === "something has ended" ? "2026-06-16" : "2026-06-17" });
  }
  if (method === "POST" && pathname === "/build_hooks/hook") return console.log("POST hook"), answer({});
  if (headers.Authorization !== "Bearer token" || name === "the token is wrong") return answer({}, 401);
  if (method === "GET" && pathname === "/api/v1/sites/site") return answer({ published_deploy: { id: "live" } });
  if (method === "GET" && pathname === "/api/v1/sites/site/deploys") return answer(searchParams.get("page") === "1" ? deploys : []);
  if (method === "DELETE") return console.log(`DELETE ${pathname.split("/").pop()}`), answer(undefined, name === "a deploy stays" ? 422 : 204);
  return answer({}, 404);
};

const { default: everyNight, config } = await import(pathToFileURL(file));
if (!config.schedule) throw new Error("it never runs");
await everyNight().catch((why) => console.log(why.message));
