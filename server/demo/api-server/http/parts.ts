import type { TokenAuthenticator } from "../access/authentication.ts";
import type { Authorizer } from "../access/authorizer.ts";
import type { ServiceAccountTokens } from "../access/service-account-tokens.ts";
import type { Aggregation } from "../aggregation/aggregation.ts";
import type { AuditLog } from "../audit-log.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Cluster } from "../cluster.ts";
import type { ListSnapshots } from "../storage/list-snapshots.ts";
import type { Overload } from "./overload.ts";

/** Everything the request path needs, assembled once in start.ts. */
export type Parts = {
  cluster: Cluster;
  snapshots: ListSnapshots;
  authenticate: TokenAuthenticator;
  serviceAccountTokens: ServiceAccountTokens;
  authorizer: Authorizer;
  aggregation: Aggregation;
  catalog: Catalog;
  audit: AuditLog;
  overload: Overload;
  bookmarkIntervalMs: number;
};
