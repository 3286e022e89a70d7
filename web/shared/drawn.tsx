import type { Symbol } from "./symbols.ts";

/** Modules of a quarter millimetre, two dots of a printer of 203 dpi and three of one of 300; those of the square are three times that. */
export function Drawn({ symbol, upright = false }: { symbol: Symbol; upright?: boolean }) {
  const { path, width, height } = symbol;
  if (!upright) {
    return <svg width={`${width * 0.75}mm`} height={`${height * 0.75}mm`} viewBox={`0 0 ${width} ${height}`} shape-rendering="crispEdges"><path d={path} /></svg>;
  }
  return (
    <svg class="upright" width="12mm" height={`${width / 4}mm`} viewBox={`0 0 ${height} ${width}`} preserveAspectRatio="none" shape-rendering="crispEdges">
      <path d={path} transform={`translate(${height} 0) rotate(90)`} />
    </svg>
  );
}
