import { paths } from "#lib/paths.ts";
import type { Place } from "#lib/resources/vm/conditions/explanations.ts";

/** Where a next step is taken. */
export const placeHref = (place: Place, tenant: string, name: string): string => {
  switch (place) {
    case "quota":
      return paths.overview(tenant);
    case "sizes":
      return paths.images(tenant);
    case "serial":
      return paths.vmConsole(tenant, name, "serial");
    case "activity":
      return paths.vm(tenant, name, "activity");
    case "network":
      return paths.vm(tenant, name, "network");
    case "disks":
      return paths.vm(tenant, name, "disks");
    case "manifest":
      return paths.vm(tenant, name, "manifest");
  }
};
