// What is to be said beside the verdict: the weightiest caution stands on the sign, each has a line in the read column.

import { make, icon } from "../dom.js";
import { calendarDate, daysSince } from "../clock.js";
import { isAgeKnown, isOld, isTimeKnown, none, numberList, numbersIn } from "./parts.js";

/** "No warnings" is as old as the list of warnings, and means nothing where there is none. */
export function isStale(scene) {
  return Boolean(scene.stale) || !hasList(scene) || !isListAgeKnown(scene) || isOld(scene.warningsAsOf);
}

function isListAgeKnown(scene) {
  return isAgeKnown(scene.warningsAsOf, scene.isWarningsAgeKnown);
}

function hasList(scene) {
  return Number.isFinite(Date.parse(scene.warningsAsOf));
}

/** A scene's cautions, the weightiest first. */
export function cautionsOf(scene) {
  const given = Array.isArray(scene.cautions) ? scene.cautions.filter((one) => Object.hasOwn(LINES, one)) : [];
  // The list may have grown old while the scene stood.
  return isStale(scene) && !given.includes("newerWarnings") ? [...given, "newerWarnings"] : given;
}

/** Whether the scene carries a caution. */
export function warns(scene, caution) {
  return cautionsOf(scene).includes(caution);
}

/** What the weightiest caution says on the sign; null where none speaks there. */
export function cautionAction(scene, copy) {
  const first = cautionsOf(scene).find((one) => Object.hasOwn(ACTIONS, one));
  return first ? ACTIONS[first](scene, copy) : null;
}

/** Their lines, the weightiest first; null where there are none. */
export function cautionLines(scene, copy) {
  const lines = cautionsOf(scene).flatMap((one) => LINES[one](scene, copy));
  return lines.length ? make("div", "cautions", lines) : null;
}

/** Whether one short line is all there is to say: it finds its place beside the picture. */
export function isOneShortLine(scene) {
  const [first, second] = cautionsOf(scene);
  return second === undefined && ["noLotData", "newerWarnings"].includes(first);
}

/**
 * Which numbers the shopper is to compare: "lots", "serials", or both: "numbers"; "some" where no number tells
 * which items are recalled.
 */
export function numbersOf(scene) {
  const [lots, serials] = [scene.recall?.lots, scene.recall?.serials].map((texts) => numbersIn(texts).length > 0);
  return lots && serials ? "numbers" : lots ? "lots" : serials ? "serials" : "some";
}

/** The day of use that the shopper has to judge. */
export function dateToCheck(scene, copy) {
  const date = calendarDate(copy.language, scene.expiry?.date) ?? copy.say("none");
  return caution("aged", copy.say("date.caution", { date }));
}

// What only the product's record lacks takes nothing from the verdict: it is no word for the sign.
const ACTIONS = {
  compareLot: (scene, copy) => copy.say(scene.kind === "several" ? "several.some" : `${numbersOf(scene)}.action`),
  checkDate: (scene, copy) => copy.say("date.action"),
  someExpired: (scene, copy) => copy.say("date.action"),
  seenOften: (scene, copy) => copy.say("not.action"),
  seenAtTwoMarkets: (scene, copy) => copy.say("not.action"),
  newerWarnings: (scene, copy) => {
    if (!hasList(scene)) return copy.say("list.none.action");
    if (scene.areWarningsUnheard) return copy.say("unheard.action");
    if (!isListAgeKnown(scene) || !isTimeKnown(scene)) return copy.say("list.unknown.action");
    return copy.say("stale.action", { n: Math.max(1, daysSince(scene.warningsAsOf)) });
  },
};

const LINES = {
  compareLot: recalledNumbers,
  checkDate: dateToCheck,
  someExpired: (scene, copy) => caution("aged", copy.say("several.expired")),
  seenOften: (scene, copy) => caution("warning", copy.say("often.caution")),
  seenAtTwoMarkets: (scene, copy) => caution("warning", copy.say("markets.caution")),
  noLotData: (scene, copy) => caution("unnamed", [copy.say("general"), " ", none(copy)], "quiet"),
  newerWarnings: (scene, copy) => caution("aged", copy.say(staleWords(scene))),
};

function staleWords(scene) {
  if (!hasList(scene)) return "list.none.caution";
  return scene.areWarningsUnheard ? "unheard.caution" : "stale.caution";
}

function recalledNumbers(scene, copy) {
  const lines = ["lots", "serials"].flatMap((kind) => {
    const numbers = numberList(scene.recall?.[kind], copy);
    return numbers ? [caution("warning", copy.phrase(`${kind}.caution`, { [kind]: numbers }), "recall")] : [];
  });
  if (!lines.length)
    return caution("warning", copy.say(scene.kind === "several" ? "several.recalled" : "some.caution"), "recall");
  const told = make("div", "cautions of-recall", lines);
  // No room even for one number of a kind: the sign asks to compare, so here it is said who has them.
  told.leave = () => told.replaceChildren(caution("warning", copy.say("numbers.office"), "recall"));
  return told;
}

function caution(iconName, words, className = "") {
  return make("div", `caution ${className}`.trim(), icon(iconName), make("p", "", words));
}
