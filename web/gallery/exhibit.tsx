// A page's views in a state that the address names, ?state=queue&language=fr; then in those that show() is given.
import { batch, Signal } from "@preact/signals";
import { render, type ComponentType } from "preact";
import { learnClock } from "../shared/clock.ts";
import { language, LANGUAGES, spoken, type Catalogue } from "../shared/texts.ts";
import { measure, type Wanted } from "./measure.ts";
import { NOW } from "./now.ts";

/** Makes one up; what it returns is done when the view is there. */
export type States = Record<string, () => unknown>;

interface Exhibit {
  App: ComponentType;
  /** What the page says, in English. */
  catalogue: Catalogue;
  states: States;
  /** The modules with what the page knows and shows: each state begins with it as it was at first. */
  modules: readonly object[];
  /** How wide and high what one touches is at least, in CSS pixels. */
  target: number;
}

const asked = new URLSearchParams(location.search);
const app = document.getElementById("app")!;
/** What follows from others is not set. */
const isWritten = (each: unknown): each is Signal<unknown> => each instanceof Signal && Object.getPrototypeOf(each) === Signal.prototype;
const frame = () => new Promise(requestAnimationFrame);

export async function exhibit({ App, catalogue, states, modules, target }: Exhibit): Promise<void> {
  const signals = modules.flatMap((module): unknown[] => Object.values(module)).filter(isWritten).map((each) => [each, each.peek()] as const);
  const wanted = asked.get("language") ?? "en";
  if (LANGUAGES.includes(wanted)) language.value = wanted;
  else if (wanted !== "") spoken.value = pseudo(catalogue);

  /** Shows a state as the first one would be: nothing of the one before is left. */
  async function show(state: string): Promise<void> {
    render(null, app);
    batch(() => signals.forEach(([signal, first]) => (signal.value = first)));
    window.asked.length = 0;
    scrollTo(0, 0);
    await learnClock(new Date(NOW).toISOString(), Date.now());
    const then = states[state]!();
    render(<App />, app);
    // What effects read, and what that makes of the view, is there two frames later.
    await frame();
    if (typeof then === "function") await then();
    await frame();
    await frame();
    await new Promise((next) => setTimeout(next));
  }

  Object.assign(window, { STATES: Object.keys(states), show, measure: (wanted: Wanted) => measure(wanted, target) });
  const first = asked.get("state") ?? Object.keys(states)[0]!;
  await show(first);
  document.documentElement.dataset["shown"] = first;
}

/** A language that nobody speaks: accented, and as much longer as a translation may become. */
function pseudo(catalogue: Catalogue): Catalogue {
  const accent = (text: string) => text.replace(/\{\w+\}|[aeioucn]/gi, (found) => (found.length > 1 ? found : "åéîöüçñÅÉÎÖÜÇÑ"["aeioucnAEIOUCN".indexOf(found)]!));
  const longer = (text: string) => `⟦${accent(text)}${" ~~~~".repeat(Math.ceil(text.length * 0.08))}⟧`;
  return Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, longer(text)]));
}
