import { paths } from "#lib/paths.ts";
import type { Place } from "#lib/resources/vm/conditions/explanations.ts";

/** Where a next step is taken; null where there is no page for it. */
export const placeHref = (place: Place, tenant: string, name: string): string | null => {
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
    case "manifest":
      return null;
  }
};
