import { statusBody } from "../aggregated/answers.ts";
import type { Call, UpgradeCall } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { type Guests, hostnameOf, isPaused, isRunning, type Seat } from "../guests/guests.ts";
import type { Line, LineEnd } from "../guests/line.ts";
import type { Place } from "../guests/place.ts";
import { instances, type VirtualMachineInstance } from "../kinds/kubevirt.ts";
import { vmSentinel } from "../sentinels.ts";
import { openPort } from "./guest-ports.ts";
import { badRequest, conflict, internal, notFound, Refusal, type Resource } from "./refusal.ts";
import { requireWildcard } from "./request-options.ts";
import { usbHello, usbSockets } from "./usb-redirection.ts";
import { acceptWebSocket, isWebSocket } from "./websocket.ts";

type Ref = { namespace: string; name: string };

const kinds = ["vnc", "console", "usbredir", "vsock"] as const;
type Kind = (typeof kinds)[number];

/** Whether a subresource of an instance is a stream without a port. */
export const isStream = (word: string): word is Kind => kinds.some((kind) => kind === word);

const inUse =
  "Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.";

/** Go's strconv.ParseBool: anything else counts as false. */
const trueWords = new Set(["1", "t", "T", "true", "TRUE", "True"]);

/** How long a GET without upgrade keeps a free screen occupied: virt-api leaves its connection to the node behind. */
const ghostMs = 5_000;

/** What a dial of the node leaves of a place: nobody in it, and a free screen taken for a while. */
const dialAndLeave = (kind: "vnc" | "console", place: Place): void => {
  const wasTaken = place.isTaken();
  const leave = place.take(() => {});
  if (wasTaken || kind === "console") leave();
  else setTimeout(leave, ghostMs).unref();
};

export type Streams = ReturnType<typeof createStreams>;

/** VNC, serial console, USB redirection and port forwarding of a running instance. */
export const createStreams = (client: KubeClient, guests: Guests) => {
  const find = async (ref: Ref): Promise<VirtualMachineInstance> => {
    const vmi = await client.get(instances, ref);
    if (!vmi) throw notFound("virtualmachineinstance", ref.name);
    return vmi;
  };

  /** The refusals of virt-api before it dials the node, in its order. */
  const check = (kind: Kind, vmi: VirtualMachineInstance): void => {
    const { autoattachGraphicsDevice, autoattachSerialConsole, clientPassthrough } = vmi.spec.domain.devices;
    // Its gate is shut on Cozystack, so no instance has the device.
    if (kind === "vsock") throw badRequest("VSOCK is not attached.");
    if (kind === "usbredir" && !clientPassthrough) {
      throw conflict("virtualmachineinstance", vmi.metadata.name, "Not configured with USB Redirection");
    }
    if (kind === "vnc" && autoattachGraphicsDevice === false) throw badRequest("No graphics devices are present.");
    if (kind === "console" && autoattachSerialConsole === false) throw badRequest("No serial consoles are present.");
    if (kind === "console" && vmi.status?.phase === "Failed") {
      throw conflict("virtualmachineinstance", vmi.metadata.name, "VMI is in failed status");
    }
    if (!isRunning(vmi)) throw badRequest("VMI is not running");
  };

  /** Joins a client to its place and the guest's line. */
  const connectLine = async (call: UpgradeCall, place: Place, open: (end: LineEnd) => Line): Promise<void> => {
    const stream = await acceptWebSocket(call);
    const leave = place.take(stream.cut);
    const line = open({ write: stream.write, end: stream.cut });
    stream.onBytes(line.receive);
    stream.onDrain(line.resume);
    stream.onClose(() => {
      leave();
      line.dispose();
    });
  };

  const connectScreen = async (call: UpgradeCall, { vnc, guest }: Seat): Promise<void> => {
    const preserves = trueWords.has(call.query.get("preserveSession") ?? "");
    if (preserves && vnc.isTaken()) throw internal(inUse);
    await connectLine(call, vnc, guest.openScreen);
  };

  const connectUsb = async (call: UpgradeCall, { usb }: Seat): Promise<void> => {
    if (usb.size >= usbSockets) throw internal("Can't connect to websocket (503): websocket: bad handshake");
    const stream = await acceptWebSocket(call);
    usb.add(stream.cut);
    stream.onClose(() => usb.delete(stream.cut));
    stream.write(usbHello);
  };

  return {
    upgrade: async (call: UpgradeCall, kind: Kind, ref: Ref): Promise<void> => {
      requireWildcard(call.headers.accept);
      const vmi = await find(ref);
      check(kind, vmi);
      if (!isWebSocket(call.headers.upgrade))
        throw badRequest("websocket: the client is not using the websocket protocol");
      const seat = await guests.of(vmi);
      if (kind === "vnc") await connectScreen(call, seat);
      else if (kind === "console") await connectLine(call, seat.console, seat.guest.openSerial);
      else await connectUsb(call, seat);
    },

    /** A GET without upgrade: for screen and serial line virt-api dials the node first, which ends the running session, and then refuses. */
    plain: async (call: Call, kind: Kind, ref: Ref): Promise<never> => {
      requireWildcard(call.headers.accept);
      const vmi = await find(ref);
      check(kind, vmi);
      const seat = await guests.of(vmi);
      if (kind === "vnc" || kind === "console") dialAndLeave(kind, seat[kind]);
      const why =
        "websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header";
      throw new Refusal(400, `Bad Request\n${JSON.stringify(statusBody(400, "BadRequest", why))}\n`);
    },

    forward: async (
      call: UpgradeCall,
      ref: Ref,
      port: string,
      protocol: string,
      resource: Resource = "virtualmachineinstance",
    ): Promise<void> => {
      const vmi = await find(ref);
      const conflictOf = (text: string) => conflict("virtualmachineinstance", ref.name, text);
      if (!isRunning(vmi)) {
        throw resource === "virtualmachine"
          ? conflict(resource, ref.name, "VMI is not started")
          : conflictOf("VMI is not running");
      }
      if (isPaused(vmi)) throw conflictOf("VMI is paused");
      if ((vmi.status?.interfaces ?? []).length === 0) throw badRequest("no network interfaces are present");
      const address = vmi.status?.interfaces?.[0]?.ipAddress ?? "";
      const isMute = vmSentinel(vmi) === "mute-guest";
      const service = protocol === "tcp" && !isMute ? openPort(Number(port), hostnameOf(vmi)) : undefined;
      if (!service) throw internal(`dialing VM: dial ${protocol} ${address}:${port}: connect: connection refused`);
      const seat = await guests.of(vmi);
      const stream = await acceptWebSocket(call);
      seat.forwards.add(stream.cut);
      stream.onClose(() => seat.forwards.delete(stream.cut));
      stream.keepAlive("keep alive", 1_000);
      service({ write: (bytes) => void stream.write(bytes), onBytes: stream.onBytes, end: stream.cut });
    },
  };
};
