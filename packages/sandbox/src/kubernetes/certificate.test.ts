import { X509Certificate } from 'node:crypto';
import { selfSignedCertificate } from './certificate';

it('is a certificate for loopback that vouches for itself', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  const { cert, key } = selfSignedCertificate(now);
  const parsed = new X509Certificate(cert);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(parsed.ca).toBe(true);
  expect(parsed.validFromDate.toISOString()).toBe('2026-11-25T09:00:00.000Z');
  expect(key).toContain('BEGIN PRIVATE KEY');
});
