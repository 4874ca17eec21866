// The keys under the deck: languages left, functions right. A key that would do nothing is not shown.

import { make, icon } from "./dom.js";

const at = (id) => document.getElementById(id);

export function paintBar(page, copy, { choose, toggleEasy }) {
  const languages = at("languages");
  languages.setAttribute("aria-label", copy.say("bar.languages"));
  const tags = [...page.copies.keys()];
  if (languages.dataset.tags !== tags.join()) {
    languages.dataset.tags = tags.join();
    languages.replaceChildren(
      ...tags.map((tag) => {
        const key = make("button", null, page.copies.get(tag).say("language.name"));
        key.type = "button";
        key.lang = tag;
        key.addEventListener("click", () => choose(tag));
        return key;
      }),
    );
  }
  for (const key of languages.children) key.setAttribute("aria-pressed", String(key.lang === page.language));
  paintEasy(page, copy, toggleEasy);
}

function paintEasy(page, copy, toggleEasy) {
  const keys = at("keys");
  if (!keys.firstChild) {
    const key = make("button", null, icon("easy"), make("span"));
    key.type = "button";
    key.addEventListener("click", toggleEasy);
    keys.append(key);
  }
  keys.firstChild.lastChild.textContent = copy.say("bar.easy");
  keys.firstChild.setAttribute("aria-pressed", String(page.easy));
}

let shown = "";

/** A small honest badge while the line to the kiosk is down. */
export function paintLink(up, copy) {
  if (!copy || shown === `${up} ${copy.language}`) return;
  shown = `${up} ${copy.language}`;
  const link = at("link");
  link.hidden = up;
  link.replaceChildren(...(up ? [] : [icon("offline"), make("span", null, copy.say("link.lost"))]));
}
