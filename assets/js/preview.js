// The threshold preview, asked for after each pause. Without script the Preview button shows the same numbers.
const place = document.querySelector("[data-preview]");
const wanted = document.querySelector("form[data-threshold]");
if (place && wanted) {
  const chart = place.querySelector("svg.histogram");
  const width = chart.viewBox.baseVal.width;
  const tenth = (x) => Math.round(x * 10) / 10;
  const across = (score) => tenth((Math.min(Math.max(score, 0), 100) * width) / 100);
  for (const range of wanted.querySelectorAll("[data-mirrors]")) {
    const field = wanted.elements[range.dataset.mirrors];
    range.hidden = false;
    range.addEventListener("input", () => {
      field.value = range.value;
      ask();
    });
    field.addEventListener("input", () => {
      range.value = field.value;
    });
  }
  let timer;
  let last = 0;
  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const query = new URLSearchParams();
      for (const name of ["total", "empathy", "patience", "communication", "product-knowledge", "z"]) {
        const value = wanted.elements[name].value.trim();
        if (value) query.set(name, value);
      }
      const mine = ++last;
      const answer = await fetch(`${place.dataset.preview}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== last) return;
      show(await answer.json());
    }, 350);
  };
  const show = (preview) => {
    for (const line of place.querySelectorAll("[data-say]")) {
      const words = preview[line.dataset.say];
      // What is said again as it was would be announced again.
      if (line.textContent !== words) line.textContent = words;
      line.hidden = !words;
    }
    const all = preview.counts.meets + preview.counts.borderline + preview.counts.below;
    for (const cell of place.querySelectorAll("[data-count]")) cell.textContent = preview.counts[cell.dataset.count];
    for (const cell of place.querySelectorAll("[data-share]")) {
      cell.textContent = `${all ? Math.round((preview.counts[cell.dataset.share] * 100) / all) : 0} %`;
    }
    for (const caption of place.querySelectorAll("[data-outcomes] caption")) caption.textContent = `Outcomes at ${preview.cut}`;
    const grid = place.querySelector("[data-grid]");
    if (grid) grid.hidden = Math.min(Math.max(Math.round(preview.cut / 5) * 5, 5), 95) === Number(grid.dataset.grid);
    const cut = chart.querySelector("[data-cut]");
    cut.setAttribute("x1", across(preview.cut));
    cut.setAttribute("x2", across(preview.cut));
    const zone = chart.querySelector("[data-zone]");
    zone.setAttribute("x", across(preview.borderline_from));
    zone.setAttribute("width", tenth(across(preview.meets_from) - across(preview.borderline_from)));
    for (const column of chart.querySelectorAll("[data-to]")) {
      column.classList.toggle("under", Number(column.dataset.to) <= preview.cut);
    }
  };
  wanted.addEventListener("input", (event) => {
    if (event.target.name !== "reason") ask();
  });
}
