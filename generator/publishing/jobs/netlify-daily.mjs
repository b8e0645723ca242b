// Every night: builds the site anew where something in it has ended, and on Mondays; deletes all former deploys, which
// Netlify would go on showing at addresses of their own. Written by “hearten schedule netlify”.
export const config = { schedule: "23 0 * * *" };

const API = "https://api.netlify.com/api/v1";

async function ask(method, address, headers = {}) {
  const answer = await fetch(address, { method, headers });
  if (!answer.ok) throw new Error(`${method} ${new URL(address).pathname}: ${answer.status}`);
  return answer;
}

async function isDue(now) {
  const address = [[ (served.address ~ "built.json?")|json ]] + now.getTime();
  const built = await ask("GET", address).then((answer) => answer.json(), () => null);
  return built === null || (built.ends && built.ends <= now.toISOString().slice(0, 10)) || now.getUTCDay() === 1;
}

async function formerDeploys(site, headers) {
  const { published_deploy: live } = await ask("GET", `${API}/sites/${site}`, headers).then((answer) => answer.json());
  const found = [];
  for (let page = 1, some; page === 1 || some.length; page++) {
    some = await ask("GET", `${API}/sites/${site}/deploys?per_page=100&page=${page}`, headers).then((a) => a.json());
    found.push(...some);
  }
  return found.filter((deploy) => deploy.state === "ready" && deploy.id !== live.id);
}

export default async function everyNight() {
  const { HEARTEN_BUILD_HOOK, NETLIFY_TOKEN, SITE_ID } = process.env;
  const headers = { Authorization: `Bearer ${NETLIFY_TOKEN}` };
  if (await isDue(new Date())) await ask("POST", HEARTEN_BUILD_HOOK);
  const left = [];
  for (const deploy of await formerDeploys(SITE_ID, headers)) {
    await ask("DELETE", `${API}/deploys/${deploy.id}`, headers).catch((why) => left.push(why));
  }
  if (left.length) throw new AggregateError(left, "Some former deploys are still there.");
}
