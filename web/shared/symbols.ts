// Code 128 and QR as one path each, a module of the symbol being one unit. Loaded when something is printed.
import { code128, qrcode, type DrawingContext, type RenderOptions } from "bwip-js/browser";

export interface Symbol {
  path: string;
  width: number;
  height: number;
}

/** For a laser across the room's worst label. */
export const lines = (text: string): Symbol => code128({ bcid: "code128", text, scale: 1, height: 10 }, outline());
/** A quarter of it may be butter; of one on a screen nothing is, and less repair makes its squares larger. */
export const square = (text: string, eclevel: "Q" | "M" = "Q"): Symbol =>
  qrcode({ bcid: "qrcode", text, scale: 1, eclevel } as RenderOptions, outline());

function outline(): DrawingContext<Symbol> {
  const symbol: Symbol = { path: "", width: 0, height: 0 };
  return {
    scale: () => [1, 1],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init(width, height) {
      Object.assign(symbol, { width, height });
    },
    line(x, y, _x, end, width) {
      symbol.path += `M${x - Math.ceil(width / 2)} ${Math.min(y, end)}h${width}v${Math.abs(end - y) + 1}h-${width}z`;
    },
    polygon(points) {
      symbol.path += `M${points.map(([x, y]) => `${x} ${y}`).join("L")}z`;
    },
    hexagon: () => undefined,
    ellipse: () => undefined,
    fill: () => undefined,
    text: () => undefined,
    end: () => symbol,
  };
}
