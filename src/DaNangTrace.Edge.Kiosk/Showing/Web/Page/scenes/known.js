// A product of the catalog: registered, expired or recalled.

import { make, icon, bdi } from "../dom.js";
import { calendarDate, isPast } from "../clock.js";
import { named } from "../copy.js";
import { way } from "../way.js";
import { cautionAction, cautionLines, isOneShortLine, isStale, numbersOf, warns } from "./cautions.js";
import { mend } from "./contact.js";
import { common, grade, mark, none, place, product, readWidth, rule, strip } from "./parts.js";
import { expired } from "./expired.js";
import { recalled } from "./recalled.js";

const MOST_CERTIFICATES = 12;

export function known(scene, context) {
  const safe = { ...scene, origin: scene.origin ?? {} };
  if (scene.alert === "recalled") return recalled(safe, context);
  if (scene.alert === "expired") return expired(safe, context);
  return registered(safe, context);
}

function registered(scene, { copy, frame, page }) {
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
      mend("mend.known", page, copy),
    ],
  };
}

function chips(origin, copy) {
  const certificates = (Array.isArray(origin.certification) ? origin.certification : [])
    .filter(({ certificationEndDate }) => !isPast(certificationEndDate)) // One that has run out certifies nothing.
    .filter(({ certificationStandard }) => named(certificationStandard))
    .slice(0, MOST_CERTIFICATES);
  if (!certificates.length) return null;
  return make("div", "chips", certificates.map((certificate) => chip(certificate, copy)));
}

function chip(certificate, copy) {
  const { name, stars } = schemeOf(certificate);
  const { certificationEndDate: validUntil, evidence } = certificate;
  const given = Number.isInteger(stars) && stars >= 0 && stars <= 5;
  const year = !given && typeof validUntil === "string" ? validUntil.match(/^\d{4}/)?.[0] : null;
  return make(
    "span",
    "chip",
    mark(evidence, copy),
    make("span", "one-line", bdi({ text: name }), year && ` ${year}`),
    given && starRow(stars, copy),
  );
}

// Some records write the stars into the scheme's name.
const STARS_IN_NAME = /^(.+?)\s+([1-5])\s*(?:sao|stars?)$/i;

function schemeOf({ certificationStandard, certificationValue }) {
  const { text } = named(certificationStandard);
  const [, scheme, stars] = (certificationValue === undefined && text.match(STARS_IN_NAME)) || [];
  return scheme ? { name: scheme, stars: Number(stars) } : { name: text, stars: certificationValue };
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
  const address = addressOf(origin, copy);
  return make(
    "div",
    "maker",
    make("p", "label", copy.say("maker")),
    make("p", "value two-lines", name ? bdi(name, copy.language) : none(copy)),
    address && make("p", "label address one-line", bdi(address, copy.language)),
    name && grade(origin.manufacturer.evidence, copy),
  );
}

/** The maker's address; where it ends with the place that stands above, without that. */
function addressOf(origin, copy) {
  const address = copy.pick(origin.manufacturer?.address),
    place = copy.pick(origin.provenanceStatement?.text)?.text;
  if (!address || address.text === place) return null;
  const tail = `, ${place}`;
  return place && address.text.endsWith(tail) ? { ...address, text: address.text.slice(0, -tail.length) } : address;
}

// When it was made, and until when it is good or how long it keeps. The grade stands under what it confirms; where that
// is the lower line only, the upper one has a mark of its own.
function dates(origin, copy) {
  const made = day("made", origin.productionDate, copy),
    last = day("expires", origin.expirationDate, copy) ?? keeps(origin, copy);
  const missing = (key) => [copy.say(`${key}.none`), " ", none(copy)];
  const [above, below] =
    made && !last ? [missing("expires"), made] : [made?.text ?? missing("made"), last ?? { text: missing("expires") }];
  const told = [made, last].filter(Boolean);
  const ofAll = common(told.map(({ evidence }) => evidence));
  return make(
    "div",
    "when",
    make("p", "label", !ofAll && mark(made.evidence, copy), above),
    make("p", `value ${below.className ?? ""}`.trim(), below.text),
    told.length > 0 && grade(ofAll ?? last.evidence, copy),
  );
}

function day(key, fact, copy) {
  const date = calendarDate(copy.language, fact?.date);
  return date && { text: copy.say(`${key}.on`, { date }), evidence: fact.evidence };
}

function keeps({ shelfLife, evidenceOf }, copy) {
  const life = copy.pick(shelfLife);
  if (!life) return null;
  return { text: copy.phrase("expires.life", { life }), className: "life two-lines", evidence: evidenceOf?.shelfLife };
}
