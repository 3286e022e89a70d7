import { atDesk } from "../engine/desk.ts";
import { device } from "../engine/state.ts";
import { Desk } from "./desk.tsx";
import { Enrol } from "./enrol.tsx";
import { Revoked } from "./revoked.tsx";
import { Shell } from "./shell.tsx";
import { Starting } from "./starting.tsx";

export function App() {
  if (atDesk.value) return <Desk />;
  switch (device.value.kind) {
    case "starting":
      return <Starting />;
    case "unenrolled":
      return <Enrol />;
    case "code":
      return <Enrol code={device.value.code} until={device.value.expires_at} />;
    case "revoked":
      return <Revoked />;
    case "enrolled":
      return <Shell />;
  }
}
