// drizzle-kit reads the exports of a module; these are made from the tables that src/tables.ts declares.
const { drizzleSchema } = require('../src/db/schema.ts');
const tables = require(`../${process.env.TABLES ?? 'src/tables.ts'}`);
module.exports = drizzleSchema(Object.values(tables));
