// Loaded into every product of the end-to-end tests: writes down where the process connects to, and whether its configuration says so.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";

const { E2E_OUTBOUND, PORTHOLE_CLUSTER_URL, PORTHOLE_OIDC_ISSUER, PORTHOLE_STORE_URL } = process.env;

const portOf = (address) => {
  const { port, protocol } = new URL(address);
  return port || { "https:": "443", "redis:": "6379", "rediss:": "6379" }[protocol] || "80";
};
const addresses = [PORTHOLE_CLUSTER_URL, PORTHOLE_OIDC_ISSUER, PORTHOLE_STORE_URL].filter(Boolean);
const configured = addresses.map(portOf);
const names = addresses.map((address) => new URL(address).hostname);
const isHere = (address) => address === "::1" || address?.startsWith("127.") || address?.startsWith("::ffff:127.");
const seen = new Set();

subscribe("net.client.socket", ({ socket }) => {
  const note = (host, port) => {
    const isKnown = port === "lookup" ? names.includes(host) : isHere(host) && configured.includes(String(port));
    const line = `${isKnown ? "configured" : "STRANGE"} ${host}:${port}\n`;
    if (seen.has(line)) return;
    seen.add(line);
    appendFileSync(E2E_OUTBOUND, line);
  };
  // Only names are looked up, so a name that leads nowhere is seen as well.
  socket.once("lookup", (_error, address, _family, host) => {
    if (!isHere(address)) note(host, "lookup");
  });
  socket.once("connect", () => note(socket.remoteAddress, socket.remotePort));
});
