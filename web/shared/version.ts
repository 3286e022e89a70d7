// Making way for the next version of the page.
import { VERSION } from "./page_version.ts";
import { timers } from "./timers.ts";

let touched = 0;
let newer = false;

/** The worker of this page brings a newer version's files by itself; the page begins anew when it is idle and nobody has touched it. */
export async function startVersion(page: string, isIdle: () => boolean): Promise<void> {
  if (!("serviceWorker" in navigator) || VERSION === "") return;
  addEventListener("pointerdown", () => (touched = Date.now()), { capture: true });
  addEventListener("keydown", () => (touched = Date.now()), { capture: true });
  try {
    const registration = await navigator.serviceWorker.register(`/${page}/sw.js`, { scope: `/${page}/` });
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
    if (newer && isIdle() && Date.now() - touched >= timers.versionQuiet) location.reload();
  }, timers.versionTick);
}
