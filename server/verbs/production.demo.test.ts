import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inputOf, startDraft, withName } from "#components/create/draft.ts";
import { productionRules, withProduction } from "#components/create/good-practice.ts";
import { adviceOf } from "#lib/advice/advice.ts";
import { factsOfMachine } from "#lib/advice/of-machine.ts";
import type { Era } from "#lib/resources/dialect/eras.fixture.ts";
import { noOverlay } from "#lib/resources/image/overlay.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "../live/testing-tenant.ts";

const today = "2026-11-22";
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";

/** The two that differ most; what is sent to the others is golden text. */
const eras: Era[] = ["current", "documented"];

describe.each(eras)("production in one click, on a platform of the era %s", (era) => {
  let demo: Tenant;
  let catalogue: CatalogueView;
  beforeAll(async () => {
    const configured = { ...noOverlay, offered: ["ubuntu-2404"] };
    demo = await startTenant(await startInProcess({ era, groups }), { catalogue: configured });
    catalogue = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  }, 60_000);
  afterAll(() => demo.dispose());

  const specOf = async (resource: string, name: string) => {
    const path = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, resource, name] as const;
    // What the API server answers for one object.
    return ((await demo.services.kube.get(await demo.personOf("root"), path)) as { spec: Record<string, unknown> })
      .spec;
  };

  it("is a machine on the cluster of which its own page has nothing of that to say either", async () => {
    const open = startDraft(catalogue, null);
    const bare = withName({ ...open, input: { ...open.input, exposure: { kind: "whole" } } }, "shop");
    const { draft, left } = withProduction(bare, { catalogue, quota: null, keys: [key], today });
    expect(left).toEqual([]);
    const task = await demo.create(inputOf(draft, [key]));
    expect(task, JSON.stringify(task)).toMatchObject({ state: "done", problem: null });

    const machine = await specOf("vminstances", "shop");
    expect(machine).toMatchObject({
      ...{ external: true, externalMethod: "PortList", externalPorts: [22], sshKeys: [key], instanceType: "u1.large" },
      disks: ["shop-system", "shop-data"].map((name) => (era === "documented" ? name : { name })),
    });
    for (const disk of ["shop-system", "shop-data"])
      expect(await specOf("vmdisks", disk)).toMatchObject({ storageClass: "replicated", storage: "20Gi" });

    const { body: now } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`);
    const { body } = await demo.ask("ada", "GET", `${vms}/shop`);
    const said = adviceOf(factsOfMachine(body, now, { today, backups: null }));
    const judged = said.filter(({ rule }) => productionRules.some((each) => each === rule));
    // Older platforms let every port through whatever the list says, which is told and is nobody's to mend here.
    const ports = catalogue.dialect.icmp ? "done" : "unknown";
    expect(Object.fromEntries(judged.map(({ rule, state }) => [rule, state]))).toEqual({
      ...{ cpu: "done", disks: "done", replicated: "done", keys: "done" },
      ports,
    });
  }, 60_000);
});
