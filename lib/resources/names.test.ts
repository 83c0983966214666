import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derivedName, freeName } from "./free-name.ts";
import {
  diskNameLimit,
  isOutside,
  nameProblem,
  outsideVm,
  releaseOfVm,
  shownNameOfVm,
  vmNameLimit,
  vmOfRelease,
} from "./names.ts";

describe("names", () => {
  it.each(["a", "web-1", "x".repeat(41)])("accepts %s", (name) => expect(nameProblem(name, vmNameLimit)).toBeNull());

  it.each([
    ["", "nameRequired"],
    ["1web", "nameFormat"],
    ["Web", "nameFormat"],
    ["web-", "nameFormat"],
    ["-web", "nameFormat"],
    ["we_b", "nameFormat"],
    ["web.example", "nameFormat"],
    ["web\n", "nameFormat"],
    ["../web", "nameFormat"],
    ["x".repeat(42), "nameTooLong"],
  ])("refuses %j", (name, rule) => expect(nameProblem(name, vmNameLimit)).toBe(rule));

  it("finds the first free name", () => {
    expect(freeName("ubuntu", ["ubuntu-1", "ubuntu-3"], vmNameLimit)).toBe("ubuntu-2");
    expect(derivedName("web", "system", [], diskNameLimit)).toBe("web-system");
    expect(derivedName("web", "system", ["web-system"], diskNameLimit)).toBe("web-system-1");
  });

  it("always makes a valid, free name, whatever the base", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (base, taken) => {
        const names = [freeName(base, taken, vmNameLimit), derivedName(base, "system", taken, diskNameLimit)];
        for (const name of names) {
          expect(nameProblem(name, diskNameLimit)).toBeNull();
          expect(taken).not.toContain(name);
        }
      }),
    );
  });

  it("reads a VM from its release and nothing else", () => {
    expect(vmOfRelease("vm-instance-web")).toBe("web");
    expect(vmOfRelease("vm-instance-")).toBeNull();
    expect(vmOfRelease("postgres-web")).toBeNull();
    // A VirtualMachine of its own, even one that is called like a VMInstance or like another's release.
    for (const name of ["web", "vm-instance-web", "vm.web"]) {
      const vm = outsideVm(name);
      expect([isOutside(vm), shownNameOfVm(vm), releaseOfVm(vm)]).toEqual([true, name, name]);
      expect(nameProblem(vm, vmNameLimit)).toBe("nameFormat");
    }
    expect([isOutside("web"), shownNameOfVm("web"), releaseOfVm("web")]).toEqual([false, "web", "vm-instance-web"]);
  });
});
