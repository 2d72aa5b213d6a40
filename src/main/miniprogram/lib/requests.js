const { ask, failure, problem, content } = require('./wechat');
const collect = require('./cookies');

const TIMEOUT = 10000;
const LONGEST_WAIT = 10000;
const MOST_WAITS = 2;
const ORIGIN = /^https?:\/\/[^/?#]+/i;

const originOf = (url) => String(ORIGIN.exec(url)).toLowerCase();
const bearer = (token) => ({ Authorization: `Bearer ${token}` });

/** The token as a cookie, among the others. */
const cookie = (jar, wxs) => {
  const all = { ...jar, wxs };
  return { Cookie: Object.keys(all).map((name) => `${name}=${all[name]}`).join('; ') };
};

/**
 * Waits before another try if that may help: as long as the server asks for, and a bit more, so that phones do not come in step.
 * Resolves to whether to try again.
 */
const worthAnotherTry = async ({ status, code, retryAfter }, attempt) => {
  const passing = !status || status === 429 || (status >= 500 && code !== 'wechat_misconfigured');
  const wait = (retryAfter || attempt) * 1000;
  const worth = passing && wait <= LONGEST_WAIT;
  if (worth) {
    await new Promise((over) => setTimeout(over, wait * (1 + Math.random() / 4)));
  }
  return worth;
};

/** Calls of the session's own making, with patience. The body is a function, for each try may need a fresh one. */
const createCalls = (baseUrl) => async (method, path, body, tries = 3, token) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const data = body && (await body());
      const answer = content(await ask('request', {
        url: baseUrl + path, method, data, header: token && bearer(token), timeout: TIMEOUT,
      }));
      if (body && !answer.accessToken) {
        throw failure('not the service');
      }
      return answer;
    } catch (error) {
      if (attempt >= tries || !(await worthAnotherTry(error, attempt))) {
        throw error;
      }
    }
  }
};

/**
 * Sends requests with the session.
 *
 * @param baseUrl what paths are added to; requests to other origins go without the session
 * @param cookies whether the session travels as a cookie, beside those that back ends set
 * @param tokens of the session
 */
const createRequests = (baseUrl, cookies, tokens) => async (options, repeatable) => {
  const url = ORIGIN.test(options.url) ? options.url : baseUrl + options.url.replace(/^\/?/, '/');
  if (originOf(url) !== originOf(baseUrl)) {
    return ask('request', options);
  }
  const safe = /^(GET|HEAD)$/i.test(options.method || 'GET');
  let renewed = false;
  let waits = 0;
  for (;;) {
    const token = await tokens.current();
    const user = tokens.userId();
    const credential = cookies ? cookie(tokens.jar(), token) : bearer(token);
    const answer = await ask('request', { ...options, url, header: { ...options.header, ...credential } });
    const { statusCode } = answer;
    const renew = statusCode === 401 && !renewed;
    if (renew) {
      renewed = true;
      await tokens.replace(token);
    }
    if (tokens.userId() !== user) {
      // What one user did is neither repeated for another nor answered to another.
      if (!safe) {
        throw failure('switched', { code: 'switched' });
      }
    } else if (!renew) {
      if (cookies) {
        tokens.fill(collect(tokens.jar(), answer));
      }
      const busy = /^(503|429)$/.test(statusCode) && (safe || repeatable);
      waits += 1;
      if (!busy || waits > MOST_WAITS || !(await worthAnotherTry(problem(answer), waits))) {
        return answer;
      }
    }
  }
};

module.exports = { createCalls, createRequests };
