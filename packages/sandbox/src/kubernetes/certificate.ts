import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';

/** A key and a certificate that vouches for itself, both PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const BOOLEAN_TRUE = Buffer.from([0x01, 0x01, 0xff]);

/** Object identifiers, already in DER. */
const OID = {
  commonName: oid([0x55, 0x04, 0x03]),
  basicConstraints: oid([0x55, 0x1d, 0x13]),
  subjectAltName: oid([0x55, 0x1d, 0x11]),
  ecdsaWithSha256: oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]),
};

function oid(bytes: number[]): Buffer {
  return Buffer.from([0x06, bytes.length, ...bytes]);
}

/** Length in DER: one byte below 128, else the number of bytes first. */
function lengthOf(size: number): number[] {
  if (size < 0x80) {
    return [size];
  }
  return size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
}

/** One DER value: tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(UTC_TIME, Buffer.from(`${digits}Z`));
}

function extension(id: Buffer, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [BOOLEAN_TRUE] : [];
  return der(SEQUENCE, id, ...flag, der(OCTET_STRING, value));
}

function extensions(): Buffer {
  const isAuthority = der(SEQUENCE, BOOLEAN_TRUE);
  const names = der(
    SEQUENCE,
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  );
  return der(
    0xa3,
    der(
      SEQUENCE,
      extension(OID.basicConstraints, true, isAuthority),
      extension(OID.subjectAltName, false, names),
    ),
  );
}

function toBeSigned(publicKey: KeyObject, now: number): Buffer {
  const algorithm = der(SEQUENCE, OID.ecdsaWithSha256);
  const name = der(
    SEQUENCE,
    der(
      SET,
      der(
        SEQUENCE,
        OID.commonName,
        der(UTF8_STRING, Buffer.from('textloom-sandbox')),
      ),
    ),
  );
  const hour = 3_600_000;
  const validity = der(
    SEQUENCE,
    utcTime(now - hour),
    utcTime(now + 365 * 24 * hour),
  );
  return der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(),
  );
}

/**
 * Makes an X.509 certificate for `localhost` and 127.0.0.1, valid for a year (RFC 5280; P-256, SHA-256).
 * kubectl sends its token over TLS only, and Node has no call that issues certificates.
 */
export function selfSignedCertificate(now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const body = toBeSigned(publicKey, now);
  const signature = sign('sha256', body, privateKey);
  const certificate = der(
    SEQUENCE,
    body,
    der(SEQUENCE, OID.ecdsaWithSha256),
    der(BIT_STRING, Buffer.from([0]), signature),
  );
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: `${privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join(
      '\n',
    )}\n-----END CERTIFICATE-----\n`,
  };
}
