// The kiosk's views in a state that the address names, ?state=station&language=fr; then in those that show() is given.
import { render } from "preact";
import "../shared/theme.css";
import "../kiosk/kiosk.css";
import { language, LANGUAGES, spoken, type Catalogue } from "../shared/texts.ts";
import { App } from "../kiosk/views/app.tsx";
import en from "../kiosk/texts/en.json";
import { learnClock } from "../shared/clock.ts";
import { beginAgain } from "./first.ts";
import { measure } from "./measure.ts";
import { NOW } from "./made_up.ts";
import { STATES } from "./states.ts";

const asked = new URLSearchParams(location.search);
const wanted = asked.get("language") ?? "en";
if (LANGUAGES.includes(wanted)) language.value = wanted;
else if (wanted !== "") spoken.value = pseudo(en);
const app = document.getElementById("app")!;
const frame = () => new Promise(requestAnimationFrame);
Object.assign(window, { STATES: Object.keys(STATES), show, measure });
await show(asked.get("state") ?? "station");
document.documentElement.dataset["shown"] = asked.get("state") ?? "";

/** Shows a state as the first one would be: nothing of the one before is left. */
async function show(state: string): Promise<void> {
  render(null, app);
  beginAgain();
  window.asked.length = 0;
  scrollTo(0, 0);
  await learnClock(new Date(NOW).toISOString(), Date.now());
  const then = STATES[state]!();
  render(<App />, app);
  // What effects read, and what that makes of the view, is there two frames later.
  await frame();
  if (typeof then === "function") await then();
  await frame();
  await frame();
  await new Promise((next) => setTimeout(next));
}

/** A language that nobody speaks: accented, and as much longer as a translation may become. */
function pseudo(catalogue: Catalogue): Catalogue {
  const accent = (text: string) => text.replace(/\{\w+\}|[aeioucn]/gi, (found) => (found.length > 1 ? found : "åéîöüçñÅÉÎÖÜÇÑ"["aeioucnAEIOUCN".indexOf(found)]!));
  const longer = (text: string) => `⟦${accent(text)}${" ~~~~".repeat(Math.ceil(text.length * 0.08))}⟧`;
  return Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, longer(text)]));
}
