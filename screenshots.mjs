// `npm run screenshots`: takes the pictures in docs/screenshots anew, from the demo platform.
import { runAgainstDemo } from "./measured.mjs";

await runAgainstDemo("e2e/screenshots/take.ts");
