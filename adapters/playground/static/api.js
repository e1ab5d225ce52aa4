// Talks to the playground's endpoints.

/** A name for one act, sent along so that an act that arrives twice is carried out once. */
export const actId = () => crypto.randomUUID();

export const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const get = (path, query) => ask(`${path}?${new URLSearchParams(query)}`, {});

async function ask(path, options) {
  const answer = await fetch(`/api/${path}`, options).catch(() => {
    throw new Error("The playground does not answer. Is it still running?");
  });
  if (!answer.ok) throw new Error(answer.status >= 500 ? "Something went wrong. Try again." : await answer.text());
  return answer.json();
}
