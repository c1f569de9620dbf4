/** Partitions of bills, what sources say, budgets with their alerts, anomalies, kept forecasts, and usage of pods. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('bill_partitions', table => {
    table.string('source', 63).notNullable();
    table.string('period', 7).notNullable().comment('Billing month, YYYY-MM');
    table
      .integer('version')
      .notNullable()
      .comment('Counts from 1; a write must bring the next');
    table.text('body').notNullable().comment('StoredPartition, JSON');
    table.primary(['source', 'period']);
  });
  await knex.schema.createTable('bill_sources', table => {
    table.string('id', 63).primary();
    table.text('body').notNullable().comment('SourceStatus, JSON');
  });
  await knex.schema.createTable('budgets', table => {
    table.string('id', 80).primary();
    table
      .integer('version')
      .notNullable()
      .comment('Counts changes; each write names the one that it saw');
    table.text('body').notNullable().comment('Budget, JSON');
  });
  await knex.schema.createTable('budget_alerts', table => {
    table.string('budget', 80).notNullable();
    table.string('month', 7).notNullable();
    table.integer('threshold').notNullable().comment('Per cent of the amount');
    table.string('kind', 10).notNullable().comment('actual or forecast');
    table.string('at', 30).notNullable().comment('ISO 8601');
    table.primary(['budget', 'month', 'threshold', 'kind']);
    table.index(['month']);
  });
  await knex.schema.createTable('cost_anomalies', table => {
    table.string('id', 80).primary();
    table.string('currency', 3).notNullable();
    table.string('from_day', 10).notNullable();
    table.text('body').notNullable().comment('StoredAnomaly, JSON');
    table.text('feedback').comment('What was said about it, JSON');
    table.index(['currency', 'from_day']);
  });
  await knex.schema.createTable('kept_forecasts', table => {
    table.string('currency', 3).notNullable();
    table.string('month', 7).notNullable();
    table.string('on_day', 10).notNullable().comment('When it was foreseen');
    table.text('body').notNullable().comment('KeptForecast, JSON');
    table.primary(['currency', 'month', 'on_day']);
  });
  await knex.schema.createTable('pod_usage', table => {
    table.string('day', 10).notNullable();
    table
      .string('id', 64)
      .notNullable()
      .comment('SHA-256 of what the amounts are summed over');
    table.text('of').notNullable().comment('Cluster, node group, …, JSON');
    table.string('kind', 10).notNullable().comment('usage or capacity');
    table.double('cpu_core_hours').notNullable();
    table.double('memory_gib_hours').notNullable();
    table.primary(['day', 'id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'pod_usage',
    'kept_forecasts',
    'cost_anomalies',
    'budget_alerts',
    'budgets',
    'bill_sources',
    'bill_partitions',
  ]) {
    await knex.schema.dropTable(table);
  }
};
