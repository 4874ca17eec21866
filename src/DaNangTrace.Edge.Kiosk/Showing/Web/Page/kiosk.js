// The kiosk's page: scenes come as events, one stands on the screen, the deck counts it down to what stands while
// nobody scans. Scene and language are the kiosk's; which view of a scene is open, and easy reading, are this page's.

import { setClock, after, cancel, every, now } from "./clock.js";
import { Copy } from "./copy.js";
import { Events } from "./events.js";
import { Deck, secondsLeft } from "./deck.js";
import { paint } from "./frame.js";
import { paintBar, paintLink } from "./bar.js";
import { clean } from "./text.js";
import { press, setToken, tell } from "./line.js";
import { beat, startBeat } from "./beat.js";
import { setPanel } from "./panel.js";
import { isRest } from "./scenes/index.js";

const FIRST_LANGUAGE = "vi";
const REPLAY = 500; // milliseconds; the kiosk sends the standing scene right after its hello
const AWAY = 15_000; // milliseconds; a kiosk that starts anew is back by then
const TOUCH_PAUSE = 1000; // a finger that slides touches a hundred times

const page = {
  hello: null,
  copies: new Map(), // language → Copy, in the order of the keys
  language: FIRST_LANGUAGE,
  wanted: FIRST_LANGUAGE, // the kiosk's; its words may still be on their way
  scene: { kind: "idle", number: 0 },
  rest: { kind: "idle" }, // what stands while nobody scans
  view: "answer", // or "facts", "home"
  easy: false,
  linked: true,
  away: false, // for long: nobody takes a code here
  speaking: null, // what is read aloud now: "scene", "question"
  replaying: false, // just connected: a scene that comes now may be an old one, sent again
  orphan: false, // the scene on the screen is one of before the line was cut: the kiosk may have started anew
};

const deck = new Deck(document.getElementById("deck"), () => rest());

/** Nobody is there any more. */
function rest() {
  page.language = page.wanted = [...page.copies.keys()][0] ?? FIRST_LANGUAGE;
  page.easy = page.orphan = false;
  deck.stop();
  showRest();
}

/** Whoever holds a code under a scanner whose kiosk is away would wait in vain. */
function showRest() {
  const { rest, away, scene } = page;
  show({ ...rest, ...(away && { kind: "outOfOrder" }), number: scene.number });
}

function show(scene) {
  // A kiosk that began anew counts from one again: its time tells another scene.
  const changed =
    scene.kind !== page.scene.kind || scene.number !== page.scene.number || scene.at !== page.scene.at;
  page.scene = scene;
  if (changed) page.view = "answer";
  repaint({ moving: changed });
}

function repaint({ moving = false } = {}) {
  const copy = page.copies.get(page.language);
  if (!copy) return; // the words are still on their way
  document.documentElement.toggleAttribute("data-easy", page.easy);
  try {
    paint(page, copy, { moving });
  } catch (fault) {
    // The verdict of the item before must not stand for this one.
    console.error(fault);
    tell(fault, page.scene.kind);
    page.scene = { kind: "idle", number: page.scene.number };
    page.view = "answer";
    paint(page, copy, { moving: false });
  }
  paintLink(page.linked, copy);
  paintBar(page, copy, ACTIONS);
}

function choose(language) {
  page.language = page.wanted = language;
  press("/language", { language });
  forgetLater();
  repaint();
}

function toggleEasy() {
  page.easy = !page.easy;
  forgetLater();
  repaint();
}

function open(view) {
  page.view = page.view === view ? "answer" : view;
  repaint();
}

const ACTIONS = { choose, toggleEasy, open };

// At rest a choice would stay for the next shopper: the deck runs there too, and ends in the first language.
function forgetLater() {
  if (isRest(page.scene)) deck.start(page.hello?.sceneSeconds ?? 30);
}

function onScene(scene) {
  if (!scene || typeof scene.kind !== "string") return;
  const seconds = Number.isFinite(scene.seconds) ? scene.seconds : (page.hello?.sceneSeconds ?? 30);
  if (isRest(scene)) return onRest(scene, seconds);
  const left = page.replaying ? Math.min(seconds, secondsLeft({ ...scene, seconds })) : seconds;
  if (left <= 0) return;
  const same =
    scene.number === page.scene.number &&
    scene.kind === page.scene.kind &&
    !(page.orphan && scene.at !== page.scene.at);
  const wasOrphan = page.orphan;
  page.orphan = false;
  const before = page.language;
  speak(scene);
  deck.start(seconds, left);
  if (!same) return show(scene);
  // The same again: somebody touched a screen, or chose a language, or only the line was cut.
  page.scene = scene;
  if (before !== page.language || wasOrphan) repaint();
}

function onRest(scene, seconds) {
  page.rest = scene;
  // Whoever reads while the kiosk starts anew reads on, in the chosen language: the kiosk begins in its first one.
  const readsOn = page.orphan && deck.running && !isRest(page.scene);
  if (readsOn) return repaint();
  speak(scene);
  page.orphan = false;
  // A choice of this page's own still runs out by itself.
  const choosing = seconds <= 0 && deck.running && isRest(page.scene);
  if (choosing) return showRest();
  if (seconds <= 0) return rest();
  deck.start(seconds, Math.max(1, Math.min(seconds, secondsLeft({ ...scene, seconds }))));
  showRest();
}

/** The kiosk's language, for all its displays. */
function speak({ language }) {
  page.wanted = language;
  if (page.copies.has(language)) page.language = language;
}

async function onHello(hello) {
  // After an upgrade of the kiosk this page is the old one.
  if (page.hello && page.hello.version !== hello.version) return location.reload();
  page.hello = hello;
  page.replaying = true;
  page.orphan = !isRest(page.scene);
  page.speaking = null; // told anew behind the greeting
  after(REPLAY, () => (page.replaying = false));
  setToken(hello.token);
  setClock(hello.now, clean(hello.timeZone));
  setPanel(hello.panel, hello.market?.colours);
  beat();
  repaint();
  await loadCopies(Array.isArray(hello.languages) ? hello.languages.filter((tag) => /^[a-z]{2,3}$/.test(tag)) : []);
  repaint();
}

/** Voices came, or went. */
function onSpoken(languages) {
  if (!page.hello) return;
  page.hello.spoken = languages;
  repaint();
}

/** It began to read aloud, or ended. */
function onSpeaking({ what }) {
  const before = page.speaking;
  page.speaking = what ?? null;
  // The answer itself stays as it is: only its key says that it is read.
  if (before === "question" || what === "question") return repaint();
  const copy = page.copies.get(page.language);
  if (copy) paintBar(page, copy, ACTIONS);
}

let leaving = null;

function onLink(up) {
  if (up === page.linked) return;
  page.linked = up;
  // Until it greets and sends its scene, the kiosk may be one that has started anew.
  if (!up) [page.speaking, page.orphan] = [null, !isRest(page.scene)];
  cancel(leaving);
  if (up) setAway(false);
  else leaving = after(AWAY, () => setAway(true));
  repaint(); // keys that ask the kiosk go, and come back
}

function setAway(away) {
  if (away === page.away) return;
  page.away = away;
  if (isRest(page.scene)) showRest();
}

/** Keys appear only for languages whose words could be loaded. */
async function loadCopies(languages) {
  const loaded = await Promise.all(
    languages.map((language) => page.copies.get(language) ?? Copy.load(language).catch(() => null)),
  );
  const found = loaded.filter(Boolean);
  if (!found.length) return;
  page.copies = new Map(found.map((copy) => [copy.language, copy]));
  page.language = [page.wanted, page.language, found[0].language].find((language) => page.copies.has(language));
}

let touched = -Infinity;

/** Somebody is there: the scene gets its whole time again, here and on the kiosk's other displays. */
function touch() {
  if (!deck.running) return;
  deck.touch();
  if (now() - touched < TOUCH_PAUSE && now() >= touched) return;
  touched = now();
  press("/touch");
}

async function start() {
  new Events("/events", { onHello, onScene, onSpoken, onSpeaking, onLink });
  addEventListener("pointerdown", touch, { passive: true });
  addEventListener("keydown", touch);
  addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("resize", () => requestAnimationFrame(() => repaint()));
  startBeat();

  // Ages and the clock move on while a scene stands; a second's grain shows the minute in time.
  let minute = 0;
  every(1000, () => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) repaint();
    minute = current;
  });

  // The prompt stands before the kiosk has answered; its hello then brings the other languages.
  const first = await Copy.load(FIRST_LANGUAGE).catch(() => null);
  if (first && !page.copies.size) page.copies.set(FIRST_LANGUAGE, first);
  repaint();
  // Words are fitted by their true width: all weights are fetched now, not when a scene first needs them.
  for (const weight of [400, 500, 600, 700, 800]) document.fonts.load(`${weight} 1rem "Be Vietnam Pro"`, "ế");
  document.fonts.addEventListener("loadingdone", () => repaint());
}

start();
