/** Where a guest stands on its way up, in the order in which most come. Each is a key of messages `boot.stage.<stage>`. */
export const guestStages = [
  "firmware",
  "loader",
  "kernel",
  "services",
  "cloud-local",
  "cloud-network",
  "cloud-config",
  "cloud-final",
  "cloud-done",
  "login",
  "sac",
] as const;
export type GuestStage = (typeof guestStages)[number];

/** Where a boot ends that does not come to a prompt. Each is a key of messages `boot.failure.<failure>`. */
export type BootFailure = "panic" | "emergency" | "initramfs" | "loader" | "no-disk";

export type BootSign =
  /** `upSeconds`: how long the guest says it has been up, once cloud-init is done. */
  | { type: "stage"; stage: GuestStage; upSeconds?: number }
  | { type: "failure"; failure: BootFailure }
  /** A unit of systemd did not start. */
  | { type: "failed-unit" }
  /** The guest goes down: what comes next is another boot. */
  | { type: "ending" };

const stage = (name: GuestStage): BootSign => ({ type: "stage", stage: name });
const failure = (name: BootFailure): BootSign => ({ type: "failure", failure: name });

/** What a line means; the first that fits counts. */
const lineRules: readonly (readonly [RegExp, BootSign])[] = [
  [/^SeaBIOS \(version |^BdsDxe: (?:loading|starting) |^UEFI firmware \(version |^iPXE \d/, stage("firmware")],
  [/^No bootable device\.|^BdsDxe: No bootable option/, failure("no-disk")],
  [/Kernel panic - not syncing/, failure("panic")],
  [
    /^You are in emergency mode|^Entering emergency mode|^\[ {2}OK {2}\] Reached target emergency\.target/,
    failure("emergency"),
  ],
  [/Dropping to a shell!$|^Generating "\/run\/initramfs\/rdsosreport\.txt"/, failure("initramfs")],
  [/^Welcome to GRUB!|^ *GNU GRUB +version /, stage("loader")],
  [/\bLinux version \d+\.\d|^---<<BOOT>>---|^ *EFI stub: /, stage("kernel")],
  [
    // As the console says it: a log that somebody reads has other words in front.
    /^\[ {2}OK {2}\] Reached target (?:System )?(?:reboot|power-?off|halt)|^\[ *\d+\.\d+\] (?:reboot: |sysrq: Resetting)/i,
    { type: "ending" },
  ],
  // cloud-init in its own words, then in systemd's, of old and new releases.
  [/Cloud-init v\. \S+ running 'init-local' /, stage("cloud-local")],
  [/Cloud-init v\. \S+ running 'init' /, stage("cloud-network")],
  [/Cloud-init v\. \S+ running 'modules:config' /, stage("cloud-config")],
  [/Cloud-init v\. \S+ running 'modules:final' /, stage("cloud-final")],
  [/Finished (?:cloud-final\.service|Cloud-init: Final Stage|Execute cloud user\/final scripts)/, stage("cloud-done")],
  [/(?:Starting|Started|Finished) (?:cloud-init-local\.service|Initial cloud-init job \(pre-)/, stage("cloud-local")],
  [
    /(?:Starting|Started|Finished) (?:cloud-init(?:-network)?\.service|Initial cloud-init job \(meta)/,
    stage("cloud-network"),
  ],
  [
    /(?:Starting|Started|Finished) (?:cloud-config\.service|Apply the settings specified in cloud)/,
    stage("cloud-config"),
  ],
  [/(?:Starting|Started) (?:cloud-final\.service|Execute cloud user\/final scripts)/, stage("cloud-final")],
  [/^\[FAILED\] Failed to start /, { type: "failed-unit" }],
  [
    /\bsystemd\[1\]: |^\[ {2}OK {2}\] (?:Started|Finished|Reached|Mounted|Created|Listening)|^INIT: version |^init started: BusyBox|^ *OpenRC \d.* is starting up/,
    stage("services"),
  ],
];

const promptRules: readonly (readonly [RegExp, BootSign])[] = [
  [/^(?:[\w.-]{1,64} )?login: $/, stage("login")],
  [/^SAC>$/, stage("sac")],
  [/^grub rescue> $|^grub> $/, failure("loader")],
  [/^\(initramfs\) $|^dracut:\/[\w/]*# $/, failure("initramfs")],
];

const finished = /Cloud-init v\. \S+ finished at .{1,200} Up (\d{1,6}(?:\.\d{1,2})?) seconds/;

/** What a whole line says of the boot; null: nothing. The guest's text itself goes no further than here. */
export const signOfLine = (line: string): BootSign | null => {
  const done = finished.exec(line);
  if (done) return { type: "stage", stage: "cloud-done", upSeconds: Number(done[1]) };
  return lineRules.find(([pattern]) => pattern.test(line))?.[1] ?? null;
};

/** What a line says that no end has come to, because the guest waits for an answer. */
export const signOfPrompt = (line: string): BootSign | null =>
  promptRules.find(([pattern]) => pattern.test(line))?.[1] ?? null;
