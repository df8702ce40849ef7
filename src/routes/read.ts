/** `GET /tables/{table}/{id}`: one record. */
import { parseId } from '../core/id.ts';
import type { Asked } from '../http/asked.ts';
import { datedPage } from '../http/dated-page.ts';
import { foundRecord } from '../http/found-record.ts';
import type { Plan } from '../http/plan.ts';
import { foundReply } from '../http/reply-found.ts';
import { parseListQuery } from '../odata/parse-query.ts';

/** 200; 404 for no record, 410 (in 2.0: 404) for a deleted one; 304 and 412 as conditional headers ask for in 3.0. */
export function read(asked: Asked): Plan {
  const { dialect, table } = asked;
  const { includeDeleted, select } = parseListQuery(asked.params, dialect, table);
  const seesDeleted = dialect === '3.0' && (includeDeleted || optsForDeleted(asked));
  const id = parseId(table, asked.id);
  return {
    kind: 'read',
    sought: { id, limit: 1 },
    query: (view) => datedPage(asked, foundRecord(asked, id, seesDeleted, view)),
    reply: (found) => foundReply(asked, found, select),
  };
}

/** Datasync 6 clients may ask for deleted records by a header. */
const optsForDeleted = ({ header }: Asked): boolean => /include:deleted/i.test(header('X-ZUMO-Options') ?? '');
