import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { open } from "../actions.ts";
import { useAnswer } from "../asked.ts";
import { named, t } from "../texts.ts";
import { numberOf, stageIcon } from "../tickets.ts";
import { Marks, Due } from "./marks.tsx";
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
      <form class="row" role="search" onSubmit={search}>
        <label class="field grow">
          <span>{t("find.label")}</span>
          <input class="input" type="search" value={text} maxLength={100} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <button class="button primary" type="submit"><Icon name="search" />{t("find.submit")}</button>
      </form>
      {wanted !== "" && <Found text={wanted} />}
    </div>
  );
}

function Found({ text }: { text: string }) {
  const [answer] = useAnswer("get_order_for_scan", { scan: text });
  if (answer === undefined) return <p role="status">{t("find.loading")}</p>;
  const found = answer === null ? [] : answer.ticket === null ? answer.choices : [answer.ticket];
  return (
    <>
      <p role="status">{found.length === 0 ? t("find.none", { text }) : t("find.found", { n: found.length })}</p>
      <ul class="stack">
        {found.map((ticket) => (
          <li key={ticket.id}>
            <button class="button choice" onClick={() => void open(ticket.id)}>
              <strong class="lead">{numberOf(ticket.id)}</strong>
              <span>{[ticket.product_title, ticket.flavour, ticket.size].filter(Boolean).join(" · ")}</span>
              <span class={`stage stage-${ticket.stage.toLowerCase()}`}><Icon name={stageIcon(ticket.stage)} />{named("stage", ticket.stage)}</span>
              <Due ticket={ticket} /><Marks ticket={ticket} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
