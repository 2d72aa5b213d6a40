/** What becomes of the phone's requests. Each function takes the place of what was said before. */
const endsWith = (ending, outcome) => {
  phone.meddle = ({ url }) => (url.endsWith(ending) ? outcome : undefined);
};

const network = {
  /** Every request reaches its server, and every answer the phone. */
  works() {
    phone.meddle = () => undefined;
  },

  /** No request reaches its server. */
  fails(errMsg) {
    phone.meddle = () => ({ fail: errMsg });
  },

  /** Requests to these addresses are answered in the server's place, after so many milliseconds if it says so. */
  answers(ending, answer, late) {
    endsWith(ending, { answer, late });
  },

  /** Whatever is posted is answered in the server's place, as captive portals and broken proxies do. */
  answersPosts(answer) {
    phone.meddle = ({ method }) => (method === 'POST' ? { answer } : undefined);
  },

  /** Only requests to this origin reach their server. */
  endsAt(origin) {
    phone.meddle = ({ url }) => (url.startsWith(`${origin}/`) ? undefined : { answer: { statusCode: 200 } });
  },

  /** The server hears these requests, and its answers come so many milliseconds late. */
  delays(ending, late) {
    endsWith(ending, { late });
  },

  /** The server hears these requests, and its answers are lost. */
  losesAnswers(ending) {
    endsWith(ending, { drop: true });
  },

  losesFirstAnswer(ending) {
    let lost = false;
    phone.meddle = ({ url }) => {
      if (lost || !url.endsWith(ending)) {
        return undefined;
      }
      lost = true;
      return { drop: true };
    };
  },

  /** Logins carry codes that WeChat never gave. */
  spoilsCodes() {
    phone.meddle = ({ url, data }) => {
      if (url.endsWith('/v1/sessions')) {
        data.code = `never-${Math.random()}`;
      }
    };
  },
};
