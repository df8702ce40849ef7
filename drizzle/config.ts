import { defineConfig } from 'drizzle-kit';

// drizzle-kit wants the folder relative to where it runs, which is the project's root.
export default defineConfig({
  dialect: 'sqlite',
  schema: './drizzle/schema.cjs',
  out: process.env.MIGRATIONS ?? './drizzle',
});
