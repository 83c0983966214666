// `npm run bench`: starts demo platforms and products, measures the goals in a real browser, prints them as a table. `npm run bench -- G4 G6`: some.
import { join } from "node:path";
import { browser, build, end, install, installWebsockify, requireNode, root, start } from "./setup.mjs";

requireNode();
install();
build();
const chromium = browser();
installWebsockify();
const child = start(
  [join(root, "e2e/bench/main.ts"), ...process.argv.slice(2)],
  chromium ? { PORTHOLE_CHROMIUM: chromium } : {},
);
process.on("SIGINT", () => void end(child));
child.once("exit", (code) => process.exit(code ?? 1));
