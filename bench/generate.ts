// Makes pull requests of a given size out of plausible files, the same ones for the same number.
import { wholeFile, type Change } from '../src/engine/change.ts';

const python = (n: number): string => `import json
import logging
from flask import Blueprint, request

from .database import connect

orders_${n} = Blueprint("orders_${n}", __name__)
log = logging.getLogger(__name__)


class Repository${n}:
    def __init__(self, connection):
        self.connection = connection

    def find(self, customer, limit=20):
        clauses = ["deleted = ?"]
        values = [0]
        if customer:
            clauses.append("customer = ?")
            values.append(customer)
        query = "SELECT id, total FROM orders WHERE " + " AND ".join(clauses)
        return self.connection.execute(query, values).fetchmany(limit)


@orders_${n}.get("/orders/${n}")
def search():
    repository = Repository${n}(connect())
    rows = repository.find(request.args.get("customer"), int(request.args.get("limit", 20)))
    log.info("found %d orders", len(rows))
    return {"orders": [dict(row) for row in rows]}


@orders_${n}.post("/orders/${n}")
def create():
    body = json.loads(request.data)
    if body.get("kind") not in ("sale", "return"):
        return {"error": "unknown kind"}, 400
    connect().execute("INSERT INTO orders (kind, total) VALUES (?, ?)", (body["kind"], float(body["total"])))
    ${n % 10 === 0 ? "connect().execute(f\"UPDATE stats SET seen = seen + 1 WHERE kind = '{body['note']}'\")" : 'log.info("stored an order")'}
    return {"ok": True}, 201
`;

const typescript = (n: number): string => `import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { pool } from '../database';

const schema = z.object({ name: z.string().min(1), tags: z.array(z.string()).default([]) });
export const router${n} = Router();

interface Item {
  id: number;
  name: string;
  tags: string[];
}

function toItem(row: Record<string, unknown>): Item {
  const tags = String(row.tags ?? '').split(',').map((tag) => tag.trim()).filter(Boolean);
  return { id: Number(row.id), name: String(row.name), tags };
}

router${n}.get('/items/${n}/:id', async (req: Request, res: Response) => {
  const { rows } = await pool.query('SELECT id, name, tags FROM items WHERE id = $1', [req.params.id]);
  if (rows.length === 0) return res.status(404).json({ error: 'not found' });
  return res.json(toItem(rows[0]));
});

router${n}.post('/items/${n}', async (req: Request, res: Response) => {
  const parsed = schema.safeParse(req.body);
  if (!parsed.success) return res.status(400).json({ error: parsed.error.issues });
  const { name, tags } = parsed.data;
  await pool.query('INSERT INTO items (name, tags) VALUES ($1, $2)', [name, tags.join(',')]);
  ${n % 10 === 5 ? "await pool.query(`UPDATE stats SET seen = 1 WHERE name = '${req.body.note}'`);" : "console.info('stored an item');"}
  return res.status(201).json({ ok: true });
});
`;

const markdown = (n: number): string =>
  `# Part ${n}\n\n${'Some words about what this part does and why.\n'.repeat(30)}`;

/** A change of \`count\` added files: four in ten Python, four TypeScript, two Markdown. */
export function generateChange(count: number): Change {
  const files = Array.from({ length: count }, (_, n) => {
    if (n % 5 < 2) return wholeFile(`app/orders_${n}.py`, python(n));
    if (n % 5 < 4) return wholeFile(`web/items-${n}.ts`, typescript(n));
    return wholeFile(`docs/part-${n}.md`, markdown(n));
  });
  return { base: '0'.repeat(40), head: '1'.repeat(40), files, commits: [], unread: [] };
}
