// The page reads without this: it opens the section that a link leads to, and sorts a table by a click on a heading.
(function () {
  function open() {
    var found = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var box = found; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (found) found.scrollIntoView();
  }
  addEventListener("hashchange", open);
  open();
  document.querySelectorAll("table.sortable th").forEach(function (heading, column) {
    heading.tabIndex = 0;
    heading.title = "Sort";
    function sort() {
      var body = heading.closest("table").tBodies[0];
      var up = heading.getAttribute("aria-sort") === "descending";
      function value(row) {
        var cell = row.cells[column];
        return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
      }
      var rows = Array.from(body.rows).sort(function (a, b) {
        var x = value(a), y = value(b);
        return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
      });
      rows.forEach(function (row) { body.appendChild(row); });
      heading.parentElement.querySelectorAll("th").forEach(function (h) { h.removeAttribute("aria-sort"); });
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    }
    heading.addEventListener("click", sort);
    heading.addEventListener("keydown", function (e) { if (e.key === "Enter") sort(); });
  });
})();
