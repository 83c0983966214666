import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";

import { type Accounts, readSomeone } from "./accounts.ts";
import { page, sendPage, signInPage } from "./page.ts";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

const longestForm = 16 * 1024;

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) {
    text += chunk;
    if (text.length > longestForm) throw new Error("the form is too long");
  }
  return new URLSearchParams(text);
};

/** Everything the client asked for, granted: the demo has nothing to withhold. */
const grantAll = async (provider: Provider, accountId: string, clientId: string, scope: string): Promise<string> => {
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(scope);
  return grant.save();
};

/**
 * Ends the browser's session when somebody else signs in. The provider would do it by a page that posts itself, which needs a script, and
 * would revoke the first person's tokens.
 */
const forget = async (provider: Provider, interaction: Interaction): Promise<void> => {
  const session = await provider.Session.findByUid(interaction.session?.uid ?? "");
  await session?.destroy();
  interaction.session = undefined;
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
};

/** The provider's prompts: `login` is the page, `consent` is given without asking. */
export const createInteractions = (provider: Provider, accounts: Accounts) => {
  const finish = async (request: IncomingMessage, response: ServerResponse, accountId: string): Promise<void> => {
    const interaction = await provider.interactionDetails(request, response);
    if (interaction.session && interaction.session.accountId !== accountId) await forget(provider, interaction);
    const { params } = interaction;
    const grantId = await grantAll(provider, accountId, String(params.client_id), String(params.scope ?? "openid"));
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId, remember: true }, consent: { grantId } },
      { mergeWithLastSubmission: false },
    );
  };

  const post = async (request: IncomingMessage, response: ServerResponse, action: string): Promise<void> => {
    const form = await readForm(request);
    const person = accounts.known(form.get("person") ?? "");
    const someone = person ?? readSomeone(form);
    if (typeof someone === "string") {
      const [name, groups] = [form.get("name") ?? "", form.get("groups") ?? ""];
      return sendPage(response, 422, signInPage({ action, problem: someone, name, groups }));
    }
    await finish(request, response, person ? person.name : accounts.enrol(someone));
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const action = (request.url ?? "/").split("?")[0] ?? "/";
    try {
      const { prompt, session } = await provider.interactionDetails(request, response);
      if (prompt.name === "consent" && session) await finish(request, response, session.accountId);
      else if (request.method === "POST") await post(request, response, action);
      else sendPage(response, 200, signInPage({ action }));
    } catch {
      const text =
        "<h1>This sign-in has ended</h1><p>It took too long or was opened in another browser. Go back and start again.</p>";
      sendPage(response, 400, page("This sign-in has ended", text));
    }
  };
};
