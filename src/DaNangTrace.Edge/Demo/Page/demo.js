// The demo's hands: a click sends a sample code to the kiosk as if its scanner had read it.

const GROUPS = {
  known: ["Đã đăng ký", "Registered"],
  expired: ["Hết hạn", "Expired"],
  recalled: ["Bị thu hồi", "Recalled"],
  notRegistered: ["Chưa đăng ký", "Not registered"],
  web: ["Địa chỉ web", "Web addresses"],
  text: ["Văn bản", "Plain text"],
  payment: ["Mã thanh toán", "Payment codes"],
  personal: ["Mã cá nhân", "Personal codes"],
  inStore: ["Mã nội bộ", "Store numbers"],
  unreadable: ["Chưa đọc được", "Can’t be read"],
};
const SIGN_OF = { web: "notRegistered", text: "notRegistered" };
const LONGEST_SHOWN = 160;

const at = (id) => document.getElementById(id);
let token = "";

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function english(text) {
  const element = make("span", "", text);
  element.lang = "en";
  return element;
}

function sign(group) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#sign-${SIGN_OF[group] ?? group}`);
  svg.append(use);
  return svg;
}

/** Control and invisible characters as \xHH or \u{…}: a code that cannot be seen cannot be understood. */
function visible(text) {
  const shown = [...text.slice(0, LONGEST_SHOWN)]
    .map((letter) => {
      const point = letter.codePointAt(0);
      if (letter === "\\") return "\\\\";
      if (point < 0x20 || (point >= 0x7f && point < 0xa0))
        return `\\x${point.toString(16).toUpperCase().padStart(2, "0")}`;
      return /[\p{C}\p{Zl}\p{Zp}]/u.test(letter) ? `\\u{${point.toString(16).toUpperCase()}}` : letter;
    })
    .join("");
  return text.length > LONGEST_SHOWN ? `${shown}…` : shown;
}

function tell(text, failed = false) {
  at("sent").textContent = text;
  at("sent").classList.toggle("failed", failed);
}

async function scan(text, name = visible(text)) {
  try {
    let answer = await send(text);
    if (answer.status === 403) {
      await load(); // The kiosk was started anew: it has another token.
      answer = await send(text);
    }
    if (answer.ok) tell(`Đã quét · Scanned: ${name}`);
    else tell(`Kiosk không nhận mã này (${answer.status}) · The kiosk did not take it`, true);
  } catch {
    tell("Không nối được với kiosk · The kiosk does not answer", true);
  }
}

function send(text) {
  return fetch("/demo/scan", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Demo-Token": token },
    body: JSON.stringify({ text }),
  });
}

async function load() {
  const body = await (await fetch("/demo/codes")).json();
  token = body.token;
  showCodes(body.codes);
}

function codeKey({ title, symbol, text, typed, hint }) {
  const key = make(
    "button",
    "",
    make("span", "title", title ?? visible(text)),
    make("span", "hint-of-code", hint ?? ""),
    make("span", "text", visible(text)),
  );
  key.type = "button";
  key.addEventListener("click", () => {
    for (const other of at("codes").querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    key.setAttribute("aria-current", "true");
    scan(typed ?? `${symbol ?? ""}${text}`, `${title ?? ""} ${visible(text)}`.trim());
  });
  return key;
}

function showCodes(codes) {
  const groups = Object.keys(GROUPS).filter((group) => codes.some((code) => code.group === group));
  at("codes").replaceChildren(
    ...groups.map((group) => {
      const [vi, en] = GROUPS[group];
      const section = make(
        "section",
        "group",
        make("h2", "", sign(group), vi, english(en)),
        make("ul", "", ...codes.filter((code) => code.group === group).map((code) => make("li", "", codeKey(code)))),
      );
      section.dataset.group = group;
      return section;
    }),
  );
}

async function start() {
  at("own").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = at("text").value.trim(); // The kiosk reads the escapes, as from the console.
    if (text) scan(text);
    at("text").select();
  });
  try {
    await load();
  } catch {
    const empty = "Chưa tải được mã mẫu · The sample codes could not be loaded";
    at("codes").replaceChildren(make("p", "empty", empty));
  }
}

start();
