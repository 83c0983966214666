import type { Locator, Page } from "@playwright/test";
import type { Cluster } from "../running/cluster.ts";
import { signOutInAnotherTab } from "../running/people.ts";

const tenant = "tenant-acme";
const product = Number(process.env.E2E_PRODUCT_PID);

export type Stage = {
  cluster: Cluster;
  /** A page of somebody, each in a browser of their own. */
  page: (person: string, path: string) => Promise<Page>;
};

/** A picture of a console in one state, brought about as it comes about. */
export type Shot = { name: string; take: (stage: Stage) => Promise<Page>; size?: { width: number; height: number } };

const screen = (name: string, kind: "vnc" | "serial" = "vnc") =>
  `/screen/${tenant}/${name}${kind === "serial" ? "?kind=serial" : ""}`;

const kubevirt = `/apis/kubevirt.io/v1/namespaces/${tenant}`;
const subresources = `/apis/subresources.kubevirt.io/v1/namespaces/${tenant}`;
/** A console as another tool opens it. */
const stream = (name: string, kind: "vnc" | "console") =>
  `${subresources}/virtualmachineinstances/vm-instance-${name}/${kind}`;

/** Made with kubectl, without a graphics device. */
const headless = {
  apiVersion: "kubevirt.io/v1",
  kind: "VirtualMachine",
  metadata: { name: "headless" },
  spec: {
    runStrategy: "Always",
    instancetype: { kind: "VirtualMachineClusterInstancetype", name: "u1.medium" },
    preference: { kind: "VirtualMachineClusterPreference", name: "debian" },
    template: {
      metadata: { labels: { app: "headless" } },
      spec: {
        domain: {
          devices: { autoattachGraphicsDevice: false, disks: [{ name: "root", disk: { bus: "virtio" } }] },
        },
        volumes: [{ name: "root", containerDisk: { image: "example.org/disk" } }],
      },
    },
  },
};

const running = async (cluster: Cluster, name: string): Promise<void> => {
  while ((await cluster.find(`${kubevirt}/virtualmachines/${name}`))?.status?.printableStatus !== "Running")
    await new Promise((resolve) => setTimeout(resolve, 500));
};

const connected = (page: Page | Locator) => page.getByText("Connected", { exact: true }).first().waitFor();
const titled = (page: Page, title: string | RegExp) => page.getByRole("heading", { name: title }).first().waitFor();

/** Something is on the screen. */
const drawn = (page: Page) =>
  page.waitForFunction(() => {
    const canvas = document.querySelector("canvas");
    const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.some((value, index) => index % 4 !== 3 && value > 40) ?? false;
  });

/** A shell on the serial line of a Linux guest. */
const shell = async (page: Page): Promise<void> => {
  await connected(page);
  await page.locator(".xterm").click();
  await page.keyboard.type("\nadmin\n");
  await page.locator(".xterm-rows").getByText("Password").first().waitFor();
  await page.keyboard.type("demo\n");
  await page.locator(".xterm-rows").getByText("$ ").first().waitFor();
};

const shown = async (person: string, path: string, title: string | RegExp, { page }: Stage): Promise<Page> => {
  const opened = await page(person, path);
  await titled(opened, title);
  return opened;
};

export const shots: readonly Shot[] = [
  {
    name: "screen",
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("web-01"));
      await connected(opened);
      await drawn(opened);
      return opened;
    },
  },
  {
    name: "type-text",
    size: { width: 1100, height: 640 },
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("db-replica"));
      await connected(opened);
      await opened.getByRole("button", { name: /^Type text/ }).click();
      await opened.getByLabel("Keyboard layout of the guest").selectOption("de-CH");
      await opened.getByRole("textbox", { name: "Text" }).fill("echo 'Grüezi @ Zürich' | tee ~/gruss.txt  # € ☕\n");
      return opened;
    },
  },
  {
    name: "serial",
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("web-02", "serial"));
      await shell(opened);
      await opened.keyboard.type("uname -a\nip addr\n");
      await opened.locator(".xterm-rows").getByText("inet").first().waitFor();
      return opened;
    },
  },
  {
    name: "paste",
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("db-replica", "serial"));
      await shell(opened);
      await opened.evaluate(() => {
        const data = new DataTransfer();
        data.setData("text/plain", "sudo apt-get update\nsudo apt-get install -y htop\nhtop --version\n");
        document
          .querySelector(".xterm textarea")
          ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      });
      await opened.getByRole("dialog").waitFor();
      return opened;
    },
  },
  { name: "off", take: (stage) => shown("ada.brunner", screen("report-batch"), "report-batch is off", stage) },
  { name: "waiting", take: (stage) => shown("ada.brunner", screen("staging-api"), "staging-api is starting", stage) },
  {
    name: "boot",
    size: { width: 1100, height: 640 },
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("k8s-edge", "serial"));
      await opened.getByRole("button", { name: "Boot timeline" }).click();
      await shell(opened);
      await opened.keyboard.type("clear\nreboot\n");
      await opened.getByText(/^Up after/).waitFor();
      return opened;
    },
  },
  {
    name: "in-use",
    take: async (stage) => {
      await connected(await stage.page("ada.brunner", screen("gitlab")));
      return shown("omar.keller", screen("gitlab"), /^In use by/, stage);
    },
  },
  {
    name: "taken-over",
    take: async (stage) => {
      const first = await stage.page("ada.brunner", screen("bastion"));
      await connected(first);
      const second = await shown("omar.keller", screen("bastion"), /^In use by/, stage);
      await second.getByRole("button", { name: "Take over" }).click();
      await titled(first, /took this console over$/);
      return first;
    },
  },
  {
    name: "in-use-elsewhere",
    take: async (stage) => {
      const outside = await stage.cluster.stream(stream("vpn-gw", "vnc"));
      const opened = await shown("ada.brunner", screen("vpn-gw"), /is in use, or was a moment ago$/, stage);
      outside.close();
      return opened;
    },
  },
  {
    name: "evicted",
    take: async ({ page, cluster }) => {
      const opened = await page("ada.brunner", screen("ci-runner-a", "serial"));
      await connected(opened);
      const outside = await cluster.stream(stream("ci-runner-a", "console"));
      await titled(opened, "Somebody else has taken this console");
      outside.close();
      return opened;
    },
  },
  {
    name: "forbidden",
    take: (stage) => shown("vera.rossi", screen("web-01"), "Your role may not open this console", stage),
  },
  {
    name: "session-ended",
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("mail-relay"));
      await connected(opened);
      await signOutInAnotherTab(opened, `/${tenant}/vms`, /ada/i);
      await titled(opened, "Your session has ended");
      return opened;
    },
  },
  {
    name: "moved",
    take: async ({ page, cluster }) => {
      const opened = await page("ada.brunner", screen("db-primary"));
      await connected(opened);
      await cluster.create(`${kubevirt}/virtualmachineinstancemigrations`, {
        apiVersion: "kubevirt.io/v1",
        kind: "VirtualMachineInstanceMigration",
        metadata: { generateName: "picture-" },
        spec: { vmiName: "vm-instance-db-primary" },
      });
      await titled(opened, "db-primary has moved");
      return opened;
    },
  },
  {
    name: "restarting",
    take: async ({ page, cluster }) => {
      const opened = await page("ada.brunner", screen("monitoring"));
      await connected(opened);
      await cluster.delete(`${kubevirt}/virtualmachineinstances/vm-instance-monitoring`);
      await titled(opened, "monitoring is starting");
      return opened;
    },
  },
  {
    name: "no-screen",
    take: async (stage) => {
      await stage.cluster.create(`${kubevirt}/virtualmachines`, headless);
      await running(stage.cluster, "headless");
      return shown("ada.brunner", screen("vm.headless"), /has no screen$/, stage);
    },
  },
  {
    name: "side-by-side",
    size: { width: 1280, height: 720 },
    take: async ({ page }) => {
      const names = ["web-01", "web-02", "db-primary", "db-replica"];
      const opened = await page("ada.brunner", `/${tenant}/consoles?${names.map((name) => `vm=${name}`).join("&")}`);
      for (const name of names) {
        const line = opened.getByRole("region", { name: `Serial line of ${name}` });
        await connected(line);
        await line.locator(".xterm").click();
        await opened.keyboard.press("Enter");
        await line
          .locator(".xterm-rows")
          .getByText(/login:|\$ /)
          .first()
          .waitFor();
      }
      await opened.getByRole("button", { name: "Type to all" }).click();
      await opened.getByRole("button", { name: "Type to 4 machines" }).click();
      await opened.locator(".xterm").first().click();
      await opened.keyboard.type("uptime");
      return opened;
    },
  },
  {
    // It takes operators' rights away: none of theirs comes after it.
    name: "permission-lost",
    take: async ({ page, cluster }) => {
      const opened = await page("omar.keller", screen("web-01"));
      await connected(opened);
      await cluster.delete(`/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/rolebindings/cozy:tenant:use`);
      // The gateway asks anew every 45 s.
      const title = opened.getByRole("heading", { name: "Your permission for this console was withdrawn" });
      await title.waitFor({ timeout: 90_000 });
      return opened;
    },
  },
  {
    // The last one: it ends the product.
    name: "lost",
    take: async ({ page }) => {
      const opened = await page("ada.brunner", screen("web-02"));
      await connected(opened);
      await drawn(opened);
      process.kill(product, "SIGKILL");
      await titled(opened, "The connection was lost");
      return opened;
    },
  },
];
