import { base } from "./base.ts";
import { map } from "./build.ts";
import { commands } from "./commands.ts";
import { disks } from "./disks.ts";
import { managers } from "./managers.ts";
import type { SpecNode } from "./node.ts";
import { packages } from "./packages.ts";
import { system } from "./system.ts";
import { users } from "./users.ts";
import { vendors } from "./vendors.ts";
import { worded } from "./worded.ts";

/** Everything that user data may say to cloud-init 26.2, in our own words; `upstream.test.ts` compares it with the published schema. */
export const cloudConfig: SpecNode = worded(
  map({ ...users, ...packages, ...commands, ...system, ...disks, ...managers, ...vendors, ...base }),
);
