import { useState } from "preact/hooks";
import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { matches } from "../engine/search.ts";
import { device, queue } from "../engine/state.ts";
import { t } from "../texts.ts";
import { useAnswer } from "./asked.ts";
import { Found } from "./found.tsx";
import { Title } from "./title.tsx";

/** Any order, also one that is not in the queue. */
export function Find() {
  const [text, setText] = useState("");
  const [wanted, setWanted] = useState("");
  const search = (event: Event) => {
    event.preventDefault();
    setWanted(text.trim());
  };
  return (
    <div class="stack">
      <Title>{t("find.title")}</Title>
      <form class="row finding" role="search" onSubmit={search}>
        <label class="field grow">
          <span>{t("find.label")}</span>
          <input class="input" type="search" value={text} maxLength={100} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <button class="button primary" type="submit"><Icon name="search" />{t("find.submit")}</button>
      </form>
      {wanted !== "" && <Answer text={wanted} />}
    </div>
  );
}

function Answer({ text }: { text: string }) {
  const store = device.value.kind === "enrolled" ? device.value.store : "";
  const away = !online.value;
  const [answer] = useAnswer("find_orders", away ? null : { store, text, limit: 50, offset: 0 });
  if (away || answer === null) return <Known text={text} />;
  if (answer === undefined) return <p role="status">{t("find.loading")}</p>;
  const found = answer.tickets;
  return (
    <>
      <p role="status">{found.length === 0 ? t("find.none", { text }) : t("find.found", { n: found.length })} {answer.more && t("find.more")}</p>
      <Found tickets={found} />
    </>
  );
}

/** Without an answer of the server: what this kiosk knows. */
function Known({ text }: { text: string }) {
  const found = queue.value.filter((ticket) => matches(ticket, text));
  return (
    <>
      <p class="notice warn"><Icon name="offline" />{t("find.offline")}</p>
      <p role="status">{found.length === 0 ? t("find.none", { text }) : t("find.found", { n: found.length })}</p>
      <Found tickets={found} />
    </>
  );
}
