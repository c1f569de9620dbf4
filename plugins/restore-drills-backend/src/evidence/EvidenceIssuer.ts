import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Drill,
  EvidenceDocument,
  EvidenceFile,
  evidenceHash,
  LogLine,
  signedBytes,
} from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from '../service/DrillsStore';
import { EvidenceSigner } from '../service/ports';
import { EvidenceFiles } from './EvidenceFiles';

/** Lines of the log that are signed: the newest. */
const LINES = 2_000;
const PAGE = 10_000;

/** Signs what drills have proven, and keeps it in the database and outside of it. */
export class EvidenceIssuer {
  readonly #store: DrillsStore;
  readonly #signer: EvidenceSigner;
  readonly #files?: EvidenceFiles;
  readonly #environment: EvidenceDocument['environment'];
  readonly #logger: LoggerService;

  constructor(options: {
    store: DrillsStore;
    signer: EvidenceSigner;
    /** Absent where evidence is kept in the database alone. */
    files?: EvidenceFiles;
    environment: EvidenceDocument['environment'];
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#signer = options.signer;
    this.#files = options.files;
    this.#environment = options.environment;
    this.#logger = options.logger;
  }

  /** Issues what is missing, also after a process has ended between the end of a drill and its evidence. */
  async issueMissing(): Promise<void> {
    for (const id of await this.#store.withoutEvidence()) {
      await this.issue(id);
    }
    await this.#writeMissing();
  }

  /** The evidence of a drill that has finished; made once. */
  async issue(id: string): Promise<void> {
    const [drill, events, log, now] = await Promise.all([
      this.#store.get(id),
      this.#store.events(id),
      this.#newestLines(id),
      this.#store.now(),
    ]);
    if (drill?.state !== 'Finished') {
      return;
    }
    const file = await this.#store.appendEvidence(id, place =>
      this.#sign({
        format: 'textloom-drill-evidence/1',
        ...place,
        issuedAt: now,
        environment: this.#environment,
        drill: drill as Drill,
        events,
        log,
      }),
    );
    await this.#write(file);
  }

  #sign(document: EvidenceDocument): EvidenceFile {
    const hash = evidenceHash(document);
    return {
      document,
      hash,
      signature: {
        algorithm: 'Ed25519',
        publicKey: this.#signer.publicKey,
        value: this.#signer.sign(signedBytes(hash)),
      },
    };
  }

  async #newestLines(id: string): Promise<LogLine[]> {
    const lines = await this.#store.log(id, 0, PAGE);
    return lines.slice(-LINES);
  }

  async #writeMissing(): Promise<void> {
    const there = await this.#files?.numbers();
    if (!there) {
      return;
    }
    for (const { number, drill } of await this.#store.evidenceChain()) {
      const file = there.has(number)
        ? undefined
        : await this.#store.evidence(drill);
      if (file) {
        await this.#write(file);
      }
    }
  }

  /** The folder may be away for a while; then it is written later. */
  async #write(file: EvidenceFile): Promise<void> {
    try {
      await this.#files?.write(file);
    } catch (error) {
      this.#logger.warn(
        `Evidence ${file.document.number} is not in its folder yet: ${error}`,
      );
    }
  }
}
