// What the keys do at the kiosk. Where it does not answer, the badge says so already: the page goes on by itself.

let token = null;

export function setToken(text) {
  token = typeof text === "string" ? text : null;
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
