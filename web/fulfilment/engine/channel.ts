// What tabs of this page tell each other.
import { channelOf } from "../../shared/channel.ts";
import type { Settled } from "./settle.ts";

export type Notice = { what: "scans" } | { what: "settled"; settled: Settled };

export const { listen, tell, announce } = channelOf<Notice>("ordak-fulfilment");
