import { describe, expect, it } from "vitest";
import { lessHeld, projectGpuOptions, projectPermittedGpus } from "./project.ts";
import { kubeVirtSchema } from "./schema.ts";

const a10 = "nvidia.com/GA102GL_A10";
const option = (value: string, description: string) => ({ value, description });

describe("GPUs", () => {
  it("of the platform's list are counted over its nodes", () =>
    expect(
      projectGpuOptions([
        option("nvidia.com/TU104GL_TESLA_T4", "4 available on node gva-n01"),
        option(a10, "2 available on node gva-n01"),
        option(a10, "1 available on node lux-n02"),
      ]),
    ).toEqual([
      { name: a10, free: 3 },
      { name: "nvidia.com/TU104GL_TESLA_T4", free: 4 },
    ]));

  it.each([
    ["", "2 available on node b"],
    ["2 available on node b", "many"],
    ["99999999999 available", "1 available on node b"],
  ])("are not counted where a line says no number (%j, %j)", (first, second) =>
    expect(projectGpuOptions([option(a10, first), option(a10, second)])).toEqual([{ name: a10, free: null }]),
  );

  it("less those that the tenant's own machines hold, and never less than none", () =>
    expect(
      lessHeld(
        [
          { name: a10, free: 2 },
          { name: "b", free: null },
          { name: "c", free: 1 },
          { name: "d", free: 1 },
        ],
        new Map([
          [a10, 1],
          ["b", 1],
          ["c", 5],
        ]),
      ).map(({ free }) => free),
    ).toEqual([1, null, 0, 1]));

  it("are else what KubeVirt permits, without a count", () => {
    const kubeVirt = (permittedHostDevices: unknown) =>
      kubeVirtSchema.parse({ metadata: { name: "kubevirt" }, spec: { configuration: { permittedHostDevices } } });
    expect(
      projectPermittedGpus([
        kubeVirt({
          pciHostDevices: [{ resourceName: a10 }, { resourceName: a10 }, { resourceName: "" }, "x"],
          mediatedDevices: [{ resourceName: "nvidia.com/L40S-24Q" }],
        }),
        kubeVirt("none"),
      ]),
    ).toEqual([
      { name: a10, free: null },
      { name: "nvidia.com/L40S-24Q", free: null },
    ]);
  });
});
