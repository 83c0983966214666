import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../setup.mjs";
import { launchBrowser } from "../running/browser.ts";
import { goals } from "./goals.ts";
import { inOrder, machine, type Row, runs, tableOf } from "./report.ts";
import { machinesOf, tenantWith } from "./sizes.ts";
import { openStage, signedIn } from "./stage.ts";

/** Some goals by their numbers, all without; `--readme` puts the table where README.md has its last one. */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { readme: { type: "boolean" } } });
const unknown = positionals.filter((id) => !goals.some(({ ids }) => ids.includes(id)));
if (unknown.length > 0) {
  process.stderr.write(
    `bench: ${unknown.join(", ")} is not measured here; ${goals.flatMap(({ ids }) => ids).join(" ")} are\n`,
  );
  process.exit(2);
}
const isWanted = (id: string) => positionals.length === 0 || positionals.includes(id);
const wanted = goals.filter(({ ids }) => ids.some(isWanted));
const sizes = [...new Set(wanted.flatMap((each) => each.sizes))].toSorted((a, b) => a - b);

const begun = Date.now();
const rows: Row[] = [];
const failed: string[] = [];
const browser = await launchBrowser();
process.stderr.write(`bench: making ${sizes.join(", ")} machines\n`);
const stage = await openStage(machinesOf(sizes));
try {
  const product = await stage.product();
  const state = await signedIn(browser, product, sizes.map(tenantWith));
  for (const { ids, rows: measure } of wanted) {
    try {
      rows.push(...(await measure({ stage, browser, product, state })));
    } catch (error) {
      // The others are worth having.
      failed.push(...ids);
      process.stderr.write(
        `bench: ${ids.join(", ")} could not be measured: ${error instanceof Error ? error.stack : error}\n`,
      );
    }
  }
  await product.end();
} finally {
  await browser.close();
  await stage.end();
}

const shown = inOrder(rows).filter(({ id }) => !id.startsWith("G") || isWanted(id));
const minutes = Math.round((Date.now() - begun) / 60_000);
const report = `${tableOf(shown)}\n\nMedians of ${runs}; ${machine()}; ${minutes} minutes.`;
console.log(report);

const results = join(tmpdir(), "porthole-bench.json");
writeFileSync(
  results,
  JSON.stringify({ at: new Date().toISOString(), machine: machine(), rows: shown, failed }, null, 2),
);
process.stderr.write(`bench: also in ${results}\n`);
if (values.readme) {
  const path = join(root, "README.md");
  const marks = /(?<=<!-- bench -->\n)[\s\S]*(?=<!-- \/bench -->)/;
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(marks, () => `\n${report}\n\n`),
  );
}
process.exit(failed.length > 0 ? 1 : 0);
