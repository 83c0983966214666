import { describe, expect, it } from "vitest";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { likeDraft } from "./begin.ts";
import { inputOf, startDraft } from "./draft.ts";
import { type Pattern, wantedLike } from "./pattern.ts";

const body = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const input = {
  ...defaultInput(catalogueFixture, null),
  name: "web-2",
  sshKeys: [`ssh-ed25519 ${body} ada@old`, "ssh-ed25519 other"],
};
const pattern: Pattern = { like: "web", input, notes: [] };
const blank = startDraft(catalogueFixture, null);

describe("a form that begins like a machine", () => {
  it("sends that machine's keys and no other of this browser's, each once", () => {
    const library = [`ssh-ed25519 ${body} ada@laptop`, "ssh-ed25519 mine"];
    const draft = likeDraft(pattern, blank, library);
    expect(inputOf(draft, library).sshKeys).toEqual([`ssh-ed25519 ${body} ada@laptop`, "ssh-ed25519 other"]);
    expect(inputOf(likeDraft(pattern, blank, []), [])).toEqual(input);
  });

  it("is known as such, with a name that no other choice changes", () =>
    expect(likeDraft(pattern, blank, [])).toMatchObject({ like: "web", hasOwnName: true, input: { name: "web-2" } }));

  it("has no pattern where the machine could not be read", () => {
    const problem = { type: "about:blank", status: 403, code: "forbidden" } as const;
    const read = wantedLike("web", { state: "failed", problem }, catalogueFixture, null);
    expect(read).toEqual({ name: "web", problem });
  });
});
