import { createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

const base64 = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** An issuer of tokens on loopback, with its keys where OpenID Connect puts them. */
export async function startIssuer(audience: string) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
  });
  const key = publicKey.export({ format: 'jwk' });
  const keys = [{ ...key, kid: 'key-1', alg: 'RS256', use: 'sig' }];
  const server = createServer(({ url }, response) => {
    const found = url === '/.well-known/jwks.json';
    response.writeHead(found ? 200 : 404, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(found ? { keys } : {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** A token of a user of the tenant, good for ten minutes. */
    token(tenant: string, now = Math.floor(Date.now() / 1000)): string {
      const claims = {
        ...{ iss: issuer, aud: audience, sub: 'user-1', tenant_id: tenant },
        ...{ iat: now, exp: now + 600 },
      };
      const content = `${base64({ alg: 'RS256', kid: 'key-1' })}.${base64(
        claims,
      )}`;
      const signature = createSign('RSA-SHA256')
        .update(content)
        .sign(privateKey, 'base64url');
      return `${content}.${signature}`;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
