// What the views have asked of the engine's place.
declare global {
  interface Window {
    /** Each thing that was asked for: its name, then what came with it. */
    asked: unknown[][];
  }
}
window.asked = [];
export const note = (...asked: unknown[]): void => void window.asked.push(asked);
