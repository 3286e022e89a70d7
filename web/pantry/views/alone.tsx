import type { ComponentChildren } from "preact";
import { t } from "../texts.ts";

/** A page that has nothing but this to say. */
export function Alone({ text, alert = false, children }: { text: string; alert?: boolean; children?: ComponentChildren }) {
  return (
    <div class="alone stack">
      <h1>{t("title")}</h1>
      <p role={alert ? "alert" : "status"}>{text}</p>
      {children}
    </div>
  );
}
