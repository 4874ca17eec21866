// The keys under the deck: languages left, functions right. A key that would do nothing is not shown.

import { make, icon, bdi } from "./dom.js";
import { isRest } from "./scenes/index.js";
import { hasFacts, meter } from "./views/facts.js";
import { viewOf } from "./frame.js";
import { press } from "./line.js";

const at = (id) => document.getElementById(id);

export function paintBar(page, copy, actions) {
  paintLanguages(page, copy, actions.choose);
  paintKeys(page, copy, actions);
  paintNotice(page, copy);
}

function paintLanguages(page, copy, choose) {
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
}

function paintKeys(page, copy, { toggleEasy, open }) {
  const { scene } = page;
  const view = viewOf(page);
  const facts = hasFacts(scene);
  // While the line is down, and for a scene of before a restart, the kiosk has no answer to these.
  const answers = page.linked && !page.orphan;
  const keys = [
    answers && isSpoken(page) && listenKey(page, copy),
    pressed(key("easy", "easy", copy, toggleEasy), page.easy),
    answers && scene.takeHome && view !== "home" && key("home", "home", copy, () => open("home")),
    facts && view !== "facts" && factsKey(scene, copy, () => open("facts")),
    view !== "answer" && strong(key("back", "back", copy, () => open(view))),
  ].filter(Boolean);
  // A key that has the focus must not lose it because the minute changed.
  const all = keys.map((each) => `${each.dataset.key} ${each.textContent}`).join("|");
  const bar = at("keys");
  if (bar.dataset.all === `${all} ${page.easy}` && bar.childElementCount === keys.length) return;
  const focused = document.activeElement?.dataset?.key;
  bar.dataset.all = `${all} ${page.easy}`;
  bar.replaceChildren(...keys);
  keys.find((each) => each.dataset.key === focused)?.focus();
}

/** Whether the kiosk can read this scene aloud in this language. */
function isSpoken(page) {
  return Array.isArray(page.hello?.spoken) && page.hello.spoken.includes(page.language);
}

function key(name, iconName, copy, act) {
  const element = make("button", null, icon(iconName), make("span", null, copy.say(`bar.${name}`)));
  element.type = "button";
  element.dataset.key = name;
  element.addEventListener("click", act);
  return element;
}

/** Reads the scene aloud, and while it does so, ends it. */
function listenKey({ speaking }, copy) {
  if (speaking !== "scene") return key("listen", "listen", copy, () => press("/speech", { what: "scene" }));
  const element = key("stop", "stop", copy, () => press("/speech", { what: "stop" }));
  element.dataset.key = "listen"; // it is the same key, also for the focus
  element.dataset.speaking = "";
  return element;
}

function factsKey(scene, copy, act) {
  const { given, all, drawing } = meter(scene);
  const element = make("button", "strong", drawing, make("span", null, copy.say("bar.facts", { given, all })));
  element.type = "button";
  element.dataset.key = "facts";
  element.addEventListener("click", act);
  return element;
}

function pressed(element, is) {
  element.setAttribute("aria-pressed", String(is));
  return element;
}

function strong(element) {
  element.classList.add("strong");
  return element;
}

// What the market tells stands where the keys leave room.
function paintNotice(page, copy) {
  const notice = at("notice");
  const text = isRest(page.scene) && page.scene.kind === "idle" ? copy.pick(page.scene.notice) : null;
  notice.hidden = !text || !page.linked;
  notice.replaceChildren(
    ...(text ? [make("strong", null, copy.say("notice")), " ", bdi(text, copy.language)] : []),
  );
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
