// `npm run cases`: writes docs/security-cases.md from docs/security-cases.json and from the names of the tests, which begin with the ids they try.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const table = join(root, "docs/security-cases.md");
const ids = /^((?:[A-Z]\d\d, )*[A-Z]\d\d): (.+)$/;

/** The ids that a test's name, or one of the names around it, begins with. */
export const idsOf = (name) => ids.exec(name)?.[1]?.split(", ") ?? [];

/** Every test or group of tests whose name begins with ids, as its source spells it. */
export const namedTests = () =>
  ["components", "e2e", "lib", "server"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(?:test|spec)\.ts$/.test(path))
    .sort()
    .flatMap((file) =>
      [
        ...readFileSync(join(root, file), "utf8").matchAll(
          /(["`])([A-Z]\d\d(?:, [A-Z]\d\d)*: (?:(?!\1)[^\\\n]|\\.)+)\1/g,
        ),
      ]
        .map(([, , name = ""]) => ids.exec(name.replaceAll(/\\(.)/g, "$1")))
        .flatMap((match) => (match ? [{ file, ids: match[1].split(", "), name: match[2] }] : [])),
    );

const described = () => JSON.parse(readFileSync(join(root, "docs/security-cases.json"), "utf8"));

/** Each case with its tests and what came of it. */
export const securityCases = () => {
  const { cases, notApplicable, later } = described();
  const tests = namedTests();
  const known = Object.entries(cases).flatMap(([group, ofGroup]) =>
    Object.entries(ofGroup).map(([id, tried]) => {
      const ofCase = tests.filter((test) => test.ids.includes(id));
      const result =
        ofCase.length > 0
          ? "held"
          : notApplicable[id]
            ? `not applicable: ${notApplicable[id]}`
            : later[id]
              ? `open: comes ${later[id]}`
              : "open";
      return { id, group, tried, tests: ofCase, result };
    }),
  );
  const unknown = [...new Set(tests.flatMap((test) => test.ids))].filter((id) => !known.some((one) => one.id === id));
  return { known, unknown };
};

/** A cell of a Markdown table: names hold `|`, and `%s` stands for what a table of values fills in. */
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

const testsOf = (tests) => {
  const files = Map.groupBy(tests, ({ file }) => file);
  return [...files].map(([file, own]) => `\`${file}\`: ${own.map(({ name }) => cell(name)).join(" · ")}`).join("<br>");
};

/** The whole document. */
export const render = () => {
  const { known } = securityCases();
  const groups = Map.groupBy(known, ({ group }) => group);
  return [
    "# Attack and fault cases",
    "",
    "What is tried against Porthole, and by which test. A case is held when tests whose names begin with its id try it and pass; `npm test` fails when one of",
    "them does not run. Written by `npm run cases` from [security-cases.json](security-cases.json) and from the tests' names. Ids have gaps.",
    ...[...groups].flatMap(([group, cases]) => [
      "",
      `## ${group[0].toUpperCase()}${group.slice(1)}`,
      "",
      "| id | What is tried | Tests | Result |",
      "|---|---|---|---|",
      ...cases.map(({ id, tried, tests, result }) => `| ${id} | ${cell(tried)} | ${testsOf(tests)} | ${result} |`),
    ]),
    "",
  ].join("\n");
};

/** Which of the cases that the sources name a test for have no test that ran and passed; `ran` is every test's full name and outcome. */
export const unheld = (ran) => {
  const { known } = securityCases();
  return known.filter(({ id, tests }) => {
    const own = ran.filter(({ names }) => names.some((name) => idsOf(name).includes(id)));
    return tests.length > 0 && (own.length === 0 || own.some(({ passed }) => !passed));
  });
};

if (process.argv[1] === import.meta.filename) writeFileSync(table, render());
