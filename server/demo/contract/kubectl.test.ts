import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Kubectl, kubectlPath, kubectlReason, openKubectl } from "./kubectl.ts";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

describe.skipIf(!kubectlPath)(`a kubectl session${kubectlReason}`, () => {
  onEachServer("kubectl", ({ api }) => {
    let widgets: Widgets;
    let kubectl: Kubectl;
    let resource: string;
    beforeAll(async () => {
      widgets = await createWidgets(api());
      kubectl = await openKubectl(api().kubeconfig);
      resource = `widget.${widgets.group}`;
    });
    afterAll(async () => {
      await kubectl.dispose();
      await widgets.dispose();
    });

    const run = (command: string, ...more: string[]) =>
      kubectl.run("-n", widgets.namespace, ...command.split(" "), ...more);
    const apply = (name: string, size: number, ...args: string[]) =>
      kubectl.apply(widgets.widget(name, { size }, { namespace: widgets.namespace }), ...args);

    test("apply creates, configures and leaves unchanged; server-side dry runs change nothing", async () => {
      expect(await apply("one", 1)).toBe(`${resource}/one created\n`);
      expect(await apply("one", 2)).toBe(`${resource}/one configured\n`);
      expect(await apply("one", 2)).toBe(`${resource}/one unchanged\n`);
      expect(await apply("never", 1, "--dry-run=server")).toBe(`${resource}/never created (server dry run)\n`);
      await expect(run(`get ${resource} never`)).rejects.toThrow("NotFound");
    });

    test("get prints rows, wide rows, YAML, names and fields; describe tells all", async () => {
      await apply("shown", 3);
      expect(await run(`get ${resource} shown`)).toMatch(/^NAME +SIZE\nshown +3 *\n$/);
      expect(await run(`get ${resource} shown -o wide`)).toMatch(/^NAME +SIZE\nshown +3 *\n$/);
      expect(await run(`get ${resource} shown -o yaml`)).toContain("spec:\n  colour: red\n  size: 3\n");
      expect(await run(`get ${resource} shown -o name`)).toBe(`${resource}/shown\n`);
      expect(await run(`get ${resource} shown -o jsonpath={.spec.size}`)).toBe("3");
      expect(await run(`describe ${resource} shown`)).toMatch(/Name: +shown\n[\s\S]*Spec:\n[\s\S]*Size: +3\n/);
      expect(await kubectl.run("get", "namespaces", widgets.namespace, "-o", "wide")).toMatch(/Active/);
    });

    test("patch, label, select and delete", async () => {
      await apply("changed", 1);
      expect(await run(`patch ${resource} changed --type merge -p`, '{"spec":{"size":3}}')).toContain("patched");
      const json = '[{"op":"replace","path":"/spec/size","value":4}]';
      expect(await run(`patch ${resource} changed --type json -p`, json)).toContain("patched");
      await run(`label ${resource} changed a=b`);
      expect(await run(`get ${resource} -l a=b -o jsonpath={.items[*].spec.size}`)).toBe("4");
      expect(await run(`delete ${resource} changed`)).toContain("deleted");
      await expect(run(`get ${resource} changed`)).rejects.toThrow('"changed" not found');
    });

    test("get --watch prints what changes, wait ends when it has", async () => {
      await apply("watched", 1);
      const watching = kubectl.follow("get", resource, "watched", "-n", widgets.namespace, "--watch");
      await watching.until(/watched +1/);
      const waiting = run(`wait ${resource} watched --for=jsonpath={.spec.size}=7 --timeout=15s`);
      await apply("watched", 7);
      await watching.until(/watched +7/);
      watching.end();
      expect(await waiting).toBe(`${resource}/watched condition met\n`);
      const gone = run(`wait ${resource} watched --for=delete --timeout=15s`);
      await run(`delete ${resource} watched`);
      // It prints nothing when the object had gone before it looked.
      expect([`${resource}/watched condition met\n`, ""]).toContain(await gone);
    });

    test("api-resources, explain, auth can-i and whoami", async () => {
      const row = new RegExp(`^widgets +wd +${widgets.group}/v1 +true +Widget`, "m");
      expect(await kubectl.run("api-resources")).toMatch(row);
      expect(await kubectl.run("explain", `widgets.${widgets.group}.spec`)).toContain("colour");
      expect(await run("auth can-i --list")).toMatch(/^\*\.\* +\[\] +\[\] +\[\*\]$/m);
      expect(await run("auth whoami")).toContain("system:masters");
      const token = await api().person(widgets.namespace, "bob");
      const server = `--server=${api().url}`;
      const asBob = ["--kubeconfig=/dev/null", server, "--insecure-skip-tls-verify", "--token", token];
      await expect(run("get pods", ...asBob)).rejects.toThrow(
        `User "system:serviceaccount:${widgets.namespace}:bob" cannot list resource "pods"`,
      );
      await expect(run("auth can-i list pods", ...asBob)).rejects.toThrow();
    });
  });
});
