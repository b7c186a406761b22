// Statements before and after their values became parameters, by library; and what is left alone.
import { beforeAll, describe, expect, it } from 'vitest';
import { code } from '../detectors/code/index.ts';
import { mending } from './mending.ts';

let mend: Awaited<ReturnType<typeof mending>>;
beforeAll(async () => void (mend = await mending(code)));

/** The language's frame, in which `//` stands for the line under test. */
const frames: Record<string, { path: string; of: (imports: string, body: string) => string }> = {
  python: {
    path: 'app/db.py',
    of: (imports, body) =>
      `${imports}\nfrom flask import request\n\ndef view(cur, db, session):\n    x = request.args["x"]\n    y = request.args["y"]\n${body.replace(/^/gm, '    ')}\n`,
  },
  javascript: {
    path: 'src/db.js',
    of: (imports, body) =>
      `${imports}\napp.get('/', async (req, res) => {\n  const { x, y } = req.query;\n${body.replace(/^/gm, '  ')}\n});\n`,
  },
  go: {
    path: 'db.go',
    of: (imports, body) =>
      `package db\n\nimport (\n${imports.replace(/^/gm, '\t')}\n\t"net/http"\n)\n\nfunc view(w http.ResponseWriter, r *http.Request) {\n\tx := r.FormValue("x")\n\ty := r.FormValue("y")\n${body.replace(/^/gm, '\t')}\n}\n`,
  },
  java: {
    path: 'Db.java',
    of: (imports, body) =>
      `${imports}\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\nclass Db {\n  @GetMapping("/")\n  Object view(@RequestParam String x, @RequestParam String y) {\n${body.replace(/^/gm, '    ')}\n  }\n}\n`,
  },
  ruby: {
    path: 'app/controllers/users_controller.rb',
    of: (_, body) =>
      `class UsersController < ApplicationController\n  def index\n    x = params[:x]\n    y = params[:y]\n${body.replace(/^/gm, '    ')}\n  end\nend\n`,
  },
  php: {
    path: 'users.php',
    of: (imports, body) => `<?php\n${imports}\n$x = $_GET['x'];\n$y = $_GET['y'];\n${body}\n`,
  },
  csharp: {
    path: 'Users.cs',
    of: (imports, body) =>
      `${imports}\nusing Microsoft.AspNetCore.Mvc;\n\npublic class UsersController : Controller {\n  [HttpGet]\n  public IActionResult Index(string x, string y) {\n${body.replace(/^/gm, '    ')}\n  }\n}\n`,
  },
};

function changed(language: string, imports: string, body: string): { lines: string; frame: string } {
  const frame = frames[language] as (typeof frames)[string];
  const before = frame.of(imports, body);
  const mended = mend('sql-from-interpolation', frame.path, before);
  expect(mended.findings[0], 'something to mend').toBeGreaterThan(0);
  if (mended.text !== before) {
    expect(mended.errors[1], mended.text).toBeLessThanOrEqual(mended.errors[0]);
    expect(mended.findings[1], mended.text).toBeLessThan(mended.findings[0]);
  }
  return { lines: mended.text, frame: before };
}

describe('sql-parameters', () => {
  it.each<[language: string, imports: string, before: string, after: string]>([
    [
      'python',
      'import sqlite3',
      `cur.execute(f"SELECT * FROM t WHERE a = {x}")`,
      `cur.execute("SELECT * FROM t WHERE a = ?", (x,))`,
    ],
    [
      'python',
      'import psycopg2',
      `cur.execute(f"SELECT * FROM t WHERE a = '{x}' AND b = {y}")`,
      `cur.execute("SELECT * FROM t WHERE a = %s AND b = %s", (x, y))`,
    ],
    [
      'python',
      'import psycopg2',
      `cur.execute("SELECT * FROM t WHERE a = '" + x + "' AND b = " + y)`,
      `cur.execute("SELECT * FROM t WHERE a = %s AND b = %s", (x, y))`,
    ],
    [
      'python',
      'import psycopg2',
      `cur.execute("SELECT * FROM t WHERE a = '" + x + "'")`,
      `cur.execute("SELECT * FROM t WHERE a = %s", (x,))`,
    ],
    [
      'python',
      'import pymysql',
      `cur.execute("SELECT * FROM t WHERE a = '%s' AND b = %s" % (x, y))`,
      `cur.execute("SELECT * FROM t WHERE a = %s AND b = %s", (x, y))`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute("SELECT * FROM t WHERE a = '{}' AND b = {b}".format(x, b=y))`,
      `cur.execute("SELECT * FROM t WHERE a = ? AND b = ?", (x, y))`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute("SELECT * FROM t WHERE a = '%(x)s'" % {"x": x})`,
      `cur.execute("SELECT * FROM t WHERE a = ?", (x,))`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute(f"SELECT * FROM t WHERE a LIKE '%{x}%'")`,
      `cur.execute("SELECT * FROM t WHERE a LIKE ?", (f"%{x}%",))`,
    ],
    [
      'python',
      'import psycopg2',
      `cur.execute("SELECT * FROM t WHERE a LIKE '%%%s%%'" % x)`,
      `cur.execute("SELECT * FROM t WHERE a LIKE %s", (f"%{x}%",))`,
    ],
    [
      'python',
      'import sqlite3',
      `q = f"SELECT * FROM t WHERE a = '{x}'"\ncur.execute(q)`,
      `q = "SELECT * FROM t WHERE a = ?"\ncur.execute(q, (x,))`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute(\n    "SELECT * FROM t "\n    f"WHERE a = '{x}' "\n    "ORDER BY id"\n)`,
      `cur.execute(\n    "SELECT * FROM t "\n    "WHERE a = ? "\n    "ORDER BY id", (x,)\n)`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute("SELECT * FROM t WHERE a = '" + x + "'"\n    " ORDER BY id")`,
      `cur.execute("SELECT * FROM t WHERE a = ?"\n    " ORDER BY id", (x,))`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute(f"INSERT INTO t (a, b) VALUES ('{x}', {y})")`,
      `cur.execute("INSERT INTO t (a, b) VALUES (?, ?)", (x, y))`,
    ],
    [
      'python',
      'import sqlite3',
      `cur.execute(f"SELECT * FROM t WHERE a = {str(x)}")`,
      `cur.execute("SELECT * FROM t WHERE a = ?", (x,))`,
    ],
    [
      'python',
      'import asyncpg',
      `await db.fetchrow(f"SELECT * FROM t WHERE a = '{x}' AND b = {y}")`,
      `await db.fetchrow("SELECT * FROM t WHERE a = $1 AND b = $2", x, y)`,
    ],
    [
      'python',
      'from sqlalchemy import text',
      `session.execute(text(f"SELECT * FROM t WHERE a = '{x}'"))`,
      `session.execute(text("SELECT * FROM t WHERE a = :x"), {"x": x})`,
    ],
    [
      'python',
      '',
      `db.execute("SELECT * FROM t WHERE b = %s", (y,))\ndb.execute(f"SELECT * FROM t WHERE a = '{x}'")`,
      `db.execute("SELECT * FROM t WHERE b = %s", (y,))\ndb.execute("SELECT * FROM t WHERE a = %s", (x,))`,
    ],
    [
      'python',
      'from django.db import connection',
      `connection.cursor().execute(f"DELETE FROM t WHERE a = {x}")`,
      `connection.cursor().execute("DELETE FROM t WHERE a = %s", (x,))`,
    ],
    [
      'javascript',
      `import pg from 'pg';`,
      "await pool.query(`SELECT * FROM t WHERE a = '${x}' AND b = ${y}`);",
      'await pool.query(`SELECT * FROM t WHERE a = $1 AND b = $2`, [x, y]);',
    ],
    [
      'javascript',
      `const { Pool } = require('pg');`,
      `await pool.query("SELECT * FROM t WHERE a = '" + x + "'");`,
      `await pool.query("SELECT * FROM t WHERE a = $1", [x]);`,
    ],
    [
      'javascript',
      `const mysql = require('mysql2');`,
      `connection.query('SELECT * FROM t WHERE a = \\'' + x + '\\' AND b = ' + y, (err, rows) => res.json(rows));`,
      `connection.query('SELECT * FROM t WHERE a = ? AND b = ?', [x, y], (err, rows) => res.json(rows));`,
    ],
    [
      'javascript',
      `import mysql from 'mysql2/promise';`,
      "const sql = `SELECT * FROM t WHERE a LIKE '%${x}%'`;\nconst [rows] = await pool.execute(sql);",
      'const sql = `SELECT * FROM t WHERE a LIKE ?`;\nconst [rows] = await pool.execute(sql, [`%${x}%`]);',
    ],
    [
      'javascript',
      `import Database from 'better-sqlite3';`,
      "const row = db.prepare(`SELECT * FROM t WHERE a = '${x}'`).get();",
      'const row = db.prepare(`SELECT * FROM t WHERE a = ?`).get(x);',
    ],
    [
      'javascript',
      `const sqlite3 = require('sqlite3');`,
      'db.all(`SELECT * FROM t WHERE a = ${x}`, (err, rows) => res.json(rows));',
      'db.all(`SELECT * FROM t WHERE a = ?`, [x], (err, rows) => res.json(rows));',
    ],
    [
      'javascript',
      `import knex from 'knex';`,
      "await knex.raw(`SELECT * FROM t WHERE a = '${x}'`);",
      'await knex.raw(`SELECT * FROM t WHERE a = ?`, [x]);',
    ],
    [
      'javascript',
      `import { sequelize } from './models.js';`,
      "await sequelize.query(`SELECT * FROM t WHERE a = '${x}'`, { type: QueryTypes.SELECT });",
      'await sequelize.query(`SELECT * FROM t WHERE a = ?`, { replacements: [x], type: QueryTypes.SELECT });',
    ],
    [
      'javascript',
      `import { DataSource } from 'typeorm';`,
      'await users.createQueryBuilder("u").where(`u.a = \'${x}\'`).getMany();',
      'await users.createQueryBuilder("u").where(`u.a = :x`, { x }).getMany();',
    ],
    [
      'javascript',
      `import { PrismaClient } from '@prisma/client';`,
      "await prisma.$queryRawUnsafe(`SELECT * FROM t WHERE a = '${x}' AND b = ${y}`);",
      'await prisma.$queryRaw`SELECT * FROM t WHERE a = ${x} AND b = ${y}`;',
    ],
    [
      'javascript',
      `import { sql } from 'drizzle-orm';`,
      "await db.execute(sql.raw(`SELECT * FROM t WHERE a LIKE '%${x}%'`));",
      'await db.execute(sql`SELECT * FROM t WHERE a LIKE ${`%${x}%`}`);',
    ],
    [
      'go',
      '"database/sql"\n\t_ "github.com/lib/pq"',
      'rows, err := db.Query("SELECT * FROM t WHERE a = \'" + x + "\'")',
      'rows, err := db.Query("SELECT * FROM t WHERE a = $1", x)',
    ],
    [
      'go',
      '"database/sql"\n\t_ "github.com/go-sql-driver/mysql"',
      'rows, err := db.QueryContext(ctx, "SELECT * FROM t WHERE a = \'"+x+"\' AND b = "+y)',
      'rows, err := db.QueryContext(ctx, "SELECT * FROM t WHERE a = ? AND b = ?", x, y)',
    ],
    [
      'go',
      '"gorm.io/gorm"',
      'db.Where("a = \'" + x + "\'").Find(&users)',
      'db.Where("a = ?", x).Find(&users)',
    ],
    [
      'java',
      'import javax.persistence.EntityManager;',
      `return em.createQuery("SELECT t FROM T t WHERE t.a = '" + x + "'").getResultList();`,
      `return em.createQuery("SELECT t FROM T t WHERE t.a = :x").setParameter("x", x).getResultList();`,
    ],
    [
      'java',
      'import org.springframework.jdbc.core.JdbcTemplate;',
      `return jdbcTemplate.queryForList("SELECT * FROM t WHERE a = '" + x + "' AND b = '" + y + "'");`,
      `return jdbcTemplate.queryForList("SELECT * FROM t WHERE a = ? AND b = ?", x, y);`,
    ],
    [
      'ruby',
      '',
      `@users = User.where("a = '#{x}' AND b = #{y}")`,
      `@users = User.where("a = ? AND b = ?", x, y)`,
    ],
    ['ruby', '', `@users = User.where("a LIKE '%#{x}%'")`, `@users = User.where("a LIKE ?", "%#{x}%")`],
    [
      'ruby',
      '',
      `@users = User.find_by_sql("SELECT * FROM users WHERE a = '" + x + "'")`,
      `@users = User.find_by_sql(["SELECT * FROM users WHERE a = ?", x])`,
    ],
    [
      'php',
      '',
      `$rows = $wpdb->get_results("SELECT * FROM t WHERE a = '$x'");`,
      `$rows = $wpdb->get_results($wpdb->prepare("SELECT * FROM t WHERE a = %s", $x));`,
    ],
    [
      'php',
      '',
      `$rows = $pdo->query("SELECT * FROM t WHERE a = '" . $x . "' AND b = {$y}"); // all`,
      `$rows = $pdo->prepare("SELECT * FROM t WHERE a = ? AND b = ?"); // all\n$rows->execute([$x, $y]);`,
    ],
    [
      'php',
      'use Illuminate\\Support\\Facades\\DB;',
      `return DB::select("SELECT * FROM t WHERE a = '$x'");`,
      `return DB::select("SELECT * FROM t WHERE a = ?", [$x]);`,
    ],
    [
      'csharp',
      'using Dapper;',
      `var rows = connection.Query<User>($"SELECT * FROM T WHERE A = '{x}'");`,
      `var rows = connection.Query<User>("SELECT * FROM T WHERE A = @x", new { x });`,
    ],
    [
      'csharp',
      'using Microsoft.Data.SqlClient;',
      `var command = new SqlCommand("SELECT * FROM T WHERE A = '" + x + "'", connection);\ncommand.ExecuteReader();`,
      `var command = new SqlCommand("SELECT * FROM T WHERE A = @x", connection);\ncommand.Parameters.AddWithValue("@x", x);\ncommand.ExecuteReader();`,
    ],
  ])('%s %s: %s', (language, imports, before, after) => {
    const { lines } = changed(language, imports, before);
    expect(lines).toBe((frames[language] as (typeof frames)[string]).of(imports, after));
  });

  it('keeps the line ends of the file', () => {
    const source = `import sqlite3\r\nfrom flask import request\r\n\r\ndef view(cur):\r\n    x = request.args["x"]\r\n    q = f"SELECT * FROM t WHERE a = {x}"\r\n    cur.execute(q)\r\n`;
    const { text } = mend('sql-from-interpolation', 'db.py', source);
    expect(text).toContain('a = ?"\r\n    cur.execute(q, (x,))\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('drops the import of fmt when the format goes', () => {
    const { lines } = changed(
      'go',
      '"database/sql"\n"fmt"\n_ "github.com/lib/pq"',
      'row := db.QueryRow(fmt.Sprintf("SELECT * FROM t WHERE a = \'%s\'", x))',
    );
    expect(lines).toContain('row := db.QueryRow("SELECT * FROM t WHERE a = $1", x)');
    expect(lines).not.toContain('"fmt"');
  });

  it.each<[why: string, language: string, imports: string, body: string]>([
    ['a table name', 'python', 'import sqlite3', 'cur.execute(f"SELECT * FROM {x} WHERE a = 1")'],
    ['a name beside a value', 'python', 'import sqlite3', 'cur.execute(f"SELECT {x} FROM t WHERE a = {y}")'],
    ['a column to sort by', 'python', 'import sqlite3', 'cur.execute(f"SELECT * FROM t ORDER BY {x}")'],
    ['a whole condition', 'python', 'import sqlite3', 'cur.execute(f"SELECT * FROM t WHERE {x}")'],
    ['a list', 'python', 'import sqlite3', 'cur.execute(f"SELECT * FROM t WHERE a IN ({x})")'],
    ['an unknown driver', 'python', '', `cur.execute(f"SELECT * FROM t WHERE a = '{x}'")`],
    ['two drivers', 'python', 'import sqlite3, psycopg2', `cur.execute(f"SELECT * FROM t WHERE a = '{x}'")`],
    ['a formatted value', 'python', 'import sqlite3', `cur.execute(f"SELECT * FROM t WHERE a = '{x:>5}'")`],
    [
      'parameters beside it',
      'python',
      'import sqlite3',
      `cur.execute(f"SELECT * FROM t WHERE a = '{x}' AND b = ?", (y,))`,
    ],
    [
      'a part of a literal',
      'python',
      'import sqlite3',
      `cur.execute(f"SELECT * FROM t WHERE a > now() - INTERVAL '{x} days'")`,
    ],
    [
      'a percent sign that would be read',
      'python',
      'import psycopg2',
      `cur.execute(f"SELECT * FROM t WHERE b LIKE 'a%' AND a = '{x}'")`,
    ],
    [
      'a statement that is used again',
      'python',
      'import sqlite3',
      `q = f"SELECT * FROM t WHERE a = '{x}'"\nlog(q)\ncur.execute(q)`,
    ],
    [
      'a value that changes before the call',
      'python',
      'import sqlite3',
      `q = f"SELECT * FROM t WHERE a = '{x}'"\nx = 2\ncur.execute(q)`,
    ],
    ['an unknown style', 'javascript', '', "await db.query(`SELECT * FROM t WHERE a = '${x}'`);"],
    ['several statements', 'javascript', `import pg from 'pg';`, 'await pool.query(`SELECT 1; ${x}`);'],
    [
      'a driver that the file does not name',
      'go',
      '"database/sql"',
      'db.Query("SELECT * FROM t WHERE a = \'" + x + "\'")',
    ],
  ])('offers nothing for %s', (_, language, imports, body) => {
    const { lines, frame } = changed(language, imports, body);
    expect(lines).toBe(frame);
  });
});
