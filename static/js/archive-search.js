/* The search of a static copy: a classic script, since modules do not load from a stick. It knows what search-index.js says. */
(function () {
  "use strict";
  var input = document.getElementById("question");
  if (!input || typeof ARCHIVE === "undefined") return;
  var form = input.form, here = document.documentElement.lang.toLowerCase();
  var list = document.createElement("ul"), told = document.createElement("p");
  var names = typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames([here], { type: "language" }) : null;
  list.className = "releases";
  told.className = "meta";
  told.setAttribute("role", "status");
  form.after(told, list);

  function folded(text) { return text.normalize("NFKC").toLowerCase(); }

  function search() {
    var words = folded(input.value).split(/\s+/).filter(Boolean), found = [];
    list.replaceChildren();
    told.textContent = "";
    if (!words.length) return;
    ARCHIVE.forEach(function (page) {
      var title = folded(page.t), text = folded(page.w);
      if (words.every(function (word) { return title.includes(word) || text.includes(word); })) {
        var score = words.filter(function (word) { return title.includes(word); }).length * 2 + (page.l === here ? 1 : 0);
        found.push([score, page]);
      }
    });
    found.sort(function (a, b) { return b[0] - a[0]; });
    told.textContent = String(found.length);
    found.slice(0, 100).forEach(function (one) {
      var item = document.createElement("li"), link = document.createElement("a"), language = document.createElement("div");
      language.className = "meta";
      language.textContent = names ? names.of(one[1].l) : one[1].l;
      link.href = "../../" + one[1].u.split("/").map(encodeURIComponent).join("/");
      link.textContent = one[1].t;
      link.lang = one[1].l;
      item.append(language, link);
      list.append(item);
    });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  input.value = new URLSearchParams(location.search).get("q") || "";
  search();
})();
