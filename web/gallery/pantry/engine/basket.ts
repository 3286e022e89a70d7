// The engine's place: it notes what a view asks for.
import { note } from "../../asked.ts";

export const want = (sku: string, quantity: number) => note("want", sku, quantity);
export const place = async (available = false) => note("place", available);
