/** Releases, proposals with their log, and the places where they run. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const moment = (table, name) =>
    table.bigInteger(name).comment('Milliseconds since the epoch');
  await knex.schema.createTable('releases', table => {
    table.string('id', 36).primary();
    table.string('service', 63).notNullable();
    table.string('version', 100).notNullable();
    table
      .string('artefacts', 64)
      .notNullable()
      .comment('SHA-256 of image and chart digests');
    moment(table, 'created_at').notNullable();
    table.text('body').notNullable();
    table.unique(['service', 'version']);
    table.index(['service', 'created_at']);
  });
  await knex.schema.createTable('proposals', table => {
    table.string('id', 36).primary();
    table
      .integer('version')
      .notNullable()
      .comment('Number of events; each write names the one that it saw');
    table.string('service', 63).notNullable();
    table.string('environment', 63).notNullable();
    table.string('owner', 300).notNullable();
    table.string('state', 20).notNullable();
    moment(table, 'requested_at').notNullable();
    moment(table, 'updated_at').notNullable();
    moment(table, 'ended_at').comment('Absent while it is open');
    moment(table, 'review_due_at').comment('Of an emergency use not reviewed');
    table.text('summary').notNullable();
    table
      .text('body')
      .notNullable()
      .comment('What its events make of it, canonical JSON');
    for (const order of ['requested_at', 'ended_at']) {
      table.index([order, 'id']);
      table.index(['service', order, 'id']);
      table.index(['environment', order, 'id']);
    }
    table.index(['updated_at']);
    table.index(['state', 'ended_at']);
    table.index(['review_due_at']);
    table.index(['owner', 'review_due_at']);
  });
  await knex.schema.createTable('proposal_events', table => {
    table.string('proposal', 36).notNullable();
    table.integer('sequence').notNullable();
    table.text('event').notNullable().comment('Canonical JSON');
    table.string('actor', 300).notNullable();
    moment(table, 'at').notNullable();
    table.string('fingerprint', 64).notNullable();
    table.string('policy_version', 64).notNullable();
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
    table.primary(['proposal', 'sequence']);
  });
  await knex.schema.createTable('places', table => {
    table.string('service', 63).notNullable();
    table.string('environment', 63).notNullable();
    table
      .string('executing', 36)
      .unique()
      .comment('The one proposal that changes the place');
    table.string('lease_holder', 100);
    table
      .bigInteger('lease_token')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with each new holder; fences off the ones before');
    moment(table, 'lease_expires_at').notNullable().defaultTo(0);
    table.primary(['service', 'environment']);
  });
  await knex.schema.createTable('successes', table => {
    table.string('proposal', 36).primary();
    table.string('service', 63).notNullable();
    table.string('environment', 63).notNullable();
    table.string('artefacts', 64).notNullable();
    table.string('version', 100).notNullable();
    moment(table, 'at').notNullable();
    moment(table, 'until').comment('When something else took its place');
    table.index(['service', 'environment', 'at']);
    table.index(['until']);
  });
  await knex.schema.createTable('denied_releases', table => {
    table.string('service', 63).notNullable();
    table.string('environment', 63).notNullable();
    table.string('artefacts', 64).notNullable();
    table.string('proposal', 36).notNullable();
    table.primary(['service', 'environment', 'artefacts']);
  });
  await knex.schema.createTable('idempotency_keys', table => {
    table.string('key', 128).notNullable();
    table.string('actor', 300).notNullable();
    table.string('request_hash', 64).notNullable();
    table.string('proposal', 36).notNullable();
    table
      .integer('version')
      .notNullable()
      .comment('That the answer had; 0 for a refusal');
    table.text('refusal').comment('Its reasons');
    moment(table, 'at').notNullable();
    table.primary(['actor', 'key']);
    table.index(['at']);
  });
  await knex.schema.createTable('webhook_deliveries', table => {
    table.string('id', 100).primary();
    moment(table, 'at').notNullable();
    table.index(['at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'webhook_deliveries',
    'idempotency_keys',
    'denied_releases',
    'successes',
    'places',
    'proposal_events',
    'proposals',
    'releases',
  ]) {
    await knex.schema.dropTable(table);
  }
};
