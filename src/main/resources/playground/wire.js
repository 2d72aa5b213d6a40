/** Whatever goes over the wire, or is worth telling, passes here, so that the trace misses nothing. */

const watchers = new Set();

/** The watcher is told of each entry when it begins, and once more when its answer is there. */
export const watch = (watcher) => watchers.add(watcher);

const tell = (entry) => watchers.forEach((watcher) => watcher(entry));

/** Tells of something that is not a call: a button that was pressed, an event. */
export const note = (entry) => tell({ at: Date.now(), over: true, ...entry });

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch (notJson) {
    return text;
  }
};

/**
 * Makes a call of this server.
 *
 * @param call actor, method, path, body (sent as JSON), headers and timeout in milliseconds
 * @returns the entry of the trace, with status, answer and answerHeaders
 */
export const exchange = async ({ actor, method = 'GET', path, body, headers = {}, timeout }) => {
  const entry = { actor, method, path, body, headers, at: Date.now(), over: false };
  tell(entry);
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: timeout ? AbortSignal.timeout(timeout) : undefined,
      cache: 'no-store',
      credentials: 'omit',
    });
    const answer = parse(await response.text());
    Object.assign(entry, { status: response.status, answer, answerHeaders: Object.fromEntries(response.headers) });
    return entry;
  } catch (error) {
    entry.status = 'failed';
    throw Object.assign(error, { key: 'done.no-server' });
  } finally {
    entry.over = true;
    entry.took = Date.now() - entry.at;
    tell(entry);
  }
};
