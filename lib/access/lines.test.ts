import { describe, expect, it } from "vitest";
import { accessWith, levelOf, unaskedAccess, type VmAccess } from "../resources/vm/access.ts";
import { accessLines } from "./lines.ts";
import { allRights, type Right, rights, stockRoles } from "./rights.ts";

const lineOf = (right: Right, vms: VmAccess) =>
  accessLines({ vms, level: levelOf(vms) })
    .flatMap(({ lines }) => lines)
    .find((line) => line.right === right);
const upTo = (role: (typeof stockRoles)[number], ...more: Right[]) =>
  accessWith((right) => {
    const { role: needed } = rights[right];
    return more.includes(right) || (needed !== null && stockRoles.indexOf(needed) <= stockRoles.indexOf(role));
  });

describe("what may I do", () => {
  it("has a line for every right of a stock role, and none for what was not granted by an operator", () => {
    const shown = accessLines({ vms: upTo("view"), level: "view" }).flatMap(({ lines }) =>
      lines.map((line) => line.right),
    );
    expect(shown.sort()).toEqual(allRights.filter((right) => rights[right].role !== null).sort());
    expect(lineOf("pause", upTo("use", "pause"))).toMatchObject({ capability: "allowed", beyond: true });
    expect(lineOf("reset", upTo("use", "pause"))).toBeUndefined();
  });

  it("names the role that has what one lacks", () => {
    expect(lineOf("vnc", upTo("view"))).toMatchObject({ capability: "disabled", lacks: { role: "use" } });
    expect(lineOf("create", upTo("use"))).toMatchObject({ capability: "disabled", lacks: { role: "admin" } });
    expect(lineOf("createTenant", upTo("admin"))).toMatchObject({ lacks: { role: "super-admin" } });
  });

  it("marks what one has beyond the role", () => {
    expect(lineOf("vnc", upTo("view", "vnc"))).toMatchObject({ capability: "allowed", beyond: true });
    expect(lineOf("vnc", upTo("use"))).toMatchObject({ capability: "allowed", beyond: false });
  });

  it("knows platforms that give nobody power: who may write starts and stops all the same, nobody restarts", () => {
    const older = { ...upTo("admin"), start: false, stop: false, restart: false };
    expect(lineOf("start", older)).toMatchObject({ capability: "allowed" });
    expect(lineOf("restart", older)).toMatchObject({ capability: "disabled", lacks: "platform" });
    const operator = { ...upTo("use"), start: false, stop: false, restart: false };
    expect(lineOf("stop", operator)).toMatchObject({ capability: "disabled", lacks: "platform" });
  });

  it("offers everything a stock role has when nothing could be asked", () => {
    expect(lineOf("delete", unaskedAccess)).toMatchObject({ capability: "allowed" });
    expect(lineOf("pause", unaskedAccess)).toBeUndefined();
  });
});
