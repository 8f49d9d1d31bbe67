// What several scripts share: what is kept on this device until the server has it, and whether the server can be reached.
const PREFIX = "rapport ";
const DAY = 24 * 60 * 60 * 1000;

// Storage may be full or forbidden: then the page itself is all that keeps a choice.
const attempt = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};
const kept = {
  key: (sitting, number) => `${PREFIX}${sitting} ${number}`,
  put: (key, draft) => attempt(() => localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() }))),
  get: (key) => attempt(() => JSON.parse(localStorage.getItem(key))),
  drop: (key) => attempt(() => localStorage.removeItem(key)),
  keys: () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) || [],
  forget: () => kept.keys().forEach(kept.drop),
};

const net = { unsent: false };
const post = (action, body) =>
  fetch(action, { method: "POST", headers: { Accept: "application/json" }, body, redirect: "error", keepalive: true });

// Whether a page can be left for another one. The browser knows when it has no network at all; that the server does not
// answer is known only after something could not be sent, and then it is asked first.
async function reachable() {
  if (!navigator.onLine) return false;
  if (!net.unsent) return true;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  return !!answer && answer.ok;
}
