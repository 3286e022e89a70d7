import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { scanTyped } from "../engine/actions.ts";
import { typed } from "../engine/typing.ts";
import { t } from "../texts.ts";
import { filming } from "./camera.tsx";

/** What opens the entry: a touch here, or the first keys of somebody who types by hand. */
export function Begin() {
  const toggle = () => (typed.value = typed.value === null ? "" : null);
  return (
    <div class="begin row">
      <button class="button" aria-expanded={typed.value !== null} onClick={toggle}><Icon name="scan" /><span>{t("entry.label")}</span></button>
      <button class="button" type="button" aria-label={t("entry.camera")} onClick={() => (filming.value = true)}><Icon name="camera" /></button>
    </div>
  );
}

/** A code typed in by hand: what a washed-out label needs. */
export function Entry() {
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => typed.subscribe((text) => {
    // At once, so that the key that opens it is the first one that it takes.
    if (text === null || document.activeElement === input.current) return;
    form.current!.hidden = false;
    input.current!.value = text;
    input.current!.focus();
  }), []);
  const enter = (event: Event) => {
    event.preventDefault();
    const text = typed.value?.trim() ?? "";
    if (text === "") return;
    void scanTyped(text);
    typed.value = null;
  };
  return (
    <form ref={form} class="entry row" hidden={typed.value === null} aria-label={t("entry.label")} onSubmit={enter}>
      <label class="grow">
        <span class="visually-hidden">{t("entry.label")}</span>
        <input
          ref={input} class="input" value={typed.value ?? ""} onInput={(event) => (typed.value = event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && (typed.value = null)}
          placeholder={t("entry.label")} autocomplete="off" autocapitalize="off" spellcheck={false} maxLength={200}
        />
      </label>
      <button class="button" type="submit"><Icon name="keyboard" /><span>{t("entry.submit")}</span></button>
    </form>
  );
}
