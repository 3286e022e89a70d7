import "./begin.ts";
import { render } from "preact";
import { start } from "./actions.ts";
import "../shared/theme.css";
import "./kiosk.css";
import "./together.css";
import { soundTheBand, unlockSounds } from "./sounds.ts";
import { App } from "./views/app.tsx";

unlockSounds();
soundTheBand();
render(<App />, document.getElementById("app")!);
void start();
