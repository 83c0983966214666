/** What a person chose on the create page. Parsed by lib/create/schema.ts on both sides. */
export type CreateInput = {
  name: string;
  image: string;
  instanceType: string;
  profile: string;
  systemDisk: { sizeBytes: number; storageClass: string };
  /** OpenSSH public keys, one line each. */
  sshKeys: string[];
  exposure: { kind: "private" } | { kind: "ports"; ports: number[] } | { kind: "whole" };
  start: boolean;
};
