/** The statements of the yardstick. Each must find its rows by an index, or the comparison would flatter us. */

export const insertion = `INSERT INTO todoitem (owner, id, version, createdAt, updatedAt, deleted, text, complete)
VALUES ('', ?1, ?2, ?3, ?3, 0, ?4, ?5) RETURNING *`;

export const lookup = `SELECT * FROM todoitem WHERE owner = '' AND id = ?1`;

export const update = `UPDATE todoitem SET text = ?1, complete = ?2, version = ?3, prevVersion = version, updatedAt = ?4
WHERE owner = '' AND id = ?5 AND version = ?6 RETURNING *`;

export const page = `SELECT id, text, complete, createdAt, updatedAt, version, deleted FROM todoitem
WHERE owner = '' ORDER BY updatedAt LIMIT ?1`;
