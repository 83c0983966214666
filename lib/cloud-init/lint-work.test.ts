import { describe, expect, it } from "vitest";
import { visit } from "yaml";
import { mostPieces, piecesOf } from "./lint/as-far-as.ts";
import { configFindings, configOf } from "./lint/cloud-config.ts";
import { config, context, lint, said } from "./lint.fixture.ts";
import { mergedPreview } from "./preview.ts";
import { recipes } from "./recipes.ts";
import { withRecipe } from "./with-recipe.ts";

/** More than is looked at, and less than the platform stores. */
const size = 128 * 1024;

const repeated = (unit: (n: number) => string, start = "#cloud-config\n"): string => {
  let made = start;
  for (let n = 0; made.length < size; n += 1) made += unit(n);
  return made;
};

const large = (count: number, unit: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => unit(n)).join("");

describe("how much of a text is looked at", () => {
  it.each<[string, (n: number) => string]>([
    ["keys", (n) => `k${n}: v\n`],
    ["anchors", (n) => `a${n}: &a${n} x\n`],
    ["aliases", (n) => (n === 0 ? "a: &a x\n" : `b${n}: *a\n`)],
    ["merges", (n) => (n === 0 ? "a: &a {b: c}\n" : `m${n}: {<<: *a}\n`)],
    ["lists in brackets", (n) => (n === 0 ? "a: [" : "[[]], ")],
    ["commas", (n) => (n === 0 ? "a: [" : ",")],
    ["words in quotes", (n) => (n === 0 ? "a: [" : "'\"', ")],
    ["escapes", (n) => (n === 0 ? 'a: "' : "\\q")],
    ["tags", (n) => `a${n}: !x y\n`],
    ["documents", () => "---\n"],
    ["entries", (n) => (n === 0 ? "runcmd:\n" : "- [a, 1]\n")],
  ])("X04: of 128 KB of %s, so many pieces, and where it stops is said", (_, unit) => {
    const text = repeated(unit);
    const work = { left: mostPieces };
    expect(piecesOf(text, work).length).toBeLessThanOrEqual(mostPieces);
    expect(work.left).toBe(0);
    const { config: read, isWhole } = configOf(text);
    expect(isWhole).toBe(false);
    let nodes = 0;
    const count = () => {
      nodes += 1;
    };
    if (read) visit(read.document, count);
    expect(nodes).toBeLessThanOrEqual(mostPieces);
    const rest = lint(text).filter(({ rule }) => rule === "restUnseen");
    expect(rest).toHaveLength(1);
    expect(rest[0]).toMatchObject({ severity: "warning" });
  });

  it.each([
    ["a line of blanks behind a quote", `#cloud-config\n- \u201cx\u201d${" ".repeat(200_000)}`],
    ["tabs", `#cloud-config\n${"\t".repeat(200_000)}`],
    ["lines of a tab", `#cloud-config\n${"\t\n".repeat(100_000)}`],
    ["tabs behind blanks", `#cloud-config\n${" \t".repeat(100_000)}`],
    [
      "a boundary's blanks",
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--${" ".repeat(200_000)}x`,
    ],
    ["braces", `## template: jinja\n#cloud-config\n${"{{".repeat(100_000)}`],
    ["escapes that are none", `#cloud-config\na: "${"\\q".repeat(100_000)}"\n`],
  ])("X04: reads each letter a few times at most: %s", (_, text) => expect(lint(text).length).toBeGreaterThan(0));

  it("X04: is counted over all parts of a message, and of an archive", () => {
    const head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
    const part = `--b\n\n#cloud-config\n${large(60, (n) => `k${n}: v\n`)}`;
    const found = lint(repeated(() => part, head));
    expect(found.filter(({ rule }) => rule === "restUnseen")).toHaveLength(1);
    const many = said(lint(repeated(() => "--b\n\n#cloud-config\n", head)));
    // Four lines of head, then a hundred parts of three.
    expect(many).toContain("restUnseen:305");
    const template = `## template: jinja\n#cloud-config\nruncmd:\n${"- echo {{ v1.x }}\n".repeat(6_000)}packagez: [a]\n`;
    expect(said(lint(template))).toEqual(["jinja:1", expect.stringMatching(/^restUnseen:/)]);
    const archive = repeated((n) => `- |\n  #cloud-config\n  k${n}: v\n`, "#cloud-config-archive\n");
    expect(said(lint(archive)).filter((one) => one.startsWith("restUnseen"))).toHaveLength(1);
  });

  it("is all of what people send: a long text in a block is one piece, and four thousand packages are looked at", () => {
    const file = `write_files:\n- path: /a\n  content: |\n${large(12_000, () => "    a: [line]\n")}packagez: []\n`;
    expect(said(lint(config(file)))).toEqual(["unknownKeyNearest:12005"]);
    expect(
      said(
        lint(
          config(
            "packages:",
            large(3_900, (n) => `- p${n}\n`),
          ),
        ),
      ),
    ).toEqual([]);
  });

  it("says nothing of people who may be named further below, nor what the guest will have", () => {
    const text = config(
      "users:",
      large(4_000, (n) => `- name: u${n}\n`),
      "disable_root: false",
    );
    expect(said(lint(text))).toEqual([expect.stringMatching(/^restUnseen:/)]);
    expect(mergedPreview(text, context, "a")).toMatchObject({ people: null, formKeys: "unknown", isDiscarded: false });
    expect(withRecipe(text, "swap", context)).toEqual({ refusal: "unreadable" });
  });

  it("ends where it may: what is valid is not refused, wherever the work ends", () => {
    const made = recipes.flatMap(({ id }) => {
      const one = withRecipe("#cloud-config\n", id, context);
      return "text" in one ? [one.text] : [];
    });
    const own = [
      config(
        "users:",
        "- default",
        "- name: a",
        "  groups: [a,",
        "    b]",
        "runcmd:",
        "- [a, 'b",
        "  c']",
        "- d",
        "  e",
      ),
      config("{packages: [a, b], runcmd: [c]}"),
      config(
        "write_files:",
        "- content: |",
        "    x",
        "  path: /a",
        "- content: > # why",
        "    |",
        "  path: /b",
        "power_state:",
        "  message: |-",
        "    - bye",
        "  mode: reboot",
      ),
      config(
        "# one",
        "write_files:",
        "  - path: /a",
        "    content: |",
        "      a: b",
        "",
        "      c",
        "# two",
        "hostname: a",
      ),
      config("a: &a [x]", "b: *a").replace("a: &a", "packages: &a").replace("b:", "ssh_import_id:"),
    ];
    for (const text of [...made, ...own]) {
      const all = piecesOf(text, { left: mostPieces }).length;
      for (let left = 0; left <= all; left += 1) {
        const errors = configFindings(text, context, { left }).filter(({ severity }) => severity === "error");
        expect(errors, `${left} of ${text}`).toEqual([]);
      }
    }
  });
});
