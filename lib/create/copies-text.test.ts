import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { eras } from "../resources/dialect/eras.fixture.ts";
import { copiesOf, plansOf } from "./copies.ts";
import { goldenCatalogue, goldenInputs, goldenTenant } from "./golden.fixture.ts";
import { inputArbitrary } from "./input.fixture.ts";
import type { CreateInput } from "./input.ts";
import { kubectlOf } from "./kubectl.ts";
import { planOf } from "./plan.ts";
import { terraformGaps, terraformOf } from "./terraform.ts";
import { manifestsOf, yamlOf } from "./yaml.ts";

const read = (text: string): unknown[] => parseAllDocuments(text).map((document) => document.toJS());

/** What a shell would give to each `kubectl create`, in order. */
const createdBy = (commands: string): unknown[] =>
  [...commands.matchAll(/^kubectl create -f - <<'(\w+)'\n([\s\S]*?)^\1$/gm)].flatMap(([, , yaml = ""]) => read(yaml));

describe.each(eras)("the texts of several machines, in the dialect %s,", (era) => {
  const catalogue = goldenCatalogue(era);
  const plansFor = (input: CreateInput, copies: number) => plansOf(input, copies, goldenTenant, catalogue);
  /** What the server makes of what is sent to it, one machine after the other; a text has the disks before. */
  const madeByRuns = (input: CreateInput, copies: number): unknown[] => {
    const made = copiesOf(input, copies).flatMap((one) => manifestsOf(planOf(one, goldenTenant, catalogue)));
    return [...made.filter(({ kind }) => kind === "VMDisk"), ...made.filter(({ kind }) => kind === "VMInstance")];
  };

  it("are the objects that the runs create, each once and none else, whatever was chosen", () =>
    fc.assert(
      fc.property(inputArbitrary(catalogue), fc.integer({ min: 1, max: 20 }), (input, copies) => {
        const made = madeByRuns(input, copies);
        const plans = plansFor(input, copies);
        expect(plans).toHaveLength(copies);
        expect(read(yamlOf(...plans))).toEqual(made);
        expect(createdBy(kubectlOf(...plans))).toEqual(made);
      }),
      { numRuns: 15 },
    ));

  it("are those for every golden input, and name no object twice", () => {
    for (const input of goldenInputs(era)) {
      if (input.disks.some(({ kind }) => kind === "existing")) continue;
      const made = read(yamlOf(...plansFor(input, 3)));
      expect(made).toEqual(madeByRuns(input, 3));
      const names = made.map((one) => JSON.stringify(one).replace(/"spec".*/, ""));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("wait for all disks and watch in one command each that kubectl takes", () => {
    const [input] = goldenInputs(era);
    if (!input) throw new Error("no input");
    const name = input.name;
    const commands = kubectlOf(...plansFor(input, 2)).split("\n");
    expect(commands.filter((line) => line.startsWith("kubectl"))).toEqual([
      "kubectl create -f - <<'EOF'",
      `kubectl -n ${goldenTenant} wait vmdisk/${name}-1-system vmdisk/${name}-2-system --for=condition=Ready --timeout=6m`,
      "kubectl create -f - <<'EOF'",
      `kubectl -n ${goldenTenant} get vminstance --watch`,
    ]);
  });

  it("are blocks of one Terraform file, with what the provider lacks said once for all", () => {
    for (const input of goldenInputs(era)) {
      const plans = plansFor(input, 3);
      const text = terraformOf(...plans);
      const said = terraformGaps(...plans);
      const left = new Set(said.flatMap(({ names }) => names));
      const written = [...text.matchAll(/^ {2}name = "(.*)"$/gm)].map(([, name]) => name);
      const all = plans.flatMap((plan) => manifestsOf(plan).map(({ metadata }) => metadata.name));
      expect(written).toEqual(all.filter((name) => !left.has(name)));
      expect(text.match(/required_providers/g)?.length ?? 0).toBe(written.length > 0 ? 1 : 0);
      // Each block is what it would be in the text of its own machine.
      const blocks = plans.flatMap((plan) => terraformOf(plan).split("\n\n").slice(1));
      expect(
        text
          .split("\n\n")
          .slice(1)
          .map((block) => block.trim()),
      ).toEqual(blocks.map((block) => block.trim()));
      expect(new Set(said.map(({ reason }) => reason)).size).toBe(said.length);
    }
  });
});
