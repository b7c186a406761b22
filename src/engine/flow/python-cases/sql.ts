// Python programs with and without SQL injection; `# !` marks the line that must be found.
export const classes = ['sql-injection'];

export const programs = String.raw`
--- method view
from flask import Flask, request
from flask.views import MethodView
import sqlite3
class UserView(MethodView):
    def get(self):
        uid = request.args.get('id')
        conn = sqlite3.connect('a.db')
        cur = conn.cursor()
        cur.execute("SELECT * FROM users WHERE id = '%s'" % uid)  # !
        return str(cur.fetchall())
--- restful resource
from flask_restful import Resource, reqparse
parser = reqparse.RequestParser()
parser.add_argument('name', type=str)
class Users(Resource):
    def get(self):
        args = parser.parse_args()
        db.engine.execute("SELECT * FROM users WHERE name = '{}'".format(args['name']))  # !
--- restful path parameter
from flask_restful import Resource
class Users(Resource):
    def get(self, name):
        q = "SELECT * FROM users WHERE name = '" + name + "'"
        return db.session.execute(q).fetchall()  # !
--- add_url_rule
from flask import Flask, request
app = Flask(__name__)
def find():
    term = request.values['q']
    with get_db() as db:
        rows = db.execute(f"SELECT * FROM posts WHERE title LIKE '%{term}%'").fetchall()  # !
    return str(rows)
app.add_url_rule('/find', view_func=find)
--- fastapi query
from fastapi import FastAPI, Depends
app = FastAPI()
@app.get("/items")
async def items(q: str = "", db = Depends(get_db)):
    sql = f"SELECT * FROM items WHERE name LIKE '%{q}%'"
    return await db.fetch_all(sql)  # !
--- fastapi pydantic body
from fastapi import FastAPI
from pydantic import BaseModel
class Login(BaseModel):
    username: str
    password: str
@app.post("/login")
def login(body: Login):
    cursor = connection.cursor()
    query = "SELECT id FROM users WHERE username='" + body.username + "' AND password='" + body.password + "'"
    cursor.execute(query)  # !
    return cursor.fetchone()
--- sqlalchemy text
from sqlalchemy import text
from sqlalchemy.orm import Session
@router.get("/users/{name}")
def read(name: str, db: Session = Depends(get_db)):
    result = db.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))  # !
    return result.all()
--- sqlalchemy filter text
from sqlalchemy import text
def search(request):
    users = session.query(User).filter(text("name = '%s'" % request.args['n'])).all()  # !
--- sqlalchemy filter string
def search():
    return User.query.filter("name = '%s'" % request.args.get('name')).first()  # !
--- from_statement
import sqlalchemy as sa
def q(session, name):
    return session.query(User).from_statement(sa.text("select * from users where name = '" + name + "'")).all()  # !
--- order_by text request
from sqlalchemy import text
@app.route('/s')
def s():
    order = request.args.get('order')
    return str(User.query.order_by(text("name " + order)).all())  # !
--- django raw
from django.shortcuts import render
def view(request):
    name = request.GET.get('name')
    users = User.objects.raw("SELECT * FROM auth_user WHERE username = '%s'" % name)  # !
    return render(request, 'u.html', {'users': users})
--- django extra
from django.http import JsonResponse
def view(request, pk):
    qs = Post.objects.extra(where=["title = '%s'" % request.GET['t']])  # !
    return JsonResponse({})
--- django RawSQL
from django.db.models.expressions import RawSQL
def view(request):
    q = request.GET['q']
    return Post.objects.annotate(v=RawSQL("select count(*) from x where a = '%s'" % q, []))  # !
--- django cursor with
from django.db import connection
def view(request):
    uid = request.POST['uid']
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM users WHERE id = " + uid)  # !
--- django class view
from django.views import View
from django.db import connection
class V(View):
    def get(self, request, *args, **kwargs):
        slug = kwargs['slug']
        c = connection.cursor()
        c.execute("SELECT * FROM p WHERE slug = '" + slug + "'")  # !
--- drf viewset
from rest_framework import viewsets
from django.db import connection
class PV(viewsets.ModelViewSet):
    def get_queryset(self):
        name = self.request.query_params.get('name')
        return P.objects.raw(f"SELECT * FROM p WHERE name = '{name}'")  # !
--- drf api_view
from rest_framework.decorators import api_view
@api_view(['POST'])
def create(request):
    data = request.data
    with connection.cursor() as cur:
        cur.execute("INSERT INTO t (a) VALUES ('" + data['a'] + "')")  # !
--- cleaned_data
from django.db import connection
def view(request):
    form = SearchForm(request.POST)
    if form.is_valid():
        q = form.cleaned_data['q']
        cur = connection.cursor()
        cur.execute("SELECT * FROM t WHERE q = '%s'" % q)  # !
--- aiohttp
from aiohttp import web
async def handle(request):
    name = request.match_info.get('name')
    async with request.app['db'].acquire() as conn:
        await conn.execute("SELECT * FROM u WHERE n = '%s'" % name)  # !
--- tornado
import tornado.web
class H(tornado.web.RequestHandler):
    def get(self):
        uid = self.get_argument('uid')
        self.db.execute("SELECT * FROM u WHERE id = " + uid)  # !
--- bottle
from bottle import route, request
@route('/u/<name>')
def u(name):
    c.execute("SELECT * FROM u WHERE n = '%s'" % name)  # !
--- pyramid
from pyramid.view import view_config
@view_config(route_name='u')
def u(request):
    name = request.params['name']
    request.dbsession.execute("SELECT * FROM u WHERE n = '%s'" % name)  # !
--- cherrypy
import cherrypy
class Root:
    @cherrypy.expose
    def index(self, name=None):
        cur.execute("SELECT * FROM u WHERE n = '" + name + "'")  # !
--- sanic
from sanic import Sanic
@app.route('/')
async def h(request):
    n = request.args.get('n')
    await pool.execute(f"UPDATE u SET n = '{n}' WHERE id = 1")  # !
--- lambda
import pymysql
def lambda_handler(event, context):
    name = event['queryStringParameters']['name']
    with conn.cursor() as cur:
        cur.execute("select * from u where name = '%s'" % name)  # !
--- cli input
import sqlite3
name = input("name: ")
conn = sqlite3.connect("x.db")
conn.execute("SELECT * FROM u WHERE name = '" + name + "'")  # !
--- argv
import sys, sqlite3
def main():
    conn = sqlite3.connect("x.db")
    c = conn.cursor()
    c.executescript("DELETE FROM t WHERE a = '%s'" % sys.argv[1])  # !
--- mysql connector
import mysql.connector
def get_user(username):
    cnx = mysql.connector.connect(user='a')
    cursor = cnx.cursor(dictionary=True)
    query = ("SELECT * FROM users "
             "WHERE username = '{}'".format(username))
    cursor.execute(query)  # !
    return cursor.fetchone()
--- asyncpg
import asyncpg
async def f(name: str):
    conn = await asyncpg.connect()
    row = await conn.fetchrow(f"SELECT * FROM u WHERE name = '{name}'")  # !
--- aiosqlite
import aiosqlite
async def f(name):
    async with aiosqlite.connect("a") as db:
        async with db.execute("SELECT * FROM u WHERE name = '" + name + "'") as cursor:  # !
            return await cursor.fetchall()
--- peewee
from peewee import SQL, SqliteDatabase
db = SqliteDatabase('x')
def f(name):
    return db.execute_sql("SELECT * FROM u WHERE name = '%s'" % name)  # !
--- pandas
import pandas as pd
def f(name, engine):
    return pd.read_sql(f"SELECT * FROM t WHERE name = '{name}'", engine)  # !
--- bigquery
from google.cloud import bigquery
def f(user):
    client = bigquery.Client()
    sql = f"SELECT * FROM d.t WHERE user = '{user}'"
    return client.query(sql).result()  # !
--- join list
def f(cur, filters):
    clauses = []
    for k, v in filters.items():
        clauses.append("%s = '%s'" % (k, v))
    cur.execute("SELECT * FROM t WHERE " + " AND ".join(clauses))  # !
--- join comprehension
def f(cur, ids):
    cur.execute("SELECT * FROM t WHERE id IN (" + ",".join(["'" + i + "'" for i in ids]) + ")")  # !
--- join str map
def f(cur, ids):
    q = "SELECT * FROM t WHERE id IN (%s)" % ",".join(map(str, ids))
    cur.execute(q)  # !
--- template substitute
from string import Template
def f(cur, name):
    t = Template("SELECT * FROM u WHERE name = '$name'")
    cur.execute(t.substitute(name=name))  # !
--- dedent
from textwrap import dedent
def f(cur, name):
    cur.execute(dedent(f"""
        SELECT *
        FROM u
        WHERE name = '{name}'
    """))  # !4
--- stringio
import io
def f(cur, name):
    b = io.StringIO()
    b.write("SELECT * FROM u WHERE name = '")
    b.write(name)
    b.write("'")
    cur.execute(b.getvalue())  # !
--- conditional building
def f(self, name=None, city=None):
    sql = "SELECT * FROM u WHERE 1=1"
    if name:
        sql += f" AND name = '{name}'"
    if city:
        sql += f" AND city = '{city}'"
    self.cursor.execute(sql)  # !
--- class attribute
class Repo:
    TABLE = "users"
    def by_name(self, name):
        q = f"SELECT * FROM {self.TABLE} WHERE name = '{name}'"
        return self.db.execute(q)  # !
--- class attribute template
class Repo:
    SQL = "SELECT * FROM users WHERE name = '%s'"
    def by_name(self, name):
        return self.db.execute(self.SQL % name)  # !
--- module template format
QUERY = "SELECT * FROM users WHERE name = '{name}'"
def by_name(cur, name):
    cur.execute(QUERY.format(name=name))  # !
--- module template percent name
QUERY = "SELECT * FROM users WHERE name = '%s'"
def by_name(cur, name):
    cur.execute(QUERY % name)  # !
--- helper builds
def build(name):
    return "SELECT * FROM users WHERE name = '" + name + "'"
def run(cur, name):
    cur.execute(build(name))  # !
--- helper runs
def run(sql):
    cur = conn.cursor()
    cur.execute(sql)  # !
@app.route('/')
def v():
    run("SELECT * FROM u WHERE n = '%s'" % request.args['n'])  # !
    return ''
--- try else
def f(cur, name):
    try:
        q = "SELECT * FROM u WHERE name='" + name + "'"
    except KeyError:
        raise
    else:
        cur.execute(q)  # !
--- walrus
def f(cur):
    if (name := request.args.get('n')):
        cur.execute(f"SELECT * FROM u WHERE n='{name}'")  # !
--- walrus query
def f(cur, n):
    cur.execute(q := "SELECT * FROM u WHERE n='" + n + "'")  # !
--- match
def f(cur, kind, n):
    match kind:
        case "a":
            q = f"SELECT * FROM a WHERE n='{n}'"
        case _:
            q = f"SELECT * FROM b WHERE n='{n}'"
    cur.execute(q)  # !
--- lambda
find = lambda cur, n: cur.execute("SELECT * FROM u WHERE n='%s'" % n)  # !
--- dict values
def f(cur, user):
    vals = {'n': user}
    cur.execute("SELECT * FROM u WHERE n='%(n)s'" % vals)  # !
--- format map
def f(cur, d):
    cur.execute("SELECT * FROM u WHERE n='{n}'".format_map(d))  # !
--- format star
def f(cur, **kw):
    cur.execute("SELECT * FROM u WHERE n='{n}'".format(**kw))  # !
--- insert values
def add(conn, a, b):
    conn.cursor().execute("INSERT INTO t VALUES ('" + a + "', '" + b + "')")  # !
--- update set
def upd(conn, a, b):
    conn.execute("UPDATE t SET a = '{0}' WHERE b = {1}".format(a, b))  # !
--- psycopg2 with
import psycopg2
@app.route("/x")
def x():
    with psycopg2.connect(DSN) as conn:
        with conn.cursor() as cur:
            cur.execute("SELECT * FROM x WHERE y = " + request.args["y"])  # !
    return ""
--- like order by limit
def f(cur, limit):
    cur.execute("SELECT * FROM t LIMIT " + limit)  # !
--- decorator closure
def outer(name):
    def inner(cur):
        cur.execute("SELECT * FROM u WHERE n='" + name + "'")  # !
    return inner
--- exec of stored procedure
def f(cur, n):
    cur.execute("EXEC get_user '%s'" % n)  # !
--- cookie
@app.route("/x")
def x():
    sid = request.cookies.get("sid")
    cur.execute("SELECT * FROM s WHERE sid = '" + sid + "'")  # !
    return ""
--- header order by
@app.route("/x")
def x():
    col = request.args.get("sort", "id")
    cur.execute(f"SELECT * FROM s ORDER BY {col}")  # !
    return ""
--- mcp tool
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
@mcp.tool()
def query(sql: str) -> str:
    return str(conn.execute(sql).fetchall())  # !
--- langchain tool
from langchain.tools import tool
@tool
def find(name: str):
    return conn.execute(f"SELECT * FROM u WHERE n = '{name}'").fetchall()  # !
--- model output
import openai
def ask(q):
    r = openai.chat.completions.create(model="x", messages=[{"role": "user", "content": q}])
    sql = r.choices[0].message.content
    return conn.execute(sql).fetchall()  # !
--- json body
@app.route("/x", methods=["POST"])
def x():
    data = request.get_json()
    user, pw = data["u"], data["p"]
    row = db.execute("SELECT * FROM u WHERE u = '" + user + "' AND p = '" + pw + "'").fetchone()  # !
    return ""
--- escaped by hand
@app.route("/x")
def x():
    n = request.args["n"].replace("'", "''")
    db.execute("SELECT * FROM u WHERE n = '" + n + "'")  # !
    return ""
--- async for
async def f(conn, n):
    async for r in conn.cursor("SELECT * FROM u WHERE n = '" + n + "'"):  # !
        pass
--- yield
def q(n):
    yield "SELECT * FROM u WHERE n = '" + n + "'"  # !
--- clean bound question mark
def f(cur, n):
    cur.execute("SELECT * FROM u WHERE n = ?", (n,))
--- clean bound named
def f(s, n):
    s.execute(text("SELECT * FROM u WHERE n = :n"), {"n": n})
--- clean int cast
@app.route("/x")
def x():
    i = int(request.args["i"])
    db.execute(f"SELECT * FROM u WHERE i = {i}")
--- clean int type
@app.get("/x/{i}")
def x(i: int):
    db.execute(f"SELECT * FROM u WHERE i = {i}")
--- clean flask converter
@app.route("/x/<int:i>")
def x(i):
    db.execute(f"SELECT * FROM u WHERE i = {i}")
--- clean uuid
from uuid import UUID
def x(i):
    i = UUID(i)
    db.execute(f"SELECT * FROM u WHERE i = '{i}'")
--- clean enum
from enum import Enum
class Sort(str, Enum):
    name = "name"
    date = "date"
@app.get("/x")
def x(s: Sort):
    db.execute(f"SELECT * FROM u ORDER BY {s.value}")
--- clean enum call
from enum import Enum
class Sort(Enum):
    name = "name"
def x(cur, s):
    c = Sort(s)
    cur.execute(f"SELECT * FROM u WHERE {c.value} = '{c.value}'")
--- clean allow dict
COLS = {"n": "name", "d": "date"}
@app.get("/x")
def x():
    c = COLS.get(request.args["c"], "name")
    db.execute(f"SELECT * FROM u ORDER BY {c}")
--- clean allow dict index
COLS = {"n": "name", "d": "date"}
@app.get("/x")
def x():
    c = COLS[request.args["c"]]
    db.execute(f"SELECT * FROM u ORDER BY {c}")
--- clean allow raise
@app.get("/x")
def x():
    c = request.args["c"]
    if c not in {"a", "b"}:
        raise ValueError("no")
    db.execute(f"SELECT * FROM u ORDER BY {c}")
--- clean allow abort
from flask import abort
ALLOWED = ["a", "b"]
@app.get("/x")
def x():
    c = request.args.get("c")
    if c not in ALLOWED:
        abort(400)
    db.execute("SELECT * FROM u ORDER BY " + c)
--- clean ternary
@app.get("/x")
def x():
    d = "DESC" if request.args.get("d") == "desc" else "ASC"
    db.execute("SELECT * FROM u ORDER BY id " + d)
--- clean ternary membership
@app.get("/x")
def x():
    c = request.args.get("c")
    c = c if c in ALLOWED else "id"
    db.execute("SELECT * FROM u ORDER BY " + c)
--- clean placeholders
def f(cur, ids):
    marks = ",".join(["?"] * len(ids))
    cur.execute(f"SELECT * FROM u WHERE id IN ({marks})", ids)
--- clean placeholders percent
def f(cur, ids):
    cur.execute("SELECT * FROM u WHERE id IN (%s)" % ",".join(["%s"] * len(ids)), ids)
--- clean placeholders string repeat
def f(cur, row):
    cur.execute("INSERT INTO t VALUES (%s)" % ", ".join("?" * len(row)), row)
--- clean clause list bound
def f(cur, name, city):
    clauses, args = [], []
    if name:
        clauses.append("name = ?")
        args.append(name)
    if city:
        clauses.append("city = ?")
        args.append(city)
    cur.execute("SELECT * FROM u WHERE " + " AND ".join(clauses), args)
--- clean set columns bound
def f(cur, data, i):
    cols = ", ".join(f"{k} = ?" for k in data)
    cur.execute(f"UPDATE u SET {cols} WHERE id = ?", [*data.values(), i])
--- clean insert columns bound
def f(cur, data):
    cols = ", ".join(data.keys())
    marks = ", ".join("?" for _ in data)
    cur.execute(f"INSERT INTO u ({cols}) VALUES ({marks})", list(data.values()))
--- clean identifier
from psycopg2 import sql
def f(cur, table, v):
    cur.execute(sql.SQL("SELECT * FROM {} WHERE a = %s").format(sql.Identifier(table)), (v,))
--- clean orm
def f(session):
    return session.query(User).filter(User.name == request.args["n"]).all()
--- clean orm filter_by
def f(request):
    return User.objects.filter(name=request.GET["n"]).order_by("id")
--- clean raw params
def f(request):
    return User.objects.raw("SELECT * FROM u WHERE n = %s", [request.GET["n"]])
--- clean raw params dict
def f(request):
    params = {"n": request.GET["n"]}
    return User.objects.raw("SELECT * FROM u WHERE n = %(n)s", params)
--- clean constant table
TABLE = "users"
def f(cur, n):
    cur.execute(f"SELECT * FROM {TABLE} WHERE n = ?", (n,))
--- clean log only
import logging
def f(table):
    logging.info("select %s from table %s" % (1, table))
--- clean message
def f(name):
    raise ValueError("Could not update %s set by user" % name)
--- clean text bindparams
from sqlalchemy import text
def f(s, n):
    stmt = text("SELECT * FROM u WHERE n = :n").bindparams(n=n)
    return s.execute(stmt)
--- clean re
import re
@app.get("/x")
def x():
    c = request.args["c"]
    if not re.match(r"^[a-zA-Z_]+$", c):
        abort(400)
    db.execute(f"SELECT * FROM u ORDER BY {c}")
--- clean isdigit
@app.get("/x")
def x():
    c = request.args["c"]
    if not c.isdigit():
        return "bad", 400
    db.execute(f"SELECT * FROM u WHERE id = {c}")
--- clean try int
@app.get("/x")
def x():
    try:
        c = int(request.args["c"])
    except ValueError:
        return "bad", 400
    db.execute(f"SELECT * FROM u WHERE id = {c}")
--- clean flask typed get
@app.get("/x")
def x():
    c = request.args.get("c", 1, type=int)
    db.execute(f"SELECT * FROM u WHERE id = {c} LIMIT 10")
--- clean http session get
import requests
def f(name):
    return requests.post("https://x.test/query", json={"q": "select " + name + " from list"})
--- clean table loop
def f(cur):
    for t in ("a", "b"):
        cur.execute(f"DELETE FROM {t} WHERE old = 1")
--- clean table loop list value
KINDS = ["x", "y"]
def f(cur):
    for t in KINDS:
        cur.execute(f"DELETE FROM t WHERE kind = '{t}'")
--- clean pragma
def f(conn, version: int):
    conn.execute(f"PRAGMA user_version = {version}")
--- clean len
def f(conn, rows):
    conn.execute(f"SELECT * FROM t LIMIT {len(rows)}")
--- clean datetime
from datetime import datetime, timedelta
def f(conn):
    since = (datetime.now() - timedelta(days=7)).isoformat()
    conn.execute(f"SELECT * FROM t WHERE at > '{since}'")
--- clean asyncpg numbered
async def f(conn, filters):
    where, args = [], []
    for key in ("a", "b"):
        if key in filters:
            args.append(filters[key])
            where.append(f"{key} = ${'$'}{len(args)}")
    return await conn.fetch("SELECT * FROM t WHERE " + " AND ".join(where), *args)
--- clean constant schema attribute
class Repo:
    TABLE = "users"
    def by_name(self, name):
        return self.db.execute(f"SELECT * FROM {self.TABLE} WHERE name = ?", (name,))
--- clean allow all
@app.get("/x")
def x():
    cols = [c for c in request.args.getlist("c") if c in ALLOWED]
    db.execute("SELECT " + ",".join(cols) + " FROM u")
--- clean assert
@app.get("/x")
def x():
    c = request.args["c"]
    assert c in ("a", "b")
    db.execute("SELECT * FROM u ORDER BY " + c)
--- clean config limit
LIMIT = 50
def f(cur):
    cur.execute("SELECT * FROM t LIMIT %d" % LIMIT)
--- clean dict lookup helper
def column(name):
    return {"a": "col_a", "b": "col_b"}.get(name, "col_a")
@app.get("/x")
def x():
    db.execute("SELECT * FROM u ORDER BY " + column(request.args["c"]))
--- form that fastapi fills in
from fastapi import Depends
from fastapi.security import OAuth2PasswordRequestForm
@app.post('/token')
async def login(form: OAuth2PasswordRequestForm = Depends(), db=Depends(get_db)):
    return db.execute(f"SELECT * FROM users WHERE name = '{form.username}'")  # !
--- clean table of the class
class Repo:
    def one(self, i):
        return self.conn.execute(f"SELECT * FROM {self._table} WHERE id = ?", (i,))
--- clean text with bound values
from flask import request, session
from sqlalchemy import text
@app.get('/a')
def a():
    stmt = text("SELECT id FROM users WHERE name = :name").bindparams(name=request.args['name'])
    return str(session.execute(stmt))
--- a statement of another file
from .queries import BY_STATUS
@app.get('/f')
def f():
    cur.execute(BY_STATUS % request.args['status'])  # !
--- clean statement of another file
from .queries import BY_STATUS
@app.get('/f')
def f():
    cur.execute(BY_STATUS, (request.args['status'],))
--- statement of what is quoted
@app.get('/f')
def f():
    db.execute("SELECT a FROM t WHERE b = %r" % request.args['q'])  # !
    return ''
--- a hook of Airflow
from airflow.decorators import task
from airflow.providers.postgres.hooks.postgres import PostgresHook
@task
def report(params=None):
    return PostgresHook("warehouse").get_records("SELECT * FROM sales WHERE region = '%s'" % params["region"])  # !
@task
def table(region: str):
    hook = PostgresHook("warehouse")
    return hook.get_pandas_df(f"SELECT * FROM sales WHERE region = '{region}'")  # !
--- clean hook of Airflow
from airflow.decorators import task
from airflow.providers.postgres.hooks.postgres import PostgresHook
@task
def report(params=None):
    return PostgresHook("warehouse").get_records("SELECT * FROM sales WHERE region = %s", parameters=[params["region"]])
`;
