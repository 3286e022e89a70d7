import "./engine/begin.ts";
import { render } from "preact";
import { start } from "./engine/actions.ts";
import "../shared/theme.css";
import "./kiosk.css";
import { soundTheBand, soundTheNotices, unlockSounds } from "./device/sounds.ts";
import { App } from "./views/app.tsx";

unlockSounds();
soundTheBand();
soundTheNotices();
render(<App />, document.getElementById("app")!);
void start();
