// The modules with what the kiosk knows and shows.
import * as allergies from "../../kiosk/engine/allergies.ts";
import * as desk from "../../kiosk/engine/desk.ts";
import { alarm, noticed } from "../../kiosk/engine/noticed.ts";
import * as printing from "../../kiosk/engine/printing.ts";
import * as screen from "../../kiosk/engine/screen.ts";
import * as state from "../../kiosk/engine/state.ts";
import * as together from "../../kiosk/engine/together.ts";
import * as typing from "../../kiosk/engine/typing.ts";
import * as board from "../../kiosk/views/board.tsx";
import * as camera from "../../kiosk/views/camera.tsx";
import * as tabs from "../../kiosk/views/tabs.ts";
import * as connection from "../../shared/connection.ts";
import { zone } from "../../shared/days.ts";
import * as person from "../../shared/person.ts";

export const modules = [connection, { zone }, allergies, board, desk, { alarm, noticed }, printing, person, screen, state, together, typing, camera, tabs];
