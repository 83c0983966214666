import { progressOf } from "../disk/schema.ts";
import { eventCount, eventTime, type KubeEvent } from "../event/schema.ts";
import { defaultsOfImage } from "../image/families.ts";
import type { CatalogueOverlay } from "../image/overlay.ts";
import { quantityToBytes } from "../quantity.ts";
import { conditionsIn } from "./conditions/conditions-in.ts";
import type { VmFacts } from "./facts.ts";
import type { OwnObject } from "./own-object.ts";
import { addressesOf, projectRow, systemImageOf } from "./project.ts";
