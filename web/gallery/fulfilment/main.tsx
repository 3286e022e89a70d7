import "../../shared/theme.css";
import "../../fulfilment/fulfilment.css";
import catalogue from "../../fulfilment/texts/en.json";
import { App } from "../../fulfilment/views/app.tsx";
import { exhibit } from "../exhibit.tsx";
import { modules } from "./first.ts";
import { states } from "./states.ts";

await exhibit({ App, catalogue, states, modules, target: 48 });
