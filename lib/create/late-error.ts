/**
 * What the platform says minutes after it accepted a create, by what a person can do about it: keys of messages `run.late`. The texts are
 * those of Helm's charts, CDI, KubeVirt, the scheduler and MetalLB (platform-api.md 1.5, 2.1, 2.4, 6.2, 9).
 */
export const lateCauses = [
  "quota",
  "source-missing",
  "source-refused",
  "source-away",
  "image-too-large",
  "image-unreadable",
  "image-gone",
  "class-gone",
  "no-room",
  "no-gpu",
  "disk-missing",
  "type-unknown",
  "profile-unknown",
  "type-too-small",
  "settings-refused",
  "no-address",
  "platform-image",
  "guest-crashes",
] as const;
export type LateCause = (typeof lateCauses)[number];

/** The first that fits counts: a text can hold the words of a more general one as well. */
const patterns: readonly (readonly [LateCause, RegExp])[] = [
  ["quota", /exceeded quota|ErrExceededQuota|QuotaExceeded/i],
  [
    "type-too-small",
    /insufficient (?:CPU|Memory) resources of|failure checking preference requirements|preference requires/i,
  ],
  ["no-gpu", /Insufficient [a-z0-9.-]+\.[a-z]+\/\S/i],
  ["no-room", /nodes are available|Unschedulable|FailedScheduling|Insufficient (?:cpu|memory)|didn't match Pod/i],
  ["disk-missing", /disk not exists in cluster|Specified disk/i],
  ["type-unknown", /instance ?type\b.*not (?:exists?|found)|FailedFindInstancetype/i],
  ["profile-unknown", /(?:instance ?profile|preference)\b.*not (?:exists?|found)|FailedFindPreference/i],
  ["image-gone", /CloneWithoutSource|source PVC .* (?:doesn't|does not) exist/i],
  [
    "image-too-large",
    /no space left|is larger than (?:the )?(?:available|reported)|size is smaller than the source|CloneValidationFailed|does not fit|insufficient (?:disk )?space/i,
  ],
  ["class-gone", /storageclass(?:es)?\.storage\.k8s\.io "[^"]*" not found|no (?:default )?storage ?class/i],
  ["source-missing", /got 404|404 Not Found|status code:? 404|NoSuchKey/i],
  ["source-refused", /got 40[13]|\b40[13] (?:Forbidden|Unauthorized)|status code:? 40[13]|AccessDenied/i],
  [
    "source-away",
    /no such host|connection refused|i\/o timeout|x509|certificate|TLS handshake|got 5\d\d|Unable to connect to/i,
  ],
  [
    "image-unreadable",
    /unsupported (?:image )?format|could not open|qemu-img|invalid (?:image|header|qcow)|unexpected EOF|content.?type|checksum/i,
  ],
  ["no-address", /AllocationFailed|no available IPs|Failed to allocate IP/i],
  ["platform-image", /ErrImagePull|ImagePullBackOff|pull(?:ing)? image/i],
  ["guest-crashes", /CrashLoopBackOff|VirtualMachineInstance crashed/i],
  ["settings-refused", /don't meet the specifications|values.*schema|is invalid:|denied the request|execution error/i],
];

/** Longer texts say nothing more of the cause, and no pattern is tried on what a hostile object could grow. */
const readCharacters = 1_000;

/** Null: nothing more can be said than the platform's own words. */
export const lateCauseOf = (text: string): LateCause | null => {
  const read = text.slice(0, readCharacters);
  return patterns.find(([, pattern]) => pattern.test(read))?.[0] ?? null;
};
