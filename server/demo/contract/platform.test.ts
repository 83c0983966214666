import { afterAll, beforeAll, describe } from "vitest";
import { onEachServer } from "./on-each-server.ts";
import { applicationLabels } from "./platform/application-labels.ts";
import { applicationLimits } from "./platform/application-limits.ts";
import { applicationRestarts } from "./platform/application-restarts.ts";
import { applicationWatches } from "./platform/application-watches.ts";
import { applications } from "./platform/applications.ts";
import { kubectlSession } from "./platform/kubectl-session.ts";
import { type PlatformOn, startPlatformOn } from "./platform/platform-on.ts";
import { powerMatrix } from "./platform/power-matrix.ts";
import { subresourceRefusals } from "./platform/subresource-refusals.ts";
import { subresourceVerbs } from "./platform/subresource-verbs.ts";
import { subresources } from "./platform/subresources.ts";
import { tenancy } from "./platform/tenancy.ts";

/** One file, because a cluster has one platform: its groups can be registered once. */
onEachServer("the platform", ({ api }) => {
  const withPlatform = (
    options: Parameters<typeof startPlatformOn>[1],
    suites: ((platform: () => PlatformOn) => void)[],
  ) => {
    let started: PlatformOn | undefined;
    beforeAll(async () => {
      started = await startPlatformOn(api(), options);
    }, 60_000);
    afterAll(() => started?.dispose());
    const platform = (): PlatformOn => {
      if (!started) throw new Error("asked for the platform before it was started");
      return started;
    };
    for (const suite of suites) suite(platform);
  };

  const ofVirtualMachines = [powerMatrix, subresources, subresourceVerbs, subresourceRefusals];
  const ofApplications = [applications, applicationWatches, tenancy, applicationLimits];
  describe("its API groups", () => withPlatform({ hasControllers: false }, [...ofVirtualMachines, ...ofApplications]));
  // Slow enough that each step of an outage is met by who asks all the time.
  describe("its restarts", () =>
    withPlatform({ hasControllers: false, speed: 4 }, [applicationRestarts, applicationLabels]));
  describe("its life", () => withPlatform({ hasControllers: true }, [kubectlSession]));
});
