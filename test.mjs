// `npm test`: installs, builds, finds a browser, then types, lint, unit + architecture + contract and end-to-end tests; one closing line over all of it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { unheld } from "./cases.mjs";
import { makeGuestImage } from "./guest-image.mjs";
import {
  browser,
  build,
  install,
  installStoreServer,
  projectEnv,
  projectNode,
  requireNode,
  root,
  say,
} from "./setup.mjs";

requireNode();
install();
build();
const chromium = browser();
installStoreServer();
const guest = makeGuestImage();
if (guest.missing) say(`real guests are not tested: ${guest.missing}`);

const results = mkdtempSync(join(tmpdir(), "porthole-test-"));
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
/** What was red, said once more at the very end: the end of a log is what one is shown. */
const red = [];

const add = ({ passed = 0, failed = 0, skipped = 0 }) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const local = (bin, args, env = {}) => {
  const started = Date.now();
  const { status } = spawnSync(projectNode(), [join(root, "node_modules", bin), ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: projectEnv(env),
  });
  return { isGreen: status === 0, seconds: Math.round((Date.now() - started) / 1000) };
};

/** A tool without a count of its own is one test. */
const check = (name, bin, args) => {
  const { isGreen, seconds } = local(bin, args);
  say(`${name}: ${isGreen ? "passed" : "FAILED"} (${seconds} s)`);
  add(isGreen ? { passed: 1 } : { failed: 1 });
  if (!isGreen) red.push(name);
};

/** Runs a test runner and reads its own report; a runner that leaves none, or exits red without a red test, is one failure. */
const suite = (name, bin, args, env, count) => {
  const { isGreen, seconds } = local(bin, args, env);
  let counted = { failed: 1 };
  try {
    counted = count();
    if (!isGreen && !counted.failed) counted = { ...counted, failed: 1 };
    if (isGreen && !counted.passed) counted = { ...counted, failed: 1 };
  } catch (error) {
    say(`${name}: no readable report (${error instanceof Error ? error.message : error})`);
  }
  say(
    `${name}: ${counted.passed ?? 0} passed, ${counted.failed ?? 0} failed, ${counted.skipped ?? 0} skipped (${seconds} s)`,
  );
  add(counted);
};

/** Every test that ran, with the names around it: what docs/security-cases.md says must have been tried. */
const ran = [];

const beginning = (messages) => messages.join("\n").slice(0, 600);

const report = (file) => JSON.parse(readFileSync(join(results, file), "utf8"));

check("types", "typescript/bin/tsc", ["--noEmit"]);
check("lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);

suite(
  "unit",
  "vitest/vitest.mjs",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${join(results, "unit.json")}`],
  {},
  () => {
    const {
      numPassedTests,
      numFailedTests,
      numPendingTests,
      numFailedTestSuites,
      numTodoTests = 0,
      testResults,
    } = report("unit.json");
    for (const { assertionResults, message, name, status: fileStatus } of testResults) {
      for (const { ancestorTitles, title, status, failureMessages = [] } of assertionResults) {
        ran.push({ names: [...ancestorTitles, title], passed: status === "passed" });
        if (status === "failed") red.push([relative(root, name), ...ancestorTitles, title, beginning(failureMessages)]);
      }
      if (fileStatus === "failed" && message) red.push([relative(root, name), beginning([message])]);
    }
    // A file that could not even load has no failed test of its own.
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, Math.min(numFailedTestSuites, 1)),
      skipped: numPendingTests + numTodoTests,
    };
  },
);

const specsOf = ({ suites = [], specs = [], title }, around = []) => {
  const names = [...around, title];
  for (const spec of specs) {
    ran.push({ names: [...names, spec.title], passed: spec.ok });
    const errors = spec.tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? []));
    if (!spec.ok || errors.length > 0) red.push([spec.file, spec.title, beginning(errors)]);
  }
  for (const suite of suites) specsOf(suite, names);
};

const endToEnd = (name, args, env, file) =>
  suite(
    name,
    "@playwright/test/cli.js",
    ["test", "--reporter=list,json", ...args],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, file), ...(chromium ? { PORTHOLE_CHROMIUM: chromium } : {}), ...env },
    () => {
      const { stats, suites } = report(file);
      for (const suite of suites) specsOf(suite);
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
    },
  );

endToEnd("end to end", [], {}, "e2e.json");

const refcluster = process.env.PORTHOLE_REFCLUSTER;
if (refcluster) {
  endToEnd("end to end, real cluster", ["--grep", "@smoke"], { E2E_REFCLUSTER: refcluster }, "e2e-real.json");
} else {
  say("end to end, real cluster: skipped, PORTHOLE_REFCLUSTER names no control plane");
}

const open = unheld(ran).map(({ id }) => id);
say(`security cases: ${open.length === 0 ? "all held" : `NOT held: ${open.join(", ")}`}`);
add(open.length === 0 ? { passed: 1 } : { failed: 1 });
for (const what of red) say(`red: ${[what].flat().join(" › ")}`);

process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
