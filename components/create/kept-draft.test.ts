import { describe, expect, it } from "vitest";
import type { Draft } from "./draft.ts";
import { createKeptDraft } from "./kept-draft.ts";

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
const storageWith = (text?: string) => {
  const held = new Map<string, string>(text === undefined ? [] : [["porthole-create-tenant-a", text]]);
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
};
const named = (draft: Draft): Draft => ({ ...draft, input: { ...draft.input, name: "mine" }, keyText: "secret?" });
const kept = (storage: ReturnType<typeof storageWith>, tenant = "tenant-a") =>
  createKeptDraft(
    tenant,
    first,
    () => storage,
    (draft) => draft,
  );

describe("kept draft", () => {
  it("is there after a reload, without what may be a private key, and only in its tenant", () => {
    const storage = storageWith();
    const page = kept(storage);
    page.change(named);
    expect(page.getSnapshot().keyText).toBe("secret?");
    expect([...storage.held.values()].join()).not.toContain("secret?");
    expect(kept(storage).getSnapshot()).toMatchObject({ input: { name: "mine" }, keyText: "" });
    expect(kept(storage, "tenant-b").getSnapshot()).toBe(first);
  });

  it("is gone for the next visit once it became a machine, and stays on its own page", () => {
    const storage = storageWith();
    const page = kept(storage);
    page.change(named);
    page.forget();
    expect(page.getSnapshot().input.name).toBe("mine");
    expect(kept(storage).getSnapshot()).toBe(first);
  });

  it("begins anew where it no longer fits what is offered", () => {
    const storage = storageWith(JSON.stringify(first));
    expect(
      createKeptDraft(
        "tenant-a",
        first,
        () => storage,
        () => null,
      ).getSnapshot(),
    ).toBe(first);
  });

  it.each([
    ["no JSON", "{"],
    ["another type", "7"],
    ["a missing input", JSON.stringify({ ...first, input: null })],
    ["a field of another type", JSON.stringify({ ...first, sizeText: 20 })],
    ["an unknown exposure", JSON.stringify({ ...first, input: { ...first.input, exposure: { kind: "all" } } })],
    ["ports that are no list", JSON.stringify({ ...first, input: { ...first.input, exposure: { kind: "ports" } } })],
  ])("ignores %s", (_, text) => expect(kept(storageWith(text)).getSnapshot()).toBe(first));

  it("works where storage is closed", () => {
    const page = createKeptDraft(
      "tenant-a",
      first,
      () => null,
      (draft) => draft,
    );
    page.change(named);
    expect(page.getSnapshot().input.name).toBe("mine");
  });
});
