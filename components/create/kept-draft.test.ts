import { describe, expect, it } from "vitest";
import type { Draft } from "./draft.ts";
import { createKeptDraft, type DraftMemory } from "./kept-draft.ts";

const first: Draft = {
  input: {
    name: "ubuntu-1",
    image: "ubuntu-2404",
    instanceType: "u1.medium",
    profile: "ubuntu",
    systemDisk: { sizeBytes: 20, storageClass: "replicated" },
    exposure: { kind: "ports", ports: [22] },
    start: true,
  },
  sizeText: "20",
  hasOwnName: false,
  hasOwnSize: false,
  keysLeftOut: [],
  keyText: "",
};
const named = (draft: Draft): Draft => ({ ...draft, input: { ...draft.input, name: "mine" } });
const kept = (memory: DraftMemory, tenant = "tenant-a", renewed = (draft: Draft): Draft | null => draft) =>
  createKeptDraft(tenant, first, renewed, memory);

describe("kept draft", () => {
  it("is there when one comes back to the page, and only in its tenant", () => {
    const memory: DraftMemory = new Map();
    const page = kept(memory);
    expect(page.isTyped()).toBe(false);
    page.change(named);
    expect(page.isTyped()).toBe(true);
    expect(kept(memory).getSnapshot().input.name).toBe("mine");
    expect(kept(memory, "tenant-b").getSnapshot()).toBe(first);
  });

  it("is gone for the next visit once it became a machine, and stays on its own page", () => {
    const memory: DraftMemory = new Map();
    const page = kept(memory);
    page.change(named);
    page.forget();
    expect([page.getSnapshot().input.name, page.isTyped()]).toEqual(["mine", false]);
    expect(kept(memory).getSnapshot()).toBe(first);
  });

  it("begins anew where it no longer fits what is offered", () => {
    const memory: DraftMemory = new Map([["tenant-a", named(first)]]);
    expect(kept(memory, "tenant-a", () => null).getSnapshot()).toBe(first);
  });
});
