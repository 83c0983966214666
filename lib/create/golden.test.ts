import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { eras } from "../resources/dialect/eras.fixture.ts";
import { goldenCatalogue, goldenInputs, goldenTenant, goldenText } from "./golden.fixture.ts";
import { ownLabel } from "./manifest.ts";
import { planOf } from "./plan.ts";
import { manifestsOf } from "./yaml.ts";

const fileOf = (era: string) => readFileSync(join(import.meta.dirname, "golden", `${era}.yaml`), "utf8");

describe.each(eras)("what is sent to a cluster of the dialect %s", (era) => {
  it("is what people have read and agreed to; where it changes on purpose, its new text is the file", () =>
    expect(goldenText(era)).toBe(fileOf(era)));

  it("is there for every image, every size and every profile of the catalogue", () => {
    const cases = Object.keys(parse(fileOf(era)));
    const { images, instanceTypes, profiles } = goldenCatalogue(era);
    const countOf = (kind: string) => cases.filter((name) => name.startsWith(`${kind}-`)).length;
    expect(images).toHaveLength(23);
    expect(instanceTypes).toHaveLength(21);
    expect([countOf("image"), countOf("type"), countOf("profile")]).toEqual([23, 21, profiles.length]);
    // Each with the drivers and without.
    expect([countOf("install"), countOf("windows")]).toEqual([2, 8]);
  });

  it("carries our label and the tenant, each object alike", () => {
    const catalogue = goldenCatalogue(era);
    for (const input of goldenInputs(era)) {
      for (const { apiVersion, metadata } of manifestsOf(planOf(input, goldenTenant, catalogue))) {
        expect(apiVersion).toBe("apps.cozystack.io/v1alpha1");
        expect(metadata).toEqual({ name: metadata.name, namespace: goldenTenant, labels: ownLabel });
      }
    }
  });
});

it("has every profile where the platform keeps no list of its own", () =>
  expect(goldenCatalogue("current").profiles).toHaveLength(33));
