// Reads codes in the camera's picture, by a reader of our own origin. Loaded when somebody asks for the camera.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import reader from "zxing-wasm/reader/zxing_reader.wasm";
import { timers } from "../timers.ts";

prepareZXingModule({ overrides: { locateFile: () => reader } });

/** The first code in front of the camera; null when nobody waits for it any more. */
export async function findCode(video: HTMLVideoElement, over: () => boolean): Promise<string | null> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  while (!over()) {
    pen.drawImage(video, 0, 0);
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(picture, { formats: ["Code128", "QRCode"], maxNumberOfSymbols: 1 });
    if (found?.text) return found.text;
    await new Promise((next) => setTimeout(next, timers.cameraLook));
  }
  return null;
}
