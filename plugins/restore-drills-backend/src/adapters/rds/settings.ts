import { PostgresConnection } from '../postgres/settings';

/** An instance of RDS for PostgreSQL, and where its copies are made. */
export interface RdsSettings {
  region: string;
  /** Twelve digits: where source and copy are. Credentials of another account are refused. */
  account: string;
  /** Identifier of the source. */
  instance: string;
  /** Of the copy; that of the source unless set. */
  instanceClass?: string;
  subnetGroup: string;
  securityGroups: readonly string[];
  parameterGroup: string;
  /** What `latest` restores: to the newest point in time, or the newest snapshot. */
  from?: 'point-in-time' | 'snapshot';
  /** Role that is assumed for everything that is asked of AWS. */
  roleArn?: string;
  externalId?: string;
  /** Instead of AWS's own address, as that of an interface endpoint. */
  endpoint?: string;
  /** Reads the source; its role may change nothing. */
  connection: PostgresConnection;
  /** Its role may write `drill_hb` in the source, and nothing else. */
  heartbeatConnection?: PostgresConnection;
  /** Authorities of the certificates of source and copy, in PEM; those of the machine unless set. */
  caFile?: string;
  /** First business request; `SELECT 1` by default. It runs in a transaction that is rolled back. */
  smoke?: string;
  /** Tables whose rows are compared, as `schema.table`; by default the user tables, up to 20. */
  tables?: readonly string[];
}

/** A connection of the settings: whatever goes over the network goes over TLS, to a server whose certificate is checked. */
export function secured(
  connection: PostgresConnection,
  { caFile }: Pick<RdsSettings, 'caFile'>,
): PostgresConnection {
  return { ...connection, tls: { ...(caFile !== undefined && { caFile }) } };
}
