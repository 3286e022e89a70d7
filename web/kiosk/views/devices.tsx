import { Icon } from "../../shared/icons.tsx";
import { useAnswer } from "../asked.ts";
import { device } from "../state.ts";
import { t } from "../texts.ts";
import { day } from "../words.ts";
import { Title } from "./title.tsx";

/** The kiosks of this store. */
export function Devices() {
  const here = device.value.kind === "enrolled" ? device.value : null;
  const [answer] = useAnswer("list_devices", { store: here?.store ?? "" });
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
          </li>
        ))}
      </ul>
      <section class="card stack"><h2>{t("devices.enrol")}</h2><p>{t("devices.enrol.text")}</p></section>
    </div>
  );
}
