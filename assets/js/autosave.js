// Saves a question as soon as it is completely answered, and says so only after the server has stored it. Until then the
// choice is kept on this device, under the sitting, the question and the revision that was seen, and is sent again when
// there is a connection, by this page or by the next one that is opened. Nothing is overwritten: where the question was
// answered elsewhere, the server shows both answers and the person chooses.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = form.querySelector("[data-status]");
  const revision = form.elements.revision;
  const action = form.getAttribute("action");
  const key = kept.key(form.dataset.sitting, form.dataset.number);
  const say = (state, text) => {
    status.dataset.state = state;
    status.textContent = text;
  };
  const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrf" && name !== "revision");
  const text = () => JSON.stringify(fields());
  let stored = text();
  let words = status.textContent;
  let wait = 1;
  let retry;

  let dirty = false;
  let leaving = false;
  const keep = () => {
    dirty = true;
    kept.put(key, { revision: revision.value, fields: fields() });
  };
  const settle = () => {
    dirty = false;
    kept.drop(key);
    say("saved", words);
  };

  const complete = () => {
    const groups = new Map();
    for (const field of form.querySelectorAll("input[type=radio], select")) {
      const filled = field.type === "radio" ? field.checked : field.value !== "";
      groups.set(field.name, groups.get(field.name) || filled);
    }
    const places = [...form.querySelectorAll("select")].map((select) => select.value);
    const distinct = new Set(places).size === places.length;
    const best = form.querySelector("input[name=best]:checked");
    const worst = form.querySelector("input[name=worst]:checked");
    return [...groups.values()].every(Boolean) && distinct && !(best && worst && best.value === worst.value);
  };

  const waiting = (words) => {
    net.unsent = true;
    say("waiting", words);
    wait = Math.min(wait * 2, 30);
    clearTimeout(retry);
    retry = setTimeout(save, wait * 1000);
  };

  // As without script: the server answers with a page that says what is to be done.
  const hand = (go) => {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "go", value: go });
    form.append(field);
    form.submit();
  };

  const taken = (saved, sent) => {
    revision.value = saved.revision;
    stored = sent;
    wait = 1;
    net.unsent = false;
    clearTimeout(retry);
    words = saved.message;
    if (text() === sent) settle();
    else keep();
    document.dispatchEvent(new CustomEvent("rapport:saved", { detail: saved.seconds_left }));
    return saved;
  };

  async function send(go) {
    if (go === "stay" && text() === stored) {
      // Another tab may keep something under the same key: only what this one has kept is dropped.
      if (dirty) settle();
      return null;
    }
    if (go === "stay" && !complete()) return null;
    const sent = text();
    const body = new URLSearchParams(new FormData(form));
    body.set("go", go);
    try {
      const answer = await post(action, body);
      if (answer.ok) return taken(await answer.json(), sent);
      if (answer.status >= 500) waiting(form.dataset.waiting);
      else hand(go);
    } catch {
      waiting(go === "stay" ? form.dataset.offline : form.dataset.offlineStay);
    }
    return null;
  }

  // One after the other, so that each names the revision that the one before has made.
  let last = Promise.resolve();
  function save(go = "stay") {
    last = last.then(() => send(go));
    return last;
  }

  form.addEventListener("change", () => {
    keep();
    // What was said was said of something else.
    if (!net.unsent) say("", "");
    save();
  });
  form.addEventListener("submit", async (event) => {
    const { name, value } = event.submitter || {};
    if (name && name !== "go") return;
    event.preventDefault();
    if (leaving) return;
    keep();
    const saved = await save(value || "next");
    leaving = !!saved;
    if (saved) location.assign(saved.next);
  });
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => save());
  document.addEventListener("rapport:over", () => {
    form.inert = true;
    save();
  });

  // What an earlier page could not send.
  const put = (pairs) => {
    for (const field of form.querySelectorAll("input[type=radio], input[type=checkbox][name], select")) {
      const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.matches("select")) field.value = values[0] || "";
      else field.checked = values.includes(field.value);
    }
  };
  const draft = kept.get(key);
  const conflict = document.querySelector("[data-conflict]");
  if (conflict) {
    const mine = conflict.querySelector("form");
    conflict.querySelector("a").addEventListener("click", () => kept.drop(key));
    mine.addEventListener("submit", async (event) => {
      event.preventDefault();
      const own = [...new FormData(mine)].filter(([name]) => !["csrf", "revision", "go"].includes(name));
      kept.put(key, { revision: revision.value, fields: own });
      if (await reachable()) location.assign(action);
      else say("waiting", form.dataset.offlineStay);
    });
  } else if (draft) {
    const moved = draft.revision !== revision.value;
    put(draft.fields);
    if (text() === stored) kept.drop(key);
    else {
      revision.value = draft.revision;
      dirty = true;
      if (complete()) save();
      else if (moved) hand("later");
    }
  }
}
