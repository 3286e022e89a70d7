import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { form, formFault } from "../engine/state.ts";
import { t } from "../texts.ts";
import { sentenceOf } from "./notice.tsx";

type Input = Omit<JSX.IntrinsicElements["input"], "value"> & { name: string; value?: string | number | undefined };

/** A field of a form, and beside it why the server did not take it. `value` is what it begins with: what is typed stays. */
export function Field({ label, value, ...input }: { label: string } & Input) {
  const fault = formFault.value?.field === input.name ? formFault.value : null;
  return (
    <label class="field"><span>{label}</span>
      <input {...(input as JSX.IntrinsicElements["input"])} defaultValue={value === undefined ? "" : String(value)} class="input" aria-invalid={fault !== null} />
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
export function Form({ title, save, mayClose = true, children }: { title: string; save: (given: FormData) => Promise<void>; mayClose?: boolean; children: ComponentChildren }) {
  const box = useRef<HTMLFormElement>(null);
  const { value: fault } = formFault;
  // Where one begins, and then what is to be mended.
  useEffect(() => box.current?.querySelector<HTMLElement>(fault?.field ? "[aria-invalid='true']" : "input")?.focus(), [fault]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void save(new FormData(event.currentTarget as HTMLFormElement));
  };
  const close = () => {
    form.value = formFault.value = null;
  };
  return (
    <form ref={box} class="card stack form" onSubmit={submit} aria-label={title}>
      <h2>{title}</h2>
      {children}
      {fault !== null && fault.field === null && <Fault />}
      <p class="row"><button class="button primary" type="submit">{t("form.save")}</button>{mayClose && <button class="button" type="button" onClick={close}>{t("form.close")}</button>}</p>
    </form>
  );
}

export const textOf = (given: FormData, name: string): string => String(given.get(name) ?? "").trim();
/** null: nothing was entered. */
export const numberOf = (given: FormData, name: string): number | null => (textOf(given, name) === "" ? null : Number(given.get(name)));
