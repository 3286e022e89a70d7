// A button that does something once at a time, and has the page say what came of it; without a deed it is off.
import { useSignal } from "@preact/signals";
import { attempt } from "./world.ts";

interface Doing {
  name: string;
  deed: (() => Promise<string>) | undefined;
  /** Its name where several are alike. */
  label?: string;
  primary?: boolean;
}

export function Deed({ name, deed, label, primary = false }: Doing) {
  const busy = useSignal(false);
  return (
    <button
      class={primary ? "button primary" : "button"}
      aria-label={label}
      disabled={busy.value || !deed}
      onClick={async () => {
        busy.value = true;
        if (deed) await attempt(deed, undefined).finally(() => (busy.value = false));
      }}
    >
      {name}
    </button>
  );
}
