/**
 * How Helm, Cozystack's charts, KubeVirt, CDI and the scheduler word what went wrong: each wording once, whatever object says it. What it means for
 * a person is said by who reads it (vm/conditions for a machine, create/late-error for a plan), in the order that counts there.
 * The texts are hostile: no pattern takes longer than in proportion to what it reads.
 */
export const troubleWords = {
  quota: /exceeded quota|exceeds the parent tenant's remaining|ErrExceededQuota|QuotaExceeded/i,

  // Helm; packages/apps/vm-instance/templates of Cozystack
  "values-refused":
    /values don't meet the specifications|values.{0,200}schema|error calling fromYaml|cannot unmarshal/i,
  "disk-missing": /disk not exists in cluster|Specified disk/i,
  "size-unset": /Either instanceType or resources/i,
  // The same charts, and pkg/instancetype of KubeVirt
  "type-unknown": /instance ?type\b.{0,100}not (?:exists?|found)|FailedFindInstancetype/i,
  "profile-unknown": /(?:profile|preference)\b.{0,100}not (?:exists?|found)|FailedFindPreference/i,
  "size-too-small":
    /insufficient (?:CPU|Memory) resources of|failure checking preference requirements|preference requires/i,

  // pkg/scheduler/framework/plugins of Kubernetes
  "no-device": /Insufficient (?:[a-z0-9.-]{1,80}\.[a-z]{1,40}\/|nvidia|amd|intel|gpu|devices)\S/i,
  "no-memory": /Insufficient (?:memory|hugepages)/i,
  "no-cpu": /Insufficient cpu/i,
  "disk-elsewhere":
    /volume node affinity conflict|unbound immediate PersistentVolumeClaims|node\(s\) did not have enough free storage/i,
  "no-node-fits": /didn't match pod|untolerated taint|were unschedulable/i,
  unschedulable: /nodes are available|Unschedulable|FailedScheduling/i,

  // pkg/importer, pkg/controller of CDI
  "copied-gone": /CloneWithoutSource|source PVC .{0,300}(?:doesn't|does not) exist/i,
  "disk-too-small":
    /no space left|not enough space|insufficient (?:disk )?space|larger than (?:the )?(?:reported |available )|size is smaller than the source|CloneValidationFailed|does not fit/i,
  "class-gone": /storageclass(?:es)?\.storage\.k8s\.io "[^"]{0,253}" not found|no (?:default )?storage ?class/i,
  "source-gone": /got 4(?:04|10)|404 Not Found|status code:? 404|NoSuchKey|manifest unknown/i,
  "source-refused": /got 40[13]|\b40[13] (?:Forbidden|Unauthorized)|status(?: code)?:? 40[13]|AccessDenied/i,
  "source-untrusted": /x509|certificate|tls: /i,
  "source-unreachable": /no such host|connection refused|i\/o timeout|TLS handshake|got 5\d\d/i,
  "source-unreadable":
    /unsupported (?:image )?format|invalid (?:format|image|header|magic|qcow)|could not open|qemu-img|unable to convert|content.?type|checksum/i,

  // MetalLB; the kubelet; KubeVirt
  "no-address": /AllocationFailed|no available IPs|Failed to allocate IP/i,
  "platform-image": /ErrImagePull|ImagePullBackOff|pull(?:ing)? image/i,
  "guest-crashes": /CrashLoopBackOff|VirtualMachineInstance crashed/i,
} as const satisfies Record<string, RegExp>;
