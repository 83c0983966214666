import { describe, expect, it } from "vitest";
import { eventSchema } from "../event/schema.ts";
import { gibibyte } from "../quantity.ts";
import { projectDetail } from "./detail.ts";
import {
  condition,
  facts,
  instance,
  lowly,
  machine,
  named,
  noVolume,
  pod,
  ready,
  readyDisk,
  stateOf,
  volume,
} from "./facts.fixture.ts";
import { ownObjectOf } from "./own-object.ts";
import { disksToAskFor, projectRow } from "./project.ts";
import { runningMachineSchema, serviceSchema } from "./schema.ts";

describe("a row", () => {
  it("D03: says of its uid what tells two machines apart, and no more: in a long list it is most of the bytes", () => {
    const uid = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const some = facts({ instance: instance({}, ready, { uid }) });
    expect(projectRow(some).uid).toBe("0a1b2c");
  });

  it("joins what the platform scatters", () => {
    expect(projectRow(facts())).toMatchObject({
      name: "web",
      state: "running",
      status: "Running",
      inferred: false,
      os: { family: "ubuntu", label: "Ubuntu 24.04 LTS" },
      size: { type: "u1.medium", cpu: 1, memoryBytes: 4 * gibibyte },
      addresses: { public: "203.0.113.7", private: "10.0.0.9" },
      disks: { count: 1, totalBytes: 20 * gibibyte },
      runStrategy: "Always",
      deleting: false,
    });
  });

  it("believes the running machine where an operator lets it be read and the VirtualMachine is not", () => {
    const running = (phase: string, conditions: object[] = []) =>
      runningMachineSchema.parse(
        named("vm-instance-web", { status: { phase, conditions, interfaces: [{ ipAddress: "10.0.0.8" }] } }),
      );
    const blind = { pods: "unread", monitor: "unread" } as const;
    expect(stateOf(lowly({ ...blind, running: running("Running") })).state).toBe("running");
    expect(stateOf(lowly({ ...blind, running: running("Running", [condition("Paused", "True")]) })).state).toBe(
      "paused",
    );
    // On its way, its pod tells more; a phase nobody knows says nothing.
    expect(stateOf(lowly({ pods: [pod("Pending", false)], running: running("Scheduling") })).state).toBe("starting");
    expect(stateOf(lowly({ ...blind, running: running("Floating") })).state).toBe("unknown");
    expect(projectRow(lowly({ ...blind, running: running("Running") })).addresses.private).toBe("10.0.0.8");
    expect(projectRow(facts({ virtualMachine: machine("Stopped"), running: running("Running") })).state).toBe(
      "stopped",
    );
  });

  it.each([
    ["running", { asked: "on" }, "running", false],
    ["running, and its pod is on its way out", { asked: "off" }, "running", true],
    ["stopped", { asked: "off", pods: [] }, "stopped", false],
    ["not to be seen, and on", { asked: "on", pods: "unread" }, "running", true],
    ["not to be seen, and off", { asked: "off", pods: "unread" }, "stopped", false],
    ["seen nowhere yet, and on", { asked: "on", pods: [] }, "starting", true],
    ["starting", { asked: "on", pods: [pod("Pending", false)] }, "starting", true],
  ] as const)("says no more than the cluster's own word on power allows: %s", (_, change, state, inferred) =>
    expect(stateOf(lowly(change))).toEqual({ state, inferred, trouble: null }),
  );

  it("carries people's own labels", () =>
    expect(projectRow(facts({ instance: instance({}, ready, { labels: { env: "test" } }) })).labels).toEqual([
      "env=test",
    ]));

  it("says unknown, never zero, for what it could not read", () => {
    const blind = facts({ pods: "unread", service: "unread", disks: "unread", instanceType: null });
    expect(projectRow(blind)).toMatchObject({
      size: { cpu: null, memoryBytes: null },
      addresses: { public: null, private: null },
      disks: { count: 1, totalBytes: null },
    });
    expect(projectRow(facts({ disks: new Map() })).disks.totalBytes).toBeNull();
  });

  it("takes no ClusterIP for a public address and no unknown method for an open machine", () => {
    const headless = serviceSchema.parse(named("vm-instance-web", { spec: { type: "ClusterIP" } }));
    expect(projectRow(facts({ service: headless })).addresses.public).toBeNull();
    const odd = instance({ external: true, externalMethod: "Everything", externalPorts: "22,443" });
    expect(projectRow(facts({ instance: odd })).exposure).toEqual({ kind: "ports", ports: [] });
  });

  it("counts custom resources as cpu times sockets", () => {
    const custom = instance({ instanceType: "", resources: { cpu: "2", sockets: 2, memory: "1Gi" } });
    expect(projectRow(facts({ instance: custom })).size).toEqual({ type: "", cpu: 4, memoryBytes: gibibyte });
  });
});

it("asks only for volumes that somebody waits for", () => {
  const row = { state: "provisioning", inferred: false } as const;
  expect(disksToAskFor(facts(), row)).toEqual(["web-system"]);
  expect(disksToAskFor(facts({ dataVolumes: volume("Succeeded") }), row)).toEqual([]);
  expect(disksToAskFor(facts({ disks: new Map() }), row)).toEqual([]);
  for (const state of ["unknown", "stopped"] as const)
    expect(disksToAskFor(lowly({ pods: [] }), { state, inferred: true })).toEqual(["web-system"]);
  const settled = new Map([["web-system", readyDisk]]);
  expect(disksToAskFor(facts({ disks: settled }), { state: "stopped", inferred: false })).toEqual([]);
});

it("a detail holds disks in boot order and events newest first", () => {
  const event = (name: string, lastTimestamp: string) =>
    eventSchema.parse(named(name, { involvedObject: { kind: "Pod", name: "p" }, reason: name, lastTimestamp }));
  const view = projectDetail({
    facts: facts({ dataVolumes: volume("Succeeded") }),
    events: [event("old", "2026-01-01"), event("new", "2026-02-01")],
    own: null,
  });
  expect(view.disksAttached).toMatchObject([{ name: "web-system", bootOrder: 1, progress: 100, image: "ubuntu-2404" }]);
  const lost = facts({ disks: new Map([["web-system", readyDisk]]), dataVolumes: noVolume });
  expect(projectDetail({ facts: lost, events: [], own: null }).disksAttached).toMatchObject([
    { phase: "Missing", progress: null },
  ]);
  expect(view.events.map(({ reason }) => reason)).toEqual(["new", "old"]);
});

it("P18: who logs in is whom cloud-init gives a key, else the image's user; of cloud-init nothing else is told", () => {
  const login = (cloudInit: string) => {
    const own = ownObjectOf(named("web", { spec: { cloudInit } }));
    const view = projectDetail({ facts: facts(), events: [], own });
    expect(JSON.stringify(view)).not.toContain("hunter2");
    return [view.loginUser, view.loginUserFrom];
  };
  expect(login("")).toEqual(["ubuntu", "image"]);
  expect(login("#cloud-config\npassword: hunter2")).toEqual(["ubuntu", "image"]);
  const user = "#cloud-config\npassword: hunter2\nusers: [{name: deploy, ssh_authorized_keys: [ssh-ed25519 AAAA]}]";
  expect(login(user)).toEqual(["deploy", "cloud-init"]);
  const unknown = projectDetail({ facts: facts({ disks: "unread" }), events: [], own: null });
  expect([unknown.loginUser, unknown.loginUserFrom]).toEqual([null, null]);
  expect(unknown.firstBoot).toBeNull();
  const guarded = ownObjectOf(named("web", { spec: { cloudInit: "#!/bin/sh\nufw --force enable\n" } }));
  expect(projectDetail({ facts: facts(), events: [], own: guarded }).firstBoot).toEqual({
    firewall: true,
    passwords: false,
    keys: false,
  });
});

it("a detail has the Service as it is: what it names, what it got, none, or not readable", () => {
  const serviceIn = (change: Parameters<typeof facts>[0]) =>
    projectDetail({ facts: facts(change), events: [], own: null }).service;
  expect(serviceIn({})).toEqual({ type: "LoadBalancer", ports: [22], addresses: ["203.0.113.7"] });
  const spec = { type: "ClusterIP", ports: [{ port: 65_535 }] };
  const headless = serviceSchema.parse(named("vm-instance-web", { spec }));
  expect(serviceIn({ service: headless })).toEqual({ type: "ClusterIP", ports: [65_535], addresses: [] });
  expect([serviceIn({ service: null }), serviceIn({ service: "unread" })]).toEqual([null, "unread"]);
});
