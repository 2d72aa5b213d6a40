import express from 'express';

const client = 'Basic ' + Buffer.from(`orders:${process.env.SECRET}`).toString('base64');

async function session(req, res, next) {
  const token = /^Bearer (\S+)$/i.exec(req.get('Authorization') ?? '')?.[1];
  if (!token) {
    return res.set('WWW-Authenticate', 'Bearer').sendStatus(401);
  }
  let answer;
  try {
    const response = await fetch(process.env.WXSESSION + '/oauth2/introspect', {
      method: 'POST',
      headers: { Authorization: client },
      body: new URLSearchParams({ token }),
      signal: AbortSignal.timeout(3000),
    });
    if (!response.ok) {
      throw new Error(`introspection answered ${response.status}`);
    }
    answer = await response.json();
  } catch (e) { // neither logged in nor logged out
    console.error(e);
    return res.set('Retry-After', '2').sendStatus(503);
  }
  if (answer.active !== true) {
    return res.set('WWW-Authenticate', 'Bearer error="invalid_token"').sendStatus(401);
  }
  req.session = answer;
  next();
}

const app = express();
app.get('/api/me', session, (req, res) => res.send(req.session.sub));
app.listen(process.env.PORT ?? 3000, process.env.HOST);
