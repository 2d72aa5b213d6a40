import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL(process.env.WXSESSION + '/.well-known/jwks.json'));
const required = {
  typ: 'wxs-assertion+jwt',
  issuer: process.env.ISSUER ?? 'https://login.example.com',
  audience: 'wxsession-backend',
  algorithms: ['ES256', 'RS256', 'EdDSA'],
  requiredClaims: ['exp', 'sub'],
};

async function session(req, res, next) {
  try {
    req.session = (await jwtVerify(req.get('X-Wxs-Assertion') ?? '', keys, required)).payload;
  } catch (e) {
    const refused = /^ERR_(JWT|JWS|JOSE_ALG_NOT_ALLOWED|JWKS_NO_MATCHING_KEY)/.test(e.code);
    return refused ? res.sendStatus(401) : res.set('Retry-After', '2').sendStatus(503);
  }
  next();
}

const app = express();
app.get('/api/me', session, (req, res) => res.send(req.session.sub));
app.listen(process.env.PORT ?? 3000, process.env.HOST);
