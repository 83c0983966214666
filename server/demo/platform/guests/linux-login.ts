import { createLineEditor } from "./line-editor.ts";
import type { LinuxFacts, Machine } from "./machine.ts";
import type { Program, TtyHandle } from "./tty.ts";

const userForm = /^[a-z_][a-z0-9_.-]{0,31}$/i;

/** The getty of one terminal: any user, any password, which is never shown. */
export const createLogin = (
  { facts }: Machine<LinuxFacts>,
  tty: TtyHandle,
  terminal: string,
  onLogin: (user: string) => void,
): Program => {
  const prompt = `${facts.hostname} login: `;
  let isIssued = false;
  let editor: ReturnType<typeof createLineEditor>;

  const askName = (): void => {
    if (!isIssued) tty.print(`\r\n${facts.system.prettyName} ${facts.hostname} ${terminal}\r\n\r\n`);
    isIssued = true;
    tty.print(prompt);
    editor = createLineEditor({
      print: tty.print,
      prompt,
      onEvent: (event) => {
        if (event.type === "complete") return;
        if (event.type === "line" && event.text.trim()) askPassword(event.text.trim());
        else askName();
      },
    });
  };
  const askPassword = (user: string): void => {
    const secret = "Password: ";
    tty.print(secret);
    editor = createLineEditor({
      print: tty.print,
      prompt: secret,
      isShown: false,
      onEvent: (event) => {
        if (event.type === "complete") return;
        if (event.type === "line" && userForm.test(user)) return onLogin(user);
        if (event.type === "line") tty.print("\r\nLogin incorrect\r\n");
        askName();
      },
    });
  };
  return { start: askName, key: (key) => editor.key(key) };
};
