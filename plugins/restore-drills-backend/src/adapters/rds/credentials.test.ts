import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { rdsCredentials } from './credentials';
import { RdsSettings } from './settings';

const ROLE = 'arn:aws:iam::111122223333:role/textloom-drills';
const SESSION = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
  <Credentials><AccessKeyId>SESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`;
const DENIED = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
  <Code>AccessDenied</Code><Message>User: ${ROLE} is not authorized</Message></Error></ErrorResponse>`;

describe('rdsCredentials', () => {
  const forms: URLSearchParams[] = [];
  let answer = { status: 200, text: SESSION };
  const sts = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    forms.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    response.writeHead(answer.status, { 'content-type': 'text/xml' });
    response.end(answer.text);
  });
  const { AWS_ENDPOINT_URL_STS: before } = process.env;
  const settings = {
    region: 'eu-central-1',
    roleArn: ROLE,
    externalId: 'outside',
  } as RdsSettings;
  const own = async () => ({ accessKeyId: 'OWN', secretAccessKey: 'key' });

  beforeAll(async () => {
    await new Promise<void>(resolve => {
      sts.listen(0, '127.0.0.1', resolve);
    });
    const { port } = sts.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL_STS = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    process.env.AWS_ENDPOINT_URL_STS = before ?? '';
    await new Promise(resolve => {
      sts.close(resolve);
      sts.closeAllConnections();
    });
  });

  it('are those of the machine without a role', async () => {
    const { region } = settings;
    const provider = rdsCredentials({ region } as RdsSettings, own);
    expect(await provider()).toMatchObject({ accessKeyId: 'OWN' });
    expect(forms).toEqual([]);
  });

  it('are those of the role, assumed with those of the machine', async () => {
    answer = { status: 200, text: SESSION };
    const provider = rdsCredentials(settings, own);
    expect(await provider()).toMatchObject({
      accessKeyId: 'SESSION',
      sessionToken: 't',
    });
    expect(Object.fromEntries(forms.at(-1)!)).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      ExternalId: 'outside',
      RoleSessionName: 'textloom-drills',
    });
  });

  it('says that the role cannot be assumed, and not which it is', async () => {
    answer = { status: 403, text: DENIED };
    const error = await rdsCredentials(settings, own)().catch(caught => caught);
    expect(error.problem).toEqual({
      code: 'credentials-invalid',
      subject: 'the drill role',
    });
    expect(`${error} ${error.stack}`).not.toContain('arn:');
  });

  it('says that there are none', async () => {
    const { region } = settings;
    const provider = rdsCredentials({ region } as RdsSettings, async () => {
      throw new Error('Could not load credentials from any providers');
    });
    await expect(provider()).rejects.toMatchObject({
      problem: { code: 'credentials-invalid', subject: 'AWS' },
    });
  });
});
