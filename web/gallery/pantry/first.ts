// The modules with what the page of the pantry knows and shows.
import * as state from "../../pantry/engine/state.ts";
import * as connection from "../../shared/connection.ts";
import { zone } from "../../shared/days.ts";
import * as person from "../../shared/person.ts";

export const modules = [connection, { zone }, person, state];
