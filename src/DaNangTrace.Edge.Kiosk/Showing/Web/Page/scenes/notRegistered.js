// Codes that say nothing about an origin here: unknown items, web addresses, texts, a shop's own
// numbers, and items that could not be looked up. All lead to the same advice: ask the seller.

import { draw, make, icon, bdi } from "../dom.js";
import { calendarDate } from "../clock.js";
import { clean, grouped } from "../text.js";
import { press } from "../line.js";
import { dateToCheck } from "./cautions.js";
import { mend } from "./contact.js";
import { daysPast, none, strip } from "./parts.js";

export function notRegistered(scene, { copy, page }) {
  const what = ["web", "text", "stamp"].includes(scene.what) ? scene.what : "item";
  const isThing = what === "item" || what === "stamp";
  return {
    name: "notRegistered",
    className: "not",
    sign: {
      shape: "chevron",
      tone: "not",
      emblem: "question",
      word: copy.say("not.word"),
      action: scene.expiry?.isCertain ? daysPast("expired.action", scene.expiry, copy) : copy.say("not.action"),
    },
    // Nothing was looked up for an address or a text: there is no data whose age could be told.
    body: [
      strip(scene, copy, isThing ? undefined : []),
      ...sayAndAsk(isThing ? "not.item" : `not.${what}`, copy, page, dateOnCode(scene, copy)),
      codeRead(what, scene, copy),
      scene.onCode && codeSays(scene.onCode, copy),
      mend("mend.not", page, copy),
    ],
  };
}

export function inStore(scene, { copy, page }) {
  return {
    name: "inStore",
    className: "not",
    sign: {
      shape: "ticket",
      tone: "store",
      emblem: "tag",
      word: copy.say("store.word"),
      action: copy.say("store.action"),
    },
    body: [
      strip(scene, copy, scene.asOf ? undefined : []),
      ...sayAndAsk("store", copy, page),
      codeRead("item", scene, copy),
    ],
  };
}

export function outOfReach(scene, { copy, page }) {
  return {
    name: "outOfReach",
    className: "not",
    sign: {
      shape: "plain",
      tone: "grey",
      emblem: "unfound",
      word: copy.say("reach.word"),
      action: copy.say("reach.action"),
    },
    body: [
      strip(scene, copy, []),
      ...sayAndAsk("reach", copy, page),
      codeRead("item", scene, copy),
    ],
  };
}

/** The city is being asked: no verdict yet, so no sign that could be taken for one. */
export function reading(scene, { copy }) {
  return {
    name: "reading",
    className: "not",
    sign: {
      shape: "plain",
      tone: "grey",
      emblem: "search",
      word: copy.say("reading.word"),
      action: copy.say("reading.action"),
    },
    body: [
      strip(scene, copy, []),
      make("h2", "heading", copy.say("reading.heading")),
      make("p", "more", copy.say("reading.more")),
      codeRead("item", scene, copy),
    ],
  };
}

function sayAndAsk(key, copy, page, before = null) {
  const heading = copy.has(key) ? key : `${key}.heading`;
  return [
    make("h2", "heading", copy.say(heading)),
    make("p", "more", copy.say(`${key}.more`)),
    before,
    make(
      "div",
      "ask",
      question(copy),
      make("div", "how", speakKey(page, copy), make("p", "", copy.say("ask.how"))),
    ),
  ];
}

/** Says the question to the seller, and while it does so, ends it: the only key above the deck. */
function speakKey(page, copy) {
  if (!page.linked || !page.hello?.spoken?.includes?.("vi") || page.hello?.panel?.touch === false) return null;
  const [name, words, what] =
    page.speaking === "question" ? ["stop", "bar.stop", "stop"] : ["listen", "ask.key", "question"];
  const key = make("button", "speak", icon(name), make("span", "", copy.say(words)));
  key.type = "button";
  key.toggleAttribute("data-speaking", what === "stop");
  key.addEventListener("click", () => press("/speech", { what }));
  return key;
}

/** The question in Vietnamese, to be shown to the seller; what it means under it. */
function question(copy) {
  const asked = make("p", "asked", copy.say("ask.vi"));
  if (copy.language !== "vi") asked.lang = "vi";
  const meaning = copy.say("ask");
  return make(
    "div",
    "question",
    asked,
    copy.language === "vi" ? null : make("p", "meaning", meaning),
    draw(
      "svg",
      { viewBox: "0 0 36 28", "aria-hidden": "true" },
      draw("path", { d: "M2 0 18 25 34 0" }),
      draw("path", { class: "open", d: "M4 -.5H32" }),
    ),
  );
}

function dateOnCode({ expiry }, copy) {
  if (!expiry) return null;
  const check = () => make("div", "cautions", dateToCheck({ expiry }, copy));
  if (!expiry.isCertain) return check();
  return expiry.isDayKnown === false ? [pastDate(expiry, copy), check()] : pastDate(expiry, copy);
}

/** A day of use on the code, or in the records of all candidates, that has passed. */
export function pastDate(expiry, copy) {
  const date = calendarDate(copy.language, expiry.date) ?? copy.say("none");
  return make(
    "div",
    "past-date",
    icon("past"),
    make(
      "p",
      "",
      make("strong", "", daysPast("past", expiry, copy)),
      " ",
      make("span", "", copy.say(expiry.source === "code" ? "past.code" : "past.record", { date })),
    ),
  );
}

const CODE_CLASS = {
  item: "read-code one-line",
  web: "read-code words one-line",
  text: "read-code words one-line",
  stamp: "read-code words two-lines", // a trace code may have 64 characters
};

export function codeRead(what, scene, copy) {
  const host = what === "web" ? clean(scene.host) : null;
  const code = what === "item" ? grouped(scene.code) : what === "stamp" ? clean(scene.code) : null;
  const length = what === "text" && Number.isFinite(scene.length) ? copy.say("code.text", { n: scene.length }) : null;
  const words = length ?? (host || code ? bdi({ text: host ?? code }) : none(copy));
  return make(
    "div",
    "foot code",
    make("span", "label", copy.say(what === "web" ? "code.web" : "code.read")),
    make("span", CODE_CLASS[what], words),
  );
}

/** What the code itself says: whoever printed it says so, and nobody confirmed it. */
function codeSays(onCode, copy) {
  const day = (text) => calendarDate(copy.language, text);
  const facts = [
    ["lot", clean(onCode.lot)],
    ["serial", clean(onCode.serial)],
    ["expired.made", day(onCode.made)],
    ["packed", day(onCode.packed)],
    ["bestBefore", day(onCode.bestBefore)],
    ["expired.date", day(onCode.expires)],
    ["country", copy.country(onCode.country)],
  ].filter(([, text]) => text);
  return (
    facts.length > 0 &&
    make(
      "div",
      "code-says",
      make("p", "label", copy.say("code.says")),
      make(
        "dl",
        "",
        facts.map(([key, text]) =>
          make("div", "one-line", make("dt", "", copy.say(key)), " ", make("dd", "", bdi({ text }))),
        ),
      ),
    )
  );
}
