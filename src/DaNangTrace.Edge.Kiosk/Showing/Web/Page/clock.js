// The page's only clock: the kiosk's time, in the kiosk's zone. Tests replace this module.

const LOCALES = { vi: "vi-VN", en: "en-GB", ko: "ko-KR", zh: "zh-CN" };
const SECOND = 1000,
  MINUTE = 60 * SECOND,
  HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR; // milliseconds

let offset = 0;
let zone = "Asia/Ho_Chi_Minh";

export function setClock(time, timeZone) {
  const kiosk = Date.parse(time);
  if (Number.isFinite(kiosk)) offset = kiosk - Date.now();
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    zone = timeZone;
  } catch {
    // A zone that this browser does not know: Da Nang's stays.
  }
}

export function now() {
  return Date.now() + offset;
}

/** Milliseconds that have passed, since whenever: no greeting and no clock that is put right moves it. */
export function elapsed() {
  return performance.now();
}

export function after(milliseconds, action) {
  return setTimeout(action, milliseconds);
}

export function cancel(timer) {
  clearTimeout(timer);
}

export function every(milliseconds, action) {
  return setInterval(action, milliseconds);
}

// Making a formatter costs more than laying out the page: each is made once.
const formatters = new Map();

function formatter(kind, language, options) {
  const key = `${kind.name} ${language} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new kind(LOCALES[language] ?? language, options));
  return formatters.get(key);
}

function format(language, options, time, timeZone = zone) {
  return formatter(Intl.DateTimeFormat, language, { timeZone, ...options }).format(time);
}

export function clockTime(language) {
  return format(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, now());
}

/** Thứ Hai 20/07 */
export function weekday(language) {
  // English names in full would run into the scanner's beam.
  const name = format(language, { weekday: language === "en" ? "short" : "long" }, now());
  const day = dayAndMonth(language, now(), zone, "short");
  return language === "ko" || language === "zh" ? `${day} ${name}` : `${name} ${day}`;
}

export function today(language) {
  return fullDate(language, now(), zone);
}

/** A calendar date like 2026-07-08, null when it is none; `short` leaves out the year when it is this one. */
export function calendarDate(language, text, { short = false } = {}) {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const noon = Date.parse(`${text}T12:00:00Z`);
  if (!Number.isFinite(noon)) return null;
  const thisYear = format("en", { year: "numeric" }, now()) === text.slice(0, 4);
  return short && thisYear ? dayAndMonth(language, noon, "UTC") : fullDate(language, noon, "UTC");
}

/** Whether a calendar date lies before today. */
export function isPast(text) {
  return calendarDate("zh", text) !== null && text < today("zh");
}

/** The day of an instant, short. */
export function dayOf(language, instant) {
  return dayAndMonth(language, Date.parse(instant), zone);
}

/** The day of an instant with its year, where nobody knows how long ago it was. */
export function fullDayOf(language, instant) {
  return fullDate(language, Date.parse(instant), zone);
}

function dayAndMonth(language, time, timeZone, month = "short") {
  const digits = language === "vi" ? "2-digit" : "numeric";
  return format(language, { day: digits, month: language === "vi" ? "2-digit" : month }, time, timeZone).replace(
    "-",
    "/",
  );
}

function fullDate(language, time, timeZone) {
  if (language === "en") return format(language, { day: "numeric", month: "short", year: "numeric" }, time, timeZone);
  const options = { day: "2-digit", month: "2-digit", year: "numeric" };
  // Labels on Chinese goods write 2028-03-12.
  return language === "zh" ? format("sv-SE", options, time, timeZone) : format(language, options, time, timeZone);
}

/** Whole days since an instant. */
export function daysSince(instant) {
  return Math.max(0, Math.floor((now() - Date.parse(instant)) / DAY));
}

/** "3 giờ trước", or null within the last minute. */
export function ago(language, instant) {
  const age = now() - Date.parse(instant);
  if (!Number.isFinite(age) || age < MINUTE) return null;
  const [unit, length] = age < HOUR ? ["minute", MINUTE] : age < DAY ? ["hour", HOUR] : ["day", DAY];
  return formatter(Intl.RelativeTimeFormat, language, {}).format(-Math.floor(age / length), unit);
}
