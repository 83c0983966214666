import type { Page } from "@playwright/test";
import { atLogin, connected, signInOnLine, terminal } from "./running/console-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { productOrigin } from "./running/platform.ts";

const timeline = (page: Page) => page.getByRole("complementary", { name: "Boot timeline" });
const step = (page: Page, name: string) => timeline(page).getByRole("listitem").filter({ hasText: name });

/** The prompt, and again for whoever came after it was written: a serial line has no past. */
const prompt = async (page: Page): Promise<void> => {
  await connected(page);
  await page.locator(".xterm").click();
  await page.keyboard.press("Enter");
  await expect(terminal(page)).toContainText("login:");
};

test("one click starts a machine that is off and shows its boot beside its serial line", async ({ tenant }) => {
  await tenant.vm("dark", { runStrategy: "Halted" });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/dark`);
  await page.getByRole("button", { name: "Start and watch" }).click();
  await expect(page).toHaveURL(/\/vms\/dark\/console\?kind=serial$/);
  await expect(step(page, "Start asked for")).toBeVisible();
  await expect(step(page, "Machine runs")).toBeVisible();
  await prompt(page);
  await expect(step(page, "Login prompt")).toBeVisible();
  await timeline(page).getByRole("button", { name: "Close the boot timeline" }).click();
  await expect(timeline(page)).toHaveCount(0);
});

test("the list's menu starts and watches, and a console that is off does", async ({ tenant }) => {
  await tenant.vm("listed", { runStrategy: "Halted" });
  await tenant.vm("opened", { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await page
    .getByRole("row", { name: /listed/ })
    .getByRole("button", { name: "More for listed" })
    .click();
  await page.getByRole("menuitem", { name: "Start and watch" }).click();
  await expect(step(page, "Machine runs")).toBeVisible();

  await page.goto(`${productOrigin()}/screen/${tenant.namespace}/opened`);
  await page.getByRole("button", { name: "Start and watch" }).click();
  // Linux says on its serial line how it boots.
  await expect(page).toHaveURL(/kind=serial$/);
  await expect(step(page, "Machine runs")).toBeVisible();
  await prompt(page);
});

test("a guest's own reboot is timed step by step and compared with the one before", async ({ tenant }) => {
  await tenant.vm("twice");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/twice?kind=serial`);
  await prompt(page);
  await page.getByRole("button", { name: "Boot timeline" }).click();
  for (const boots of [0, 1]) {
    await signInOnLine(page);
    await page.keyboard.type("clear; reboot\n");
    await atLogin(page);
    for (const name of ["Firmware", "Kernel", "System services", "cloud-init: network", "Login prompt"])
      await expect(step(page, name)).toBeVisible();
    await expect(timeline(page).getByText("4.2 s by cloud-init’s own count")).toBeVisible();
    await expect(timeline(page).getByText(/^Up after/)).toBeVisible();
    await expect(timeline(page).getByText("restarted by itself")).toHaveCount(boots);
  }
  // What is kept is times, and nothing that the machine said.
  const kept = await page.evaluate(() => localStorage.getItem("porthole-boots") ?? "");
  expect(kept).toContain("cloud-network");
  expect(kept).not.toMatch(/ubuntu|nginx|Linux/i);
});

test("a role that may not start machines is not offered it", async ({ tenant }) => {
  await tenant.vm("not-yours", { runStrategy: "Halted" });
  const page = await tenant.as("view", `/${tenant.namespace}/vms/not-yours`);
  await expect(page.getByRole("button", { name: "Console" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("button", { name: "Start and watch" })).toHaveCount(0);
});
