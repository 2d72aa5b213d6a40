// Verifies an access token as a back end in JavaScript would: node jose.mjs <JWKS URL> <token>
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [jwks, token] = process.argv.slice(2);
const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks)), {
  issuer: 'wxsession',
  audience: 'wxsession',
  typ: 'at+jwt',
});
console.log(JSON.stringify({ payload, protectedHeader }));
