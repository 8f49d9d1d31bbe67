// Ranking by buttons: the selects stay in the form and are what is sent; the buttons move a reply up or down.
for (const list of document.querySelectorAll("[data-rank]")) {
  const rows = [...list.querySelectorAll(".choice")];
  const select = (row) => row.querySelector("select");
  const given = rows.every((row) => select(row).value !== "");
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  list.after(live);

  const button = (label, sign) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "quiet";
    element.setAttribute("aria-label", label);
    element.textContent = sign;
    return element;
  };

  const show = () => {
    const ordered = [...list.querySelectorAll(".choice")];
    ordered.forEach((row, place) => {
      row.querySelector(".place").textContent = touched ? place + 1 : "–";
      row.querySelector("[data-up]").disabled = place === 0;
      row.querySelector("[data-down]").disabled = place === ordered.length - 1;
      if (touched) select(row).value = String(place + 1);
    });
  };

  let touched = given;
  if (given) {
    rows.sort((a, b) => Number(select(a).value) - Number(select(b).value)).forEach((row) => list.append(row));
  }
  for (const row of rows) {
    const moves = document.createElement("div");
    moves.className = "moves";
    const up = button(row.dataset.up, "↑");
    const down = button(row.dataset.down, "↓");
    up.dataset.up = "";
    down.dataset.down = "";
    const place = document.createElement("span");
    place.className = "place";
    moves.append(up, place, down);
    select(row).parentElement.before(moves);
    select(row).parentElement.hidden = true;
    const move = (before, focused) => {
      const other = before ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (before) other.before(row);
      else other.after(row);
      touched = true;
      show();
      (focused.disabled ? (focused === up ? down : up) : focused).focus();
      const now = [...list.querySelectorAll(".choice")].indexOf(row) + 1;
      live.textContent = row.dataset.moved.replace("{place}", now);
      select(row).dispatchEvent(new Event("change", { bubbles: true }));
    };
    up.addEventListener("click", () => move(true, up));
    down.addEventListener("click", () => move(false, down));
  }
  const keep = button("", list.dataset.keep);
  keep.classList.add("small-button");
  keep.removeAttribute("aria-label");
  keep.addEventListener("click", () => {
    touched = true;
    show();
    live.textContent = list.dataset.kept;
    select(rows[0]).dispatchEvent(new Event("change", { bubbles: true }));
  });
  list.after(keep);
  show();
}
