import logging
import os

import httpx
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
wxsession = httpx.AsyncClient(base_url=os.environ['WXSESSION'], auth=('orders', os.environ['SECRET']), timeout=3)
bearer = HTTPBearer(auto_error=False)  # otherwise a request without a token is answered with 403


async def session(credentials: HTTPAuthorizationCredentials | None = Depends(bearer)) -> dict:
    if credentials is None:
        raise HTTPException(401, headers={'WWW-Authenticate': 'Bearer'})
    try:
        response = await wxsession.post('/oauth2/introspect', data={'token': credentials.credentials})
        response.raise_for_status()
        answer = response.json()
    except (httpx.HTTPError, ValueError) as e:  # neither logged in nor logged out
        logging.error('introspection failed: %s', e)
        raise HTTPException(503, headers={'Retry-After': '2'})
    if answer.get('active') is not True:
        raise HTTPException(401, headers={'WWW-Authenticate': 'Bearer error="invalid_token"'})
    return answer


@app.get('/api/me')
async def me(session: dict = Depends(session)) -> str:
    return session['sub']
