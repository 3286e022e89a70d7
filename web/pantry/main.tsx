import "./engine/begin.ts";
import { render } from "preact";
import { unlockSounds } from "../shared/sounds.ts";
import "../shared/theme.css";
import { start } from "./engine/start.ts";
import "./pantry.css";
import { App } from "./views/app.tsx";

unlockSounds();
render(<App />, document.getElementById("app")!);
void start();
