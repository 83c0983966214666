type Step = { status: number; location: string | null; html: string; url: string };

/** As much of a browser as a sign-in needs: cookies by origin and path-less name, redirects one at a time. For tests. */
export const createBrowser = () => {
  const jars = new Map<string, Map<string, string>>();

  const request = async (url: string, init: RequestInit = {}): Promise<Step> => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      const isGone = attributes.some((attribute) =>
        attribute.trim().toLowerCase().startsWith("expires=thu, 01 jan 1970"),
      );
      if (isGone) jar.delete(name);
      else jar.set(name, value.join("="));
    }
    const location = response.headers.get("location");
    return {
      status: response.status,
      location: location && new URL(location, url).href,
      html: await response.text(),
      url,
    };
  };

  /** Follows redirects while they stay at `origin`; the last answer, whose `location` leaves it or is null. */
  const follow = async (first: Step, origin: string): Promise<Step> => {
    let step = first;
    while (step.location?.startsWith(origin)) step = await request(step.location);
    return step;
  };

  return {
    get: async (url: string) => follow(await request(url), new URL(url).origin),
    post: async (url: string, form: Record<string, string>) => {
      const body = new URLSearchParams(form);
      return follow(await request(url, { method: "POST", body }), new URL(url).origin);
    },
  };
};
