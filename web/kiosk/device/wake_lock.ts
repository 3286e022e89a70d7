// Keeps the screen on while the page is looked at.

export function startWakeLock(): void {
  let held: WakeLockSentinel | null = null;
  const ask = (): void => {
    if (document.visibilityState !== "visible" || (held !== null && !held.released)) return;
    // Some browsers want a touch first: the next one asks again.
    navigator.wakeLock?.request("screen").then((lock) => (held = lock), () => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("pointerdown", ask, { capture: true });
  ask();
}
