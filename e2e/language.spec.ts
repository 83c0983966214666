import { expect, test } from "./running/fixtures.ts";

test("French and German switch in place and stay", async ({ tenant }) => {
  await tenant.vm("polyglot");
  const page = await tenant.as("admin");
  const choose = async (menu: RegExp, language: string) => {
    await page.getByRole("button", { name: menu }).filter({ visible: true }).click();
    await page.getByRole("menuitemradio", { name: language }).click();
  };
  await choose(/account and settings/, "Français");
  await expect(page.getByRole("heading", { name: "Machines virtuelles" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await choose(/admin\./, "Deutsch");
  await expect(page.getByRole("heading", { name: "Virtuelle Maschinen" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
});

test("the first visit follows Accept-Language", async ({ browser }) => {
  const context = await browser.newContext({ locale: "fr-CH" });
  const page = await context.newPage();
  const { productOrigin } = await import("./running/platform.ts");
  await page.goto(`${productOrigin()}/sign-in`);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await context.close();
});
