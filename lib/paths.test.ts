import { expect, it } from "vitest";
import { samePlace } from "./paths.ts";

it.each([
  ["/tenant-acme", "/tenant-globex"],
  ["/tenant-acme/vms", "/tenant-globex/vms"],
  ["/tenant-acme/vms-new", "/tenant-globex/vms"],
  ["/tenant-acme/vms/web/console", "/tenant-globex/vms"],
  ["/tenant-acme/activity", "/tenant-globex/activity"],
  ["/tenant-acme/access", "/tenant-globex/access"],
  ["/tenant-acme/images", "/tenant-globex/images"],
  ["/fleet", "/tenant-globex"],
])("from %s the switcher leads to %s", (from, to) => expect(samePlace(from, "tenant-globex")).toBe(to));
