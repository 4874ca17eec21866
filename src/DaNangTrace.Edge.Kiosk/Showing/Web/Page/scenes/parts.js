// Parts that several scenes share.

import { make, icon, bdi } from "../dom.js";
import { clean } from "../text.js";
import { ago, calendarDate, clockTime, dayOf, daysSince, now } from "../clock.js";

const DAY = 24 * 3600 * 1000;

// A recall may name more lots than a line holds; the printed notice has them all.
const MOST_LOTS = 8;

/** Older than a day: newer warnings may exist that this kiosk has not heard of. */
export function isStale(scene) {
  return Boolean(scene.stale) || now() - Date.parse(scene.warningsAsOf) > DAY;
}

/** Whether the scene carries a caution. */
export function warns(scene, caution) {
  return Array.isArray(scene.cautions) && scene.cautions.includes(caution);
}

/** The strip on top: how fresh the data is, and the time. */
export function strip(scene, copy, own) {
  return make("div", "strip", own ?? freshness(scene, copy), make("time", null, clockTime(copy.language)));
}

function freshness(scene, copy) {
  if (!Number.isFinite(Date.parse(scene.asOf))) return line("aged", copy.say("fresh.none"));
  if (isStale(scene)) {
    return make(
      "span",
      "badge",
      icon("aged"),
      make("span", "one-line", copy.say("stale.badge", { date: dayOf(copy.language, scene.warningsAsOf ?? scene.asOf) })),
    );
  }
  const age = ago(copy.language, scene.asOf);
  return line("refresh", age ? copy.say("fresh.ago", { ago: age }) : copy.say("fresh.now"));
}

/** An icon and a few words in the strip. */
export function line(iconName, text) {
  return [icon(iconName), make("span", "fresh one-line", text)];
}

export function staleDays(scene) {
  return Math.max(1, daysSince(scene.warningsAsOf ?? scene.asOf));
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
  return make("p", "grade", icon(evidence.grade), make("span", "one-line", trimmed(copy.phrase(key, { by, date }))));
}

// Without a date the sentence must not end in ", ".
function trimmed(parts) {
  const last = parts.length - 1;
  return parts.map((part, index) => (index === last && typeof part === "string" ? part.replace(/[,\s]+$/, "") : part));
}

/** The product's own name first, what it means under it. */
export function productName(origin, copy) {
  const own = copy.pick({ vi: origin.productName?.vi }) ?? copy.pick(origin.productName);
  const translation = own && copy.language !== "vi" ? translated(origin.productName, own, copy) : null;
  const name = make("h2", "two-lines", own ? bdi(own, copy.language) : none(copy));
  name.id = "name";
  return [name, translation && make("p", "translation one-line", bdi(translation, copy.language))];
}

function translated(texts, own, copy) {
  const other = copy.pick(texts);
  return other && other.text !== own.text ? other : null;
}

const HASH = /^[0-9a-f]{64}$/;

export function picture(origin, copy) {
  const image = make("img");
  image.alt = copy.say("known.picture");
  image.onerror = () => {
    image.onerror = null;
    image.src = "/page/art/generic.svg";
  };
  image.src = HASH.test(origin.image) ? `/image/${origin.image}` : "/page/art/generic.svg";
  const missing = origin.image ? null : make("figcaption", null, copy.say("picture.none"));
  return make("figure", "picture", image, missing);
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

export function recalledLots(scene, copy) {
  const lots = lotList(scene);
  return lots && make("div", "lots", icon("warning"), make("p", "two-lines", copy.phrase("lots.caution", { lots })));
}

export function lotList(scene) {
  const lots = Array.isArray(scene.recall?.lots) ? scene.recall.lots.map(clean).filter(Boolean) : [];
  if (!lots.length) return null;
  const shown = lots.slice(0, MOST_LOTS).flatMap((text, index) => {
    const lot = bdi({ text });
    lot.className = "lot-name one-line"; // a lot is compared letter by letter: it must not break at its hyphen
    return index ? [", ", lot] : [lot];
  });
  return lots.length > MOST_LOTS ? [...shown, "…"] : shown;
}
