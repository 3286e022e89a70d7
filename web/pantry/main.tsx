import "./engine/begin.ts";
import { render } from "preact";
import { unlockSounds } from "../shared/sounds.ts";
import "../shared/theme.css";
import { takeInvitation } from "./engine/invitation.ts";
import { start } from "./engine/start.ts";
import "./pantry.css";
import { App } from "./views/app.tsx";

const invited = takeInvitation();
if (invited !== null) location.replace(invited);
else {
  unlockSounds();
  render(<App />, document.getElementById("app")!);
  void start();
}
