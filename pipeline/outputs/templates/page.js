/* Nordigest's pages: search, filters, keyboard, linked words. Texts reach the page as text nodes
   only, never as markup. Without this script everything but these is there. */
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  for (const tools of all(".tools")) tools.hidden = false;

  /* Folding: å = aa, ø = oe, æ = ae (and ö, ä), case and other accents do not count. */
  const NORDIC = { å: "aa", ø: "oe", ö: "oe", æ: "ae", ä: "ae" };
  const foldOne = (character) =>
    NORDIC[character] ?? character.normalize("NFD").replace(/\p{M}/gu, "");
  const fold = (text) =>
    text.normalize("NFC").toLowerCase().replace(/[^\x00-\x7f]/gu, foldOne);

  /* Write a text with its matches marked: fold character by character to know where they are. */
  const marked = (text, terms) => {
    const characters = [...text];
    const owner = [];
    let folded = "";
    characters.forEach((character, index) => {
      const piece = fold(character);
      for (let i = 0; i < piece.length; i += 1) owner.push(index);
      folded += piece;
    });
    const lit = new Set();
    for (const term of terms) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        for (let i = at; i < at + term.length; i += 1) lit.add(owner[i]);
      }
    }
    const nodes = [];
    for (let start = 0, end; start < characters.length; start = end) {
      end = start;
      while (end < characters.length && lit.has(end) === lit.has(start)) end += 1;
      const piece = characters.slice(start, end).join("");
      nodes.push(lit.has(start) ? make("mark", {}, piece) : piece);
    }
    return nodes;
  };

  /* Search: the data comes in script files, loaded when it is first needed. */
  const SHOWN = 50;
  const sentences = [];
  const chosen = new Set();
  let manifest = null;
  let loading = null;
  let hits = [];

  const load = () => {
    loading ??= (async () => {
      for (let number = 1; number <= manifest.files; number += 1) {
        await new Promise((resolve, reject) => {
          const script = make("script", { src: `search/${number}.js` });
          script.onload = resolve;
          script.onerror = () => reject(new Error(`search/${number}.js is missing`));
          document.head.append(script);
        });
      }
    })();
    return loading;
  };
  window.nordigest = {
    begin(data) {
      manifest = data;
      for (const [flag, count] of data.flags) {
        const chip = make("button", { type: "button", "aria-pressed": "false", "data-flag": flag });
        chip.append(`${flag} ${count.toLocaleString("en")}`);
        chip.onclick = () => { press(chip, chosen); search(); };
        document.querySelector(".tools .chips").append(chip);
      }
    },
    add(articles) {
      for (const [slug, headline, original, tag, origin, list] of articles) {
        const article = { slug, headline, tag, origin };
        const titled = list.some(([, source]) => source === original);
        if (!titled) list.unshift([-1, original, headline === original ? null : headline, []]);
        for (const [index, source, english, flags] of list) {
          const folded = fold(english === null ? source : `${source}\n${english}`);
          sentences.push({ article, index, source, english, flags, folded });
        }
      }
    },
  };
  const press = (button, set) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (on) set.add(button.dataset.flag); else set.delete(button.dataset.flag);
  };
  const termsOf = (query) => fold(query).split(/\s+/u).filter(Boolean);
  const search = async () => {
    const query = byId("query").value;
    const active = query.trim() !== "" || chosen.size > 0;
    byId("results").hidden = !active;
    byId("digest").hidden = active;
    if (!active || manifest === null) return;
    try {
      await load();
    } catch (error) {
      byId("found").textContent = `The search cannot be used: ${error.message}.`;
      return;
    }
    if (query !== byId("query").value) return;
    const terms = termsOf(query);
    hits = sentences.filter(({ folded, flags }) =>
      terms.every((term) => folded.includes(term)) &&
      (chosen.size === 0 || flags.some(([name]) => chosen.has(name))));
    const articles = new Set(hits.map(({ article }) => article)).size;
    byId("found").textContent = hits.length === 0
      ? `Nothing found in ${plural(manifest.sentences, "sentence")}.`
      : `${plural(hits.length, "sentence")} in ${plural(articles, "article")}.`;
    byId("hits").replaceChildren();
    showMore(terms);
  };
  const showMore = (terms) => {
    const list = byId("hits");
    const from = list.children.length;
    list.append(...hits.slice(from, from + SHOWN).map((hit) => hitRow(hit, terms)));
    byId("more").hidden = list.children.length >= hits.length;
  };
  const hitRow = ({ article, index, source, english, flags }, terms) => {
    const href = `documents/${article.slug}.html${index < 0 ? "" : `#s${index}`}`;
    const origin = make("p", { class: "origin" }, make("a", { href, dir: "auto" }, article.headline));
    if (article.origin) origin.append(` ${article.origin}`);
    const row = make("li", { class: `pair${flags.length ? " doubtful" : ""}`, tabindex: "-1" }, origin,
      make("p", { class: "source", lang: english === null ? "en" : article.tag, dir: "auto" }, ...marked(source, terms)));
    if (english !== null) {
      row.append(make("p", { class: "english", lang: "en", dir: "auto" }, ...marked(english, terms)));
    }
    if (flags.length) {
      row.append(make("ul", { class: "flags" }, ...flags.map(([name, reason]) => make("li", {}, make("strong", {}, name), ` ${reason}`))));
    }
    return row;
  };
  const box = byId("query");
  if (box) {
    box.oninput = search;
    // Loading ahead of the first letter; what fails is said once somebody searches.
    box.onfocus = () => { if (manifest !== null) load().catch(() => {}); };
    byId("more").onclick = () => showMore(termsOf(box.value));
  }

  /* An article's own filter: only the sentences with a chosen doubt. */
  const filterArticle = () => {
    const pairs = all("#sentences .pair");
    for (const pair of pairs) {
      const flags = pair.dataset.flags.split("\n");
      pair.hidden = chosen.size > 0 && !flags.some((flag) => chosen.has(flag));
    }
    const left = pairs.filter((pair) => !pair.hidden).length;
    byId("found").textContent = chosen.size ? `${left} of ${plural(pairs.length, "sentence")}` : "";
  };
  for (const chip of all("#sentences .chips button")) {
    chip.onclick = () => { press(chip, chosen); filterArticle(); };
  }

  /* Linked words light up together. */
  const light = (target) => {
    for (const word of all(".word.lit")) word.classList.remove("lit");
    const word = target instanceof Element ? target.closest(".word") : null;
    if (!word) return;
    const links = new Set(word.dataset.links.split(" "));
    for (const other of all(".word", word.closest(".pair"))) {
      if (other.dataset.links.split(" ").some((link) => links.has(link))) other.classList.add("lit");
    }
  };
  document.addEventListener("mouseover", (event) => light(event.target));

  /* Originals on and off. */
  const toggle = byId("originals");
  const toggleOriginals = () => {
    const hidden = document.body.classList.toggle("english-only");
    toggle.setAttribute("aria-pressed", String(!hidden));
  };
  if (toggle) toggle.onclick = toggleOriginals;

  /* Keys; they can be turned off (WCAG 2.2, 2.1.4). */
  let keysOn = true;
  const KEYS = [
    ["j", "next statement or sentence"], ["k", "previous one"], ["Enter", "open or close a statement"],
    ["o", "originals on and off"], ["/", "search"], ["Esc", "leave the search"], ["?", "this list"],
  ];
  const help = make("dialog", { "aria-labelledby": "help-title" });
  const list = make("dl");
  for (const [key, what] of KEYS) list.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, what));
  const use = make("input", { type: "checkbox", id: "use-keys" });
  use.checked = true;
  use.onchange = () => { keysOn = use.checked; };
  const close = make("button", { type: "button" }, "Close");
  close.onclick = () => help.close();
  help.append(make("h2", { id: "help-title" }, "Keys"), list,
    make("label", { for: "use-keys" }, use, " Use these keys"), close);
  if (byId("keys")) {
    document.body.append(help);
    byId("keys").onclick = () => help.showModal();
  }
  const stops = () => all("#hits .pair, .point > summary, #sentences .pair")
    .filter((element) => element.checkVisibility());
  const step = (by) => {
    const list = stops();
    const here = list.indexOf(document.activeElement.closest(".pair, summary"));
    const next = list[here < 0 ? (by > 0 ? 0 : list.length - 1) : here + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  const leaveSearch = () => {
    if (!box) return;
    box.value = "";
    for (const chip of all('.chips [aria-pressed="true"]')) press(chip, chosen);
    search();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "Escape") { leaveSearch(); return; }
    if (!keysOn || event.target.closest("input, textarea, select")) return;
    const actions = {
      j: () => step(1), k: () => step(-1), o: toggleOriginals,
      "/": () => box?.focus(), "?": () => help.showModal(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
