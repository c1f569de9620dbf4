import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import {
  AuthenticationStrategy,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import { X509Certificate } from 'node:crypto';
import { Clock } from '@textloom/kernel';
import { TransportError } from './transport';

/** A credential of unknown life is asked for again after this; strategies read rotated files or cached tokens. */
const UNKNOWN_LIFE_MS = 60_000;
/** A credential is renewed this long before it expires. */
const MARGIN_MS = 60_000;
/** EKS accepts a presigned token for 15 minutes from its date. */
const EKS_LIFE_MS = 15 * 60_000;

/** Gives the credential of one cluster for each request. */
export interface CredentialSource {
  get(): Promise<KubernetesCredential>;
  /** The server refused the credential: forget it. */
  invalidate(): void;
}

/**
 * When to ask for a new credential, in milliseconds since the epoch: a minute before a JWT's `exp`, an EKS token's
 * or a certificate's end, or one minute from now when the credential does not tell.
 */
export function renewAt(credential: KubernetesCredential, now: number): number {
  const end = endOf(credential);
  return end === undefined || Number.isNaN(end)
    ? now + UNKNOWN_LIFE_MS
    : end - MARGIN_MS;
}

function endOf(credential: KubernetesCredential): number | undefined {
  try {
    switch (credential.type) {
      case 'bearer token':
        return endOfToken(credential.token);
      case 'x509 client certificate':
        return Date.parse(new X509Certificate(credential.cert).validTo);
      default:
        return undefined;
    }
  } catch {
    // Not of the form it seemed to be: its life is unknown.
    return undefined;
  }
}

function endOfToken(token: string): number | undefined {
  if (token.startsWith('k8s-aws-v1.')) {
    const url = new URL(decode(token.slice('k8s-aws-v1.'.length)));
    const date = url.searchParams
      .get('X-Amz-Date')
      ?.replace(
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
        '$1-$2-$3T$4:$5:$6Z',
      );
    return date ? Date.parse(date) + EKS_LIFE_MS : undefined;
  }
  const [, payload] = token.split('.');
  if (!payload) {
    return undefined;
  }
  const { exp } = JSON.parse(decode(payload));
  return typeof exp === 'number' ? exp * 1000 : undefined;
}

function decode(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('utf8');
}

/** Asks the stock plugin's authentication strategy, and keeps its answer until it must be renewed. */
export class StrategyCredentialSource implements CredentialSource {
  readonly #details: ClusterDetails;
  readonly #strategy?: AuthenticationStrategy;
  readonly #clock: Clock;
  #kept?: { answer: Promise<KubernetesCredential>; renewAt: number };

  constructor(
    details: ClusterDetails,
    strategies: Record<string, AuthenticationStrategy>,
    clock: Clock,
  ) {
    this.#details = details;
    this.#strategy = strategies[providerOf(details)];
    this.#clock = clock;
  }

  get(): Promise<KubernetesCredential> {
    const now = this.#clock();
    if (!this.#kept || now >= this.#kept.renewAt) {
      const kept = { answer: this.#ask(), renewAt: Infinity };
      this.#kept = kept;
      kept.answer.then(
        credential => {
          kept.renewAt = renewAt(credential, now);
        },
        () => {
          kept.renewAt = 0;
        },
      );
    }
    return this.#kept.answer;
  }

  invalidate(): void {
    this.#kept = undefined;
  }

  async #ask(): Promise<KubernetesCredential> {
    const provider = providerOf(this.#details);
    const { serviceAccountToken } = this.#details.authMetadata;
    if (provider === 'serviceAccount' && serviceAccountToken) {
      // What the strategy answers too, but it loads all of the Kubernetes client first: half a second, and 20 MB that stay.
      return { type: 'bearer token', token: serviceAccountToken };
    }
    if (!this.#strategy) {
      throw new TransportError(
        'unauthenticated',
        `no authentication strategy for ${provider}`,
      );
    }
    let credential: KubernetesCredential;
    try {
      // Nobody looks at the page here: providers that need the viewer's own token have none to give.
      credential = await this.#strategy.getCredential(this.#details, {});
    } catch (error) {
      throw new TransportError('unauthenticated', `no credential: ${error}`, {
        cause: error,
      });
    }
    if (credential.type === 'anonymous' && provider !== 'localKubectlProxy') {
      throw new TransportError('unauthenticated', `${provider} gave none`);
    }
    return credential;
  }
}

/** Key of the stock plugin's authentication provider. */
export function providerOf(details: ClusterDetails): string {
  return details.authMetadata[ANNOTATION_KUBERNETES_AUTH_PROVIDER] ?? '';
}
