// Codes that say nothing about an origin here: unknown items, web addresses, texts, a shop's own
// numbers, and items that could not be looked up. All lead to the same advice: ask the seller.

import { draw, make, bdi } from "../dom.js";
import { clean, grouped } from "../text.js";
import { none, strip } from "./parts.js";

export function notRegistered(scene, { copy }) {
  const what = ["web", "text"].includes(scene.what) ? scene.what : "item";
  return {
    name: "notRegistered",
    className: "not",
    sign: {
      shape: "chevron",
      tone: "not",
      emblem: "question",
      word: copy.say("not.word"),
      action: copy.say("not.action"),
    },
    // Nothing was looked up for an address or a text: there is no data whose age could be told.
    body: [strip(scene, copy, what === "item" ? undefined : []), ...sayAndAsk(`not.${what}`, copy), codeRead(what, scene, copy)],
  };
}

export function inStore(scene, { copy }) {
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
    body: [strip(scene, copy, scene.asOf ? undefined : []), ...sayAndAsk("store", copy), codeRead("item", scene, copy)],
  };
}

export function outOfReach(scene, { copy }) {
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
      ...sayAndAsk("reach", copy),
      codeRead("item", scene, copy),
    ],
  };
}

function sayAndAsk(key, copy) {
  const heading = copy.has(key) ? key : `${key}.heading`;
  return [
    make("h2", "heading", copy.say(heading)),
    make("p", "more", copy.say(`${key}.more`)),
    question(copy),
    make("p", "how", copy.say("ask.how")),
  ];
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

function codeRead(what, scene, copy) {
  const host = what === "web" ? clean(scene.host) : null;
  const code = what === "item" ? grouped(scene.code) : null;
  const length = what === "text" && Number.isFinite(scene.length) ? copy.say("code.text", { n: scene.length }) : null;
  const words = length ?? (host || code ? bdi({ text: host ?? code }) : none(copy));
  return make(
    "div",
    "foot code",
    make("span", "label", copy.say(what === "web" ? "code.web" : "code.read")),
    make("span", `read-code one-line${what === "item" ? "" : " words"}`, words),
  );
}
