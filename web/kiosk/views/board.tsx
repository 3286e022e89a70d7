import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { now } from "../../shared/now.ts";
import { remembered } from "../../shared/remembered.ts";
import { day, length, moment } from "../../shared/words.ts";
import { CARDS, COUNTS, countsOf, isForToday, isLate } from "../engine/board.ts";
import { cakeOf, noticeOf, markSeen } from "../engine/noticed.ts";
import { adding } from "../engine/screen.ts";
import { device, queue, queueReadAt, type BenchTicket } from "../engine/state.ts";
import { STAGES, stationStage } from "../engine/steps.ts";
import { numberOf, stageIcon } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { NoticeMark, Noticed } from "./noticed.tsx";
import { Title } from "./title.tsx";

const ALL = "all";
export const chosen = remembered("board", [ALL, ...STAGES], ALL);

/** What everybody sees while nobody is signed in: what is next, what is late, how many of which. No people's words. */
export function Board() {
  const stage = stationStage();
  const only = stage === null && chosen.value !== ALL ? chosen.value : null;
  const tickets = queue.value.filter((ticket) => only === null || ticket.stage === only);
  const shown = stage ?? only;
  return (
    <div class="board stack">
      <div class="row spread">
        <div><Title>{t("board.title")} · {shown === null ? t("queue.all") : named("stage", shown)}</Title><Age /></div>
        {stage === null && <Stages />}
        <div class="row board-sign-in">
          <p class="row lead"><Icon name="badge" />{t("board.badge")}</p>
          <button class="button" onClick={() => (adding.value = true)}>{t("board.name")}</button>
        </div>
      </div>
      <Noticed />
      <div class="board-columns"><Next tickets={tickets} staged={shown !== null} /><Counts tickets={tickets.filter(isForToday)} /></div>
    </div>
  );
}

/** Which stage of a board of all of them. */
function Stages() {
  const count = (name: string) => queue.value.filter(({ stage }) => name === ALL || stage === name).length;
  return (
    <div class="row board-stages" role="group" aria-label={t("board.stages")}>
      {[ALL, ...STAGES].map((name) => (
        <button key={name} class="button" aria-pressed={chosen.value === name} onClick={() => (chosen.value = name)}>
          {name === ALL ? t("queue.all") : named("stage", name)}<span class="number">{count(name)}</span>
        </button>
      ))}
    </div>
  );
}

/** How old it is what is shown: without a network, large. */
function Age() {
  const read = queueReadAt.value;
  if (read === 0) return <p role="status">{t("queue.loading")}</p>;
  if (online.value) return <p class="hint">{t("queue.as-of", { time: moment(read) })}</p>;
  return <p class="lead notice warn"><Icon name="offline" />{t("board.old", { age: length(now.value - read), time: moment(read) })}</p>;
}

function Next({ tickets, staged }: { tickets: BenchTicket[]; staged: boolean }) {
  const more = tickets.length - CARDS;
  if (tickets.length === 0) return <p class="card lead">{queueReadAt.value > 0 && t("queue.empty")}</p>;
  return (
    <div class="stack">
      <ol class="board-cards">{tickets.slice(0, CARDS).map((ticket) => <Cake key={ticket.id} ticket={ticket} staged={staged} />)}</ol>
      {more > 0 && <p class="lead">{t("board.more", { n: more })}</p>}
    </div>
  );
}

function Cake({ ticket, staged }: { ticket: BenchTicket; staged: boolean }) {
  const late = isLate(ticket);
  const due = `${ticket.due_date === null ? t("ticket.no-date") : day(ticket.due_date)}${ticket.due_slot === null ? "" : ` · ${ticket.due_slot}`}`;
  const further = device.value.kind === "enrolled" && ticket.store !== device.value.store;
  return (
    <li class={`card ticket stage-${ticket.stage.toLowerCase()} ${late ? "late" : ""}`}>
      <h2 class="row spread">
        {noticeOf(ticket.id) === undefined ? <span class="number">{numberOf(ticket.id)}</span> : (
          <button class="open" aria-label={t("noticed.touch", { ticket: numberOf(ticket.id) })} onClick={() => void markSeen(ticket.id)}>{numberOf(ticket.id)}</button>
        )}
        <span class={late ? "badge bad" : "due"}>{late && <><Icon name="warning" />{t("board.late")} · </>}{due}</span>
      </h2>
      <p class="cake">{cakeOf(ticket)}</p>
      {ticket.cake_message !== null && <p class="said-on-it"><span class="visually-hidden">{t("ticket.message")}: </span><q>{ticket.cake_message}</q></p>}
      <div class="row foot">
        {!staged && <span class="stage"><Icon name={stageIcon(ticket.stage)} />{named("stage", ticket.stage)}</span>}
        {further && <span class="badge fresh">{ticket.store}</span>}
        {ticket.allergies && <span class="badge bad allergies"><Icon name="warning" />{t("board.allergy")}</span>}
        {ticket.priority_set && ticket.priority === "High" && <span class="badge bad"><Icon name="priority" />{t("ticket.priority.High")}</span>}
        {ticket.inventory_blocked && <span class="badge bad"><Icon name="blocked" />{t("ticket.blocked")}</span>}
        {ticket.qc_reason !== null && ticket.stage === "Decorating" && <span class="badge warn"><Icon name="undo" />{t("ticket.returned")}</span>}
        {ticket.change !== null && ticket.change.kind !== "cancel" && <span class="badge warn"><Icon name="changed" />{t("ticket.changed")}</span>}
        {ticket.change?.kind === "cancel" && <span class="badge bad"><Icon name="cancelled" />{t("ticket.cancelled")}</span>}
        <NoticeMark id={ticket.id} />
      </div>
    </li>
  );
}

/** How many of each cake are still to be made for today, with what is late. */
function Counts({ tickets }: { tickets: BenchTicket[] }) {
  const counts = countsOf(tickets);
  const late = tickets.filter(isLate).length;
  return (
    <section class="card stack board-counts" aria-labelledby="counts">
      <h2 id="counts" class="row spread"><span>{t("board.today")}</span><strong class="number">{tickets.length}</strong></h2>
      {late > 0 && <p class="badge bad lead"><Icon name="warning" />{t("board.late.count", { n: late })}</p>}
      {counts.length === 0 && <p>{t("board.nothing")}</p>}
      <ul class="stack tight">
        {counts.slice(0, COUNTS).map(({ flavour, size, n }) => (
          <li key={`${flavour} ${size}`} class="row"><strong class="number">{n}</strong><span>{[flavour, size].filter(Boolean).join(" · ")}</span></li>
        ))}
      </ul>
      {counts.length > COUNTS && <p>{t("board.kinds", { n: counts.length - COUNTS })}</p>}
    </section>
  );
}
