// The keys under the deck: languages left, functions right. A key that would do nothing is not shown.

import { make, icon, bdi } from "./dom.js";
import { isRest } from "./scenes/index.js";
import { givenFacts, hasFacts, meter } from "./views/facts.js";
import { shorten } from "./fit.js";
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
  const { scene, easy } = page;
  const view = viewOf(page);
  const given = hasFacts(scene) && view !== "facts" ? givenFacts(scene) : null;
  // While the line is down, and for a scene of before a restart, the kiosk has no answer to these.
  const answers = page.linked && !page.orphan;
  const keys = [
    answers && isSpoken(page) && listen(page),
    { name: "easy", act: toggleEasy, pressed: easy },
    answers && scene.takeHome && view !== "home" && { name: "home", act: () => open("home") },
    given && { name: "facts", act: () => open("facts"), strong: true, given },
    view !== "answer" && { name: "back", act: () => open(view), strong: true },
  ].filter(Boolean);
  // Most scenes have the keys of the one before; one that has the focus must not lose it because the minute changed.
  const all = JSON.stringify([copy.language, view, keys]);
  const bar = at("keys");
  if (bar.dataset.all === all) return;
  const focused = document.activeElement?.dataset?.key;
  bar.dataset.all = all;
  bar.replaceChildren(...keys.map((each) => key(each, copy)));
  [...bar.children].find((each) => each.dataset.key === focused)?.focus();
}

/** Whether the kiosk can read this scene aloud in this language. */
function isSpoken(page) {
  return Array.isArray(page.hello?.spoken) && page.hello.spoken.includes(page.language);
}

function key({ name, words = name, act, pressed, strong, given, isSpeaking }, copy) {
  const counts = given && { given: given.filter(Boolean).length, all: given.length };
  const element = make(
    "button",
    strong ? "strong" : null,
    given ? meter(given) : icon(words),
    make("span", null, copy.say(`bar.${words}`, counts ?? {})),
  );
  element.type = "button";
  element.dataset.key = name;
  element.toggleAttribute("data-speaking", Boolean(isSpeaking));
  if (pressed !== undefined) element.setAttribute("aria-pressed", String(pressed));
  element.addEventListener("click", act);
  return element;
}

/** Reads the scene aloud, and while it does so, ends it. */
function listen({ speaking }) {
  const isSpeaking = speaking === "scene";
  return {
    name: "listen",
    words: isSpeaking ? "stop" : "listen",
    isSpeaking,
    act: () => press("/speech", { what: isSpeaking ? "stop" : "scene" }),
  };
}

// What the market tells stands where the keys leave room.
function paintNotice(page, copy) {
  const notice = at("notice");
  const text = isRest(page.scene) && page.scene.kind === "idle" ? copy.pick(page.scene.notice) : null;
  notice.hidden = !text || !page.linked;
  notice.replaceChildren(
    ...(text ? [make("strong", null, copy.say("notice")), " ", bdi(text, copy.language)] : []),
  );
  notice.classList.remove("long");
  if (!text) return;
  notice.classList.toggle("long", notice.scrollHeight > notice.clientHeight + 1);
  shorten(notice);
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
