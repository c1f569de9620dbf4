/** Leases: who may do what only one process may do. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.string('name', 100).primary();
    table.string('holder', 100).notNullable();
    table
      .bigInteger('token')
      .notNullable()
      .comment('Grows with each new holder; fences off the ones before');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment("Milliseconds since the epoch on the database's clock");
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('leases');
};
