import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts.ts";

/** A button for what cannot be undone: it asks first. */
export function Twice({ button, question, yes, disabled = false, perform }: {
  button: string;
  question: string;
  yes: string;
  disabled?: boolean;
  perform: () => void;
}) {
  const [asks, setAsks] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => no.current?.focus(), [asks]);
  if (!asks) return <button class="button" type="button" onClick={() => setAsks(true)}>{button}</button>;
  return (
    <div class="stack twice" role="group" aria-label={question}>
      <p>{question}</p>
      <p class="row">
        <button class="button danger grow" type="button" disabled={disabled} onClick={() => (setAsks(false), perform())}>{yes}</button>
        <button ref={no} class="button grow" type="button" onClick={() => setAsks(false)}>{t("twice.no")}</button>
      </p>
    </div>
  );
}
