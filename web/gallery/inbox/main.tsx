import "../../shared/theme.css";
import "../../inbox/inbox.css";
import catalogue from "../../inbox/texts/en.json";
import { App } from "../../inbox/views/app.tsx";
import { exhibit } from "../exhibit.tsx";
import { modules } from "./first.ts";
import { states } from "./states.ts";

await exhibit({ App, catalogue, states, modules, target: 48 });
