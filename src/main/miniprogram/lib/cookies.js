const { header } = require('./wechat');

/** A comma parts two cookies only if a name and "=" follow, so the one in an Expires date or within quotes does not. */
const COOKIE = /("[^"]*"|[^,]|,(?!\s*[^\s()<>@,;:\\"/[\]?={}]+=))+/g;

/** The jar after an answer: what it sets is in, what it clears is out. */
module.exports = (jar, answer) => {
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
  return changed;
};
