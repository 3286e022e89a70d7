// A figure, and for a while by how much it has just moved.
import { moved } from "./world.ts";

export function Figure({ of, value }: { of: string; value: number }) {
  const by = moved.value[of]?.by ?? 0;
  return (
    <span class={by ? "figure has-moved" : "figure"}>
      {round(value)}
      {by !== 0 && <ins class="delta">{by > 0 ? "+" : "−"}{round(Math.abs(by))}</ins>}
    </span>
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
