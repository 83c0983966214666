import { editorOf, fold } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";

const weakKey =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDU3o66FQRv4i50snPebY3Idwns4oWBSYYxFcL+Fhuxwz9RTzanEAWifz4muvtD9/B/VlfRDbx8Dg+so7HPcNNkXSACmSOA7bdTuf7FBTWErYUqn69ShhkkvaQ5d29y5BLjXzUW4n3AqQk3TNc0uBpFcbTBdj6/eDOVFzJRJVUoew== old@laptop";

test("an image that needs more raises size and disk, and says so", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const size = page.getByRole("spinbutton", { name: /Size of System disk/ });
  await size.fill("10");
  await page.getByRole("radio", { name: /^Oracle Linux/ }).check({ force: true });
  await expect(size).toHaveValue("40");
  await expect(page.getByRole("radio", { name: /u1\.2xmedium/ })).toBeChecked();
  await expect(page.getByText(/the size was raised from u1\.medium to u1\.2xmedium/)).toBeVisible();
  await expect(page.getByText(/raised from 10\sGiB to 40\sGiB/)).toBeVisible();
  await size.fill("50");
  await expect(page.getByText(/raised from/)).toHaveCount(0);
  await expect(page.getByRole("radio", { name: /u1\.medium/ })).toBeDisabled();
  await expect(page.getByRole("cell", { name: "Oracle Linux needs at least 2 vCPU" }).first()).toBeVisible();
  await size.fill("39");
  await expect(size).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("form").getByText(/what it starts from does not fit otherwise/)).toBeVisible();
});

test("what is wrong is said at its field, the first one has the focus, and nothing typed is lost", async ({
  tenant,
}) => {
  await tenant.vm("taken");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const summary = page.getByText(/not right yet/);
  const form = page.getByRole("form");

  const name = page.getByRole("textbox", { name: "Name of the machine" });
  await name.fill("taken");
  await expect(form.getByText("This name is taken in this tenant.")).toBeVisible();
  await name.fill("x".repeat(42));
  await expect(form.getByText(/At most 41 characters/)).toBeVisible();

  const port = page.getByRole("textbox", { name: "Port" });
  for (const [typed, said] of [
    ["0", "“0” is no port"],
    ["70000", "“70000” is no port"],
    ["22", "Port 22 is already in the list"],
    ["443,http", "“http” is no port"],
  ] as const) {
    await port.fill(typed);
    await port.press("Enter");
    await expect(form.getByText(said)).toBeVisible();
    await expect(port).toHaveValue(typed);
  }
  await page.getByRole("button", { name: "Remove port 22" }).click();
  await expect(form.getByText(/List at least one port/)).toBeVisible();

  const pasted = page.getByRole("textbox", { name: "Add a public key" });
  await pasted.fill("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----");
  await expect(form.getByText(/This is a private key/)).toBeVisible();
  await expect(pasted).toHaveValue("");
  await pasted.fill(weakKey);
  await page.getByRole("button", { name: "Add key" }).click();
  await expect(form.getByText(/This RSA key has 1,024 bits/)).toBeVisible();
  await expect(pasted).toHaveValue(weakKey);

  await fold(page, "cloud-init").click();
  const userData = editorOf(page, "User data");
  await userData.fill("packages: [nginx]");
  await expect(userData).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Put #cloud-config first" }).click();
  await expect(userData.locator(".cm-line")).toHaveText(["#cloud-config", "packages: [nginx]"]);
  await expect(userData).not.toHaveAttribute("aria-invalid", "true");

  await page.getByRole("radio", { name: "Address (URL)" }).check({ force: true });
  const address = page.getByRole("textbox", { name: "Address of the disk image" });
  for (const wrong of [
    "ftp://a.example.com/x.qcow2",
    "https://ada:secret@a.example.com/x",
    "http://10.0.0.1/x",
    "nonsense",
  ]) {
    await address.fill(wrong);
    await expect(address).toHaveAttribute("aria-invalid", "true");
  }
  await page.getByRole("button", { name: /^Create/ }).click();
  await expect(address).toBeFocused();
  await expect(address).toHaveValue("nonsense");
  await expect(summary).toBeVisible();
  await expect(form.getByText("Fill this in.")).toBeVisible();
  await expect(name).toHaveValue("x".repeat(42));
  await expect(userData.locator(".cm-line")).toHaveText(["#cloud-config", "packages: [nginx]"]);
});
