import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { config, lint, said } from "./lint.fixture.ts";
import { lintRules } from "./rules.ts";

describe("any text", () => {
  const holds = (text: string): void => {
    for (const { rule, line, from, to, fix } of lint(text)) {
      expect(lintRules).toContain(rule);
      expect(line).toBe(text.slice(0, from).split("\n").length);
      expect(from >= 0 && from <= to && to <= text.length, rule).toBe(true);
      for (const change of fix?.changes ?? [])
        expect(change.from >= 0 && change.from <= change.to && change.to <= text.length, rule).toBe(true);
    }
  };
  const word = fc.constantFrom(
    ..."#cloud-config|#include|#!|## template: jinja|MIME-Version: 1.0|boundary=b|--b|users|runcmd|write_files|packages|chpasswd|- |: |\n|\n  |\n    |\t|[|]|{|}|{{|%}|&a |*a|!!x |<<|'|\"|\u00a0|\r\n|---|\n...\n||yes|0644|default|passwd|permissions|>|? |é|\u{1f600}".split(
      "|",
    ),
  );

  it("is answered, at places inside of it", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 40 }).map((words) => words.join("")),
        holds,
      ),
      { seed: 10, numRuns: 150 },
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 40 }).map((words) => `#cloud-config\n${words.join("")}`),
        holds,
      ),
      { seed: 10, numRuns: 250 },
    );
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), holds), { seed: 10, numRuns: 150 });
  });

  it("X04: is data within limits: tags, anchors without end, depth and length are findings, whatever they hold", () => {
    const bomb = config(
      "a: &a [x, x]",
      ...Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n ? `b${n - 1}` : "a"}, *${n ? `b${n - 1}` : "a"}]`),
    );
    expect(said(lint(bomb))).toContain("aliasBomb:3");
    expect(said(lint(config("a: &a [*a]")))).toEqual(["aliasBomb:2"]);
    expect(said(lint(config("a: &a {b: *a}", "<<: *a")))).toContain("aliasBomb:2");
    expect(said(lint(config("<<: x", "hostname: a")))).toEqual(["mergeKey:2", "syntax:2"]);
    expect(said(lint(config("hostname: !!js/function 'x'")))).toContain("yamlTag:2");
    expect(said(lint(config("hostname: !!python/object/apply:os.system [id]")))).toContain("yamlTag:2");
    expect(said(lint(config(`a: ${"[".repeat(50_000)}`)))).toContain("tooDeep:1");
    expect(said(lint(config("- ".repeat(50_000))))).toContain("tooDeep:1");
    expect(said(lint(`#cloud-config\n${"x".repeat(5_000_000)}`))).toEqual(["tooLarge:1"]);
    expect(said(lint("#cloud-config\nhostname: a\0b\n"))).toEqual(["controlCharacter:2"]);
    expect(said(lint("#include\nhttp://169.254.169.254/\nhttp://example.org\nno address\n"))).toEqual([
      "includePrivate:2",
      "includeInClear:3",
      "includeNoAddress:4",
    ]);
    for (const text of [
      config("a: b\n".repeat(5_000)),
      config("? ".repeat(3_000)),
      config(`a: ${"&a ".repeat(3_000)}`),
    ])
      holds(text);
  });
});
