// What is heard at a kiosk: what came of a scan, and what somebody else has changed.
import { effect } from "@preact/signals";
import { soundFailure, soundNotice, soundSuccess } from "../../shared/sounds.ts";
import { alarm } from "./noticed.ts";
import { sound } from "./screen.ts";
import { band } from "./state.ts";

export function soundTheBand(): () => void {
  return effect(() => {
    const kind = band.value?.kind;
    if (kind === undefined || kind === "received" || sound.peek() === "off") return;
    if (kind === "ok" || kind === "already") soundSuccess();
    else soundFailure();
  });
}

export function soundTheNotices(): () => void {
  return effect(() => {
    if (alarm.value !== 0 && sound.peek() !== "off") soundNotice();
  });
}
