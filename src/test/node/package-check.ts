// Uses all of the client's types, rightly and wrongly; package-check.mjs has the compiler judge it.
import { createSession } from 'wxsession';
import type {
  Encrypted, PhoneNumber, PhoneNumberDetail, Profile, Session, SessionError, SessionEvents, SessionOptions, User, UserDetails,
} from 'wxsession';

/** Fails to compile unless both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : never;

// Every option, since none may be missing from Required
const all: Required<SessionOptions> = {
  baseUrl: 'https://api.example.com',
  appId: 'wx0123456789abcdef',
  cookies: true,
  storageKey: 'session',
  refreshMargin: 30,
  checkSession: 'never',
  onUnbound: (user: User) => console.log(user.id),
  loginPayload: async () => ({ channel: 'poster' }),
};
const session: Session = createSession(all);
createSession({ baseUrl: 'https://api.example.com' });
createSession({ baseUrl: 'https://api.example.com', checkSession: 'launch', loginPayload: { channel: 'poster' } });
createSession({ baseUrl: 'https://api.example.com', loginPayload: () => ({ channel: 'poster' }) });

// @ts-expect-error without a base URL
createSession({});
// @ts-expect-error no such time to check
createSession({ baseUrl: '', checkSession: 'always' });
// @ts-expect-error no such option
createSession({ baseUrl: '', baseURL: '' });
// @ts-expect-error seconds are a number
createSession({ baseUrl: '', refreshMargin: '60' });
// @ts-expect-error more fields, not a text
createSession({ baseUrl: '', loginPayload: 'poster' });

// Every event
const events: SessionEvents = {
  login: (user) => { const id: string = user.id; const openid: string | undefined = user.openid; console.log(id, openid); },
  switched: ({ registered, bound }) => console.log(registered && bound),
  unbound: (user) => console.log(user.id, user.bound),
  ended: ({ code }) => console.log(code.length),
};
const stop: () => void = session.on('login', events.login);
session.on('switched', events.switched);
session.on('unbound', events.unbound);
session.on('ended', events.ended);
session.on('ended', () => stop());

// @ts-expect-error no such event
session.on('expired', () => {});
// @ts-expect-error what ends a session is told by a code
session.on('ended', ({ status }) => console.log(status));
// @ts-expect-error nobody to call
session.on('login');

// Every method, since none may be missing from the record
const methods: Record<keyof Session, () => unknown> = {
  async request() {
    const answer = await session.request<{ items: string[] }>({
      url: '/orders',
      method: 'POST',
      data: { item: 'tea' },
      header: { 'X-Trace': '1' },
      timeout: 5000,
      success: ({ statusCode }) => console.log(statusCode),
      fail: ({ errMsg }) => console.log(errMsg),
      complete: ({ errMsg }) => console.log(errMsg),
    });
    const items: string[] = answer.data.items;
    const status: number = answer.statusCode;
    const { data } = await session.request({ url: '/orders' });
    const untyped: Same<typeof data, WechatMiniprogram.IAnyObject | string> = true;
    const picture = await session.request<ArrayBuffer>({ url: '/picture', responseType: 'arraybuffer' });
    return [items, status, untyped, picture.data.byteLength];
  },
  async login() {
    const user: User = await session.login();
    return user;
  },
  async logout() {
    const nothing: Same<Awaited<ReturnType<Session['logout']>>, void> = true;
    await session.logout();
    return nothing;
  },
  async user() {
    const user: UserDetails = await session.user();
    const phone: string | null = user.phoneNumber;
    const stale: boolean = user.profile.stale;
    const nickName: string | undefined = user.profile.nickName;
    return [phone, stale, nickName, user.createdAt];
  },
  async register() {
    const profile: Profile = { nickName: '小明', avatarUrl: 'https://cdn.example.com/1.png', rawData: '{}', signature: '' };
    const user: UserDetails = await session.register(profile);
    return [user, await session.register({ nickName: '小明' })];
  },
  async bind() {
    const { bound } = await session.bind({ name: 'alice', password: 'secret' });
    const always: Same<typeof bound, true> = true;
    return always;
  },
  async decrypt() {
    const encrypted: Encrypted = { encryptedData: '', iv: '' };
    const { stepInfoList } = await session.decrypt<{ stepInfoList: { step: number }[] }>(() => wx.getWeRunData());
    const anything: Record<string, unknown> = await session.decrypt(() => encrypted);
    return [stepInfoList[0].step, anything];
  },
  async phoneNumber() {
    const detail: PhoneNumberDetail = { code: '', encryptedData: '', iv: '', errMsg: '' };
    const number: PhoneNumber = await session.phoneNumber(detail);
    const ofButton = (event: WechatMiniprogram.ButtonGetPhoneNumber) => session.phoneNumber(event.detail);
    return [number.phoneNumber, number.purePhoneNumber, number.countryCode, ofButton];
  },
  on: () => session.on('login', () => {}),
  onShow: () => session.onShow(),
};
Object.values(methods).forEach((method) => method());

// @ts-expect-error nowhere to send it
session.request({ method: 'GET' });
// @ts-expect-error WeChat knows no such method
session.request({ url: '/orders', method: 'PATCH' });
// @ts-expect-error credentials are an object
session.bind('secret');
// @ts-expect-error names are texts
session.register({ nickName: 1 });
// @ts-expect-error a function, so that it is called at the right time
session.decrypt({ encryptedData: '', iv: '' });
// @ts-expect-error incomplete
session.decrypt(() => ({ encryptedData: '' }));
// @ts-expect-error the detail of the event
session.phoneNumber();
// @ts-expect-error the answer is a promise
session.login().id;

const explain = (error: SessionError): string =>
  `${error.message} ${error.errMsg} ${error.errno?.toFixed()} ${error.status?.toFixed()} ${error.code?.length} ${error.retryAfter?.toFixed()}`;
session.login().catch(explain);
