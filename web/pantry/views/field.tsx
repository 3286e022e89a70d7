import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../../shared/icons.tsx";
import { form, formFault } from "../engine/state.ts";
import { t } from "../texts.ts";
import { sentenceOf } from "./notice.tsx";

/** A field of a form, and beside it why the server did not take it. */
export function Field({ label, ...input }: { name: string; label: string } & JSX.IntrinsicElements["input"]) {
  const fault = formFault.value?.field === input.name ? formFault.value : null;
  return (
    <label class="field"><span>{label}</span>
      <input {...input} class="input" aria-invalid={fault !== null} />
      {fault !== null && <Fault />}
    </label>
  );
}

/** Why a form was not taken; of a field it stands beside it. */
function Fault() {
  const { sentence, message } = formFault.value!;
  return <span class="fault" role="alert"><Icon name="warning" />{sentenceOf(sentence, { message })}</span>;
}

/** A form that is open: what was typed is given to `save` by its fields' names. */
export function Form({ title, save, children }: { title: string; save: (given: FormData) => Promise<void>; children: ComponentChildren }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void save(new FormData(event.currentTarget as HTMLFormElement));
  };
  const close = () => {
    form.value = formFault.value = null;
  };
  return (
    <form class="card stack form" onSubmit={submit} aria-label={title}>
      <h2>{title}</h2>
      {children}
      {formFault.value !== null && formFault.value.field === null && <Fault />}
      <p class="row"><button class="button primary" type="submit">{t("form.save")}</button><button class="button" type="button" onClick={close}>{t("form.close")}</button></p>
    </form>
  );
}

export const textOf = (given: FormData, name: string): string => String(given.get(name) ?? "").trim();
/** null: nothing was entered. */
export const numberOf = (given: FormData, name: string): number | null => (textOf(given, name) === "" ? null : Number(given.get(name)));
