import { useEffect, useRef } from "preact/hooks";
import { online } from "../../shared/connection.ts";
import { nextOf } from "../../shared/remembered.ts";
import { signInLink, signOut, unanswered, who } from "../../shared/person.ts";
import { language, LANGUAGES } from "../../shared/texts.ts";
import { chosen, notice } from "../engine/state.ts";
import { t, type Key } from "../texts.ts";
import { ConversationView } from "./conversation.tsx";
import { List } from "./list.tsx";

const MAY: readonly string[] = ["Staff", "Supervisor", "Admin", "Agent"];

export function App() {
  const person = who.value;
  return (
    <>
      <header class="bar row spread">
        <h1>{t("title")}</h1>
        <div class="row">
          {person && <span class="person">{person.display_name}</span>}
          <button class="button plain" onClick={() => nextOf(language, LANGUAGES)}>{t("language")}</button>
          {person && <button class="button plain" onClick={() => void signOut()}>{t("sign-out")}</button>}
        </div>
      </header>
      {person && (!online.value || unanswered.value) && <p class="said warn" role="alert">{t("unreachable")}</p>}
      <Notice />
      {person === undefined ? <main class="alone"><p role={unanswered.value ? "alert" : "status"}>{t(unanswered.value ? "unreachable" : "loading")}</p></main>
        : person === null ? <SignIn />
        : MAY.includes(person.role) ? <Rooms />
        : <main class="alone"><p role="alert">{t("role")}</p></main>}
    </>
  );
}

function Rooms() {
  return (
    <main class={chosen.value === null ? "rooms listing" : "rooms reading"}>
      <List />
      {chosen.value !== null && <ConversationView key={`${chosen.value.store} ${chosen.value.thread_id}`} />}
    </main>
  );
}

function SignIn() {
  return (
    <main class="alone stack">
      <p>{t("sign-in.text")}</p>
      <a class="button primary big" href={signInLink()}>{t("sign-in")}</a>
    </main>
  );
}

/** What came of what was written last. */
function Notice() {
  const shown = notice.value;
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [shown]);
  if (shown === null) return null;
  const key = `fault.${shown.code}` as Key;
  const said = shown.kind === "done" ? t("done") : t(key) === key ? t("fault.other", { message: shown.message }) : t(key);
  return (
    <p ref={box} class={`said ${shown.kind === "done" ? "ok" : "bad"}`} role={shown.kind === "done" ? "status" : "alert"}>
      <span>{said}</span>
      <button class="button" onClick={() => (notice.value = null)}>{t("close")}</button>
    </p>
  );
}
