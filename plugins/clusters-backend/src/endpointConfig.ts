import { Config } from '@backstage/config';
import { Endpoint } from './adapters/http/JsonClient';

/**
 * An address; none when a variable of the environment that it begins with is not set.
 * @param path - What the error calls it.
 * @throws when it is no http or https address.
 */
export function readAddress(
  config: Config,
  key: string,
  path: string,
): string | undefined {
  const url = config.has(key) ? config.getOptionalString(key) : undefined;
  if (!url || url.startsWith('/')) {
    return undefined;
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(
      `clusters.sources: ${path} must be an http or https address`,
    );
  }
  return url;
}

/** Where a source is, and how to sign in; none without an address. */
export function readEndpoint(
  entry: Config,
  key: 'prometheus' | 'alertmanager',
  cluster: string,
): Endpoint | undefined {
  const config = entry.getOptionalConfig(key);
  const url = config && readAddress(config, 'url', `${key}.url of ${cluster}`);
  if (!config || !url) {
    return undefined;
  }
  const basic = config.getOptionalConfig('basicAuth');
  const headers = config.getOptionalConfig('headers');
  return {
    url,
    token: config.getOptionalString('token'),
    ...(basic && {
      basicAuth: {
        username: basic.getString('username'),
        password: basic.getString('password'),
      },
    }),
    ...(headers && {
      headers: Object.fromEntries(
        headers.keys().map(name => [name, headers.getString(name)]),
      ),
    }),
  };
}
