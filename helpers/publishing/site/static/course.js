// Tables that are wider than their column scroll inside a box of their own, which the keyboard reaches too.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("article table").forEach((table) => {
    if (table.parentElement.classList.contains("table-box")) return;
    const box = document.createElement("div");
    box.className = "table-box";
    table.replaceWith(box);
    box.append(table);
  });
  const reachable = () => {
    document.querySelectorAll(".table-box, article pre, .cell_output .output").forEach((box) => {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.matches(".table-box") ? "Wide table" : "Wide text");
      }
    });
  };
  reachable();
  window.addEventListener("resize", reachable);
  document.querySelectorAll("table.dataframe tr > th:empty").forEach((corner) => {
    const cell = document.createElement("td");
    corner.replaceWith(cell);
  });
});
