// Answers to other questions that could not be sent: they are sent from whichever page of the sitting is open. Where one
// meets another answer, its question shows both. After the end, and of another sitting, nothing stays on the device.
const place = document.querySelector("[data-sitting]");
if (location.pathname === "/test/receipt") kept.forget();
if (place) {
  const { sitting, number } = place.dataset;
  const send = async () => {
    let sent = false;
    for (const key of kept.keys()) {
      const draft = kept.get(key);
      const other = key.slice(kept.key(sitting, "").length);
      if (key !== kept.key(sitting, other) || !draft || Date.now() - draft.at > DAY) {
        kept.drop(key);
        continue;
      }
      if (other === number) continue;
      const body = new URLSearchParams(draft.fields);
      body.set("csrf", place.elements.csrf.value);
      body.set("revision", draft.revision);
      body.set("go", "stay");
      const answer = await post(`/test/questions/${other}`, body).catch(() => null);
      if (answer && answer.ok) {
        kept.drop(key);
        sent = true;
      } else if (answer && answer.status === 409) {
        const { type } = await answer.json().catch(() => ({}));
        // The time of its part is over: the server has kept it beside the question.
        if (/too-late$/.test(type)) kept.drop(key);
        else if (!number) {
          location.assign(`/test/questions/${other}`);
          return;
        }
      }
    }
    // The list of what is answered was made before.
    if (sent && !number) location.reload();
  };
  send();
  window.addEventListener("online", send);
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
