// What the kiosk's tabs tell each other.
import { channelOf } from "../../shared/channel.ts";
import type { Settled } from "./settled.ts";

export type Notice = { what: "scans" } | { what: "people" } | { what: "settled"; settled: Settled };

export const { listen, tell, announce } = channelOf<Notice>("ordak-kiosk");
