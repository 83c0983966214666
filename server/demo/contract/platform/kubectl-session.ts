import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Kubectl, kubectlPath, kubectlReason, openKubectl } from "../kubectl.ts";
import type { PlatformOn } from "./platform-on.ts";

const apiVersion = "apps.cozystack.io/v1alpha1";

/** A machine's life by kubectl, as an administrator of a tenant would live it. */
export const kubectlSession = (platform: () => PlatformOn): void => {
  describe.skipIf(!kubectlPath)(`kubectl and the platform's kinds${kubectlReason}`, () => {
    let kubectl: Kubectl;
    let namespace: string;
    beforeAll(async () => {
      kubectl = await openKubectl(platform().api.kubeconfig);
      ({ namespace } = await platform().tenant("admin"));
    });
    afterAll(() => kubectl.dispose());

    const run = (command: string, ...more: string[]) => kubectl.run("-n", namespace, ...command.split(" "), ...more);
    const object = (kind: string, name: string, spec: object) => ({
      apiVersion,
      kind,
      metadata: { name, namespace, labels: { own: "yes" } },
      spec,
    });
    const machine = (cpuModel: string) =>
      object("VMInstance", "web", { instanceProfile: "opensuse.leap", disks: [{ name: "web" }], cpuModel });

    test("apply a disk and a machine, wait until it runs, look at it, change it, delete it", {
      timeout: 60_000,
    }, async () => {
      const disk = object("VMDisk", "web", { source: { image: { name: "opensuse-156" } }, storage: "1Gi" });
      expect(await kubectl.apply(disk)).toBe("vmdisk.apps.cozystack.io/web created\n");
      expect(await kubectl.apply(machine(""))).toBe("vminstance.apps.cozystack.io/web created\n");
      // kubectl wait wants the object to be there, and the chart comes a moment after the application.
      await platform().api.until(
        `/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachines/vm-instance-web`,
        ({ code }) => code === 200,
      );
      const status = "{.status.printableStatus}=Running";
      await run(`wait vm/vm-instance-web --for=jsonpath=${status} --timeout=40s`);
      expect(await run("wait vminstance/web --for=condition=Ready --timeout=20s")).toContain("condition met");

      // Each status has a controller of its own, and each is as far as it is.
      const both = () => kubectl.run("get", "vminstances,vmdisks", "-A");
      await expect.poll(both).toMatch(new RegExp(`^${namespace} +vminstance.apps.cozystack.io/web +True`, "m"));
      await expect.poll(both).toMatch(new RegExp(`^${namespace} +vmdisk.apps.cozystack.io/web +True`, "m"));
      expect(await both()).toMatch(/^NAMESPACE +NAME +READY +AGE +VERSION$/m);
      await expect.poll(() => run("get vm -o wide")).toMatch(/^vm-instance-web +\S+ +Running +True/m);
      expect(await run("get vminstance web -o yaml")).toContain("instanceType: u1.medium");
      expect(await run("describe vminstance web")).toMatch(/Instance Profile: +opensuse\.leap/);
      await expect
        .poll(() => run("get pods -l kubevirt.io=virt-launcher"))
        .toMatch(/virt-launcher-vm-instance-web-\S+ +1\/1 +Running/);
      await expect.poll(() => run("get events")).toContain("virtualmachineinstance/vm-instance-web");

      const watching = kubectl.follow("get", "vminstances", "-n", namespace, "--watch", "--output-watch-events");
      await watching.until(/ADDED +web/);
      expect(await kubectl.apply(machine("host-model"))).toBe("vminstance.apps.cozystack.io/web configured\n");
      await watching.until(/MODIFIED +web/);
      expect(await run("patch vminstance web --type merge -p", '{"spec":{"externalPorts":[22,443]}}')).toContain(
        "patched",
      );
      // Reads come from a cache that a write reaches a moment later; kubectl's own wait ends at an element that is not there yet.
      await expect.poll(() => run("get vminstance web -o jsonpath={.spec.externalPorts}")).toBe("[22,443]");
      expect(await run("delete vminstance,vmdisk --all --timeout=40s")).toContain('"web" deleted');
      await watching.until(/DELETED +web/);
      watching.end();
      // The application is gone when its release is; the machine ends in its own time.
      await expect.poll(() => run("get vm -o name")).toBe("");
    });

    test("api-resources and explain know them", async () => {
      const resources = await kubectl.run("api-resources", "--api-group=apps.cozystack.io");
      for (const [name, kind] of [
        ["vminstances", "VMInstance"],
        ["vmdisks", "VMDisk"],
        ["tenants", "Tenant"],
      ]) {
        expect(resources).toMatch(new RegExp(`^${name} +${apiVersion} +true +${kind}$`, "m"));
      }
      expect(await kubectl.run("explain", "vminstance.spec.runStrategy")).toContain("RerunOnFailure");
    });
  });
};
