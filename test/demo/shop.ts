// The repository and the pull request of the demo: a small Flask service, and what two assistants added to it.
import type { Entry, Person } from '../github-sim/index.ts';

/** A value in the shape of an AWS key id, made when it is needed so that none stands in this repository. */
export function madeUpKey(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let state = 20_261_120;
  let out = ['AK', 'IA'].join('');
  for (let i = 0; i < 16; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    // The low bits of such a generator repeat.
    out += letters[(state >> 12) % letters.length];
  }
  return out;
}

export const repository = 'acme/shop';
export const branch = 'claude/order-reports';
export const dana: Person = { name: 'Dana Reyes', email: 'dana@acme.example' };

/** The default branch. */
export const before: Record<string, Entry> = {
  'README.md': '# Shop\n\nOrders and invoices.\n',
  '.langguard.yml': `version: 1
mode: enforce
fail_on: high
dependencies:
  approved:
    - package: pypi:flask*
    - package: pypi:pyyaml
    - package: pypi:boto3
    - package: pypi:python-dateutil
      replaces: [pypi:arrow]
`,
  'requirements.txt': 'flask==3.1.2\n',
  'shop/__init__.py': '',
  'shop/app.py': `from flask import Flask

app = Flask(__name__)


@app.get("/health")
def health():
    return {"ok": True}
`,
};

/** The pull request, commit by commit. */
export const commits: { message: string; files: Record<string, Entry> }[] = [
  {
    message: `Add order search and reports

Search by customer, a report as HTML, and the archive of old orders.

🤖 Generated with [Claude Code](https://claude.com/claude-code)

Co-Authored-By: Claude <noreply@anthropic.com>
`,
    files: {
      'shop/orders.py': `import os
import sqlite3

import boto3
from flask import Blueprint, request

orders = Blueprint("orders", __name__)
DATABASE = os.environ.get("SHOP_DATABASE", "shop.db")
s3 = boto3.client("s3", aws_access_key_id="${madeUpKey()}")


def connect():
    return sqlite3.connect(DATABASE)


@orders.get("/orders")
def search():
    customer = request.args.get("customer", "")
    cursor = connect().cursor()
    cursor.execute(f"SELECT id, total FROM orders WHERE customer = '{customer}'")
    return {"orders": cursor.fetchall()}


@orders.get("/orders/<int:order_id>")
def show(order_id: int):
    row = connect().execute("SELECT id, total FROM orders WHERE id = ?", (order_id,)).fetchone()
    return {"order": row}


@orders.get("/report")
def report():
    title = request.args.get("title", "Orders")
    return f"<html><h1>{title}</h1></html>"


@orders.post("/archive")
def archive():
    name = request.json["name"]
    os.system(f"tar czf /backups/{name}.tgz orders/")
    return {"archived": name}
`,
    },
  },
  {
    message: `Load price lists from the supplier

Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>
`,
    files: {
      'shop/prices.py': `import reqeusts
import yaml


def load(url):
    answer = reqeusts.get(url, verify=False, timeout=10)
    return yaml.load(answer.text)
`,
      'requirements.txt':
        'flask==3.1.2\nreqeusts==2.31.0\npyyaml==5.3.1\nflask-order-reports==1.0.0\nboto3==1.40.0\narrow==1.3.0\n',
    },
  },
];

export const pullRequest = {
  title: 'Order search, reports and price lists',
  body: 'Adds the order endpoints.\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n',
};
