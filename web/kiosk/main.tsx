import { render } from "preact";
import { start } from "./actions.ts";
import "./kiosk.css";
import { active, band, device, queue, reviews, waiting } from "./state.ts";

// Until the views are here: what the engine knows, as text.
function Facts() {
  return (
    <main>
      <h1>Ordak</h1>
      <p id="device">{device.value.kind === "code" ? device.value.code : device.value.kind}</p>
      <p id="person">{active.value?.display_name ?? ""}</p>
      <p class={`band band-${band.value?.kind ?? "ready"}`} role="status">{JSON.stringify(band.value)} {band.value?.hint && "keyboard"}</p>
      <p id="waiting">{waiting.value}</p>
      <p id="reviews">{JSON.stringify(reviews.value)}</p>
      <ul>{queue.value.map((ticket) => <li key={ticket.id}>{ticket.id} {ticket.stage}</li>)}</ul>
      <input id="field" />
    </main>
  );
}

render(<Facts />, document.getElementById("app")!);
void start();
