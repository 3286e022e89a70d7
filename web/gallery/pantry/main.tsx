import "../../shared/theme.css";
import "../../pantry/pantry.css";
import catalogue from "../../pantry/texts/en.json";
import { App } from "../../pantry/views/app.tsx";
import "../../pantry/views/staff.tsx"; // it is there at once
import { exhibit } from "../exhibit.tsx";
import { modules } from "./first.ts";
import { states } from "./states.ts";

await exhibit({ App, catalogue, states, modules, target: 48 });
