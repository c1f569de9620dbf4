/** What was judged of clusters and node groups, and what the next judgement needs to know of it. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const moment = (table, name) =>
    table.bigInteger(name).comment('Milliseconds since the epoch');
  await knex.schema.createTable('health_spans', table => {
    table.string('cluster', 253).notNullable();
    table
      .string('node_group', 253)
      .notNullable()
      .comment('Empty for the cluster');
    table.string('state', 20).notNullable();
    moment(table, 'started_at').notNullable();
    moment(table, 'ended_at');
    moment(table, 'seen_at').notNullable();
    table.text('rules').notNullable();
    table.primary(['cluster', 'node_group', 'started_at']);
    table.index(['ended_at']);
  });
  await knex.schema.createTable('finding_spans', table => {
    table.string('cluster', 253).notNullable();
    table.string('finding_id', 512).notNullable();
    moment(table, 'started_at').notNullable();
    moment(table, 'ended_at');
    moment(table, 'seen_at').notNullable();
    table.string('rule', 60).notNullable();
    table.string('severity', 20).notNullable().comment('The highest it had');
    table.string('node_group', 253);
    table.text('object').notNullable();
    table.text('params').notNullable();
    table.text('value');
    table.text('threshold');
    table.text('evidence').notNullable();
    table.primary(['cluster', 'finding_id', 'started_at']);
    table.index(['cluster', 'started_at']);
    table.index(['ended_at']);
  });
  await knex.schema.createTable('health_hours', table => {
    table.string('cluster', 253).notNullable();
    table.string('node_group', 253).notNullable();
    moment(table, 'hour').notNullable();
    table.double('healthy').notNullable().comment('Seconds');
    table.double('degraded').notNullable();
    table.double('unhealthy').notNullable();
    table.double('unknown').notNullable();
    table.double('gap').notNullable();
    table.primary(['cluster', 'node_group', 'hour']);
  });
  await knex.schema.createTable('assessment_memory', table => {
    table.string('cluster', 253).primary();
    table.text('memory').notNullable();
    moment(table, 'at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('assessment_memory');
  await knex.schema.dropTable('health_hours');
  await knex.schema.dropTable('finding_spans');
  await knex.schema.dropTable('health_spans');
};
