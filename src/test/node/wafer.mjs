// Runs Tencent's wafer client against the service: node wafer.mjs <service> <simulated WeChat> <phone> <appId>
import { createRequire } from 'node:module';

const [service, wechat, phone, appId] = process.argv.slice(2);
const storage = new Map();
const logins = [];

globalThis.wx = {
  login({ success, fail }) {
    fetch(`${wechat}/simulator/phones/${phone}/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ appId }),
    }).then((answer) => answer.json()).then(success, fail);
  },
  getUserInfo({ success }) {
    success({ userInfo: { nickName: 'alice' }, encryptedData: 'not for this key', iv: 'neither' });
  },
  request({ url, header, method = 'GET', success, fail }) {
    if (url.includes('/compat/wafer/')) {
      logins.push(url);
    }
    fetch(url, { method, headers: header })
      .then(async (answer) => success({ statusCode: answer.status, data: JSON.parse((await answer.text()) || 'null') }))
      .catch(fail);
  },
  getStorageSync: (key) => storage.get(key),
  setStorageSync: (key, value) => storage.set(key, value),
  removeStorageSync: (key) => storage.delete(key),
  // The client listens to sockets as soon as it is loaded; nobody opens one here.
  onSocketOpen() {},
  onSocketMessage() {},
  onSocketError() {},
  onSocketClose() {},
};

const wafer = createRequire(import.meta.url)('wafer2-client-sdk');
const call = (fn, options = {}) => new Promise((success, fail) => fn({ ...options, success, fail }));
const current = () => call(wafer.request, { url: `${service}/v1/sessions/current` });

wafer.setLoginUrl(`${service}/v1/compat/wafer/login?appId=${appId}`);
const user = await call(wafer.login);
const first = await current();
await call(wafer.request, { url: `${service}/v1/sessions/current`, method: 'DELETE' });
const recovered = await current();
console.log(JSON.stringify({ user, first, recovered, logins: logins.length }));
