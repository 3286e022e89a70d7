// A page for newcomers: sell a cake, follow it through the kitchen, see the stock of two shops; a marketplace's orders; and a pantry's.
import { render } from "preact";
import "../shared/theme.css";
import { Icon } from "../shared/icons.tsx";
import { reportErrors } from "../shared/page_errors.ts";
import { VERSION } from "../shared/page_version.ts";
import { Across } from "./across.tsx";
import { tellError } from "./ask.ts";
import { Kitchen } from "./kitchen.tsx";
import { Marketplace } from "./marketplace.tsx";
import { Next } from "./next.tsx";
import { PantryPanel } from "./pantry_panel.tsx";
import "./sandbox.css";
import { ShopCounter } from "./shop_counter.tsx";
import { Stock } from "./stock.tsx";
import { Story } from "./story_list.tsx";
import { ended, mine, said, told, trouble, watch, world } from "./world.ts";

function Step({ number, done, name, children }: { number: number; done: boolean; name: string; children: string }) {
  return (
    <li class={done ? "step done" : "step"}>
      <span class="step-mark" aria-hidden="true">{done ? <Icon name="check" /> : number}</span>
      <span>
        <b>{name}</b>
        {done && <span class="visually-hidden"> (done)</span>}
        <br />
        {children}
      </span>
    </li>
  );
}

function Sandbox() {
  return (
    <main class="sandbox">
      <header class="stack">
        <h1>A bakery in two minutes</h1>
        <p class="lead">
          A bakery sells cakes in two Shopify shops. <b>Ordak</b> brings every sale to the kitchen, follows it from bench to bench by
          scanning, and keeps both shops honest about what is left. Here is all of it, on your machine. Nobody pays and nobody gets a cake.
        </p>
        <ol class="steps">
          <Step number={1} done={mine.value.length > 0} name="Sell">A customer buys a cake online.</Step>
          <Step number={2} done={ended.value.length > 0} name="Scan">Each bench scans it when it is done.</Step>
          <Step number={3} done={told.value} name="Watch">The stock of both shops follows.</Step>
        </ol>
        <p role="status" class={`said ${said.value ? (said.value.ok ? "ok" : "bad") : "quiet"}`}>
          <Icon name={said.value ? (said.value.ok ? "check" : "warning") : "live"} />
          {said.value?.text ?? "Begin with 1: sell a cake."}
        </p>
        {trouble.value && <p role="alert" class="said bad"><Icon name="offline" />{trouble.value}</p>}
      </header>
      {world.value === null ? (
        <p>Looking into the shops …</p>
      ) : (
        <>
          <div class="panels">
            <ShopCounter />
            <div class="middle">
              <Kitchen />
              <Story />
            </div>
            <Stock />
          </div>
          <Marketplace />
          <PantryPanel />
          <Next />
          <Across />
        </>
      )}
    </main>
  );
}

reportErrors("sandbox", VERSION, tellError);
render(<Sandbox />, document.getElementById("app")!);
void watch();
