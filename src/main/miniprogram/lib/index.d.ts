/// <reference types="miniprogram-api-typings" />

/** What the session is made of. */
export interface SessionOptions {
  /** Where wxsession, and what it guards, is reached, such as `https://api.example.com`. Other origins never see the session. */
  baseUrl: string;
  /** The mini-program's AppID; needed if the service serves several. */
  appId?: string;
  /** Sends the session as a cookie, and keeps the cookies of back ends; the service must allow it (`wxsession.carriers.cookie`). */
  cookies?: boolean;
  /** Where in the storage the session is kept; `wxsession` unless said otherwise. */
  storageKey?: string;
  /** How many seconds before its end an access token is renewed; 60 unless said otherwise. */
  refreshMargin?: number;
  /** When `wx.checkSession` is asked whether another login is due: at each launch, or never. */
  checkSession?: 'launch' | 'never';
  /** The same as `on('unbound', …)`. */
  onUnbound?: (user: User) => void;
  /** More fields for the body of a login. A function must not use the session, which waits for it. */
  loginPayload?: Record<string, unknown> | (() => Record<string, unknown> | Promise<Record<string, unknown>>);
}

/** Who is logged in. */
export interface User {
  /** The user's id in this mini-program. */
  id: string;
  /** Whether there is a profile. */
  registered: boolean;
  /** Whether the user is bound to an account of the team's own system. */
  bound: boolean;
  /** Only if the service is configured to expose it. */
  openid?: string;
}

/** What the service knows of the user. */
export interface UserDetails {
  id: string;
  registered: boolean;
  bound: boolean;
  profile: { nickName?: string; avatarUrl?: string; stale: boolean };
  /** With its middle hidden. */
  phoneNumber: string | null;
  /** RFC 3339. */
  createdAt: string;
}

/** What a user says of itself. With rawData, its signature must be right. */
export interface Profile {
  nickName?: string;
  avatarUrl?: string;
  rawData?: string;
  signature?: string;
}

/** What WeChat encrypted for the server. */
export interface Encrypted {
  encryptedData: string;
  iv: string;
}

/** The event detail of a phone number button. */
export interface PhoneNumberDetail extends Partial<Encrypted> {
  code?: string;
  errMsg?: string;
}

export interface PhoneNumber {
  phoneNumber: string;
  purePhoneNumber: string;
  countryCode: string;
}

/** Why there is no answer, or no good one. */
export interface SessionError extends Error {
  /** As wx.request says it. */
  errMsg: string;
  /** WeChat's number of the error, if the phone gave one. */
  errno?: number;
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** The service's problem code, such as `user_banned`; `switched`, `ended` and `denied` are of the client's own making. */
  code?: string;
  /** Seconds. */
  retryAfter?: number;
}

/** What happens to a session. */
export interface SessionEvents {
  /** A login has succeeded. */
  login: (user: User) => void;
  /** Another user is logged in than before: drop whatever was kept of the one before. Comes before `login`. */
  switched: (user: User) => void;
  /** The service says that the user is not bound to an account. */
  unbound: (user: User | UserDetails) => void;
  /** The session has ended: `logout`, or the problem code of the refusal. The next request logs in anew. */
  ended: (end: { code: string }) => void;
}

/** Promises of these are rejected with a {@link SessionError}. */
export interface Session {
  /**
   * wx.request with the session. The url is a path under baseUrl, or absolute; to other origins it goes without the session.
   * Logs in, refreshes and waits for a busy service as needed. Answers of any status resolve, as with wx.request.
   * What was sent as one user is never answered to the next: a GET is asked again, anything else rejects with `switched`.
   * What a logout overtakes is not sent again, but rejects with `ended`.
   */
  request<T extends string | WechatMiniprogram.IAnyObject | ArrayBuffer = WechatMiniprogram.IAnyObject | string>(
    options: WechatMiniprogram.RequestOption<T>,
  ): Promise<WechatMiniprogram.RequestSuccessCallbackResult<T>>;

  /** Logs in now. Rarely needed: requests do so by themselves. */
  login(): Promise<User>;

  /**
   * Ends the session, here whatever happens, and at the service; once that has confirmed it, no token is left in the storage.
   * After a rejection it can be called again; the next login makes up for it, too.
   */
  logout(): Promise<void>;

  user(): Promise<UserDetails>;

  /** Writes the profile; the first time registers the user. */
  register(profile: Profile): Promise<UserDetails>;

  /** Binds the user to an account of the team's own system, which is asked about the credentials. */
  bind(credentials: Record<string, unknown>): Promise<{ bound: true }>;

  /**
   * Has the service decrypt what WeChat encrypted.
   *
   * @param fetch gets it from WeChat; called only when the key is known to be alive, once more if it was not the right one
   */
  decrypt<T extends object = Record<string, unknown>>(fetch: () => Encrypted | Promise<Encrypted>): Promise<T>;

  /** Stores the phone number and gives it. Rejects with `denied` if the user did not agree. */
  phoneNumber(detail: PhoneNumberDetail): Promise<PhoneNumber>;

  /** Listens; the answer ends it. */
  on<E extends keyof SessionEvents>(name: E, listener: SessionEvents[E]): () => void;

  /** To be called when the mini-program comes to the front, where there is no wx.onAppShow. */
  onShow(): void;
}

/** The session of this mini-program with a wxsession service. Create it once, in app.js. */
export function createSession(options: SessionOptions): Session;
