import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { seconds } from "../../shared/words.ts";
import { signInByPin } from "../engine/actions.ts";
import { adding } from "../engine/screen.ts";
import { band, type KioskPerson } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Title } from "./title.tsx";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const LONGEST = 12;
const SHORTEST = 6;

/** The PIN of somebody who was chosen by name: on big keys, or typed. */
export function Pin({ person, onBack }: { person: KioskPerson; onBack: () => void }) {
  const [pin, setPin] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const type = (digit: string) => setPin((typed) => (typed + digit).slice(0, LONGEST));
  const enter = async (event: Event) => {
    event.preventDefault();
    if (pin.length < SHORTEST || busy) return;
    setBusy(true);
    setFault("");
    const answer = await signInByPin(person.staff_id, pin);
    setBusy(false);
    setPin("");
    if (answer === "ok") adding.value = false;
    else setFault(said(answer));
  };
  return (
    <form class="pin stack" onSubmit={(event) => void enter(event)}>
      <Title>{t("sign-in.pin", { name: person.display_name })}</Title>
      <input
        class="input" type="password" inputMode="none" autocomplete="off" value={pin} maxLength={LONGEST}
        aria-label={t("sign-in.pin", { name: person.display_name })} aria-describedby="pin-fault"
        onInput={(event) => setPin(event.currentTarget.value.replace(/\D/g, ""))}
      />
      <p id="pin-fault" class="fault" role="alert">{fault}</p>
      <div class="keys">
        {DIGITS.map((digit) => <button key={digit} class="button big" type="button" onClick={() => type(digit)}>{digit}</button>)}
        <button class="button big" type="button" aria-label={t("sign-in.clear")} onClick={() => setPin(pin.slice(0, -1))}><Icon name="backspace" /></button>
        <button class="button big" type="button" onClick={() => type("0")}>0</button>
        <button class="button big primary" type="submit" aria-label={t("sign-in.enter")} disabled={pin.length < SHORTEST || busy}><Icon name="check" /></button>
      </div>
      <p class="visually-hidden" role="status">{busy ? t("sign-in.checking") : t("sign-in.digits", { n: pin.length })}</p>
      <button class="button" type="button" onClick={onBack}><Icon name="back" />{t("sign-in.other")}</button>
    </form>
  );
}

function said(answer: "wrong" | "wait" | "offline"): string {
  if (answer !== "wait") return t(`sign-in.${answer}`);
  return t("sign-in.wait", { wait: seconds(Number(band.peek()?.values?.["seconds"] ?? 60)) });
}
