/** What a link of the provider's documentation is about, in the order links are shown. */
export const linkTopics = [
  ...(["general", "images", "sizes", "profiles", "disks", "network", "access", "cloud-init"] as const),
  ...(["consoles", "gpus", "quota", "support"] as const),
];
export type LinkTopic = (typeof linkTopics)[number];
