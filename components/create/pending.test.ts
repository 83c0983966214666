import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "#lib/create/catalogue.fixture.ts";
import { inputOf, startDraft } from "./draft.ts";
import { pendingOf } from "./pending.ts";

const draft = startDraft(catalogue, null);
const input = inputOf(draft, []);
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKy7rKzJ8l0yvJ0bqK6Jm0hP0gQ6J0v6bL0F3u1m2a me@laptop";

describe("what was typed and not added", () => {
  it("is nothing when nothing was typed", () =>
    expect(pendingOf(draft, input, [])).toEqual({ input, keys: [], ports: [], wrong: [] }));

  it("is meant for this machine", () => {
    const pending = pendingOf({ ...draft, keyText: key, portText: "443, 80" }, input, []);
    expect(pending.wrong).toEqual([]);
    expect(pending.input).toMatchObject({ sshKeys: [key], exposure: { kind: "ports", ports: [22, 80, 443] } });
  });

  it("stops the creation when it cannot be added", () =>
    expect(pendingOf({ ...draft, keyText: "ssh-rsa AAA", portText: "70000" }, input, [])).toMatchObject({
      input,
      wrong: ["keyText", "portText"],
    }));

  it("says nothing of ports that do not count", () => {
    const whole = { ...input, exposure: { kind: "whole" } as const };
    expect(pendingOf({ ...draft, portText: "70000" }, whole, [])).toMatchObject({ input: whole, wrong: [] });
  });
});
