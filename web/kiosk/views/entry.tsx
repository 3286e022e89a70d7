import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { scanTyped } from "../actions.ts";
import { t } from "../texts.ts";
import { filming } from "./camera.tsx";

/** A code typed in by hand: what a washed-out label needs. */
export function Entry() {
  const [text, setText] = useState("");
  const enter = (event: Event) => {
    event.preventDefault();
    if (text.trim() === "") return;
    void scanTyped(text.trim());
    setText("");
  };
  return (
    <form class="entry row" aria-label={t("entry.label")} onSubmit={enter}>
      <label class="grow">
        <span class="visually-hidden">{t("entry.label")}</span>
        <input
          class="input" value={text} onInput={(event) => setText(event.currentTarget.value)} placeholder={t("entry.label")}
          autocomplete="off" autocapitalize="off" spellcheck={false} maxLength={200}
        />
      </label>
      <button class="button" type="submit"><Icon name="keyboard" /><span>{t("entry.submit")}</span></button>
      <button class="button" type="button" aria-label={t("entry.camera")} onClick={() => (filming.value = true)}><Icon name="camera" /></button>
    </form>
  );
}
