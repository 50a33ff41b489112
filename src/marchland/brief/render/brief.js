// The page reads without this: it opens the section that a link leads to, and a number where it is clicked.
(function () {
  function open() {
    var found = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var box = found; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (found) found.scrollIntoView();
  }
  addEventListener("hashchange", open);
  open();
  var panel = document.getElementById("opened"), kept;
  if (!panel) return;
  function element(name, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }
  function link(source) {
    var made = element("a", source.title + ", " + source.publisher + " " + source.year);
    if (/^https?:/.test(source.url)) made.href = source.url;
    return made;
  }
  function list(items) {
    var made = element("ul");
    items.forEach(function (item) {
      var line = made.appendChild(element("li"));
      line.append.apply(line, item);
    });
    return made;
  }
  function read() {
    var held = JSON.parse(document.querySelector("script[type='application/json']").textContent);
    if (!held.brief_gzip_base64) return Promise.resolve(held);
    var packed = Uint8Array.from(atob(held.brief_gzip_base64), function (letter) { return letter.charCodeAt(0); });
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }
  function show(id, kept) {
    var figure = kept.figures[id];
    if (!figure) return;
    var shown = figure.inputs.slice(0, 12).map(function (key) { return kept.inputs[key]; });
    var cited = kept.sources.filter(function (s) {
      return figure.inputs.some(function (key) { return kept.inputs[key].sources.indexOf(s.source) >= 0; });
    });
    var close = element("button", "Close");
    close.onclick = function () { panel.hidden = true; };
    panel.replaceChildren(close, element("b", figure.words), element("p", figure.formula));
    if (figure.drivers.length)
      panel.append(element("p", "Its range comes from:"), list(figure.drivers.map(function (d) {
        return [Math.round(100 * d.share) + " % " + d.words];
      })));
    panel.append(element("p", "It rests on " + figure.inputs.length + " figures of the world" + (shown.length < figure.inputs.length ? ", the first " + shown.length + ":" : ":")),
      list(shown.map(function (given) {
        return [given.words + ": " + Number(given.best.toPrecision(4)) + " " + given.unit + " (" + given.table + ".csv row " + given.row + (given.estimated ? ", estimated)" : ")")];
      })),
      element("p", "Sources:"), list(cited.map(function (s) { return [link(s)]; })),
      element("code", "marchland why FILE.html '" + id + "'"));
    panel.hidden = false;
    panel.scrollTop = 0;
  }
  document.addEventListener("click", function (event) {
    var cell = event.target.closest("[data-figure]");
    if (!cell || event.target.closest("a[href]")) return;
    kept = kept || read();
    kept.then(function (brief) { show(cell.dataset.figure, brief); });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") panel.hidden = true; });
})();
