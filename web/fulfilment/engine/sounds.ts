// What is heard: right rises, wrong is low and twice.
import { effect } from "@preact/signals";
import { soundFailure, soundSuccess } from "../../shared/sounds.ts";
import { band } from "./state.ts";

export function soundTheBand(): () => void {
  return effect(() => {
    const kind = band.value?.kind;
    if (kind === "ok") soundSuccess();
    else if (kind === "bad" || kind === "warn") soundFailure();
  });
}
