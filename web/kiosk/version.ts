// Which version of the page this is, and making way for the next one.
import { active, choices, opened, waiting } from "./state.ts";

/** What the build wrote into the page. */
export const VERSION = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? "";
const LOOK = 10 * 60_000;
const QUIET = 30_000;

let touched = 0;
let newer = false;

/** The worker brings a newer version's files by itself; the page begins anew when nothing waits and nobody is at it. */
export async function startVersion(): Promise<void> {
  if (!("serviceWorker" in navigator) || VERSION === "") return;
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    newer ||= controlled; // the first one only takes charge
    controlled = true;
  });
  addEventListener("pointerdown", () => (touched = Date.now()), { capture: true });
  addEventListener("keydown", () => (touched = Date.now()), { capture: true });
  try {
    const registration = await navigator.serviceWorker.register("/kiosk/sw.js", { scope: "/kiosk/" });
    setInterval(() => void registration.update().catch(() => undefined), LOOK);
  } catch {
    return; // without it the page needs the network to begin, and nothing else
  }
  setInterval(() => {
    if (newer && isQuiet()) location.reload();
  }, 1_000);
}

function isQuiet(): boolean {
  const busy = active.value !== null && Date.now() - touched < QUIET;
  return waiting.value === 0 && opened.value === null && choices.value.length === 0 && !busy;
}
