import { describe, expect, it } from "vitest";
import { upstream, upstreamJson } from "../../upstream.fixture.ts";
import { type Era, eraDialects, withoutWords } from "./eras.fixture.ts";
import { dialectOfSchemas } from "./published.ts";

describe.skipIf(upstream === "")("against the schemas that Cozystack released", () => {
  const read = (name: string): unknown => upstreamJson(`cozystack/schemas/history/${name}.schema.json`);

  it.each<[Era, string, string]>([
    ["0.34", "vm-instance.v0.34.5", "vm-disk.v0.30.0"],
    ["0.38", "vm-instance.v0.38.0", "vm-disk.v0.38.0"],
    ["current", "vm-instance.v1.5.0", "vm-disk.v1.5.0"],
  ])("the fixture of %s says the same", (era, vm, disk) => {
    const released = withoutWords(dialectOfSchemas(read(vm), read(disk)));
    expect(released).toEqual(withoutWords(eraDialects[era]));
  });

  it("no release had string disks, and power changed with 1.0", () => {
    for (const version of ["0.30.0", "0.34.0", "0.34.5", "0.35.0", "0.38.0", "1.0.0", "1.3.0", "1.4.0", "1.5.0"]) {
      const dialect = dialectOfSchemas(read(`vm-instance.v${version}`), {});
      expect(dialect.disks, version).toBe("objects");
      expect(dialect.power, version).toBe(version.startsWith("0.") ? "running" : "runStrategy");
      expect(dialect.icmp, version).toBe(version === "1.4.0" || version === "1.5.0");
    }
  });
});
