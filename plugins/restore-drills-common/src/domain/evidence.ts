import { Drill } from './drill';
import { LoggedEvent } from './events';

/** What a drill has proven, as it is signed. */
export interface EvidenceDocument {
  format: 'textloom-drill-evidence/1';
  /** Place in the chain of all drills of this portal, from 1. */
  number: number;
  /** SHA-256 of the document before; 64 zeros for the first. */
  previousHash: string;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  /** `sandbox` is on everything that a sandbox has made. */
  environment: 'production' | 'sandbox';
  drill: Drill;
  /** All events of the drill, with their own chain. */
  events: readonly LoggedEvent[];
  /** The newest lines of its log. */
  log: readonly LogLine[];
}

/** A document that can be verified without the portal. */
export interface EvidenceFile {
  document: EvidenceDocument;
  /** SHA-256 of the document's canonical JSON, hexadecimal. */
  hash: string;
  signature: {
    algorithm: 'Ed25519';
    /** Public key, SPKI in DER, base64. */
    publicKey: string;
    /** Over the bytes of `hash`, base64. */
    value: string;
  };
}

/** A line of a drill's log. Secrets are taken out before it is kept. */
export interface LogLine {
  /** From 1 within the drill. */
  line: number;
  at: number;
  step: string;
  text: string;
}

/** What an offline look at a file has found. */
export type EvidenceVerification =
  | { state: 'verified'; number: number; hash: string; events: number }
  | {
      state: 'broken';
      /** What does not hold. */
      problem:
        | 'not-evidence'
        | 'hash'
        | 'signature'
        | 'unknown-key'
        | 'event-chain'
        | 'outcome';
      message: string;
    };
