// `npm run screenshots`: takes the pictures in docs/screenshots anew, from the demo platform; `-- consoles`: those of docs/consoles.md.
import { runAgainstDemo } from "./measured.mjs";

const isOfConsoles = process.argv[2] === "consoles";
if (isOfConsoles) process.argv.splice(2, 1);
await runAgainstDemo(isOfConsoles ? "e2e/screenshots/consoles.ts" : "e2e/screenshots/take.ts");
