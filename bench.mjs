// `npm run bench`: starts the demo platform and the product, measures the budgets in a real browser, prints them as a table.
import { runAgainstDemo } from "./measured.mjs";

await runAgainstDemo("e2e/bench/main.ts");
