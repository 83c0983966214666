/** How many devices of a client an instance takes at once; each is one stream. */
export const usbSockets = 4;

const version = "qemu usb-redir guest 9.1.0";
const capabilities = 0b1111_1110;

/** The greeting of QEMU's end: a `usb_redir_hello` packet of the usbredir protocol 0.7. The demo's guests have no driver behind it. */
export const usbHello = (() => {
  const packet = Buffer.alloc(12 + 64 + 4);
  // Header: type 0 (hello), length of what follows, id.
  packet.writeUInt32LE(64 + 4, 4);
  packet.write(version, 12, "latin1");
  packet.writeUInt32LE(capabilities, 12 + 64);
  return packet;
})();
