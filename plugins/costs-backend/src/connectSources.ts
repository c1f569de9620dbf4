import { join } from 'node:path';
import { FolderSource } from './adapters/folder/FolderSource';
import { S3Source } from './adapters/s3/S3Source';
import { SourceConfig } from './config';
import { IngestSource } from './tasks/Ingest';

/** A source of the configuration, ready to be read. */
export function connectSource(
  source: SourceConfig,
  dataDirectory: string,
): IngestSource {
  // A day is late when it is not there a day after it should be complete.
  const lagDays = source.lagDays + 1;
  const { id, title } = source;
  if (source.kind === 'folder') {
    const folder = new FolderSource({ id, title, path: source.path });
    return Object.assign(folder, { lagDays });
  }
  const { bucket, region, prefix, endpoint, roleArn } = source;
  const { accessKeyId, secretAccessKey } = source;
  const s3 = new S3Source({
    id,
    title,
    bucket,
    region,
    prefix: prefix.replace(/^\/+|\/+$/g, ''),
    directory: join(dataDirectory, 'downloads', id),
    ...(endpoint && { endpoint }),
    ...(roleArn && { assumeRole: roleArn }),
    ...(accessKeyId &&
      secretAccessKey && { keys: { accessKeyId, secretAccessKey } }),
  });
  return Object.assign(s3, { lagDays });
}
