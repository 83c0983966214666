import { mkdtempSync, readFileSync, renameSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../log.ts";
import { auditLineSchema, createAudit } from "./audit.ts";

const person = {
  sessionId: "0123456789abcdef-the-rest",
  identity: { issuer: "https://id.example", subject: "s", name: "ada", groups: [] },
  token: async () => "token-of-ada",
  ended: new AbortController().signal,
};
const start = { event: "write", outcome: "done", verb: "start", kind: "VMInstance", name: "web" } as const;

const lines: string[] = [];
const logAt = (level: string) => createLog(level, { write: (line: string) => void lines.push(line) });
const file = () => join(mkdtempSync(join(tmpdir(), "porthole-audit-")), "audit.log");
const read = (path: string) => readFileSync(path, "utf8").trim().split("\n").filter(Boolean);

beforeEach(() => {
  lines.length = 0;
});

/** A line without what the logger itself puts before and behind it. */
const factsOf = (line = "") => {
  const { level, time, audit, msg, ...facts } = JSON.parse(line);
  expect([level, audit, msg]).toEqual([30, 1, "audit"]);
  expect(Date.parse(time)).not.toBeNaN();
  return facts;
};

describe("the audit log", () => {
  it("tells who did what, in the shape that is documented", () => {
    createAudit({ log: logAt("info"), file: null, toLog: true }).record(person, start);
    const line = factsOf(lines[0]);
    expect(auditLineSchema.parse(line)).toEqual(line);
    expect(line).toMatchObject({ ...start, person: "ada", issuer: "https://id.example", session: "0123456789ab" });
    expect(lines.join()).not.toContain("token-of-ada");
  });

  it.each(["fatal", "silent"])("is written whatever the log leaves out: %s", (level) => {
    createAudit({ log: logAt(level), file: null, toLog: true }).record(person, start);
    expect(lines).toHaveLength(1);
  });

  it("keeps a hostile name in its own field and line", () => {
    const name = 'web\n{"audit":1,"event":"write","person":"root"}';
    createAudit({ log: logAt("info"), file: null, toLog: true }).record(person, { ...start, name });
    expect(lines.join("").trim().split("\n")).toHaveLength(1);
    expect(factsOf(lines[0]).name).toBe(name);
  });

  it("goes to a file that only we read, and to a new one after the old was moved away", () => {
    const path = file();
    const audit = createAudit({ log: logAt("info"), file: path, toLog: false });
    audit.record(person, start);
    expect(factsOf(read(path)[0])).toMatchObject(start);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(lines).toEqual([]);
    renameSync(path, `${path}.1`);
    audit.reopen();
    audit.record(person, { ...start, verb: "stop" });
    expect(read(`${path}.1`)).toHaveLength(1);
    expect(factsOf(read(path)[0])).toMatchObject({ verb: "stop" });
    audit.dispose();
  });

  it("refuses a file that cannot be opened", () => {
    expect(() => createAudit({ log: logAt("info"), file: "/nowhere/audit.log", toLog: true })).toThrow(/nowhere/);
  });

  it("F39: says once that the disk is full, and work goes on", async () => {
    const audit = createAudit({ log: logAt("info"), file: "/dev/full", toLog: false });
    for (let at = 0; at < 3; at++) expect(() => audit.record(person, start)).not.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines.filter((line) => line.includes("the audit file cannot be written"))).toHaveLength(1);
  });
});
