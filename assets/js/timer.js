// How much time is left, counted from what the server said: a phone's clock may be wrong.
// It can be hidden, and is announced only at 10, 5 and 1 minutes.
const clock = document.querySelector("[data-seconds-left]");
if (clock) {
  const deadline = Date.now() + Number(clock.dataset.secondsLeft) * 1000;
  const shown = clock.querySelector("[data-left]");
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "link-button small";
  const hide = (hidden) => {
    shown.hidden = hidden;
    toggle.textContent = hidden ? clock.dataset.show : clock.dataset.hide;
    sessionStorage.setItem("time-hidden", hidden ? "yes" : "");
  };
  toggle.addEventListener("click", () => hide(!shown.hidden));
  clock.append(" ", toggle, spoken);
  hide(sessionStorage.getItem("time-hidden") === "yes");
  let told = Infinity;
  const tick = () => {
    const left = Math.max(0, deadline - Date.now());
    const minutes = Math.floor(left / 60000);
    const seconds = String(Math.floor((left % 60000) / 1000)).padStart(2, "0");
    shown.textContent = clock.dataset.says.replace("{time}", `${minutes}:${seconds}`);
    for (const mark of [10, 5, 1]) {
      if (left <= mark * 60000 && told > mark) {
        told = mark;
        if (left > (mark - 1) * 60000) spoken.textContent = clock.getAttribute(`data-at-${mark}`);
      }
    }
    if (left > 0) setTimeout(tick, 1000);
    else setTimeout(() => location.assign("/test"), 31000);
  };
  tick();
}
