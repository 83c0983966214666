import { describe, expect, it } from "vitest";
import { goldenCatalogue, goldenTenant } from "#lib/create/golden.fixture.ts";
import { readPasted } from "#lib/create/paste/read.ts";
import { type Draft, inputOf, startDraft, withName } from "../draft.ts";
import { emptyDisk, withSizeText } from "../draft-disks.ts";
import { withStart } from "../draft-start.ts";
import { blankDisk, withPasted } from "./draft-pasted.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const catalogue = goldenCatalogue("current");
const blank = startDraft(catalogue, null);

/** As somebody leaves it in the middle of a word, with one thing typed that the form refuses. */
const half: Draft = (() => {
  const draft = withName(withStart(blank, "url", catalogue, null), "Half-Typed");
  return {
    ...draft,
    input: { ...draft.input, cloudInit: "#cloud-config\npackages: [x]\n", exposure: { kind: "whole" } },
    disks: [...draft.disks.map((disk) => ({ ...disk, url: "https://half" })), withSizeText(emptyDisk("data", ""), "x")],
    keyText: "ssh-ed25519 AAAA",
    portText: "80",
    more: { cpuModel: { text: "host", value: "host" } },
    keysLeftOut: [key],
  };
})();

const pasted = (text: string, before: Draft, chosen: number | null = null) => {
  const over = inputOf(before, [key]);
  const options = { over, overDisk: blankDisk("replicated", catalogue), catalogue, tenant: goldenTenant };
  const read = readPasted(text, options, chosen);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return withPasted(read, before, [key]);
};

const head = (name: string) => `apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: ${name}}\n`;
const whole = `${head("web")}spec: {instanceType: u1.large, disks: [{name: shared}], external: true}\n`;

describe("a text that comes while a form is half filled in", () => {
  it("as a whole machine is that machine, and nothing of what was typed goes into it", () => {
    const was = structuredClone(half);
    const after = pasted(whole, half);
    expect(inputOf(after, [key])).toEqual(inputOf(pasted(whole, blank), [key]));
    expect(inputOf(after, [key])).toMatchObject({ name: "web", cloudInit: "", sshKeys: [], more: {} });
    // What was typed and not added yet stays where it was typed.
    expect([after.keyText, after.portText]).toEqual(["ssh-ed25519 AAAA", "80"]);
    // The way back leads to this very draft.
    expect(half).toEqual(was);
  });

  it("as a part changes what it says", () => {
    const after = pasted("spec: {externalPorts: [443], external: true, externalMethod: PortList}\n", half);
    expect(after).toMatchObject({ ...half, input: { ...half.input, exposure: { kind: "ports", ports: [443] } } });
  });

  it("as user data changes the field for it alone", () => {
    const text = "#cloud-config\r\npackages: [y]\r\n";
    expect(pasted(text, half)).toMatchObject({ ...half, input: { ...half.input, cloudInit: text } });
  });

  it("of several machines another one takes the place of the first, as if that had never been there", () => {
    const data =
      "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: db-data}\nspec: {storage: 9Gi}\n";
    const bare = `${head("bare")}spec: {cloudInit: "#cloud-config"}\n`;
    const text = `${data}---\n${head("db")}spec: {disks: [{name: db-data}]}\n---\n${bare}`;
    expect(pasted(text, half, 0).disks).toMatchObject([{ ownName: "db-data" }]);
    // It lists no disk: those that stood in the form stay, and not those of the one before.
    expect(pasted(text, half, 1).disks).toMatchObject([{ from: "url", url: "https://half" }, { part: "data" }]);
    expect(pasted(text, half, 1)).toEqual(pasted(bare, half));
  });
});
