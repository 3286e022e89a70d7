import { render } from "preact";
import "./kiosk.css";

render(<main><h1>Ordak</h1></main>, document.getElementById("app")!);
