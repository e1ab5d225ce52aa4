// Talks to the playground's endpoints as a persona, which stands in the page's own address: each tab can be somebody else.

/** A name for one act, sent along so that an act that arrives twice is carried out once. */
export const actId = () => crypto.randomUUID();

/** Who this tab is; empty is the first persona. */
const persona = () => new URLSearchParams(location.search).get("persona") ?? "";

export const become = (id) => history.replaceState(null, "", `?${new URLSearchParams({ persona: id })}${location.hash}`);

/** The address of an endpoint, asked by this tab's persona. */
export const address = (path, query = {}) => `/api/${path}?${new URLSearchParams({ ...query, persona: persona() })}`;

export const post = (path, body) =>
  ask(address(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const get = (path, query) => ask(address(path, query), {});

async function ask(url, options) {
  const answer = await fetch(url, options).catch(() => {
    throw new Error("The playground does not answer. Is it still running?");
  });
  if (!answer.ok) throw new Error(answer.status >= 500 ? "Something went wrong. Try again." : await answer.text());
  return answer.json();
}
