// Called back: which one, why, who says so, what to do; the way stops. Nothing else weighs as much: no cautions here.

import { make, icon, bdi } from "../dom.js";
import { calendarDate } from "../clock.js";
import { clean } from "../text.js";
import { way } from "../way.js";
import { number as phone } from "./contact.js";
import { none, numbersIn, product, readWidth, rule, strip } from "./parts.js";

export function recalled(scene, { copy, frame, page }) {
  const { origin } = scene;
  const recall = scene.recall ?? {};
  return {
    name: "recalled",
    className: "red recalled",
    sign: {
      shape: "octagon",
      tone: "red",
      emblem: "exclamation",
      strong: true,
      word: copy.say("recalled.word"),
      action: copy.say("recalled.action"),
    },
    body: [
      strip(scene, copy),
      product(origin, copy, numbers(scene, recall, copy), make("p", "tag two-lines", tag(recall, copy))),
      rule(),
      notice("warning", reason(recall, copy), source(recall, copy)),
      rule(),
      notice("stall", given(recall.advice, "recalled.advice", copy), contact(recall, page, copy)),
      way(origin, copy, readWidth(frame), { stopped: true }),
    ],
  };
}

// The numbers by which the shopper knows this one again: the lot, the serial number where those are recalled.
function numbers(scene, recall, copy) {
  const [lots, bySerial] = [numbersIn(recall.lots), numbersIn(recall.serials).length > 0];
  return [
    // Where every lot is recalled, only one that is known tells more.
    (lots.length > 0 || (!bySerial && clean(scene.lot))) && number("lot", scene.lot, copy),
    bySerial && number("serial", scene.serial, copy),
  ];
}

function number(key, value, copy) {
  const text = clean(value);
  return make("p", "lot one-line", make("span", "tag-word", copy.say(key)), " ", text ? bdi({ text }) : none(copy));
}

function tag(recall, copy) {
  const [lots, serials] = [numbersIn(recall.lots), numbersIn(recall.serials)];
  if (!lots.length && !serials.length) return copy.say("recalled.allLots");
  // Serial numbers come only where this item's own is one of them.
  return copy.say(serials.length ? "recalled.thisItem" : "recalled.thisLot");
}

function notice(iconName, head, under) {
  return make(
    "div",
    "notice",
    icon(iconName),
    make("div", null, make("p", "value two-lines", head), under.length ? make("p", "label two-lines", under) : null),
  );
}

function reason(recall, copy) {
  const reason = copy.pick(recall.reason);
  return reason ? copy.phrase("recalled.reason", { reason }) : [copy.say("recalled.reasonNone"), " ", none(copy)];
}

/** The notice and its day, and the office that gave it. */
function source(recall, copy) {
  const number = clean(recall.notice),
    date = calendarDate(copy.language, recall.date);
  const authority = copy.pick(recall.authority);
  const told = { notice: { text: number }, date: date ?? copy.say("none") };
  return [
    number ? copy.phrase("recalled.notice", told) : (date ?? []),
    (number || date) && authority ? copy.say("separator") : "",
    authority ? bdi(authority, copy.language) : [],
  ]
    .flat()
    .filter(Boolean);
}

/** Whom the notice names; else this market's office, with its number where there is one. */
function contact(recall, page, copy) {
  const told = given(recall.contact, "recalled.contact", copy);
  const call = copy.pick(recall.contact) ? null : phone(page);
  return call ? copy.phrase("recalled.call", { who: told, number: [call] }) : told;
}

function given(texts, otherwise, copy) {
  const text = copy.pick(texts);
  return text ? [bdi(text, copy.language)] : [copy.say(otherwise)];
}
