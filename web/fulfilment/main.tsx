import "./engine/begin.ts";
import { render } from "preact";
import { unlockSounds } from "../shared/sounds.ts";
import "../shared/theme.css";
import { start } from "./engine/start.ts";
import { soundTheBand } from "./engine/sounds.ts";
import "./fulfilment.css";
import { App } from "./views/app.tsx";

unlockSounds();
soundTheBand();
render(<App />, document.getElementById("app")!);
void start();
