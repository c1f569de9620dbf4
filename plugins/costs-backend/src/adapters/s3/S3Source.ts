import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { BillSource, OfferedPartition } from '../../service/ports';
import { BillProblem } from '../bills/BillProblem';
import {
  MAX_MANIFEST_BYTES,
  readLayout,
  SourceObject,
} from '../bills/exportLayout';
import { s3Credentials } from './credentials';
import { s3Problem } from './failure';

/** Where AWS Data Exports delivers to. */
export interface S3SourceOptions {
  id: string;
  title: string;
  bucket: string;
  /** Folder of the exports in the bucket, without slashes at its ends; may be empty. */
  prefix: string;
  region: string;
  /** Instead of AWS's own address. */
  endpoint?: string;
  /** ARN of a role that is assumed first. */
  assumeRole?: string;
  externalId?: string;
  /** Keys instead of the identity that the portal runs with. */
  keys?: { accessKeyId: string; secretAccessKey: string };
  /** Local folder that files are downloaded to. */
  directory: string;
  /** Bytes of one file. Default 5 GB. */
  maxBytes?: number;
}

const CONNECT_MS = 5_000;
/** Time without a byte. */
const SILENCE_MS = 30_000;
/** Pages of 1,000 objects; holds against pages without end. */
const MAX_PAGES = 50;

/**
 * Bills in a bucket of S3, or of a store that speaks its protocol. Built to the model that the vendor's SDK ships, and
 * tested against it; not exercised against an AWS account.
 */
export class S3Source implements BillSource {
  readonly id: string;
  readonly title: string;
  readonly #options: S3SourceOptions;
  readonly #client: S3Client;

  constructor(options: S3SourceOptions) {
    const { id, title, region, endpoint } = options;
    this.id = id;
    this.title = title;
    this.#options = options;
    this.#client = new S3Client({
      region,
      // Stores other than AWS have no names for their buckets.
      ...(endpoint && { endpoint, forcePathStyle: true }),
      credentials: s3Credentials(options),
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: SILENCE_MS,
        throwOnRequestTimeout: true,
      },
    });
  }

  async list(): ReturnType<BillSource['list']> {
    try {
      return await readLayout(await this.#objects(), key => this.#text(key));
    } catch (error) {
      throw s3Problem(error);
    }
  }

  async fetch(partition: OfferedPartition): ReturnType<BillSource['fetch']> {
    const { directory, maxBytes = 5e9 } = this.#options;
    await mkdir(directory, { recursive: true });
    const folder = await mkdtemp(join(directory, 's3-'));
    const release = () => rm(folder, { recursive: true, force: true });
    try {
      const paths: string[] = [];
      for (const [index, key] of partition.files.entries()) {
        // Names of two folders may be the same.
        const path = join(folder, String(index), basename(key));
        await mkdir(join(folder, String(index)));
        await pipeline(
          await this.#body(key),
          bounded(maxBytes),
          createWriteStream(path),
        );
        paths.push(path);
      }
      return { paths, release };
    } catch (error) {
      await release();
      throw s3Problem(error);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  async #objects(): Promise<SourceObject[]> {
    const { bucket } = this.#options;
    const root = this.#root();
    const objects: SourceObject[] = [];
    let pages = 0;
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: this.#client, stopOnSameToken: true },
      { Bucket: bucket, ...(root && { Prefix: root }) },
    )) {
      for (const { Key = '', Size = 0, LastModified } of Contents) {
        if (Key.startsWith(root) && LastModified) {
          objects.push({
            key: Key.slice(root.length),
            size: Size,
            modifiedAt: LastModified.getTime(),
          });
        }
      }
      if (++pages >= MAX_PAGES) {
        throw new BillProblem('too-large', { files: String(objects.length) });
      }
    }
    return objects;
  }

  async #text(key: string): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of await this.#body(key)) {
      size += chunk.length;
      if (size > MAX_MANIFEST_BYTES) {
        throw new BillProblem('too-large', { file: basename(key) });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async #body(key: string): Promise<Readable> {
    const { Body } = await this.#client.send(
      new GetObjectCommand({
        Bucket: this.#options.bucket,
        Key: `${this.#root()}${key}`,
      }),
    );
    if (!(Body instanceof Readable)) {
      throw new BillProblem('unreadable', { why: 'empty' });
    }
    return Body;
  }

  #root(): string {
    const { prefix } = this.#options;
    return prefix === '' ? '' : `${prefix}/`;
  }
}

/** Passes bytes on, and fails beyond the bound. */
function bounded(max: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > max) {
        done(new BillProblem('too-large', { max: String(max) }));
      } else {
        done(null, chunk);
      }
    },
  });
}
