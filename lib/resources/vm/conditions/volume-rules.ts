import type { LoudKey } from "./explanations.ts";
import type { Rule } from "./rule.ts";

const of = ["DataVolume"] as const;

/** What CDI's importer says of its last try (pkg/importer, pkg/controller/common). */
const troubles: readonly (readonly [RegExp, LoudKey])[] = [
  [/exceeded quota/, "quota-reached"],
  [/no space left|larger than (?:the )?reported available|is larger than|not enough space/i, "disk-too-small"],
  [/got 40[13]|Status: 40[13]|unauthorized|forbidden|denied/i, "source-refused"],
  [/got 404|got 410|Not Found|manifest unknown|does not exist/i, "source-gone"],
  [/x509|certificate|tls: /i, "source-untrusted"],
  [/no such host|connection refused|timeout|timed out|unreachable|got 5\d\d|EOF/i, "source-unreachable"],
  [/unsupported format|invalid (?:format|image|magic)|qemu-img|unable to convert|checksum/i, "source-unreadable"],
];

const failed = { of, type: "Running", status: "False", reasons: ["Error", "ImagePullFailed"] } as const;

/** https://github.com/kubevirt/containerized-data-importer/blob/main/pkg/controller/datavolume/conditions.go */
export const volumeRules: readonly Rule[] = [
  ...troubles.map(([words, loud]): Rule => ({ ...failed, words, loud })),
  { ...failed, loud: "import-stumbled" },
  { of, type: "Bound", status: "False", reasons: ["ErrExceededQuota"], loud: "quota-reached" },
  { of, type: "Bound", status: "False", reasons: ["ErrClaimLost", "Lost"], loud: "volume-lost" },
  { of, type: "Bound", status: "False", words: /exceeded quota/, loud: "quota-reached" },
  { of, type: "Bound", status: "False", quiet: "volume-waits" },
  { of, type: "Bound", status: "True", quiet: "volume-bound" },
  { of, type: "Running", status: "True", quiet: "volume-filling" },
  { of, type: "Running", status: "False", quiet: "volume-filled" },
  { of, type: "Ready", status: "True", quiet: "disks-ready" },
  { of, type: "Ready", status: "False", quiet: "disks-waited-for" },
];
