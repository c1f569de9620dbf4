import { lineAt } from './shape';
import { Check } from './types';

/** What issuers of secrets have made recognisable. Sources: their own documentation of token formats. */
const SECRETS: readonly [name: string, pattern: RegExp][] = [
  // The first line alone is no secret: tests of masking and documentation have it.
  [
    'private key',
    /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-]{0,200}?[A-Za-z0-9+/]{40}/g,
  ],
  ['AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g],
  ['GitHub token', /\bgithub_pat_[A-Za-z0-9_]{50,255}\b/g],
  ['GitLab token', /\bglpat-[\w-]{20,64}/g],
  ['Slack token', /\bxox[abeprs]-[A-Za-z0-9-]{10,255}/g],
  ['Stripe key', /\b[rs]k_live_[A-Za-z0-9]{20,255}\b/g],
  ['Google key', /\bAIza[\w-]{35}/g],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['JSON Web Token', /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{20,2000}/g],
];

/** Secrets that are recognised by their form; what they are is never repeated. */
export const checkSecrets: Check = ({ files }) =>
  files.flatMap(({ path, text = '' }) =>
    SECRETS.flatMap(([subject, pattern]) =>
      [...text.matchAll(pattern)].map(match => ({
        rule: 'secret-in-file',
        file: path,
        line: lineAt(text, match.index),
        subject,
      })),
    ),
  );
