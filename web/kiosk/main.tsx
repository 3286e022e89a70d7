import "./engine/begin.ts";
import { render } from "preact";
import { unlockSounds } from "../shared/sounds.ts";
import { start } from "./engine/actions.ts";
import { soundTheBand, soundTheNotices } from "./engine/sounds.ts";
import "../shared/theme.css";
import "./kiosk.css";
import { App } from "./views/app.tsx";

unlockSounds();
soundTheBand();
soundTheNotices();
render(<App />, document.getElementById("app")!);
void start();
