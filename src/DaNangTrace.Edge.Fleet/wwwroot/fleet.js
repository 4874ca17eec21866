// The page comes back by itself. Blazor tries to take up its connection again; when dntrace-fleet itself was started
// anew there is nothing to take up, and only a fresh page helps.
const banner = document.getElementById("components-reconnect-modal");
const pause = 2000;

async function reloadWhenThere() {
  try {
    if ((await fetch("./", { cache: "no-store" })).ok) {
      location.reload();
      return;
    }
  } catch {
    // Not there yet.
  }
  setTimeout(reloadWhenThere, pause);
}

banner.addEventListener("components-reconnect-state-changed", (event) => {
  const state = event.detail.state;
  if (state === "rejected" || state === "failed" || state === "resume-failed") reloadWhenThere();
});
