import "./engine/begin.ts";
import { render } from "preact";
import "../shared/theme.css";
import { start } from "./engine/start.ts";
import "./inbox.css";
import { App } from "./views/app.tsx";

render(<App />, document.getElementById("app")!);
void start();
