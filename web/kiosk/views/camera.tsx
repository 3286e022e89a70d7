import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { scan } from "../engine/actions.ts";
import { t } from "../texts.ts";
import { Dialog } from "../../shared/dialog.tsx";

/** Somebody has asked for the camera; else nothing of it is loaded. */
export const filming = signal(false);

export function Camera() {
  return <Dialog title={t("camera.title")} onClose={() => (filming.value = false)}><Film /></Dialog>;
}

function Film() {
  const video = useRef<HTMLVideoElement>(null);
  const [said, setSaid] = useState(t("camera.starting"));
  useEffect(() => {
    let stream: MediaStream | null = null;
    let over = false;
    const begin = async () => {
      const { findCode } = await import("../device/lens.ts");
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (over) return stream.getTracks().forEach((track) => track.stop());
      video.current!.srcObject = stream;
      await video.current!.play();
      setSaid("");
      const code = await findCode(video.current!, () => over);
      if (code === null) return;
      filming.value = false;
      await scan(code);
    };
    begin().catch(() => setSaid(t("camera.refused")));
    return () => {
      over = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <>
      <video ref={video} class="film" playsInline muted aria-label={t("camera.view")} />
      <p role="status">{said}</p>
      <button class="button" onClick={() => (filming.value = false)}>{t("camera.close")}</button>
    </>
  );
}
