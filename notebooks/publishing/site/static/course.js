// What is wider than its column scrolls inside a box of its own, which the keyboard reaches too.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("article table").forEach((table) => {
    if (table.parentElement.classList.contains("table-box")) return;
    const box = document.createElement("div");
    box.className = "table-box";
    table.replaceWith(box);
    box.append(table);
  });
  const boxes = [".table-box", ".formula", "article pre, .cell_output .output"];
  const wide = Object.fromEntries(boxes.map((box, i) => [box, window.wideLabels[i]]));
  const reachable = () => {
    for (const [boxes, label] of Object.entries(wide)) {
      document.querySelectorAll(boxes).forEach((box) => {
        if (box.scrollWidth <= box.clientWidth + 1) return;
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", label);
      });
    }
  };
  reachable();
  window.addEventListener("load", reachable);
  window.addEventListener("resize", reachable);
  document.fonts.ready.then(reachable);
  // An interval or a count stays on one line.
  const pattern = /\[[-+\u2212]?[\d.]+, [-+\u2212]?[\d.]+\]|\(?\b[np] = [\d.,]+\)?/g;
  document.querySelectorAll("table.dataframe td").forEach((cell) => {
    if (cell.children.length) return;
    const text = cell.textContent.replace(pattern, (found) => found.replaceAll(" ", "\u00a0"));
    if (text !== cell.textContent) cell.textContent = text;
  });
  document.querySelectorAll("article th").forEach((corner) => {
    if (!corner.textContent.trim()) corner.replaceWith(document.createElement("td"));
  });
  // The switch of language keeps the place: all editions have the same headings in the same order.
  const headings = [...document.querySelectorAll("article h1, article h2, article h3")];
  const place = /^#heading-(\d+)$/.exec(location.hash);
  if (place && headings[place[1]]) window.addEventListener("load", () => headings[place[1]].scrollIntoView({ behavior: "instant" }));
  document.querySelectorAll(".language-switch a").forEach((link) => {
    const keep = () => {
      const above = headings.filter((heading) => heading.getBoundingClientRect().top < window.innerHeight / 3);
      link.hash = above.length > 1 ? `heading-${above.length - 1}` : "";
    };
    // Before any button opens it or copies its address, and by the keyboard.
    ["pointerenter", "pointerdown", "focus", "click"].forEach((event) => link.addEventListener(event, keep));
  });
});
