/** Drills with their log and evidence, the ledger of markers, and what is known of plans. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const moment = (table, name) =>
    table.bigInteger(name).comment('Milliseconds since the epoch');
  await knex.schema.createTable('drill_locks', table => {
    table
      .string('name', 100)
      .primary()
      .comment('What changes one after the other: a store, or the evidence');
  });
  await knex.schema.createTable('drills', table => {
    table.string('id', 14).primary();
    table
      .integer('version')
      .notNullable()
      .comment('Number of events; each write names the one that it saw');
    table.string('store', 63).notNullable();
    table.string('plan', 63).notNullable();
    table.string('state', 20).notNullable();
    table
      .string('running', 63)
      .unique()
      .comment('The store, until the drill has finished: one at a time');
    table
      .string('verdict', 10)
      .comment('PASS, PARTIAL, FAIL, INVALID; absent where none was reached');
    table
      .boolean('proof')
      .notNullable()
      .comment('Proves that the store can be restored');
    table
      .boolean('final')
      .notNullable()
      .comment('The last word on its plan until the next');
    moment(table, 'queued_at').notNullable();
    moment(table, 'ended_at');
    table.text('summary').notNullable();
    table
      .text('body')
      .notNullable()
      .comment('What its events make of it, canonical JSON');
    table.index(['queued_at', 'id']);
    table.index(['store', 'queued_at', 'id']);
    table.index(['plan', 'queued_at', 'id']);
    table.index(['final', 'plan', 'ended_at']);
    table.index(['proof', 'plan', 'ended_at']);
    table.index(['ended_at']);
  });
  await knex.schema.createTable('drill_events', table => {
    table.string('drill', 14).notNullable();
    table.integer('sequence').notNullable();
    table.text('event').notNullable().comment('Canonical JSON');
    table.string('actor', 300).notNullable();
    moment(table, 'at').notNullable();
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
    table.primary(['drill', 'sequence']);
  });
  await knex.schema.createTable('drill_log', table => {
    table.string('drill', 14).notNullable();
    table.integer('line').notNullable();
    moment(table, 'at').notNullable();
    table.string('step', 20).notNullable();
    table.text('text').notNullable();
    table.primary(['drill', 'line']);
  });
  await knex.schema.createTable('drill_progress', table => {
    table.string('drill', 14).primary();
    table.string('step', 20).notNullable();
    table.bigInteger('done').notNullable().comment('Bytes');
    table.bigInteger('total').comment('Bytes');
    moment(table, 'at').notNullable();
  });
  await knex.schema.createTable('evidence', table => {
    table.integer('number').primary();
    table.string('drill', 14).notNullable().unique();
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
    table.text('body').notNullable().comment('The signed file');
  });
  await knex.schema.createTable('marker_ledger', table => {
    table.string('store', 63).notNullable();
    table.bigInteger('seq').notNullable();
    moment(table, 'sent_at').notNullable();
    moment(table, 'acked_at').notNullable();
    table.string('position', 100);
    table.primary(['store', 'seq']);
    table.index(['acked_at']);
  });
  await knex.schema.createTable('exposures', table => {
    table.string('store', 63).notNullable();
    moment(table, 'hour').notNullable();
    table
      .text('samples')
      .notNullable()
      .comment('Pairs of moment and milliseconds, JSON');
    table.primary(['store', 'hour']);
    table.index(['hour']);
  });
  await knex.schema.createTable('known_plans', table => {
    table.string('plan', 63).primary();
    moment(table, 'since').notNullable();
  });
  await knex.schema.createTable('alarms', table => {
    table.string('key', 200).primary();
    moment(table, 'at').notNullable();
  });
  await knex.schema.createTable('idempotency_keys', table => {
    table.string('key', 100).notNullable();
    table.string('actor', 300).notNullable();
    table.string('request_hash', 64).notNullable();
    table.string('drill', 14).notNullable();
    table.integer('version').notNullable().comment('That the answer had');
    moment(table, 'at').notNullable();
    table.primary(['actor', 'key']);
    table.index(['at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'idempotency_keys',
    'alarms',
    'known_plans',
    'exposures',
    'marker_ledger',
    'evidence',
    'drill_progress',
    'drill_log',
    'drill_events',
    'drills',
    'drill_locks',
  ]) {
    await knex.schema.dropTable(table);
  }
};
