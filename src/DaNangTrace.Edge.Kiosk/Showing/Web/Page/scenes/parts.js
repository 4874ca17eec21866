// Parts that several scenes share.

import { make, icon, bdi } from "../dom.js";
import { clean, grouped } from "../text.js";
import { DAY, ago, calendarDate, clockTime, dayOf, fullDayOf, now } from "../clock.js";

// Clocks that are both set may differ by so much; data of a later time was dated by a wrong clock, or is read by one.
const MOST_AHEAD = 10 * 60 * 1000;

// A recall may name more numbers than a line holds; the others are counted, and the market office can tell.
const MOST_NUMBERS = 8;

/** Whether it is known how old data is; `told` is the kiosk's own word, false where its clock can't tell. */
export function isAgeKnown(instant, told) {
  return told !== false && Date.parse(instant) - now() <= MOST_AHEAD;
}

/** Older than a day: it is said so. */
export function isOld(instant) {
  return now() - Date.parse(instant) > DAY;
}

/** The strip on top: how fresh the data is, and the time; none by a clock that was not set. */
export function strip(scene, copy, own) {
  const time = isTimeKnown(scene) && make("time", null, clockTime(copy.language));
  return make("div", "strip", own ?? freshness(scene, copy), time);
}

/** Whether the kiosk's clock is set. */
export function isTimeKnown(scene) {
  return scene.isTimeKnown !== false;
}

/** Past its date by so many days; by at least so many where nobody knows which day it is. */
export function daysPast(key, expiry, copy) {
  const n = Number.isFinite(expiry?.daysPast) ? Math.max(0, expiry.daysPast) : 0;
  return copy.say(expiry?.isDayKnown === false ? `${key}.least` : key, { n });
}

/** Whether the kiosk hears nothing from the city now. */
function isOffline(scene) {
  return scene.isOffline === true;
}

function badge(iconName, text) {
  return make("span", "badge", icon(iconName), make("span", "one-line", text));
}

// The age of what is told about the product. That of the list of warnings is told on the sign.
function freshness(scene, copy) {
  // A sample, or a file of the kiosk's own, has no age: the day on which it came here is none.
  if (["sample", "seed"].includes(scene.source))
    return isOffline(scene)
      ? badge("offline", copy.say(`offline.${scene.source}`))
      : badge("aged", copy.say(`fresh.${scene.source}`));
  const knows = Number.isFinite(Date.parse(scene.asOf));
  if (!knows && !Number.isFinite(Date.parse(scene.warningsAsOf))) return line("aged", copy.say("fresh.none"));
  // Nothing is registered, and all that is told of it stands in the list.
  const [instant, key, told] = knows
    ? [scene.asOf, "fresh", scene.isAgeKnown]
    : [scene.warningsAsOf, "fresh.list", scene.isWarningsAgeKnown];
  if (!isAgeKnown(instant, told)) {
    const date = fullDayOf(copy.language, instant);
    return badge(isOffline(scene) ? "offline" : "aged", copy.say("fresh.unknown", { date }));
  }
  if (isOld(instant)) {
    const date = dayOf(copy.language, instant);
    return isOffline(scene)
      ? badge("offline", copy.say("offline.date", { date }))
      : badge("aged", copy.say("stale.badge", { date }));
  }
  const age = ago(copy.language, instant);
  if (isOffline(scene))
    return badge("offline", age ? copy.say("offline.ago", { ago: age }) : copy.say("offline.now"));
  return line("refresh", age ? copy.say(`${key}.ago`, { ago: age }) : copy.say(`${key}.now`));
}

/** An icon and a few words in the strip. */
export function line(iconName, text) {
  return [icon(iconName), make("span", "fresh one-line", text)];
}

export function none(copy) {
  return make("span", "none", copy.say("none"));
}

/** Who stands behind a claim: hollow = declared, half = matched, filled ✓ = inspected; always with words. */
export function grade(evidence, copy) {
  const known = ["declared", "matched", "inspected"].includes(evidence?.grade);
  if (!known) return make("p", "grade", icon("unnamed"), make("span", "one-line", copy.say("source"), " ", none(copy)));
  const by = copy.pick(evidence.by);
  const date = calendarDate(copy.language, evidence.on, { short: true }) ?? "";
  const key = `grade.${evidence.grade}${by ? "" : ".anyone"}`;
  const day = date && make("span", "kept day", date);
  const parts = trimmed(copy.phrase(key, { by, date: day })).filter((part) => part !== "");
  return make("p", "grade", icon(evidence.grade), make("span", "says", parts.map(shrinking)));
}

/** What holds of several facts: who stands behind all of them, and when, if at one time; null where not one does. */
export function common(evidences) {
  const all = evidences.map((evidence) => evidence ?? {});
  const isSame = (name) => all.every((one) => JSON.stringify(one[name]) === JSON.stringify(all[0][name]));
  if (!isSame("grade") || !isSame("by")) return null;
  return { grade: all[0]?.grade, by: all[0]?.by, on: isSame("on") ? all[0]?.on : null };
}

/** One line under several facts says only what holds of each. */
export function commonGrade(evidences, copy) {
  const evidence = common(evidences);
  if (evidence) return grade(evidence, copy);
  return make("p", "grade", icon("unnamed"), make("span", "one-line", copy.say("grade.several")));
}

/** The mark of a claim for which there is no room for words; they are told to who can't see it. */
export function mark(evidence, copy) {
  const kind = ["declared", "matched", "inspected"].includes(evidence?.grade) ? evidence.grade : "unnamed";
  const drawing = icon(kind, "mark");
  drawing.removeAttribute("aria-hidden");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", grade(evidence, copy).textContent);
  return drawing;
}

// Only the name from outside may be cut: what was done stays, and when, while there is room for it.
function shrinking(part) {
  if (typeof part === "string") return make("span", "kept", part);
  if (!part.className) part.className = "one-line";
  return part;
}

// Without a date the sentence must not end in ", ".
function trimmed(parts) {
  const last = parts.length - 1;
  return parts.map((part, index) => (index === last && typeof part === "string" ? part.replace(/[,\s]+$/, "") : part));
}

/** The product's own name first, what it means under it. */
export function productName(origin, copy) {
  const { own, translation } = names(origin.productName, copy);
  const name = make("h2", "two-lines", own ? bdi(own, copy.language) : [copy.say("name"), " ", none(copy)]);
  name.id = "name";
  // Without a name its number is what a shopper can compare.
  const under = own ? translation && bdi(translation, copy.language) : grouped(origin.gtin);
  return [name, under && make("p", "translation two-lines", under)];
}

/** Its own name, and what that means where the page speaks another language. */
export function names(texts, copy) {
  const own = copy.pick({ vi: texts?.vi }) ?? copy.pick(texts);
  const other = own && copy.language !== "vi" ? copy.pick(texts) : null;
  return { own, translation: other && other.text !== own.text ? other : null };
}

/** What a picture is asked for by: the SHA-256 of its bytes. */
export const HASH = /^[0-9a-f]{64}$/;
const GENERAL = "/page/art/generic.svg";

// Up to here the middle of a picture fills the frame well; of one that is longer, too much would be cut off.
const [NARROWEST, WIDEST] = [0.55, 1.5];

export function picture(origin, copy) {
  const figure = make("figure", "picture", image(origin.image, copy, gone));
  if (!HASH.test(origin.image)) gone();
  return figure;

  function gone() {
    if (!figure.querySelector("figcaption")) figure.append(make("figcaption", null, copy.say("picture.none")));
  }
}

/** A picture by its hash; where there is none, or it can't be shown, a general drawing. */
export function image(hash, copy, onGone) {
  const image = make("img");
  image.alt = copy.say("known.picture");
  image.onload = () => {
    const shape = image.naturalWidth / image.naturalHeight;
    image.classList.toggle("whole", shape < NARROWEST || shape > WIDEST);
  };
  image.onerror = () => {
    image.onerror = null;
    image.src = GENERAL;
    onGone();
  };
  image.src = HASH.test(hash) ? `/image/${hash}` : GENERAL;
  return image;
}

/** The product: its name and what the scene tells under it, beside its picture. */
export function product(origin, copy, ...under) {
  return make("div", "product", make("div", null, productName(origin, copy), under), picture(origin, copy));
}

export function place(origin, copy) {
  const text = copy.pick(origin.provenanceStatement?.text);
  return make("p", "place", icon("pin"), text ? make("span", "two-lines", bdi(text, copy.language)) : none(copy));
}

export function rule() {
  return make("hr", "rule");
}

/** The read column inside its padding, in u. */
export function readWidth(frame) {
  return frame.portrait ? frame.width - 64 : frame.width - 416 - 64;
}

/** Recalled lots or serial numbers that can be shown. */
export function numbersIn(texts) {
  return Array.isArray(texts) ? texts.map(clean).filter(Boolean) : [];
}

/**
 * They, to be compared letter by letter; null where none are named. Where the list finds no room, its `fewer()` counts
 * one more instead of showing it, and answers whether there was one to spare.
 */
export function numberList(texts, copy) {
  const numbers = numbersIn(texts);
  if (!numbers.length) return null;
  const list = make("span", "numbers");
  let count = Math.min(numbers.length, MOST_NUMBERS);
  const fill = () => {
    const shown = numbers.slice(0, count).flatMap((text, index) => {
      // It breaks only where it is longer than a line, and a comma does not leave it.
      const number = make("span", "number two-lines", bdi({ text }), index < count - 1 && ",");
      return index ? [" ", number] : [number];
    });
    const left = numbers.length - count;
    list.replaceChildren(...shown, left > 0 ? copy.say("numbers.more", { n: left }) : "");
  };
  fill();
  list.fewer = () => {
    if (count === 1) return false;
    count--;
    fill();
    return true;
  };
  return list;
}
