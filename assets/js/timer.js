// How much time is left, counted from what the server said: a phone's clock may be wrong. Every saved answer brings the
// time anew, because staff may have given more. It can be hidden, and is announced only at 10, 5 and 1 minutes. At zero
// the current answer is kept and nothing can be changed any more; the server closes the test when its grace is over.
const clock = document.querySelector("[data-seconds-left]");
if (clock) {
  const GRACE = 31000;
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
    attempt(() => sessionStorage.setItem("time-hidden", hidden ? "yes" : ""));
  };
  toggle.addEventListener("click", () => hide(!shown.hidden));
  clock.append(" ", toggle, spoken);
  hide(attempt(() => sessionStorage.getItem("time-hidden")) === "yes");
  let deadline;
  let told;
  let timer;
  const over = () => {
    shown.hidden = false;
    shown.textContent = clock.dataset.over;
    toggle.hidden = true;
    spoken.textContent = clock.dataset.over;
    document.dispatchEvent(new Event("rapport:over"));
  };
  const tick = () => {
    clearTimeout(timer);
    const left = deadline - Date.now();
    if (left <= 0) {
      if (told > 0) over();
      told = 0;
      if (left <= -GRACE) location.assign("/test");
    } else {
      const minutes = Math.floor(left / 60000);
      const seconds = String(Math.floor((left % 60000) / 1000)).padStart(2, "0");
      shown.textContent = clock.dataset.says.replace("{time}", `${minutes}:${seconds}`);
      for (const mark of [10, 5, 1]) {
        if (left <= mark * 60000 && told > mark) {
          told = mark;
          if (left > (mark - 1) * 60000) spoken.textContent = clock.getAttribute(`data-at-${mark}`);
        }
      }
    }
    timer = setTimeout(tick, 1000);
  };
  const start = (seconds) => {
    deadline = Date.now() + seconds * 1000;
    told = Infinity;
    tick();
  };
  document.addEventListener("rapport:saved", ({ detail: left }) => {
    // Time was given after the end: the page begins again.
    if (told === 0 && left !== 0) location.reload();
    if (told === 0) return;
    clock.hidden = left === null;
    if (left === null) deadline = Infinity;
    else if (Math.abs(deadline - Date.now() - left * 1000) > 2000) start(left);
  });
  // A phone that was locked.
  document.addEventListener("visibilitychange", tick);
  start(Number(clock.dataset.secondsLeft));
}
