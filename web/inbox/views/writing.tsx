import { useState } from "preact/hooks";
import { send, takeOver, type } from "../engine/answering.ts";
import { isSame, refusedBy, text, waiting, type Opened } from "../engine/state.ts";
import { t } from "../texts.ts";

/** Where an answer is written. While another person has the conversation, it can be taken over. */
export function Writing({ found }: { found: Opened }) {
  const { conversation, templates } = found;
  const theirs = conversation.leased_by !== null && !conversation.leased_to_me;
  const unsent = waiting.value.some((row) => row.action === "answer_conversation" && isSame(row, conversation));
  const submit = (event: Event) => {
    event.preventDefault();
    void send();
  };
  return (
    <form class="writing stack" onSubmit={submit}>
      {theirs && <Lease name={conversation.leased_by!} reason={conversation.lease_reason} />}
      {unsent && <p role="status">{t("write.waiting")}</p>}
      {templates.length > 0 && (
        <label class="field"><span>{t("write.template")}</span>
          <select class="input" value="" onInput={({ currentTarget }) => currentTarget.value !== "" && type(begun(text.value, templates[Number(currentTarget.value)]!.body))}>
            <option value="">{t("write.template.none")}</option>
            {templates.map(({ name }, no) => <option key={name} value={no}>{name}</option>)}
          </select>
        </label>
      )}
      <label class="field"><span>{t("write.label")}</span>
        <textarea class="input" rows={5} maxLength={10_000} value={text.value} onInput={({ currentTarget }) => type(currentTarget.value)} />
      </label>
      <button class="button primary big" type="submit" disabled={text.value.trim() === "" || theirs}>{t("write.send")}</button>
    </form>
  );
}

/** A template goes after what is there. */
const begun = (before: string, template: string): string => (before.trim() === "" ? template : `${before.trimEnd()}\n\n${template}`);

function Lease({ name, reason }: { name: string; reason: string | null }) {
  const [why, setWhy] = useState("");
  return (
    <div class="card stack" role="status">
      <p>{reason === null ? t("lease.other", { name }) : t("lease.taken", { name, reason })}</p>
      {(refusedBy.value || text.value !== "") && (
        <div class="row">
          <label class="field grow"><span>{t("lease.reason")}</span>
            <input class="input" maxLength={500} value={why} onInput={({ currentTarget }) => setWhy(currentTarget.value)} />
          </label>
          <button class="button" type="button" disabled={why.trim() === ""} onClick={() => void takeOver(why.trim())}>{t("lease.take")}</button>
        </div>
      )}
    </div>
  );
}
