import type { BrowserContext, Page } from "@playwright/test";
import { findGuestImage } from "../guest-image.mjs";
import { diskOf, tenants, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { connected, picture, terminal } from "./running/console-page.ts";
import { expect } from "./running/fixtures.ts";
import { texts } from "./running/layout-texts.ts";
import { test as base, type OwnPlatform, ownPlatform } from "./running/own-platform.ts";
import { signInAs } from "./running/people.ts";

/** QEMU and its guest are not on every machine; `npm test` makes the guest where it can. */
const image = findGuestImage();
const namespace = "tenant-mill";
const name = "real";
const instance = `/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachineinstances/vm-instance-${name}`;

const test = base.extend<object, { real: OwnPlatform }>({
  real: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function asks for from this pattern
    async ({}, use) => {
      const platform = await ownPlatform("current", { DEMO_REAL_GUEST: image ?? "" });
      await use(platform);
      await platform.end();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

// One platform and one machine for all of them, in this order.
test.describe.configure({ mode: "serial", timeout: 240_000 });

/** A processor that is emulated on a busy machine starts slowly. */
const patience = { timeout: 120_000 };

const phase = async ({ cluster }: OwnPlatform) => (await cluster.find(instance))?.status?.phase;

const makeMachine = async (platform: OwnPlatform) => {
  const { cluster } = platform;
  await cluster.create(tenants("tenant-root"), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "Tenant",
    metadata: { name: "mill", labels: { "made-by": "e2e" } },
    spec: { resourceQuotas: { "requests.cpu": "8", "requests.memory": "32Gi" } },
  });
  await expect.poll(() => cluster.exists(`/api/v1/namespaces/${namespace}/resourcequotas/tenant-quota`)).toBe(true);
  await cluster.create(vmDisks(namespace), diskOf(`${name}-system`));
  await cluster.create(vmInstances(namespace), vmOf(name));
  await expect.poll(() => phase(platform)).toBe("Running");
};

/** The machine's screen and its serial line, in two windows of one person. */
const open = async (context: BrowserContext, { origin }: OwnPlatform) => {
  const path = `/screen/${namespace}/${name}`;
  const [serial, screen] = [await context.newPage(), await context.newPage()];
  await signInAs(serial, { name: "ada", groups: [`${namespace}-admin`] }, `${path}?kind=serial`, origin);
  await connected(serial);
  await screen.goto(`${origin}${path}`);
  await connected(screen);
  return { serial, screen };
};

/** Says a line on the serial line, and waits for what it answers. */
const say = async (serial: Page, line: string, answer: string) => {
  await serial.locator(".xterm").click();
  await serial.keyboard.type(`${line}\n`);
  await expect(terminal(serial)).toContainText(answer);
};

/** Opens another terminal on the screen whose lines come out of the serial line. */
const toSerialLine = `openvt -c 2 -s -- sh -c 'exec >/dev/ttyS0; echo rea""dy; exec cat'`;

const signIn = async (serial: Page) => {
  await serial.locator(".xterm").click();
  await expect(terminal(serial)).toContainText(`${name} login:`, patience);
  await say(serial, "root", `root@${name}:`);
};

if (image) {
  test("a real guest's screen shows its start, and what is typed there arrives on its serial line", async ({
    context,
    real,
  }) => {
    await makeMachine(real);
    const { serial, screen } = await open(context, real);
    await signIn(serial);
    await say(serial, toSerialLine, "ready");
    await screen.locator("canvas").first().click();
    const before = await picture(screen);
    await screen.keyboard.type("typed on the screen");
    await expect.poll(() => picture(screen)).not.toBe(before);
    await screen.keyboard.press("Enter");
    await expect(terminal(serial)).toContainText("typed on the screen");
  });

  test("what is typed in each of the seven layouts is what a real guest of that layout reads", async ({
    context,
    real,
  }) => {
    const { serial, screen } = await open(context, real);
    await screen.getByRole("button", { name: /^Type text/ }).click();
    const panel = screen.getByRole("region", { name: /^Type text into/ });
    // An emulated keyboard keeps sixteen bytes: a guest on a busy machine loses what comes faster.
    await panel.getByText("Slow", { exact: true }).click();
    for (const [layout, text] of Object.entries(texts)) {
      const keymap = layout.toLowerCase();
      await say(serial, `clear; keys ${keymap}`, `keys: ${keymap}`);
      await screen.bringToFront();
      await panel.getByLabel("Keyboard layout of the guest").selectOption(layout);
      await panel.getByLabel("Text", { exact: true }).fill(`${text}\n`);
      await panel.getByRole("button", { name: "Type", exact: true }).click();
      await expect(panel.getByRole("status")).toHaveText(/keys? (was|were) typed/);
      await expect(terminal(serial)).toContainText(text, patience);
    }
  });

  test("Ctrl-Alt-Del reboots a real guest, and its consoles stay", async ({ context, real }) => {
    const { serial, screen } = await open(context, real);
    await say(serial, "touch /tmp/mark; clear; ls /tmp", "mark");
    await screen.getByRole("button", { name: /^Send keys to/ }).click();
    await screen.getByRole("menuitem", { name: "Ctrl Alt Del" }).click();
    await signIn(serial);
    await say(serial, "clear; ls /tmp/mark", "No such file");
    await connected(screen);
    await connected(serial);
    expect(await phase(real)).toBe("Running");
  });

  test("a real guest that is switched off from within ends its instance", async ({ context, real }) => {
    const { serial } = await open(context, real);
    const { metadata } = await real.cluster.get(instance);
    await say(serial, "clear; poweroff", "going down");
    // Its run strategy has it started again: another instance.
    await expect.poll(async () => (await real.cluster.find(instance))?.metadata.uid).not.toBe(metadata.uid);
    // Nobody took the line: it comes back, however fast that was.
    await signIn(serial);
  });
}
