import { mkdirSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { launchBrowser } from "../running/browser.ts";
import { signInAsListed } from "../running/people.ts";
import { productOrigin } from "../running/platform.ts";

const folder = process.argv[2] ?? "docs/screenshots";
const only = process.argv[3];
mkdirSync(folder, { recursive: true });

/** With three things that would fail at the first boot. */
const userData = `#cloud-config
users:
  - name: ops
    groups: sudo
pakages:
  - nginx
write_files:
  - path: /etc/motd
    permissions: 0644
    content: |
      Welcome.
`;

type Shot = {
  name: string;
  /** `{vm}` is another machine in each mode: a serial line remembers who is logged in. */
  path: string;
  /** Resolves when the page shows what the picture is about. */
  ready: (page: Page) => Promise<void>;
};

const shots: Shot[] = [
  {
    name: "list",
    path: "/tenant-acme/vms",
    ready: (page) =>
      page
        .getByText(/^(Live|Aktuell)$/)
        .first()
        .waitFor({ state: "attached" }),
  },
  {
    name: "overview",
    path: "/tenant-acme",
    ready: (page) =>
      page
        .getByRole("heading", { name: /^(Recent activity|Letzte Aktivität)/ })
        .first()
        .waitFor(),
  },
  { name: "activity", path: "/tenant-acme/activity", ready: (page) => page.locator("main li").first().waitFor() },
  {
    name: "fleet",
    path: "/fleet",
    ready: async (page) => {
      await page.locator("[role=grid] [data-row]").first().waitFor();
      // Every tenant has been read.
      await page.locator("main [role=progressbar]").waitFor({ state: "detached" });
    },
  },
  { name: "create", path: "/tenant-acme/vms-new", ready: (page) => page.locator("main h2").first().waitFor() },
  {
    name: "cloud-init",
    path: "/tenant-acme/vms-new",
    ready: async (page) => {
      await page.locator("summary", { hasText: "cloud-init" }).click();
      await page.locator(".cm-content").click();
      await page.keyboard.insertText(userData);
      await page
        .getByRole("button", { name: /^(Line|Zeile) \d/ })
        .first()
        .waitFor();
      await page.locator(".cm-content").evaluate((element) => element.scrollIntoView({ block: "center" }));
    },
  },
  { name: "images", path: "/tenant-acme/images", ready: (page) => page.locator("main tbody tr").first().waitFor() },
  {
    name: "machine",
    path: "/tenant-acme/vms/web-01",
    ready: (page) => page.getByRole("heading", { level: 1 }).waitFor(),
  },
  {
    name: "disks",
    path: "/tenant-acme/disks",
    ready: (page) => page.locator("main tbody tr").first().waitFor(),
  },
  {
    name: "machine-disks",
    path: "/tenant-acme/vms/db-primary/disks",
    ready: (page) =>
      page
        .locator("main li")
        .filter({ hasText: /GiB|Gio/ })
        .first()
        .waitFor(),
  },
  {
    name: "network",
    path: "/tenant-acme/vms/web-01/network",
    ready: (page) =>
      page
        .getByText(/^(let in by the platform|von der Plattform eingelassen)/)
        .first()
        .waitFor(),
  },
  {
    name: "manifest",
    path: "/tenant-acme/vms/web-01/manifest",
    ready: (page) =>
      page
        .getByText(/apps\.cozystack\.io\/v1alpha1/)
        .first()
        .waitFor(),
  },
  {
    name: "access",
    path: "/tenant-acme/access",
    ready: (page) => page.getByRole("textbox", { name: /request|Antrag/ }).waitFor(),
  },
  {
    name: "screen",
    path: "/screen/tenant-acme/web-01",
    ready: async (page) => {
      await page.locator("canvas").first().waitFor();
      await page.waitForFunction(() => {
        const canvas = document.querySelector("canvas");
        const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels?.some((value, index) => index % 4 !== 3 && value > 40) ?? false;
      });
    },
  },
  {
    name: "serial",
    path: "/screen/tenant-acme/{vm}?kind=serial",
    ready: async (page) => {
      await page.locator(".xterm").click();
      await page.keyboard.type("\nadmin\n");
      await page.locator(".xterm-rows").getByText("Password").first().waitFor();
      await page.keyboard.type("demo\nuname -a\nip addr\n");
      await page.locator(".xterm-rows").getByText("inet").first().waitFor();
    },
  },
];

const modes = [
  { suffix: "light", colorScheme: "light", width: 1440, height: 900, language: "en", vm: "web-02" },
  { suffix: "dark", colorScheme: "dark", width: 1440, height: 900, language: "en", vm: "db-primary" },
  { suffix: "phone", colorScheme: "light", width: 390, height: 844, language: "de", vm: "gitlab" },
] as const;

const take = async (browser: Browser, { colorScheme, width, height, language, suffix, vm }: (typeof modes)[number]) => {
  const context = await browser.newContext({ colorScheme, viewport: { width, height } });
  const page = await context.newPage();
  if (suffix === "light") {
    await page.goto(`${productOrigin()}/sign-in`);
    await page.screenshot({ path: `${folder}/sign-in-${suffix}.png` });
  }
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  await context.addCookies([{ name: "porthole-language", value: language, url: productOrigin() }]);
  for (const { name, path, ready } of shots.filter((shot) => !only || shot.name === only)) {
    await page.goto(`${productOrigin()}${path.replace("{vm}", vm)}`);
    await ready(page);
    await page.screenshot({ path: `${folder}/${name}-${suffix}.png` });
  }
  await context.close();
};

const browser = await launchBrowser();
for (const mode of modes) await take(browser, mode);
await browser.close();
