// What the keys do at the kiosk. Where it does not answer, the badge says so already: the page goes on by itself.

let token = null;

export function setToken(text) {
  token = typeof text === "string" ? text : null;
}

const LONGEST = 200; // characters of a fault: the kiosk keeps no more

/** What could not be painted: the kiosk logs it, and says so to whoever looks after it. */
export function tell(fault, what) {
  const place = String(fault?.stack ?? "").match(/[\w-]+\.js:\d+/)?.[0] ?? "";
  press("/fault", { fault: `${what}: ${place} ${fault}`.slice(0, LONGEST) });
}

/** Whether the kiosk took it. */
export async function press(path, body = {}) {
  if (!token) return false;
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Page-Token": token },
      body: JSON.stringify(body),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
