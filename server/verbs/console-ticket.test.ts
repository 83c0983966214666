import { describe, expect, test } from "vitest";
import type { VmFacts } from "#lib/resources/vm/facts.ts";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import { launcherPodSchema } from "#lib/resources/vm/schema.ts";
import type { VmState } from "#lib/resources/vm/view.ts";
import { identityKey } from "../auth/person.ts";
import { createSessionCaps } from "../gateway/session-caps.ts";
import { signIn } from "../gateway/testing.ts";
import { createTicketStore } from "../gateway/ticket-store.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { TenantList } from "../live/tenant-list.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { issueConsoleTicket } from "./console-ticket.ts";

type Tools = Parameters<typeof issueConsoleTicket>[0];
const { person } = signIn("ada");
const machine = { tenant: "tenant-acme", name: "web-01", source: { requestId: "r", address: "127.0.0.1" } };

type Pods = VmFacts["pods"];
const pod = (uid: string, phase: string, at: number, deletionTimestamp: string | null = null) =>
  launcherPodSchema.parse({
    metadata: { name: uid, uid, creationTimestamp: `2026-11-01T00:00:0${at}Z`, deletionTimestamp },
    status: { phase },
  });

const tools = (
  state: VmState | "absent" | "unread",
  { may = ["vnc", "serial"], perVm = 8, pods = [] }: { may?: string[]; perVm?: number; pods?: Pods } = {},
) => {
  const store = createMemoryStore();
  const tickets = createTicketStore(store);
  const caps = createSessionCaps(store, { perIdentity: 20, perVm });
  // Of the list, only what it knows of one machine's pods is asked.
  const list = { facts: () => ({ pods }) as unknown as VmFacts } as unknown as TenantList;
  const live: Tools["live"] = {
    using: async (_person, _tenant, work) => work(list),
    read: async () => {
      if (state === "unread") throw new ProblemError("unavailable");
      const row = rowOf("web-01", state === "absent" ? "running" : state);
      return {
        state: "ready",
        data: { rows: state === "absent" ? [] : [row], missing: [], asOf: "", epoch: "e", version: 1 },
      };
    },
  };
  const gateway: Tools["gateway"] = {
    mayOpen: async (_person, { kind }) => may.includes(kind),
    hasRoom: (who, { tenant, name }) => caps.hasRoom(identityKey(who.identity), `${tenant}/${name}`),
    openLimits: { idleMs: 60_000, lifetimeMs: null },
    tickets,
  };
  return { live, gateway, tickets };
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "issued",
    (error) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );

describe("a console ticket", () => {
  test("is bound to session, machine, kind and the choice to take over", async () => {
    const given = tools("running");
    const answer = await issueConsoleTicket(given, person, machine, { kind: "vnc", takeOver: true });
    const { ticket, limits } = answer;
    expect(limits).toEqual({ idleMs: 60_000, lifetimeMs: null });
    expect(await given.tickets.take(ticket, person.sessionId, { kind: "vnc", use: "open" })).toMatchObject({
      ...machine,
      kind: "vnc",
      takeOver: true,
    });
  });

  test.each<[string, Pods, string | null]>([
    [
      "its newest pod that runs",
      [pod("old", "Running", 1), pod("new", "Running", 2), pod("next", "Pending", 3)],
      "new",
    ],
    ["one that is about to", [pod("old", "Succeeded", 1), pod("next", "Pending", 2)], "next"],
    ["none that goes", [pod("old", "Running", 1, "2026-11-01T00:00:09Z")], null],
    ["nothing where pods are not for this person", "unread", null],
  ])("F33: says which instance runs: %s", async (_name, pods, instance) => {
    const answer = await issueConsoleTicket(tools("running", { pods }), person, machine, { kind: "serial" });
    expect(answer.instance).toBe(instance);
  });

  test.each([
    ["starting", "issued"],
    ["running", "issued"],
    ["provisioning", "not-running"],
    ["stopped", "not-running"],
    ["absent", "not-found"],
  ] as const)("for a machine said to boot that is %s: %s", async (state, expected) => {
    expect(await codeOf(issueConsoleTicket(tools(state), person, machine, { kind: "serial", atBoot: true }))).toBe(
      expected,
    );
  });

  test.each([
    ["running", "issued"],
    ["paused", "issued"],
    ["stopping", "issued"],
    ["unknown", "issued"],
    ["unread", "issued"],
    ["stopped", "not-running"],
    ["starting", "not-running"],
    ["provisioning", "not-running"],
    ["absent", "not-found"],
  ] as const)("of a machine that is %s: %s", async (state, expected) => {
    expect(await codeOf(issueConsoleTicket(tools(state), person, machine, { kind: "serial" }))).toBe(expected);
  });

  test.each([
    ["vnc", "serial"],
    ["serial", "vnc"],
  ] as const)("W04: is given for %s to who may open that one, not for %s", async (granted, other) => {
    const given = tools("running", { may: [granted] });
    expect(await codeOf(issueConsoleTicket(given, person, machine, { kind: granted }))).toBe("issued");
    expect(await codeOf(issueConsoleTicket(given, person, machine, { kind: other }))).toBe("forbidden");
  });

  test("W03: who may not open consoles is not told whether the machine exists", async () => {
    const given = tools("absent", { may: [] });
    expect(await codeOf(issueConsoleTicket(given, person, machine, { kind: "vnc" }))).toBe("forbidden");
  });

  test("W09: is refused when the machine has no place left", async () => {
    const given = tools("running", { perVm: 0 });
    expect(await codeOf(issueConsoleTicket(given, person, machine, { kind: "vnc" }))).toBe("too-many-requests");
  });
});
