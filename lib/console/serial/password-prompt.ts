const secretWords = "pass(?:word|phrase|code)|passwort|kennwort|mot de passe|phrase secrète|contraseña|\\bPIN\\b";
const prompt = new RegExp(`(?:${secretWords})[^:：]*[:：]\\s*$`, "iu");

/** Whether a line, up to where one types, asks for something that must not be seen. */
export const asksForSecret = (line: string): boolean => prompt.test(line);
