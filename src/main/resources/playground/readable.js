/** Makes what goes over the wire readable: tokens short or decoded, credentials of servers masked. */

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const REFRESH = /^[\w-]{20,}\.\d+\.[\w-]+$/;
const LONG = 64;

const short = (value) => `${value.slice(0, 4)}…${value.slice(-4)}`;

export const shortUserId = (id) => `${id.slice(0, 6)}…${id.slice(-4)}`;

export const isRefreshToken = (value) => REFRESH.test(value);

export const shortRefreshToken = (token) => {
  const [sid, generation, mac] = token.split('.');
  return `${short(sid)} · ${generation} · ${short(mac)}`;
};

const decodePart = (part) => {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
};

/** The parts of a JWT, or null if it is none. */
export const decode = (token) => {
  if (!JWT.test(token) || isRefreshToken(token)) {
    return null;
  }
  try {
    const [header, payload, signature] = token.split('.');
    return { header: decodePart(header), payload: decodePart(payload), signature };
  } catch (other) {
    return null;
  }
};

const shorten = (value) => {
  if (isRefreshToken(value)) {
    return shortRefreshToken(value);
  }
  if (decode(value)) {
    return short(value);
  }
  return value.length > LONG ? `${value.slice(0, 24)}… (${value.length})` : value;
};

/** A body as text, with long values shortened. */
export const pretty = (body) => (typeof body === 'string'
  ? body.slice(0, 2000)
  : JSON.stringify(body, (name, value) => (typeof value === 'string' ? shorten(value) : value), 2));

/** The headers worth reading. */
export const prettyHeaders = (headers = {}) => Object.entries(headers)
  .filter(([name]) => /^(authorization|retry-after|www-authenticate)$/i.test(name))
  .map(([name, value]) => {
    const [scheme, credential = ''] = value.split(' ');
    if (scheme === 'Basic' && /^authorization$/i.test(name)) {
      return `${name}: Basic ••••••`;
    }
    return `${name}: ${scheme === 'Bearer' && decode(credential) ? `Bearer ${shorten(credential)}` : value}`;
  })
  .join('\n');

/** All access tokens in headers or a body, decoded. */
export const accessTokensIn = (headers = {}, body = {}) => {
  const bearer = (headers.Authorization || '').replace(/^Bearer /, '');
  return [bearer, body && body.accessToken].filter(Boolean).map(decode).filter(Boolean);
};
