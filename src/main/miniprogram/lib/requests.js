const { ask, header, failure, problem, content } = require('./wechat');

const TIMEOUT = 10000;
const LONGEST_WAIT = 10000;
const MOST_WAITS = 2;
const ORIGIN = /^https?:\/\/[^/?#]+/i;

const originOf = (url) => String(ORIGIN.exec(url)).toLowerCase();
const bearer = (token) => ({ Authorization: `Bearer ${token}` });

/** A comma parts two cookies only if a name and "=" follow, so the one in an Expires date or within quotes does not. */
const COOKIE = /("[^"]*"|[^,]|,(?!\s*[^\s()<>@,;:\\"/[\]?={}]+=))+/g;

/** The jar after an answer: what it sets is in, what it clears is out. */
const collect = (jar, answer) => {
  const cookies = [].concat(answer.cookies || [], header(answer, 'set-cookie') || []).join().match(COOKIE);
  const changed = { ...jar };
  (cookies || []).forEach((cookie) => {
    const [, name, value] = /^\s*([^=;]+?)\s*=\s*([^;]*)/.exec(cookie) || [];
    const attribute = (key) => (new RegExp(`;\\s*${key}\\s*=([^;]+)`, 'i').exec(cookie) || [])[1];
    const age = attribute('max-age');
    if (age ? age <= 0 : Date.parse(attribute('expires')) <= Date.now()) {
      delete changed[name];
    } else if (name) {
      changed[name] = value;
    }
  });
  return cookies ? changed : jar;
};

/** The token as a cookie, among the others. */
const cookie = (jar, wxs) => {
  const all = { ...jar, wxs };
  return { Cookie: Object.keys(all).map((name) => `${name}=${all[name]}`).join('; ') };
};

/** Waits before another try if that may help, as long as the server asks for. Resolves to whether to try again. */
const worthAnotherTry = async ({ status, retryAfter }, attempt) => {
  const wait = (retryAfter || attempt) * 1000;
  return (!status || status === 429 || status >= 500) && wait <= LONGEST_WAIT
    && new Promise((over) => setTimeout(() => over(true), wait));
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
        throw failure('not the service', {});
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
  let user;
  for (;;) {
    const token = await tokens.current(user);
    if (user && user !== tokens.userId() && !safe) {
      // What one user did is neither repeated for another nor answered to another.
      throw failure('switched');
    }
    user = tokens.userId();
    const credential = cookies ? cookie(tokens.jar(), token) : bearer(token);
    const answer = await ask('request', { ...options, url, header: { ...options.header, ...credential } });
    const { statusCode } = answer;
    const renew = statusCode === 401 && !renewed;
    if (renew) {
      renewed = true;
      await tokens.replace(token);
    }
    if (tokens.userId() === user && !renew) {
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
