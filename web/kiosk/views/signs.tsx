import { useEffect, useState } from "preact/hooks";
import type { Symbol } from "../../shared/symbols.ts";
import { signs } from "../engine/printing.ts";
import { Drawn } from "../../shared/drawn.tsx";

/** A label for each code that is put up in the kitchen: what it does or which place it is. Seen by the printer alone. */
export function Signs() {
  const [symbols, setSymbols] = useState<readonly Symbol[]>([]);
  const wanted = signs.value;
  useEffect(() => {
    setSymbols([]);
    if (wanted.length > 0) void import("../../shared/symbols.ts").then(({ lines }) => setSymbols(wanted.map(({ code }) => lines(code))));
  }, [wanted]);
  useEffect(() => {
    if (symbols.length === 0) return;
    addEventListener("afterprint", () => (signs.value = []), { once: true });
    print();
  }, [symbols]);
  return (
    <>
      {symbols.length === wanted.length && wanted.map(({ code, title }, nth) => (
        <section key={code} class="label" aria-hidden="true">
          <Drawn symbol={symbols[nth]!} upright />
          <div class="label-words"><p class="sign">{title}</p><p class="label-id">{code}</p></div>
        </section>
      ))}
    </>
  );
}
