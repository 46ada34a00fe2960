(function () {
  "use strict";
  var root = document.documentElement;
  var switches = document.querySelectorAll("input[name=language]");
  function remembered() {
    try { return localStorage.getItem("language"); } catch (refused) { return null; }
  }
  function remember(language) {
    try { localStorage.setItem("language", language); } catch (refused) { /* the choice lasts for this page */ }
  }
  function choose(language) {
    document.getElementById("to-" + language).checked = true;
    root.lang = language === "en" ? "en" : "zh-CN";
  }
  var first = remembered();
  if (first === "en" || first === "zh") { choose(first); }
  switches.forEach(function (each) {
    each.addEventListener("change", function () {
      choose(each.id.slice(3));
      remember(each.id.slice(3));
    });
  });
  var filter = document.getElementById("filter");
  if (filter) {
    filter.parentElement.hidden = false;
    filter.addEventListener("input", function () {
      var wanted = filter.value.trim().toLowerCase();
      document.querySelectorAll("[data-name]").forEach(function (row) {
        row.hidden = wanted !== "" && row.dataset.name.toLowerCase().indexOf(wanted) < 0;
      });
    });
  }
})();
