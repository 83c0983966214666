import type { Page, Response } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { expect, test } from "./running/fixtures.ts";
import { productOrigin } from "./running/platform.ts";

/** Words that no minifier takes out: of noVNC, of xterm.js and of its style, of CodeMirror. */
const marks = { noVNC: "Unsupported security types", xterm: "xterm-helper-textarea", CodeMirror: "cm-lineNumbers" };

/** Scripts and styles of a page as they come, and which of the viewers and the editor is in them. */
const follow = (page: Page) => {
  const bodies: string[] = [];
  const take = async (response: Response): Promise<void> => {
    // One that is broken off by the next page was not needed by this one.
    if (/\.(?:js|css)(?:\?|$)/.test(response.url())) bodies.push(await response.text().catch(() => ""));
  };
  page.on("response", take);
  return {
    size: () => bodies.reduce((sum, body) => sum + body.length, 0),
    viewers: () =>
      Object.entries(marks).flatMap(([name, mark]) => (bodies.some((body) => body.includes(mark)) ? [name] : [])),
    end: () => page.off("response", take),
  };
};

test("noVNC and xterm.js come with the consoles and with no other page, the editor with none before it is opened", async ({
  tenant,
}) => {
  await tenant.vm("bare");
  const { namespace } = tenant;
  const page = await tenant.as("admin");
  // Each page as if it were the first.
  const client = await page.context().newCDPSession(page);
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  // Every address there is: a new one does not compile until it is here.
  const pages: Record<keyof typeof paths, { address: string; brings: readonly string[] }> = {
    home: { address: paths.home(), brings: [] },
    signIn: { address: paths.signIn(), brings: [] },
    signedIn: { address: paths.signedIn(), brings: [] },
    signedOut: { address: paths.signedOut("x"), brings: [] },
    overview: { address: paths.overview(namespace), brings: [] },
    activity: { address: paths.activity(namespace), brings: [] },
    vms: { address: paths.vms(namespace), brings: [] },
    vmLike: { address: paths.vmLike(namespace, "bare"), brings: [] },
    vmNew: { address: paths.vmNew(namespace), brings: [] },
    disks: { address: paths.disks(namespace), brings: [] },
    disk: { address: paths.disk(namespace, "bare-system"), brings: [] },
    diskNew: { address: paths.diskNew(namespace), brings: [] },
    images: { address: paths.images(namespace), brings: [] },
    access: { address: paths.access(namespace), brings: [] },
    fleet: { address: paths.fleet(), brings: [] },
    vm: { address: paths.vm(namespace, "bare"), brings: [] },
    vmManifest: { address: paths.vmManifest(namespace, "bare", null), brings: [] },
    vmConsole: { address: paths.vmConsole(namespace, "bare", "serial"), brings: ["xterm"] },
    consoles: { address: paths.consoles(namespace, ["bare"]), brings: ["xterm"] },
    screen: { address: paths.screen(namespace, "bare"), brings: ["noVNC", "xterm"] },
  };
  for (const [name, { address, brings }] of Object.entries(pages)) {
    const code = follow(page);
    await page.goto(`${productOrigin()}${address}`);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await expect.poll(code.viewers, name).toEqual(brings);
    expect(code.size(), name).toBeGreaterThan(100_000);
    code.end();
  }
});
