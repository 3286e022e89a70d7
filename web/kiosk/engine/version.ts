// Making way for the next version of the page.
import { VERSION } from "../../shared/page_version.ts";
import { timers } from "../timers.ts";
import { choices, opened, waiting } from "./state.ts";

let touched = 0;
let newer = false;

/** The worker brings a newer version's files by itself; the page begins anew when nothing waits and nobody is at it. */
export async function startVersion(): Promise<void> {
  if (!("serviceWorker" in navigator) || VERSION === "") return;
  addEventListener("pointerdown", () => (touched = Date.now()), { capture: true });
  addEventListener("keydown", () => (touched = Date.now()), { capture: true });
  try {
    const registration = await navigator.serviceWorker.register("/kiosk/sw.js", { scope: "/kiosk/" });
    const watch = (): void => {
      const next = registration.installing;
      // The very first one is this version's.
      if (registration.active === null) return;
      next?.addEventListener("statechange", () => (newer ||= next.state === "activated"));
    };
    registration.addEventListener("updatefound", watch);
    watch();
    setInterval(() => void registration.update().catch(() => undefined), timers.versionLook);
  } catch {
    return; // without it the page needs the network to begin, and nothing else
  }
  setInterval(() => {
    if (newer && isQuiet()) location.reload();
  }, timers.versionTick);
}

function isQuiet(): boolean {
  const busy = Date.now() - touched < timers.versionQuiet;
  return waiting.value === 0 && opened.value === null && choices.value.length === 0 && !busy;
}
