// Saves a question as soon as it is completely answered, and says so only after the server has stored it.
// Offline, it says so, keeps the choice on the page and sends it when the connection returns.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = form.querySelector("[data-status]");
  const revision = form.elements.revision;
  const say = (state, text) => {
    status.dataset.state = state;
    status.textContent = text;
  };
  let sending = false;
  let again = false;
  let wait = 1;

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

  const later = () => {
    wait = Math.min(wait * 2, 30);
    setTimeout(save, wait * 1000);
  };

  async function save() {
    if (!complete()) return;
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    again = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("go", "stay");
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        redirect: "error",
      });
      if (answer.ok) {
        const saved = await answer.json();
        revision.value = saved.revision;
        wait = 1;
        say("saved", saved.message);
      } else if (answer.status === 409) {
        const problem = await answer.json();
        const cure = problem.type.endsWith(":answer-conflict") ? ` ${form.dataset.reload}` : "";
        say("conflict", `${problem.detail || problem.title}${cure}`);
      } else if (answer.status >= 500) {
        say("waiting", form.dataset.waiting);
        later();
      }
    } catch {
      say("waiting", form.dataset.offline);
      later();
    } finally {
      sending = false;
      if (again) save();
    }
  }

  form.addEventListener("change", save);
  window.addEventListener("online", save);
}
