import { afterAll, beforeAll, describe } from "vitest";
import { onEachServer } from "./on-each-server.ts";
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
  const withPlatform = (hasControllers: boolean, suites: ((platform: () => PlatformOn) => void)[]) => {
    let started: PlatformOn | undefined;
    beforeAll(async () => {
      started = await startPlatformOn(api(), hasControllers);
    }, 60_000);
    afterAll(() => started?.dispose());
    const platform = (): PlatformOn => {
      if (!started) throw new Error("asked for the platform before it was started");
      return started;
    };
    for (const suite of suites) suite(platform);
  };

  const suites = [powerMatrix, subresources, subresourceVerbs, subresourceRefusals, applications, tenancy];
  describe("its API groups", () => withPlatform(false, suites));
  describe("its life", () => withPlatform(true, [kubectlSession]));
});
