import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "#lib/create/catalogue.fixture.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { fieldProblems, problemAt } from "./field-problems.ts";

const input = defaultInput(catalogue, null);
const refused = (path: string, rule: string) => ({
  input,
  problem: { type: "about:blank" as const, status: 422, code: "invalid" as const, fields: [{ path, rule }] },
});

describe("fieldProblems", () => {
  it("has nothing against the defaults", () => expect(fieldProblems(input, catalogue, null)).toEqual([]));

  it("keeps the server's word until the value changes", () => {
    expect(fieldProblems(input, catalogue, refused("name", "nameTaken"))).toEqual([
      { path: "name", rule: "nameTaken" },
    ]);
    expect(fieldProblems({ ...input, name: "other" }, catalogue, refused("name", "nameTaken"))).toEqual([]);
  });

  it("says one thing a field", () =>
    expect(fieldProblems({ ...input, name: "" }, catalogue, refused("profile", "unknownChoice"))).toEqual([
      { path: "name", rule: "nameRequired" },
      { path: "profile", rule: "unknownChoice" },
    ]));

  it("says of what is empty only that it is missing", () => {
    const source = { kind: "url", url: "", headers: [{ name: "", value: "x" }], checksum: "" } as const;
    const disks = input.disks.map((disk) => ({ ...disk, source: { ...source, headers: [...source.headers] } }));
    expect(fieldProblems({ ...input, disks }, catalogue, null).map(({ path, rule }) => [path, rule])).toContainEqual([
      "disks.0.source.url",
      "required",
    ]);
  });

  it("asks for the profile where nobody knows it", () =>
    expect(fieldProblems(input, catalogue, null, false)).toEqual([{ path: "profile", rule: "required" }]));

  it("finds problems inside a list by the list", () => {
    const problems = fieldProblems({ ...input, exposure: { kind: "ports", ports: [22, 0] } }, catalogue, null);
    expect(problemAt(problems, "exposure.ports")?.rule).toBe("portRange");
    expect(problemAt(problems, "exp")).toBeNull();
  });

  it("survives a path that leads nowhere", () =>
    expect(fieldProblems(input, catalogue, refused("name.length.x", "required"))).toHaveLength(1));
});
