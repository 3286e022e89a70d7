import "../../shared/theme.css";
import "../../kiosk/kiosk.css";
import catalogue from "../../kiosk/texts/en.json";
import { App } from "../../kiosk/views/app.tsx";
import { exhibit } from "../exhibit.tsx";
import { modules } from "./first.ts";
import { states } from "./states.ts";

await exhibit({ App, catalogue, states, modules, target: 64 });
