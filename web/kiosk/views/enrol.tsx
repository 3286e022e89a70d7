import { Icon } from "../../shared/icons.tsx";
import { now } from "../../shared/now.ts";
import { seconds } from "../../shared/words.ts";
import { enrol } from "../engine/actions.ts";
import { atDesk } from "../engine/desk.ts";
import { band } from "../engine/state.ts";
import { t, type Key } from "../texts.ts";
import { Settings } from "./settings.tsx";
import { Title } from "./title.tsx";

/** A kiosk that nobody has set up: first what it is, then its code. */
export function Enrol({ code, until }: { code?: string; until?: string }) {
  return (
    <main class="alone stack">
      {code === undefined ? <Welcome /> : <Code code={code} until={until!} />}
      <Fault />
      <hr />
      <div class="row">
        <button class="button plain" onClick={() => (atDesk.value = true)}><Icon name="badge" />{t("enrol.supervisor")}</button>
        <Settings />
      </div>
    </main>
  );
}

/** Why there is no code. */
function Fault() {
  const said = band.value;
  return <p class="fault" role="alert">{said !== null && t(said.text as Key, said.values)}</p>;
}

function Welcome() {
  return (
    <>
      <Title>{t("enrol.title")}</Title>
      <p>{t("enrol.text")}</p>
      <button class="button primary big" onClick={() => void enrol()}><Icon name="device" />{t("enrol.begin")}</button>
    </>
  );
}

function Code({ code, until }: { code: string; until: string }) {
  const left = Math.ceil((Date.parse(until) - now.value) / 1000);
  return (
    <>
      <Title>{t("enrol.code.title")}</Title>
      <p class="code" role="status"><span class="visually-hidden">{t("enrol.code.label")} </span>{code}</p>
      {left > 0 ? <p class="lead">{t("enrol.valid", { left: seconds(left) })}</p> : <p class="lead">{t("enrol.expired")}</p>}
      {left <= 0 && <button class="button primary big" onClick={() => void enrol()}>{t("enrol.again")}</button>}
      <ol class="steps-to-do stack">
        <li>{t("enrol.step.open")}</li>
        <li>{t("enrol.step.type")}</li>
        <li>{t("enrol.step.wait")}</li>
      </ol>
    </>
  );
}
