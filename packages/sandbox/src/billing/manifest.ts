import { AWS_COLUMNS } from './focus';

/** Name of the export at AWS Data Exports. */
export const EXPORT = 'textloom-focus';

const BUCKET = 'textloom-billing';
const PREFIX = 'aws';

/** Where a month's data file is, below the prefix. */
export function dataPath(month: string): string {
  return `${EXPORT}/data/BILLING_PERIOD=${month}/${EXPORT}-00001.csv.gz`;
}

/** Where a month's manifest is, below the prefix. */
export function manifestPath(month: string): string {
  return `${EXPORT}/metadata/BILLING_PERIOD=${month}/${EXPORT}-Manifest.json`;
}

/** In the form of a UUID. */
function executionIdOf(digest: string): string {
  return [0, 8, 12, 16, 20]
    .map((start, index, starts) => digest.slice(start, starts[index + 1] ?? 32))
    .join('-');
}

const TIMES = /Period(Start|End)$/;
const NUMBERS = /(Cost|Quantity|UnitPrice)$/;
const MAPS = new Set(['Tags', 'SkuPriceDetails', 'x_Discounts']);

function typeOf(column: string): string {
  if (TIMES.test(column)) return 'timestamp_milliseconds';
  if (NUMBERS.test(column)) return 'double';
  return MAPS.has(column) ? 'map<string,string>' : 'string';
}

/**
 * Manifest of a month, with the fields that AWS documents ("Data Exports manifest file reference"): written after the
 * data, so that whoever reads it finds all of that.
 *
 * @param digest - of the content in hexadecimal digits: the same content has the same execution id
 */
export function manifestOf(month: string, digest: string): string {
  return JSON.stringify(
    {
      executionId: executionIdOf(digest),
      exportArn: `arn:aws:bcm-data-exports:us-east-1:998877665544:export/${EXPORT}-9d1c7e54-2b1f-4c7e-8f55-0a6f1d1b7a10`,
      columns: AWS_COLUMNS.map(name => ({ name, type: typeOf(name) })),
      dataFiles: [`s3://${BUCKET}/${PREFIX}/${dataPath(month)}`],
      additionalOutputFiles: [],
    },
    undefined,
    2,
  );
}
