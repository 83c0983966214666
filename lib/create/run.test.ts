import { describe, expect, it } from "vitest";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { defaultInput } from "./defaults.ts";
import type { CreateInput, NewDisk } from "./input.ts";
import { askedHeaders, withoutSecrets, withSecrets } from "./run.ts";

const base = defaultInput(catalogueFixture, null);
const fromUrl = (part: string, ...headers: string[]): NewDisk => ({
  kind: "new",
  part,
  source: {
    kind: "url",
    url: "https://images.example/a.qcow2",
    headers: headers.map((name) => ({ name, value: `secret of ${name}` })),
    checksum: "",
  },
  sizeBytes: 2 ** 30,
  storageClass: "replicated",
  optical: false,
  bus: "",
});
const input: CreateInput = {
  ...base,
  disks: [
    fromUrl("system", "Authorization"),
    { kind: "existing", name: "old", bus: "" },
    fromUrl("data", "X-A", "X-B"),
  ],
  cloudInit: "#cloud-config\npassword: hunter2\n",
};

describe("what of a plan stands in the cluster", () => {
  it("holds neither cloud-init nor a header's value", () => {
    const kept = JSON.stringify(withoutSecrets(input));
    expect(kept).not.toMatch(/hunter2|secret of/);
    expect(kept).toContain("Authorization");
  });

  it("is the input again once they are given anew", () => {
    const isMade = () => false;
    const kept = withoutSecrets(input);
    expect(askedHeaders(kept, isMade)).toEqual(["Authorization", "X-A", "X-B"]);
    const given = ["secret of Authorization", "secret of X-A", "secret of X-B"];
    expect(withSecrets(kept, { cloudInit: input.cloudInit, headers: given }, isMade)).toEqual(input);
  });

  it("asks nothing for a disk that is there", () => {
    const isMade = (index: number) => index === 0;
    const kept = withoutSecrets(input);
    expect(askedHeaders(kept, isMade)).toEqual(["X-A", "X-B"]);
    const again = withSecrets(kept, { cloudInit: "", headers: ["1", "2"] }, isMade);
    expect(again.disks[2]).toMatchObject({ source: { headers: [{ value: "1" }, { value: "2" }] } });
    expect(again.disks[0]).toMatchObject({ source: { headers: [{ value: "-" }] } });
  });

  it("leaves a value that was not given empty, which no plan accepts", () => {
    const again = withSecrets(withoutSecrets(input), { cloudInit: "", headers: [] }, () => false);
    expect(again.disks[0]).toMatchObject({ source: { headers: [{ value: "" }] } });
  });
});
