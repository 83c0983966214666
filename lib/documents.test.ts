import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

/** As a forge makes an anchor of a heading. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

it.each(documents)("%s leads to files and headings that are there", (path) => {
  const text = textOf(path).replace(/```[\s\S]*?```/g, "");
  const lost = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : join(dirname(path), file);
    if (!existsSync(join(root, target))) return [link];
    return anchor === undefined || anchorsOf(textOf(target)).includes(anchor) ? [] : [link];
  });
  expect(lost).toEqual([]);
});

it("consoles.md shows every state that somebody may wonder about", () => {
  const shown = [...textOf("docs/consoles.md").matchAll(/screenshots\/consoles-([a-z-]+)\.png/g)].map(
    ([, name]) => name,
  );
  expect(shown).toEqual(
    expect.arrayContaining([
      ...["off", "waiting", "in-use", "in-use-elsewhere", "taken-over", "evicted", "restarting", "moved", "lost"],
      ...["permission-lost", "forbidden", "session-ended", "no-screen"],
    ]),
  );
});
