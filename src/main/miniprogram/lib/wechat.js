/** Calls a method of wx; what it fails with becomes an Error that has the same errMsg and errno. */
const ask = (method, options) => new Promise((success, fail) => wx[method]({
  ...options,
  success,
  fail: (error) => fail(Object.assign(new Error(error.errMsg), error)),
}));

/** A header of an answer; its name comes in different cases on different phones. */
const header = (answer, name) => {
  const headers = answer.header || {};
  return headers[Object.keys(headers).find((key) => key.toLowerCase() === name)];
};

/** An error that also reads as one of wx.request. */
const failure = (message, details = { code: message }) =>
  Object.assign(new Error(message), { errMsg: `request:fail ${message}` }, details);

/** The error in an answer: the service's problem (RFC 9457), or whatever another server said. */
const problem = (answer) => {
  const { code, detail } = answer.data || {};
  return failure(detail || `status ${answer.statusCode}`, {
    status: answer.statusCode,
    code,
    retryAfter: +header(answer, 'retry-after') || undefined,
  });
};

/** What a good answer says. */
const content = (answer) => {
  if (answer.statusCode >= 300) {
    throw problem(answer);
  }
  return answer.data;
};

module.exports = { ask, header, failure, problem, content };
