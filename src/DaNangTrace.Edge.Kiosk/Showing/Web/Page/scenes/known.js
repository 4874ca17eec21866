// A product of the catalog: registered, expired or recalled.

import { make, icon, bdi } from "../dom.js";
import { calendarDate, isPast } from "../clock.js";
import { named } from "../copy.js";
import { way } from "../way.js";
import { cautionAction, cautionLines, isOneShortLine, isStale, numbersOf, warns } from "./cautions.js";
import { grade, none, place, product, readWidth, rule, strip } from "./parts.js";
import { expired } from "./expired.js";
import { recalled } from "./recalled.js";

const MOST_CERTIFICATES = 12;

export function known(scene, context) {
  const safe = { ...scene, origin: scene.origin ?? {} };
  if (scene.alert === "recalled") return recalled(safe, context);
  if (scene.alert === "expired") return expired(safe, context);
  return registered(safe, context);
}

function registered(scene, { copy, frame }) {
  const { origin } = scene;
  const lines = cautionLines(scene, copy),
    beside = isOneShortLine(scene);
  // Neither "no warnings" nor "recalled" would be true: the sign must not say by its colour what its words can't.
  const sign = warns(scene, "compareLot")
    ? { shape: "chevron", tone: "not", emblem: "exclamation", word: copy.say(`${numbersOf(scene)}.word`) }
    : { shape: isStale(scene) ? "dotted" : "arc", tone: "known", emblem: "check", word: copy.say("known.word") };
  return {
    name: "known",
    className: lines && !beside ? "known warned" : "known",
    sign: { ...sign, action: cautionAction(scene, copy) ?? copy.say("known.action") },
    body: [
      strip(scene, copy),
      product(
        origin,
        copy,
        place(origin, copy),
        origin.provenanceStatement ? grade(origin.provenanceStatement.evidence, copy) : null,
        chips(origin, copy),
        beside && lines,
      ),
      !beside && lines,
      rule(),
      make("div", "facts", maker(origin, copy), dates(origin, copy)),
      way(origin, copy, readWidth(frame)),
    ],
  };
}

function chips(origin, copy) {
  const certificates = Array.isArray(origin.certification) ? origin.certification : [];
  const chips = certificates
    .filter(({ certificationEndDate }) => !isPast(certificationEndDate)) // One that has run out certifies nothing.
    .slice(0, MOST_CERTIFICATES)
    .map((certificate) => chip(certificate, copy))
    .filter(Boolean);
  return chips.length ? make("div", "chips", chips) : null;
}

function chip(certificate, copy) {
  const { certificationStandard: scheme, certificationValue: stars, certificationEndDate: validUntil } = certificate;
  const name = named(scheme);
  if (!name) return null;
  const given = Number.isInteger(stars) && stars >= 0 && stars <= 5;
  const year = !given && typeof validUntil === "string" ? validUntil.match(/^\d{4}/)?.[0] : null;
  return make(
    "span",
    "chip",
    make("span", "one-line", bdi({ text: name.text }), year && ` ${year}`),
    given && starRow(stars, copy),
  );
}

function starRow(stars, copy) {
  const row = make(
    "span",
    "stars",
    [1, 2, 3, 4, 5].map((n) => icon("star", n > stars ? "hollow" : "")),
  );
  row.setAttribute("role", "img");
  row.setAttribute("aria-label", copy.say("certificate.stars", { n: stars }));
  return row;
}

function maker(origin, copy) {
  const name = named(origin.manufacturer?.organizationName);
  return make(
    "div",
    null,
    make("p", "label", copy.say("maker")),
    make("p", "value two-lines", name ? bdi(name, copy.language) : none(copy)),
    name && grade(origin.manufacturer.evidence, copy),
  );
}

function dates(origin, copy) {
  const made = dateLine("made", origin.productionDate?.date, copy),
    expires = dateLine("expires", origin.expirationDate?.date, copy);
  const told = [origin.productionDate, origin.expirationDate].filter((day) => day?.date);
  return make(
    "div",
    "when",
    make("p", "label", made),
    make("p", "value", expires),
    evidenceOfBoth(told, copy),
  );
}

// One line stands under both days, and says only what holds of each.
function evidenceOfBoth([first, second], copy) {
  if (!first) return null;
  const [one, other] = [first.evidence ?? {}, (second ?? first).evidence ?? {}];
  const isSame = (key) => JSON.stringify(one[key]) === JSON.stringify(other[key]);
  if (!isSame("grade") || !isSame("by"))
    return make("p", "grade", icon("unnamed"), make("span", "one-line", copy.say("grade.several")));
  return grade({ grade: one.grade, by: one.by, on: isSame("on") ? one.on : null }, copy);
}

function dateLine(key, date, copy) {
  const text = calendarDate(copy.language, date);
  return text ? copy.say(`${key}.on`, { date: text }) : [copy.say(`${key}.none`), " ", none(copy)];
}
