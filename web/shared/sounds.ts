// Tones that a noisy room tells apart: rising is well, low and twice is not. And a shake, where there is one.

let audio: AudioContext | null = null;

/** A browser is silent until somebody has touched it: the first touch or key opens its mouth. */
export function unlockSounds(): void {
  const unlock = () => {
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
  };
  for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, unlock, { once: true, capture: true });
}

export function soundSuccess(): void {
  navigator.vibrate?.(40);
  play([660, 990], 0.09);
}

export function soundFailure(): void {
  navigator.vibrate?.([120, 80, 120]);
  play([196, 0, 196], 0.14);
}

/** Something has changed that nobody here did: high, three times. A page that nobody touches may be allowed it by its browser. */
export function soundNotice(): void {
  audio ??= new AudioContext();
  void audio.resume().then(() => play([1046, 0, 1046, 0, 1318], 0.11), () => undefined);
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
