/** What happens to a phone by chance, and what must hold whatever has happened. */
let open = 0;
let asked = 0;

const track = (promise) => {
  asked += 1;
  open += 1;
  promise.then(() => { open -= 1; }, () => { open -= 1; });
};

const ask = (url) => track(session.request({ url }));

/** A network that harms that part of the requests; one address is always refused. */
const lossy = (part) => ({ url }) => {
  const chance = Math.random() / part;
  if (url.endsWith('/api/stubborn')) {
    return { answer: { statusCode: 401 } };
  }
  if (chance < 0.3) {
    return { fail: 'request:fail' };
  }
  if (chance < 0.6) {
    return { drop: true };
  }
  return chance < 1 ? { late: 90000 } : undefined;
};

/** How often a session must be refreshed between then and the phone's now. */
const refreshesSince = (then) => Math.ceil((Date.now() - phone.clockOffset - then) / 500000) + 1;

/** The sessions that the client gave up though the service had not refused to refresh them. */
const givenUpThoughNotRefused = () => phone.givenUp.filter((token) => !phone.log.some(({ url, data, status }) =>
  url.endsWith('/refresh') && data.refreshToken === token && (status === 400 || status === 401))).length;
