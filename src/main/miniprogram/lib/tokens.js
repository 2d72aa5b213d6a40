const { ask } = require('./wechat');
const createFlights = require('./flights');

const ignore = () => {};
const quietly = (work) => {
  try {
    return work();
  } catch (broken) {
    return null;
  }
};

/**
 * The tokens of the session: how they are got, kept alive and given up.
 *
 * @param call a call of the service
 * @param emit tells of events
 */
module.exports = (options, call, emit) => {
  const { appId, storageKey = 'wxsession', refreshMargin = 60, checkSession, loginPayload } = options;
  const fly = createFlights();
  /** userId, tokens if there is a session, and the jar of cookies. What cannot be read costs a login, no more. */
  let state = { ...quietly(() => wx.getStorageSync(storageKey)) };
  let timer;
  /** Whether a code was got that the service may never have seen, so that WeChat's key is not the service's. */
  let adrift = false;
  let unchecked = checkSession !== 'never' && state.tokens;

  const keyIsAlive = async () => !adrift && ask('checkSession').then(() => true, () => false);

  const change = (changes) => {
    state = { ...state, ...changes };
    try {
      wx.setStorageSync(storageKey, state);
    } catch (full) {
      // The session lives on in memory. The old refresh token, found at the next launch, would look stolen.
      quietly(() => wx.removeStorageSync(storageKey));
    }
  };

  /** For how many more seconds the access token is good by the clock on the wall; for none if that was put back. */
  const secondsLeft = () => {
    const { since, expiresIn } = state.tokens;
    const age = (Date.now() - since) / 1000;
    return age < 0 ? 0 : expiresIn - age;
  };

  const secondsToRefresh = () => secondsLeft() - Math.min(refreshMargin, state.tokens.expiresIn / 2);

  const refreshIfDue = () => {
    if (state.tokens && secondsToRefresh() <= 0) {
      renew().catch(ignore);
    }
  };

  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(refreshIfDue, Math.max(0, secondsToRefresh()) * 1000 + 1000);
  };

  const keep = (answer, since, changes) => {
    const { user, previousSession, ...tokens } = answer;
    change({ tokens: { ...tokens, since }, ...changes });
    schedule();
    return answer;
  };

  const end = (code) => {
    change({ tokens: null });
    emit('ended', { code });
  };

  const enter = async (tries) => {
    const since = Date.now();
    const exchange = () => call('POST', '/v1/sessions', async () => {
      const payload = typeof loginPayload === 'function' ? await loginPayload() : loginPayload;
      adrift = true;
      const { code } = await ask('login');
      // The old session is named, so that the service ends it and can tell whether the user is another.
      return { ...payload, appId, code, refreshToken: (state.tokens || {}).refreshToken };
    }, tries);
    const answer = await exchange().catch((error) => {
      if (/^code_(used|invalid)$/.test(error.code)) {
        return exchange();
      }
      throw error;
    });
    const { user, previousSession } = answer;
    adrift = false;
    const switched = previousSession === 'switched' || (state.userId && state.userId !== user.id);
    keep(answer, since, { userId: user.id, jar: switched ? {} : state.jar });
    if (switched) {
      emit('switched', user);
    }
    emit('login', user);
    if (!user.bound) {
      emit('unbound', user);
    }
    return answer;
  };

  const login = (tries) => fly('login', () => enter(tries));

  const refresh = ({ refreshToken }) => call('POST', '/v1/sessions/refresh', () => ({ refreshToken }));

  const renew = () => fly('refresh', async () => {
    const since = Date.now();
    try {
      return state.tokens ? keep(await refresh(state.tokens), since) : await enter();
    } catch (error) {
      if (!state.tokens || (error.status !== 401 && error.status !== 400)) {
        throw error;
      }
      end(error.code);
      return enter();
    }
  });

  /** When no login comes about now, it is tried again later: until then the server's session decides, not WeChat's. */
  const check = async () => {
    if (unchecked && !(await keyIsAlive())) {
      await login(1);
    }
    unchecked = false;
  };

  let launched = check().catch(ignore);
  if (state.tokens) {
    schedule();
  }

  return {
    /** An access token that is good as far as the phone can tell. */
    async current() {
      await launched;
      if (!state.tokens || secondsLeft() <= 0) {
        return (await renew()).accessToken;
      }
      refreshIfDue();
      return state.tokens.accessToken;
    },

    /** After that token was refused. A refusal that comes late does no harm to the session that came after. */
    async replace(token) {
      if (!state.tokens || state.tokens.accessToken === token) {
        await renew();
      }
    },

    login,

    logout: () => fly('logout', async () => {
      const { tokens } = state;
      if (tokens) {
        const expired = secondsLeft() <= 0;
        end('logout');
        try {
          const { accessToken } = expired ? await refresh(tokens) : tokens;
          await call('DELETE', '/v1/sessions/current', null, 3, accessToken);
        } catch (error) {
          if (error.status !== 401) {
            throw error;
          }
        }
      }
    }),

    onShow() {
      launched = launched.then(check).catch(ignore);
      refreshIfDue();
    },

    /** Makes sure that WeChat's key is alive; to be asked before WeChat encrypts, not after. */
    async secureKey(doubtful) {
      await launched;
      if (doubtful || !state.tokens || !(await keyIsAlive())) {
        await login();
      }
    },

    userId: () => state.userId,
    jar: () => state.jar,
    fill: (jar) => change({ jar }),
  };
};
