import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import type { Answer } from "../../shared/rpc.ts";
import { day } from "../../shared/words.ts";
import { read } from "../engine/actions.ts";
import { printSigns } from "../engine/printing.ts";
import { device } from "../engine/state.ts";
import { t } from "../texts.ts";
import { useAnswer } from "./asked.ts";
import { Title } from "./title.tsx";

type Device = Answer<"list_devices">["devices"][number];

/** The kiosks of this store; one that is lost can be switched off. */
export function Devices() {
  const here = device.value.kind === "enrolled" ? device.value : null;
  const [answer, again] = useAnswer("list_devices", { store: here?.store ?? "" });
  return (
    <div class="stack">
      <Title>{t("devices.title")}</Title>
      {answer === undefined && <p role="status">{t("devices.loading")}</p>}
      {answer === null && <p role="alert">{t("devices.missing")}</p>}
      {answer?.devices.length === 0 && <p>{t("devices.empty")}</p>}
      <ul class="stack">
        {answer?.devices.map((one) => (
          <li key={one.device_id} class="card row spread">
            <strong class="row"><Icon name="device" />{one.station}</strong>
            {one.device_id === here?.device_id && <span class="badge fresh">{t("devices.this")}</span>}
            {one.revoked_at === null ? <span class="hint">{t("devices.since", { day: day(one.enrolled_at.slice(0, 10)) })}</span> : (
              <span class="badge bad"><Icon name="blocked" />{t("devices.revoked", { day: day(one.revoked_at.slice(0, 10)) })}</span>
            )}
            {one.revoked_at === null && one.device_id !== here?.device_id && <SwitchOff one={one} done={again} />}
          </li>
        ))}
      </ul>
      <section class="card stack">
        <h2>{t("signs.title")}</h2>
        <p>{t("signs.text")}</p>
        <button class="button" onClick={() => void printSigns(here?.store ?? "")}><Icon name="print" />{t("signs.print")}</button>
      </section>
      <section class="card stack"><h2>{t("devices.enrol")}</h2><p>{t("devices.enrol.text")}</p></section>
    </div>
  );
}

/** Asks twice: whoever stands at that kiosk is signed out, and it has to be set up anew. */
function SwitchOff({ one, done }: { one: Device; done: () => void }) {
  const [sure, setSure] = useState(false);
  const label = t("devices.off.label", { station: one.station });
  if (!sure) return <button class="button plain" aria-label={label} onClick={() => setSure(true)}>{t("devices.off")}</button>;
  return (
    <div class="stack" role="group" aria-label={label}>
      <p>{t("devices.off.text")}</p>
      <div class="row">
        <button class="button primary" onClick={() => void read("revoke_device", { device_id: one.device_id }).then(done)}>{t("devices.off.yes")}</button>
        <button class="button plain" onClick={() => setSure(false)}>{t("form.cancel")}</button>
      </div>
    </div>
  );
}
