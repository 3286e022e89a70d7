// The engine's place: it notes what a view asks for.
import { note } from "../../asked.ts";

export const type = (text: string) => note("type", text);
export const takeOver = async (reason: string) => note("takeOver", reason);
export const send = async () => note("send");
export const sendAgain = async ({ message_no }: { message_no: number }) => note("sendAgain", message_no);
export const close = async () => note("close");
