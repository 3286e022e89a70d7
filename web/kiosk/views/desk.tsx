import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { startPerson, unanswered, who, type Person } from "../../shared/person.ts";
import { atDesk, enrolDevice, SIGN_IN } from "../engine/desk.ts";
import { STAGES } from "../engine/steps.ts";
import { named, t } from "../texts.ts";
import { Settings } from "./settings.tsx";
import { Title } from "./title.tsx";

/** A station of no stage: all of them. */
const BOARD = "Board";

const leave = () => {
  history.replaceState(null, "", location.pathname);
  atDesk.value = false;
};

/** Where a supervisor, at a device of their own, sets up a kiosk by its code. */
export function Desk() {
  useEffect(() => void startPerson(), []);
  const person = who.value;
  return (
    <main class="alone stack">
      <Title>{t("desk.title")}</Title>
      {person === undefined ? <p role={unanswered.value ? "alert" : "status"}>{t(unanswered.value ? "desk.unreachable" : "desk.loading")}</p>
        : person === null ? <SignIn />
        : ["Supervisor", "Admin"].includes(person.role) ? <Form stores={person.stores} />
        : <p role="alert">{t("desk.role")}</p>}
      <hr />
      <div class="row"><button class="button plain" onClick={leave}><Icon name="back" />{t("form.cancel")}</button><Settings /></div>
    </main>
  );
}

function SignIn() {
  return (
    <>
      <p>{t("desk.sign-in.text")}</p>
      <a class="button primary big" href={SIGN_IN}><Icon name="badge" />{t("desk.sign-in")}</a>
    </>
  );
}

function Form({ stores }: Pick<Person, "stores">) {
  const [said, setSaid] = useState("");
  const [board, setBoard] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = (name: string) => String(new FormData(form).get(name) ?? "");
    const station = field("station");
    const shown = new FormData(form).getAll("shown").map(String);
    const outcome = await enrolDevice({ user_code: field("code").trim(), store: field("store"), station }, shown);
    if (outcome.kind === "answered") {
      form.reset();
      setBoard(null);
      setSaid(t("desk.done", { station: station === BOARD ? t("board.station") : named("stage", station) }));
    } else setSaid(outcome.kind === "unreachable" ? t("desk.unreachable") : t("desk.refused", { message: outcome.message }));
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event as SubmitEvent)}>
      <p>{t("desk.text")}</p>
      <label class="field"><span>{t("desk.code")}</span>
        <input class="input code" name="code" required minLength={8} maxLength={9} autocomplete="off" autocapitalize="characters" spellcheck={false} />
        <small class="hint">{t("desk.code.hint")}</small>
      </label>
      <label class="field"><span>{t("desk.store")}</span>
        <select class="input" name="store" onInput={(event) => board !== null && setBoard(event.currentTarget.value)}>{stores.map((store) => <option key={store}>{store}</option>)}</select>
      </label>
      <label class="field"><span>{t("desk.station")}</span>
        <select class="input" name="station" onInput={(event) => setBoard(event.currentTarget.value === BOARD ? String(new FormData(event.currentTarget.form!).get("store")) : null)}>
          {STAGES.map((stage) => <option key={stage} value={stage}>{named("stage", stage)}</option>)}
          <option value={BOARD}>{t("board.station")}</option>
        </select>
        <small class="hint">{t("desk.station.hint")}</small>
      </label>
      {board !== null && stores.filter((store) => store !== board).map((store) => (
        <label key={store} class="row tick"><input type="checkbox" name="shown" value={store} />{t("desk.shown", { store })}</label>
      ))}
      <button class="button primary big" type="submit"><Icon name="device" />{t("desk.submit")}</button>
      <p role="status" class="lead">{said}</p>
    </form>
  );
}
