import { ConfigReader } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  startHttpServer,
  TestHttpServer,
} from '../kubernetes/testUtils/httpServer';
import { eksCredentials } from './credentials';

const ROLE = 'arn:aws:iam::111122223333:role/textloom-portal-read';
const SESSION = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
  <Credentials><AccessKeyId>SESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`;

const managerOf = (aws?: object) =>
  DefaultAwsCredentialsManager.fromConfig(new ConfigReader(aws ? { aws } : {}));
const MAIN = {
  mainAccount: { accessKeyId: 'MAIN', secretAccessKey: 'main-key' },
};

describe('eksCredentials', () => {
  let sts: TestHttpServer;
  const asked: { form: URLSearchParams; authorization: string }[] = [];
  const { AWS_ENDPOINT_URL_STS: before } = process.env;

  beforeAll(async () => {
    sts = await startHttpServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      asked.push({
        form: new URLSearchParams(Buffer.concat(chunks).toString()),
        authorization: request.headers.authorization ?? '',
      });
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(SESSION);
    });
    process.env.AWS_ENDPOINT_URL_STS = sts.url;
  });

  afterAll(async () => {
    await sts.close();
    process.env.AWS_ENDPOINT_URL_STS = before ?? '';
  });

  const region = 'eu-central-1';

  it('are the keys that are given', async () => {
    const keys = { accessKeyId: 'OWN', secretAccessKey: 'own-key' };
    const provider = eksCredentials({ region, keys }, managerOf(MAIN));
    expect(await provider()).toMatchObject(keys);
  });

  it('are those of the main account otherwise', async () => {
    const provider = eksCredentials({ region }, managerOf(MAIN));
    expect(await provider()).toMatchObject({ accessKeyId: 'MAIN' });
  });

  it('are those of the role, assumed with what is the own', async () => {
    const provider = eksCredentials(
      { region, assumeRole: ROLE, externalId: 'outside' },
      managerOf(MAIN),
    );
    expect(await provider()).toMatchObject({
      accessKeyId: 'SESSION',
      sessionToken: 't',
    });
    const [{ form, authorization } = { form: undefined, authorization: '' }] =
      asked;
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      ExternalId: 'outside',
      RoleSessionName: 'textloom-portal',
    });
    expect(authorization).toMatch(/Credential=MAIN\/\d+\/eu-central-1\/sts\//);
  });
});
