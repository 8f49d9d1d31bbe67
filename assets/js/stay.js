// Before the session on this device ends because nobody uses it, a dialog asks. Escape means: stay.
const dialog = document.querySelector("dialog[data-session-left]");
if (dialog) {
  const WARNING = 3 * 60 * 1000;
  let end = Date.now() + Number(dialog.dataset.sessionLeft) * 1000;
  let quiet = 0;
  let next;
  const look = () => {
    clearTimeout(next);
    const now = Date.now();
    if (now >= end) {
      kept.forget();
      location.assign("/test");
      return;
    }
    if (end - now <= WARNING && !dialog.open && now > quiet) dialog.showModal();
    next = setTimeout(look, Math.min(Math.max(end - now - WARNING, 1000), 15000));
  };
  const more = (seconds) => {
    end = Date.now() + seconds * 1000;
  };
  // However it is closed: the browser gives the focus back to where it was.
  dialog.addEventListener("close", async () => {
    quiet = Date.now() + 30000;
    const body = new URLSearchParams(new FormData(dialog.querySelector("form")));
    const answer = await post("/test/stay", body).catch(() => null);
    if (answer && answer.ok) more((await answer.json()).seconds_left);
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
  });
  document.addEventListener("rapport:saved", () => more(Number(dialog.dataset.sessionLeft)));
  document.addEventListener("visibilitychange", look);
  look();
}
