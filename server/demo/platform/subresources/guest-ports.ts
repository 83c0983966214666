/** One connection to a port of a guest. */
type Connection = {
  write: (bytes: Buffer) => void;
  onBytes: (listener: (bytes: Buffer) => void) => void;
  end: () => void;
};

type Service = (connection: Connection) => void;

const echo: Service = ({ write, onBytes }) => onBytes(write);

/** As far as the greeting: who connects sees that an SSH server listens. */
const ssh: Service = ({ write, onBytes, end }) => {
  write(Buffer.from("SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13.14\r\n"));
  // A client's own greeting is taken; there is no key exchange behind it.
  let lines = 0;
  onBytes((bytes) => {
    lines += bytes.filter((byte) => byte === 10).length;
    if (lines > 0 && bytes.length > 255) end();
  });
};

const web =
  (hostname: string): Service =>
  ({ write, onBytes, end }) => {
    let head = "";
    onBytes((bytes) => {
      head = (head + bytes.toString("latin1")).slice(-8_192);
      if (!head.includes("\r\n\r\n")) return;
      const page = `<h1>It works on ${hostname}</h1>\n`;
      write(
        Buffer.from(
          `HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
        ),
      );
      end();
    });
  };

/** What listens on a guest's TCP port; undefined where nothing does. */
export const openPort = (port: number, hostname: string): Service | undefined => {
  const services: Record<number, Service> = { 7: echo, 22: ssh, 80: web(hostname) };
  return services[port];
};
