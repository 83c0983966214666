import { describe, expect, it } from "vitest";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { type Draft, startDraft } from "./draft.ts";
import { createKeptDraft, type DraftMemory } from "./kept-draft.ts";

const first = startDraft(catalogueFixture, null);
const named = (draft: Draft): Draft => ({ ...draft, input: { ...draft.input, name: "mine" } });
const kept = (memory: DraftMemory, tenant = "tenant-a", renewed = (draft: Draft): Draft | null => draft) =>
  createKeptDraft(tenant, first, renewed, { memory });

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

  it("begins with what only the browser knows, which the server's page did not", () => {
    const inBrowser = () => named(first);
    const page = createKeptDraft("tenant-a", first, () => null, { memory: new Map(), inBrowser });
    expect(page.getServerSnapshot()).toBe(first);
    expect([page.getSnapshot().input.name, page.isTyped()]).toEqual(["mine", false]);
  });

  it("begins anew where it no longer fits what is offered", () => {
    const memory: DraftMemory = new Map([["tenant-a", named(first)]]);
    expect(kept(memory, "tenant-a", () => null).getSnapshot()).toBe(first);
  });
});
