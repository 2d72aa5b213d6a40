const { ask, failure } = require('./wechat');
const createFlights = require('./flights');

const LOGIN_TIMEOUT = 10000;
/** Less than the service's, which warns if it is set to less than this. */
const REUSE_WINDOW = 25000;
/** In seconds: an access token that is nearer to its end may not live to see its answer. */
const SHORTEST_LIFE = 5;

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
  /**
   * userId; tokens, if there is a session, else false after a logout; the last refreshToken of a session that has ended, unless
   * a logout was confirmed; when a refresh was asked for, until it is answered; the jar of cookies. What cannot be read costs
   * a login, no more.
   */
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

  /** For how many more seconds the access token is good by the clock on the wall, which may have jumped either way. */
  const secondsLeft = () => state.tokens.expiresIn - Math.abs(Date.now() - state.tokens.since) / 1000;

  const isDying = () => secondsLeft() < SHORTEST_LIFE;

  const secondsToRefresh = () => secondsLeft() - Math.min(refreshMargin, state.tokens.expiresIn / 2);

  const refreshIfDue = () => {
    if (state.tokens && secondsToRefresh() <= 0) {
      renew().catch(ignore);
    }
  };

  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(refreshIfDue, secondsToRefresh() * 1000 + 1000);
  };

  const keep = (answer, changes) => {
    change({ tokens: { ...answer, since: Date.now() }, refreshToken: undefined, asked: undefined, ...changes });
    schedule();
    return answer;
  };

  const end = (code, tokens = null) => {
    change({ tokens, asked: undefined, refreshToken: state.tokens.refreshToken, jar: {} });
    emit('ended', { code });
  };

  const enter = async (tries) => {
    const exchange = () => call('POST', '/v1/sessions', async () => {
      const payload = typeof loginPayload === 'function' ? await loginPayload() : loginPayload;
      adrift = true;
      const { code } = await ask('login', { timeout: LOGIN_TIMEOUT });
      // The old session is named, so that the service ends it and can tell whether the user is another.
      return { ...payload, appId, code, refreshToken: (state.tokens || state).refreshToken };
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
    keep(answer, { userId: user.id, jar: switched ? {} : state.jar });
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

  /** A refresh whose answer never came may have been done; to ask again after the reuse window would look like theft. */
  const refresh = ({ refreshToken }) => call('POST', '/v1/sessions/refresh', () => {
    if (Math.abs(Date.now() - state.asked) > REUSE_WINDOW) {
      throw failure('late', { status: 401 });
    }
    return { refreshToken };
  });

  const renew = () => fly('refresh', async () => {
    if (!state.tokens) {
      return enter();
    }
    const { asked } = state;
    change({ asked: asked || Date.now() });
    try {
      return keep(await refresh(state.tokens));
    } catch (error) {
      if (error.status) {
        change({ asked });
      }
      if (!/^40[01]$/.test(error.status)) {
        throw error;
      }
      if (error.code) {
        end(error.code);
      }
      return enter();
    }
  });

  /** Ends the session at the service. Until it is known to be over, its refresh token stays for the next logout or login. */
  const leave = async (token) => {
    try {
      let accessToken = token;
      if (!token) {
        const renewed = await refresh(state);
        change({ refreshToken: renewed.refreshToken });
        ({ accessToken } = renewed);
      }
      await call('DELETE', '/v1/sessions/current', null, 3, accessToken);
    } catch (error) {
      if (token && /^token_/.test(error.code)) {
        return leave();
      }
      if (!error.code || !/^40[13]$/.test(error.status)) {
        throw error;
      }
    }
    return change({ refreshToken: undefined });
  };

  /** When no login comes about now, it is tried again later: until then the server's session decides, not WeChat's. */
  const check = async () => {
    if (unchecked && !(await keyIsAlive()) && state.tokens) {
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
    async current(again) {
      await launched;
      if (again && state.tokens === false) {
        throw failure('ended');
      }
      if (!state.tokens || isDying()) {
        return (await renew()).accessToken;
      }
      refreshIfDue();
      return state.tokens.accessToken;
    },

    /** After that token was refused. A refusal that comes late does no harm to the session that came after. */
    async replace(token) {
      if (state.tokens && state.tokens.accessToken === token) {
        await renew();
      }
    },

    login,

    logout: () => fly('logout', async () => {
      const { tokens } = state;
      const token = tokens && !isDying() && tokens.accessToken;
      if (tokens) {
        end('logout', false);
      }
      if (state.refreshToken) {
        await leave(token);
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
    /** What arrives after the end of the session is not kept. */
    fill: (jar) => state.tokens && jar !== state.jar && change({ jar }),
  };
};
