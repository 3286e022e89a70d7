// Two tones that a noisy room tells apart: rising is well, low and twice is not. And a shake, where there is one.
import { effect } from "@preact/signals";
import { alarm } from "../engine/noticed.ts";
import { sound } from "../engine/screen.ts";
import { band } from "../engine/state.ts";

let audio: AudioContext | null = null;

/** A browser is silent until somebody has touched it: the first touch or key opens its mouth. */
export function unlockSounds(): void {
  const unlock = () => {
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
  };
  for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, unlock, { once: true, capture: true });
}

export function soundTheBand(): () => void {
  return effect(() => {
    const kind = band.value?.kind;
    if (kind === undefined || kind === "received" || sound.peek() === "off") return;
    const well = kind === "ok" || kind === "already";
    navigator.vibrate?.(well ? 40 : [120, 80, 120]);
    if (well) play([660, 990], 0.09);
    else play([196, 0, 196], 0.14);
  });
}

/** Something has changed that nobody here did: high, three times. A board that nobody touches may be allowed it by its browser. */
export function soundTheNotices(): () => void {
  return effect(() => {
    if (alarm.value === 0 || sound.peek() === "off") return;
    audio ??= new AudioContext();
    void audio.resume().then(() => play([1046, 0, 1046, 0, 1318], 0.11), () => undefined);
  });
}

function play(tones: number[], each: number): void {
  if (audio?.state !== "running") return;
  tones.forEach((tone, nth) => {
    if (tone === 0) return;
    const from = audio!.currentTime + nth * each;
    const [voice, volume] = [audio!.createOscillator(), audio!.createGain()];
    voice.frequency.value = tone;
    volume.gain.setValueAtTime(0.25, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + each);
    voice.connect(volume).connect(audio!.destination);
    voice.start(from);
    voice.stop(from + each);
  });
}
