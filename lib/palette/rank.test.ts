import { describe, expect, it } from "vitest";
import { rank, readCommand } from "./rank.ts";

const found = (text: string, ...labels: string[]) =>
  rank(
    labels.map((label) => ({ label })),
    text,
    50,
  ).map(({ label }) => label);

describe("rank", () => {
  it("puts the whole name first, then beginnings, parts, middles and abbreviations", () =>
    expect(found("web", "cobweb", "my-web", "web", "w-east-b", "web-01", "db")).toEqual([
      "web",
      "web-01",
      "my-web",
      "cobweb",
      "w-east-b",
    ]));

  it("orders equal ones by length, then as people count", () =>
    expect(found("web", "web-10", "web-9", "web-1")).toEqual(["web-1", "web-9", "web-10"]));

  it("wants every word, in whatever order", () => {
    expect(found("01 web", "web-01", "web-02", "db-01")).toEqual(["web-01"]);
    expect(found("web nothing", "web-01")).toEqual([]);
  });

  it("finds other names, worth less than the label", () => {
    const items = [
      { label: "dev", also: ["root / acme / dev"] },
      { label: "acme", also: ["root / acme"] },
    ];
    expect(rank(items, "acme", 9).map(({ label }) => label)).toEqual(["acme", "dev"]);
  });

  it.each([
    ["w1", "web-01", true],
    ["w0", "web-01", true],
    ["e1", "web-01", false],
    ["ubersicht", "Übersicht", true],
    ["APERCU", "Aperçu", true],
    ["(.*", "anything", false],
    ["w", "cow", true],
  ])("%j finds %j: %s", (text, label, isFound) => expect(found(text, label).length > 0).toBe(isFound));

  it("shows all when nothing is typed, and no more than asked", () => {
    expect(found("  ", "b", "a")).toEqual(["a", "b"]);
    expect(rank([{ label: "a" }, { label: "b" }], "", 1)).toHaveLength(1);
  });

  it("is done with thousands of long names at once", () => {
    const many = Array.from({ length: 5_000 }, (_, n) => ({ label: `${"a-".repeat(20)}${n}` }));
    expect(rank(many, "a a a a 4999", 8)).toHaveLength(1);
  });
});

describe("readCommand", () => {
  const verbs = [
    { verb: "start", names: ["Démarrer", "start"] },
    { verb: "stop", names: ["Arrêter", "stop"] },
  ] as const;

  it.each([
    ["start web", { verb: "start", rest: "web" }],
    ["demarrer web 01", { verb: "start", rest: "web 01" }],
    ["web arr", { verb: "stop", rest: "web" }],
    ["sto", { verb: "stop", rest: "" }],
  ])("%j is a command", (text, command) => expect(readCommand(text, verbs)).toEqual(command));

  it.each(["web", "s web", "", "restart web", "web stop db"])("%j is none", (text) =>
    expect(readCommand(text, verbs)).toBeNull(),
  );
});
