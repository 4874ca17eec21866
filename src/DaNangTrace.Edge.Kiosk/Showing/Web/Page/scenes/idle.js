// Nobody here: the market's name, what to do, whom to call, and the time; or what the market tells.

import { draw, make, icon, bdi } from "../dom.js";
import { clockTime, weekday } from "../clock.js";
import { shorten } from "../fit.js";
import { contact, kioskId } from "./contact.js";
import { isTimeKnown } from "./parts.js";
import { paintTold } from "./told.js";

const at = (id) => document.getElementById(id);
const PROMPT = 92,
  PROMPT_FLOOR = 56;
const MARKET = 44,
  MARKET_BESIDE = 34, // smaller than that it stands below the clock, where it is large
  MARKET_FLOOR = 24;
const PRODUCTS = 23,
  PRODUCTS_FLOOR = 20;
const MARGIN = 40,
  HELP = 110, // four lines
  TIME = 150,
  CLOCK = 200; // time and day
const LOGO = [140, 110, 80]; // how wide it may be; what the words need it gives

export function paintIdle(page, copy, frame) {
  const { scene } = page;
  const told = scene.kind === "announcement" ? scene.text : null;
  const market = copy.pick(page.hello?.market?.name);
  at("market").replaceChildren(...(market ? [bdi(market, copy.language)] : []));
  paintCoverage(scene, copy);
  at("time").textContent = isTimeKnown(scene) ? clockTime(copy.language) : "";
  at("day").textContent = isTimeKnown(scene) ? weekday(copy.language) : "";
  paintHelp(page, copy, frame);
  paintLogo(Boolean(page.hello?.market?.hasLogo), () => {
    fitMarket(frame, told);
    fitPrompt(frame);
  });
  fitMarket(frame, told);
  at("told").hidden = !told;
  if (told) paintTold(told, page, copy);

  at("prompt").replaceChildren(copy.say("idle.prompt"), icon("down"));
  at("others").replaceChildren(
    ...[...page.copies.values()]
      .filter((other) => other !== copy)
      .map((other) => {
        const line = make("p", null, other.say("idle.prompt").replace("\n", other.language === "zh" ? "" : " "));
        line.lang = other.language;
        return line;
      }),
  );
  fitPrompt(frame);
  drawBridge(frame);
}

// The number stands in a line of its own: whatever else is cut, it is not.
function paintHelp(page, copy, frame) {
  const id = kioskId(page, copy);
  const [who, , number] = contact(page, copy);
  who.classList.add("two-lines");
  at("help").replaceChildren(
    ...(id
      ? [
          make("p", "which two-lines", id),
          make("p", "whom", copy.phrase("help", { who })),
          ...(number ? [make("p", "phone one-line", number)] : []),
        ]
      : []),
  );
  fitHelp(frame);
}

// What finds no room is the end of the name.
function fitHelp({ unit }) {
  const help = at("help");
  help.classList.remove("long");
  help.classList.toggle("long", help.getBoundingClientRect().height / unit > HELP);
  for (const text of help.querySelectorAll(".two-lines")) shorten(text);
}

// It has no room before its shape is known, and none where it does not come.
function paintLogo(has, fit) {
  const logo = at("logo");
  logo.onload = () => {
    logo.style.setProperty("--ratio", logo.naturalWidth / logo.naturalHeight);
    logo.hidden = false;
    fit();
  };
  logo.onerror = () => logo.removeAttribute("src"); // it is asked for again
  if (has && !logo.hasAttribute("src")) logo.src = "/market/logo";
  const isThere = has && logo.complete && logo.naturalWidth > 0;
  logo.hidden = !isThere;
  if (!isThere) delete at("idle").dataset.logo;
}

/** How many of the codes that were asked for are known; before that is counted, how many products there are. */
function paintCoverage({ coverage, products }, copy) {
  const { known, codes } = coverage ?? {};
  const isCounted = Number.isFinite(known) && codes > 0;
  at("products").textContent = isCounted
    ? copy.say("idle.coverage", { known, codes })
    : Number.isFinite(products)
      ? copy.say("idle.products", { n: products })
      : "";
  at("coverage").toggleAttribute("hidden", !isCounted); // a drawing has no property of that name
  if (isCounted) at("covered").setAttribute("width", String(Math.round((300 * Math.min(known, codes)) / codes)));
}

/** Name and products have a line each: a second one would run into the prompt. */
function fitMarket(frame, told) {
  const [idle, logo] = [at("idle"), at("logo")];
  idle.style.setProperty("--market-room", `${roomOfMarket(frame, told) / 100}rem`);
  if (!logo.hidden) idle.dataset.logo = "";
  for (const wide of LOGO) {
    logo.style.setProperty("--most", `${wide / 100}rem`);
    const [name, products] = fitLines();
    if (logo.hidden || frame.portrait || (name >= MARKET_FLOOR && products >= PRODUCTS_FLOOR)) break;
  }
  if (logo.hidden || !frame.portrait || fitLines()[0] >= MARKET_BESIDE) return;
  idle.dataset.logo = "low";
  fitLines();
}

const fitLines = () => [
  fitLine(at("market"), MARKET, MARKET_FLOOR),
  fitLine(at("products"), PRODUCTS, PRODUCTS_FLOOR),
];

/** The size at which a line that may shrink is whole; under its floor it is cut. */
function fitLine(line, size, floor) {
  line.style.fontSize = "";
  const [room, width] = [line.clientWidth, line.scrollWidth];
  if (width <= room) return size;
  const whole = Math.floor((size * room) / width);
  line.style.fontSize = `${Math.max(floor, whole) / 100}rem`;
  return whole;
}

// The header ends before the scanner's head, at 68 of its drawing's 464 × 412; a notice has none, and upright it hangs
// below. There the logo stands above name and products, and these below the clock.
function roomOfMarket({ width, height, portrait }, told) {
  if (portrait) return width - 2 * MARGIN - (at("logo").hidden ? TIME : 0);
  if (told) return width - 2 * MARGIN - CLOCK;
  return width - ((464 - 68) * 0.812 * height) / 412 - MARGIN - 20;
}

/** The prompt may not reach the drawing, nor what the market is called. */
function fitPrompt(frame) {
  const prompt = at("prompt");
  prompt.style.fontSize = `${PROMPT / 100}rem`;
  const box = prompt.getBoundingClientRect();
  const above = document.querySelector("#idle .market").getBoundingClientRect();
  const wide = (frame.portrait ? frame.width - 80 : 452) / (box.width / frame.unit);
  const high = frame.portrait ? 1 : ((box.bottom - above.bottom) / frame.unit - 6) / (box.height / frame.unit);
  const share = Math.min(1, wide, high);
  if (share < 1) prompt.style.fontSize = `${Math.max(PROMPT_FLOOR, Math.floor(PROMPT * share)) / 100}rem`;
}

// Dragon Bridge over the whole width: four waves of five tubes, at 1024: centre, height.
const WAVES = [
  [65, 53],
  [353, 76],
  [643, 77],
  [931, 57],
];
const HALF = 94,
  STEP = 0.088;
let drawnFor = "";

function drawBridge(frame) {
  const key = `${frame.width}`;
  if (drawnFor === key) return;
  drawnFor = key;
  const stretch = frame.width / 1024;
  const bridge = at("bridge");
  bridge.setAttribute("viewBox", `0 0 ${frame.width} 100`);
  bridge.replaceChildren(
    ...WAVES.map(([centre, height]) => wave(centre * stretch, height, HALF * Math.min(1.3, Math.max(0.75, stretch)))),
  );
}

function wave(centre, height, half) {
  const top = (n) => height * (1 - n * STEP);
  const tubes = [0, 1, 2, 3, 4].map((n) => {
    const h = top(n);
    const d =
      `M${centre - half} 98C${centre - half * 0.64} ${98 - h * 0.36} ` +
      `${centre - half * 0.44} ${98 - h} ${centre} ${98 - h}` +
      `S${centre + half * 0.64} ${98 - h * 0.36} ${centre + half} 98`;
    return draw("path", {
      class: "tube",
      d,
      "stroke-width": n ? 1.9 : 3.4,
      "stroke-opacity": [1, 0.78, 0.66, 0.56, 0.46][n],
    });
  });
  let ribs = "";
  for (let x = -half * 0.78; x <= half * 0.78; x += 12.2) {
    const rise = top(4) * (0.5 + 0.5 * Math.cos((Math.PI * x) / half));
    ribs += `M${centre + x} 98v${-rise}`;
  }
  return draw("g", {}, draw("path", { class: "rib", d: ribs }), tubes);
}
