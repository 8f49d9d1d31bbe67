// How long a question's page was left for another tab or program, told when it is in front again. Only where the notice
// said so; nothing but the number of the question and the seconds. A link to another page of the test is no leaving, and
// neither is a flicker.
const noted = document.querySelector("form[data-away]");
if (noted) {
  let since = 0;
  let gone = false;
  const tell = () => {
    const seconds = Math.round((Date.now() - since) / 1000);
    since = 0;
    if (seconds < 1) return;
    const body = new URLSearchParams({ csrf: noted.elements.csrf.value, number: noted.dataset.number, seconds });
    post(noted.dataset.away, body).catch(() => null);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") since && tell();
    else if (!gone) since = Date.now();
  });
  // Closed while something else was in front.
  window.addEventListener("pagehide", () => {
    gone = true;
    if (since) tell();
  });
}
