// Python programs as test suites, courses and models write them, of all classes; `# !` marks the line that must be found.
export const classes = [
  'sql-injection', 'command-injection', 'xss', 'path-traversal', 'ssrf', 'open-redirect', 'code-injection', 'nosql-injection',
  'template-injection', 'deserialization', 'xxe', 'ldap-injection', 'xpath-injection', 'query-injection', 'regex-injection',
  'archive-extraction', 'mass-assignment',
]; // prettier-ignore

export const programs = String.raw`
--- benchmark header to command
from flask import request, make_response
def init(app):
    @app.route('/benchmark/cmdi-00/BenchmarkTest00001', methods=['POST'])
    def post():
        param = ''
        values = request.form.getlist('x')
        if values:
            param = values[0]
        import os
        import helpers.utils
        argStr = f'{helpers.utils.commandPrefix} echo {param}'
        os.popen(argStr)  # !
        return ''
--- benchmark configparser
from flask import request
def init(app):
    @app.route('/b', methods=['POST'])
    def post():
        param = request.headers.get('x')
        import configparser
        conf = configparser.ConfigParser()
        conf.add_section('s')
        conf.set('s', 'keyA', 'a_value')
        conf.set('s', 'keyB', param)
        bar = conf.get('s', 'keyB')
        import sqlite3
        cur = sqlite3.connect('x').cursor()
        cur.execute(f"SELECT username from USERS where password = '{bar}'")  # !
        return ''
--- benchmark map get
from flask import request
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        m = {}
        m['keyA'] = 'a'
        m['keyB'] = param
        bar = m['keyB']
        fileName = f'{TESTFILES_DIR}/{bar}'
        fd = open(fileName, 'wb')  # !
        return ''
--- clean benchmark map get
from flask import request
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        m = {}
        m['keyA'] = 'a'
        m['keyB'] = param
        bar = m['keyA']
        fileName = f'{TESTFILES_DIR}/{bar}'
        fd = open(fileName, 'wb')
        return ''
--- clean benchmark constant branch
from flask import request
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        num = 106
        bar = "never" if (7 * 42) - num < 200 else param
        import os
        os.system('echo ' + bar)
        return ''
--- clean benchmark list pop
from flask import request
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        lst = []
        lst.append('safe')
        lst.append(param)
        lst.append('moresafe')
        lst.pop(0)
        bar = lst[1]
        import os
        os.system('echo ' + bar)
        return ''
--- benchmark list pop
from flask import request
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        lst = []
        lst.append('safe')
        lst.append(param)
        lst.append('moresafe')
        lst.pop(0)
        bar = lst[0]
        import os
        os.system('echo ' + bar)  # !
        return ''
--- benchmark thing helper
from flask import request
import helpers.ThingFactory
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        thing = helpers.ThingFactory.createThing()
        bar = thing.doSomething(param)
        eval(bar)  # !
        return ''
--- benchmark base64
from flask import request
import base64
def init(app):
    @app.route('/b')
    def get():
        param = request.cookies.get('x', 'no')
        tmp = base64.b64encode(param.encode('utf-8'))
        bar = base64.b64decode(tmp).decode('utf-8')
        import pickle
        pickle.loads(base64.urlsafe_b64decode(bar))  # !
        return ''
--- benchmark response
from flask import request
def init(app):
    @app.route('/b')
    def get():
        RESPONSE = ''
        param = request.args.get('x')
        RESPONSE += (f'Parameter value: {param}')
        return RESPONSE  # !
--- clean benchmark response escaped
from flask import request
import markupsafe
def init(app):
    @app.route('/b')
    def get():
        RESPONSE = ''
        param = request.args.get('x')
        RESPONSE += (f'Parameter value: {markupsafe.escape(param)}')
        return RESPONSE
--- benchmark query string
from flask import request
from urllib.parse import unquote_plus
def init(app):
    @app.route('/b')
    def get():
        query_string = request.query_string.decode('utf-8')
        paramLoc = query_string.find('x=')
        param = query_string[paramLoc + 2:]
        bar = unquote_plus(param)
        import xml.etree.ElementTree as ET
        root = ET.parse('employees.xml')
        nodes = root.findall(f"/Employees/Employee[@emplid='{bar}']")  # !
        return ''
--- benchmark redirect
from flask import request, redirect
def init(app):
    @app.route('/b')
    def get():
        param = request.args.get('x')
        bar = param + '_SafeStuff'
        return redirect(bar)  # !
--- benchmark pathlib
from flask import request
import pathlib
def init(app):
    @app.route('/b')
    def get():
        bar = request.args.get('x')
        testfiles = pathlib.Path('/tmp/testfiles')
        p = testfiles / bar
        return str(p.read_text()[:1000])  # !
--- clean benchmark path check
from flask import request
import pathlib
def init(app):
    @app.route('/b')
    def get():
        bar = request.args.get('x')
        testfiles = pathlib.Path('/tmp/testfiles')
        p = (testfiles / bar).resolve()
        if not str(p).startswith(str(testfiles)):
            return 'Invalid Path'
        return jsonify(x=p.read_text()[:1000])
--- codeql flask path
import os.path
from flask import Flask, request
app = Flask(__name__)
STATIC_DIR = "/server/static/"
@app.route("/path2")
def path_injection2():
    path = os.path.normpath(os.path.join(STATIC_DIR, request.args.get('filename', '')))
    f = open(path)  # !
--- codeql fabric
from fabric import connection
from flask import request
@app.route("/f")
def f():
    connection.Connection("h").run("ls " + request.args["d"])  # !
    return ""
--- codeql regex flask
import re
from flask import request
@app.route("/direct")
def direct():
    unsafe_pattern = request.args['pattern']
    re.search(unsafe_pattern, "")  # !
    return ""
--- codeql marshal
import marshal
from flask import request
@app.route("/")
def hello():
    payload = request.args.get("payload")
    marshal.loads(payload)  # !
    return ""
--- codeql twisted
from twisted.web.resource import Resource
import os
class R(Resource):
    def render_GET(self, request):
        os.system(request.args[b"cmd"][0])  # !
        return b""
--- codeql peewee
import peewee
db = peewee.MySQLDatabase("x")
@app.route("/p")
def p():
    db.execute_sql("SELECT * FROM t WHERE n = '%s'" % request.args["n"])  # !
    return ""
--- semgrep aiopg
import aiopg
async def bad(user_input):
    async with aiopg.create_pool(dsn) as pool:
        async with pool.acquire() as conn:
            async with conn.cursor() as cur:
                await cur.execute("SELECT name FROM users WHERE age=" + user_input)  # !
--- semgrep pg8000
import pg8000.native
def bad(conn, title):
    conn.run("SELECT * FROM book WHERE title = '" + title + "'")  # !
--- semgrep formatted django
from django.db import connection
class Person:
    def get(self, uname):
        cursor = connection.cursor()
        q = "SELECT * FROM person WHERE uname = '%s';" % (uname,)
        cursor.execute(q)  # !
--- semgrep sqlalchemy raw
import sqlalchemy
def fetch(name):
    engine = sqlalchemy.create_engine('sqlite://')
    conn = engine.connect()
    conn.execute("INSERT INTO person (name) VALUES ('{}')".format(name))  # !
--- semgrep subprocess grep
import subprocess
from flask import request
@app.route("/x")
def x():
    ip = request.args.get("ip")
    subprocess.run("ping " + ip, shell=True)  # !
    return ""
--- semgrep django globals exec
def view(request):
    fname = request.POST.get("f")
    exec(f"result = {fname}()")  # !
    return HttpResponse()
--- bandit sql
def f(cursor, identifier):
    cursor.execute("UPDATE foo SET bar = 1 WHERE id = '%s'" % identifier)  # !
--- bandit sql multi
def f(cur, identifier):
    query = '''
    SELECT *
    FROM foo
    WHERE id = ''' + identifier
    cur.execute(query)  # !
--- bandit mark safe
from django.utils import safestring
def f(mystr):
    return safestring.mark_safe('<b>{}</b>'.format(mystr))  # !
--- bandit popen
import os
def f(command):
    os.popen('/bin/uname -av ' + command)  # !
--- securityeval xxe
from flask import Flask, request
import xml.etree.ElementTree as ET
app = Flask(__name__)
@app.route('/xml', methods=['POST'])
def xml():
    tree = ET.parse(request.files['file'].stream)  # !
    return ET.tostring(tree.getroot())
--- securityeval tar
import tarfile
def extract(tar_path):
    tar = tarfile.open(tar_path)
    for member in tar:
        tar.extract(member)  # !
--- securityeval ldap
import ldap
from flask import request
@app.route('/q')
def q():
    user = request.args['user']
    connect = ldap.initialize('ldap://127.0.0.1:389')
    result = connect.search_s('dc=x', ldap.SCOPE_SUBTREE, 'cn=' + user)  # !
    return str(result)
--- securityeval file delete
import os
from flask import request
@app.route('/deleteFile')
def deleteFile():
    fileName = request.args.get('fileName')
    filePath = os.path.join(os.getcwd(), fileName)
    os.remove(filePath)  # !
    return 'x'
--- securityeval ssrf
import urllib.request
from flask import request
@app.route('/x')
def x():
    url = request.args.get('url')
    with urllib.request.urlopen(url) as r:  # !
        return jsonify(n=len(r.read()))
--- securityeval yaml
import yaml
def load(stream):
    return yaml.load(stream, yaml.Loader)  # !
--- securityeval jinja
from jinja2 import Environment, DictLoader
from flask import request
@app.route('/h')
def h():
    env = Environment(loader=DictLoader({}))
    return env.from_string('Hello ' + request.args.get('name')).render()  # !
--- dvpwa
class Student:
    @staticmethod
    async def create(conn, name):
        q = ("INSERT INTO students (name) "
             "VALUES ('%(name)s')" % {'name': name})
        async with conn.cursor() as cur:
            await cur.execute(q)  # !
--- pygoat sql
from .models import login
def sql_lab(request):
    if request.method == 'POST':
        name = request.POST.get('name')
        password = request.POST.get('pass')
        sql_query = "SELECT * FROM introduction_login WHERE user='" + name + "'AND password='" + password + "'"
        val = login.objects.raw(sql_query)  # !
        return render(request, 'x.html', {'v': val})
--- pygoat cmd
import subprocess
from django.views.decorators.csrf import csrf_exempt
@csrf_exempt
def cmd_lab(request):
    if request.method == "POST":
        domain = request.POST.get('domain')
        domain = domain.replace("https://www.", '')
        command = "nslookup {}".format(domain)
        process = subprocess.Popen(command, shell=True, stdout=subprocess.PIPE)  # !
        return render(request, 'x.html')
--- pygoat pickle cookie
import pickle, base64
def insec_des_lab(request):
    token = request.COOKIES.get('token')
    token = base64.b64decode(token)
    admin = pickle.loads(token)  # !
    return render(request, 'x.html')
--- pygoat ssrf
import os
from django.shortcuts import render
def ssrf_lab(request):
    file = request.POST["blog"]
    dirname = os.path.dirname(__file__)
    filename = os.path.join(dirname, file)
    file = open(filename, "r")  # !
    return render(request, "x.html")
--- pygoat ssrf2
import requests
def ssrf_lab2(request):
    url = request.POST["url"]
    response = requests.get(url)  # !
    return render(request, "x.html", {"r": response.content.decode()})
--- pygoat xxe
from xml.dom.pulldom import START_ELEMENT, parseString
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges
def xxe_parse(request):
    parser = make_parser()
    parser.setFeature(feature_external_ges, True)  # !
    doc = parseString(request.body.decode('utf-8'), parser=parser)  # !
    return render(request, 'x.html')
--- pygoat eval
def cmd_lab2(request):
    val = request.POST.get('val')
    output = eval(val)  # !
    return render(request, 'x.html', {"o": output})
--- graphene resolver
import graphene
class Query(graphene.ObjectType):
    user = graphene.Field(User, name=graphene.String())
    def resolve_user(self, info, name):
        return db.execute(f"SELECT * FROM users WHERE name = '{name}'").first()  # !
--- strawberry
import strawberry, os
@strawberry.type
class Query:
    @strawberry.field
    def ping(self, host: str) -> str:
        return os.popen("ping " + host).read()  # !
--- dvga import
def run_cmd(cmd):
    return os.popen(cmd).read()  # !
class SystemDebug:
    def resolve_debug(self, info, arg=None):
        if arg:
            output = run_cmd('ps {}'.format(arg))
        return output
--- fastapi Query default
from fastapi import Query
@router.get("/search")
async def search(q: str = Query(..., min_length=1), session=Depends(get_session)):
    stmt = "SELECT * FROM docs WHERE body ILIKE '%" + q + "%'"
    return (await session.execute(text(stmt))).all()  # !
--- fastapi annotated
from typing import Annotated
from fastapi import Query
@app.get("/read")
def read(path: Annotated[str, Query()]):
    return open(path).read()  # !
--- fastapi sort request
@app.get("/items")
def items(sort: str = "id", db=Depends(get_db)):
    return db.execute(f"SELECT * FROM items ORDER BY {sort}").fetchall()  # !
--- fastapi request json
from fastapi import Request
@app.post("/run")
async def run(request: Request):
    data = await request.json()
    os.system(data["cmd"])  # !
--- websocket
from fastapi import WebSocket
@app.websocket("/ws")
async def ws(websocket: WebSocket):
    while True:
        data = await websocket.receive_text()
        os.system("echo " + data)  # !
--- websockets lib
import websockets, json
async def handler(websocket):
    async for message in websocket:
        data = json.loads(message)
        eval(data["expr"])  # !
--- telegram bot
from telegram import Update
async def run(update: Update, context):
    os.system("ping " + update.message.text)  # !
--- discord bot
@bot.command()
async def ping(ctx, host):
    os.popen(f"ping -c 1 {host}")  # !
--- slack
@app.command("/deploy")
def deploy(ack, command):
    subprocess.run(f"deploy {command['text']}", shell=True)  # !
--- socketio
@socketio.on('message')
def handle(data):
    db.execute("SELECT * FROM m WHERE t = '" + data['t'] + "'")  # !
--- kafka consumer
import pickle
from kafka import KafkaConsumer
for msg in KafkaConsumer('t'):
    obj = pickle.loads(msg.value)  # !
--- grpc servicer
class Greeter(pb2_grpc.GreeterServicer):
    def SayHello(self, request, context):
        cur.execute("SELECT * FROM u WHERE n = '%s'" % request.name)  # !
        return pb2.Reply()
--- dash callback
@app.callback(Output('o', 'children'), Input('i', 'value'))
def update(value):
    return pd.read_sql("SELECT * FROM t WHERE c = '" + value + "'", conn)  # !
--- streamlit
import streamlit as st, os
name = st.text_input("file")
os.system("cat " + name)  # !
--- gradio
import gradio as gr
def run(code):
    exec(code)  # !
gr.Interface(fn=run, inputs="text", outputs="text").launch()
--- streamlit html
import streamlit as st
q = st.text_input("q")
st.markdown(f"<b>{q}</b>", unsafe_allow_html=True)  # !
--- chalice
from chalice import Chalice
app = Chalice(app_name='x')
@app.route('/u/{name}')
def u(name):
    return db.execute("SELECT * FROM u WHERE n = '" + name + "'")  # !
--- click option
import click, subprocess
@click.command()
@click.option('--host')
def ping(host):
    subprocess.call("ping " + host, shell=True)
--- typer
import typer, os
def main(name: str):
    os.system(f"echo {name}")  # !
typer.run(main)
--- dataclass request
from dataclasses import dataclass
@dataclass
class Req:
    name: str
def find(req: Req, cur):
    cur.execute(f"SELECT * FROM u WHERE n = '{req.name}'")  # !
--- multi assign
@app.route('/x')
def x():
    a, b = request.args.get('a'), request.args.get('b')
    sql = ''.join(['SELECT * FROM t WHERE a = ', a])
    db.execute(sql)  # !
    return ''
--- inner function
@app.route('/x')
def x():
    n = request.args['n']
    def q():
        return db.execute("SELECT * FROM t WHERE n = '" + n + "'")  # !
    return str(q())
--- generator
def lines(names):
    for n in names:
        yield f"DELETE FROM t WHERE n = '{n}'"  # !
--- staticmethod
class Db:
    @staticmethod
    def q(sql):
        return conn.execute(sql)  # !
@app.route('/x')
def x():
    Db.q("SELECT * FROM t WHERE n = '" + request.args['n'] + "'")  # !
    return ''
--- alias function
import os
sh = os.system
def f(n):
    sh("ls " + n)  # !
--- getattr import
import importlib, os
def f(n):
    getattr(os, "system")("ls " + n)  # !
--- clean parametrized executemany
def f(cur, rows):
    cur.executemany("INSERT INTO t VALUES (?, ?)", rows)
--- clean sqlalchemy core
from sqlalchemy import select
def f(s, n):
    return s.execute(select(User).where(User.name == n)).scalars().all()
--- clean sql file
def migrate(conn):
    with open("schema.sql") as f:
        conn.executescript(f.read())
--- clean columns constant join
COLS = ["a", "b"]
def f(cur):
    cur.execute("SELECT " + ", ".join(COLS) + " FROM t")
--- clean subprocess run list fstring
import subprocess
def f(name):
    subprocess.run(["git", "checkout", f"release/{name}"], check=True)
--- clean html template email
def mail(name):
    return render_template("mail.html", name=name)
--- clean requests base
import requests
class Api:
    def __init__(self, base):
        self.base = base
    def get(self, path):
        return requests.get(f"{self.base}/{path}", timeout=3).json()
--- clean log path
from pathlib import Path
def write(root: Path, name: str, text: str):
    (root / name).write_text(text)
--- clean os environ path
import os
DATA = os.path.join(os.environ.get("HOME", "/"), "data")
def load():
    return open(DATA).read()
--- clean fastapi int id
@app.get("/f/{i}")
def f(i: int):
    return FileResponse(f"files/{i}.png")
--- clean fastapi literal
from typing import Literal
@app.get("/s")
def s(order: Literal["asc", "desc"], db=Depends(get_db)):
    return db.execute(text(f"SELECT * FROM t ORDER BY id {order}")).all()
--- clean fastapi regex
from fastapi import Query
@app.get("/s")
def s(order: str = Query("asc", pattern="^(asc|desc)$"), db=Depends(get_db)):
    return db.execute(text(f"SELECT * FROM t ORDER BY id {order}")).all()
--- clean django get_object
def v(request, pk):
    o = get_object_or_404(M, pk=pk)
    return redirect("detail", pk=o.pk)
--- clean pickle cache own file
import pickle
def save(path, o):
    with open(path, "wb") as f:
        pickle.dump(o, f)
--- clean next helper
def _safe_next(target):
    host = urlparse(request.host_url)
    test = urlparse(urljoin(request.host_url, target))
    return test.scheme in ("http", "https") and host.netloc == test.netloc
@app.route('/l')
def l():
    n = request.args.get("next")
    if not _safe_next(n):
        n = "/"
    return redirect(n)
--- clean re.sub filter
import re
@app.route('/f')
def f():
    n = re.sub(r"[^A-Za-z0-9_-]", "", request.args["n"])
    return send_file("files/" + n + ".txt")
--- clean mcp query bound
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
@mcp.tool()
def find(name: str) -> str:
    return str(conn.execute("SELECT * FROM t WHERE n = ?", (name,)).fetchall())
--- clean validate path helper raise
def _validate(name):
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise HTTPException(400)
@app.get("/f/{name}")
def f(name: str):
    _validate(name)
    return FileResponse(f"files/{name}.txt")
--- clean host ip check
import ipaddress, requests
@app.get("/f")
def f(ip: ipaddress.IPv4Address):
    return requests.get(f"http://{ip}/").text
--- clean html in test message
def f(name):
    raise ValueError(f"<{name}> is not allowed")
--- clean repr html
class T:
    def __repr__(self):
        return f"<T {self.name}>"
--- clean flask shell command constant
import subprocess
@app.route('/v')
def v():
    return subprocess.check_output("git rev-parse HEAD", shell=True)
--- clean any check
ALLOWED = {"https://a.example.com"}
@app.route('/f')
def f():
    u = request.args["u"]
    if any(u.startswith(p) for p in ALLOWED):
        return requests.get(u).text
    return "no", 400
--- clean redirect allowed set get
@app.route('/f')
def f():
    target = {"a": "/a", "b": "/b"}.get(request.args["t"])
    if target is None:
        abort(404)
    return redirect(target)
--- xss table
@app.route('/users')
def users():
    q = request.args.get('q', '')
    rows = ''
    for u in find(q):
        rows += '<tr><td>%s</td></tr>' % u.name
    return '<p>Results for ' + q + '</p><table>' + rows + '</table>'  # !
--- xss Response list
from flask import Response
@app.route('/s')
def s():
    out = []
    out.append('<html>')
    out.append('<p>' + request.args['x'] + '</p>')
    return Response('\n'.join(out))  # !
--- xss redirect script
@app.route('/s')
def s():
    url = request.args.get('u')
    return '<script>location="' + url + '"</script>'  # !
--- xss make_response tuple
from flask import make_response
@app.route('/s')
def s():
    return make_response(f"<p>{request.args['x']}</p>", 400)  # !
--- xss error message
@app.route('/s')
def s():
    try:
        run()
    except Exception as e:
        return f"<h1>Error for {request.args['x']}</h1>", 500  # !
--- xss django template off
from django.http import HttpResponse
def v(request):
    name = request.GET.get('name', 'World')
    html = "<html><body>Hello %s</body></html>" % name
    return HttpResponse(html)  # !
--- xss httpresponse write
from django.http import HttpResponse
def v(request):
    r = HttpResponse()
    r.write("<p>" + request.GET['x'] + "</p>")  # !
    return r
--- xss fastapi html body
from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse
@app.post("/c", response_class=HTMLResponse)
async def c(comment: str = Form(...)):
    page = "<html><body>"
    page += f"<p>{comment}</p>"
    page += "</body></html>"
    return HTMLResponse(content=page)  # !
--- xss stored
@app.route('/c')
def c():
    comments = db.execute("SELECT body FROM c").fetchall()
    html = "".join(f"<li>{x[0]}</li>" for x in comments)
    return "<ul>" + html + "</ul>"  # !
--- ssrf image proxy
from PIL import Image
import io, requests
@app.route('/img')
def img():
    url = request.args.get('src')
    if not url:
        return '', 400
    data = requests.get(url, stream=True, timeout=5).content  # !
    return Image.open(io.BytesIO(data)).format
--- ssrf webhook class
import requests
class Hook:
    def __init__(self, url):
        self.url = url
    def fire(self, data):
        return requests.post(self.url, json=data)  # !
@app.post('/h')
def h():
    Hook(request.json['url']).fire({})
    return ''
--- ssrf scheme
import requests
from urllib.parse import urlparse
@app.route('/f')
def f():
    u = request.args['u']
    if urlparse(u).scheme not in ('http', 'https'):
        abort(400)
    return requests.get(u).text  # !
--- ssrf port
import requests
@app.route('/f/<host>/<int:port>')
def f(host, port):
    return requests.get(f"http://{host}:{port}/health").text  # !
--- nosql update
@app.post('/u')
def u():
    body = request.get_json(force=True)
    mongo.db.users.update_one({"_id": body["id"]}, {"$set": body})  # !
    return ''
--- nosql fastapi dict
@app.post("/find")
async def find(q: dict):
    return await db.items.find(q).to_list(10)  # !
--- nosql motor request
@app.post("/login")
async def login(request: Request):
    data = await request.json()
    return await db["users"].find_one({"u": data["u"], "p": data["p"]})  # !
--- path download env
@app.route('/d')
def d():
    base = os.environ.get('ROOT', '/srv')
    name = request.args.get('name', '')
    full = base + '/' + name
    if os.path.exists(full):
        return send_file(full)  # !
    return '', 404
--- path template load
@app.route('/t/<lang>')
def t(lang):
    with open(f"locale/{lang}.json", encoding="utf-8") as f:  # !
        return json.load(f)
--- path csv export
@app.post('/e')
def e():
    name = request.json.get('filename', 'x.csv')
    df.to_csv(os.path.join(EXPORTS, name))  # !
    return ''
--- path image save
from PIL import Image
@app.post('/i')
def i():
    img = Image.open(request.files['f'])
    img.save('static/' + request.form['name'])  # !
    return ''
--- path zip write
import zipfile
@app.post('/u')
def u():
    with zipfile.ZipFile(request.files['f']) as z:
        for n in z.namelist():
            z.extract(n, 'up')
            os.rename('up/' + n, 'data/' + n)  # !
    return ''
--- redirect blueprint
from flask import Blueprint, redirect, request, session
auth = Blueprint('auth', __name__)
@auth.route('/login', methods=['POST'])
def login():
    if check(request.form['u'], request.form['p']):
        session['u'] = request.form['u']
        next_url = request.form.get('next', '')
        if next_url:
            return redirect(next_url)  # !
    return redirect(url_for('auth.login'))
--- redirect django if
from django.shortcuts import redirect
def logout_view(request):
    logout(request)
    next_page = request.GET.get('next')
    return redirect(next_page if next_page else 'home')  # !
--- sqlalchemy engine begin
from sqlalchemy import create_engine, text
engine = create_engine(URL)
@app.delete('/x/{name}')
def x(name: str):
    with engine.begin() as c:
        c.execute(text("DELETE FROM x WHERE name = '" + name + "'"))  # !
--- sql two step format
@app.get('/x')
def x():
    base = "SELECT * FROM x WHERE {} = '{}'"
    col = request.args['c']
    val = request.args['v']
    sql = base.format(col, val)
    rows = db.session.execute(sql)  # !
    return ''
--- sql insert f multi-line
def save(conn, user, mail):
    sql = f"""
        INSERT INTO users (name, mail)
        VALUES ('{user}', '{mail}')
    """
    with conn.cursor() as cursor:
        cursor.execute(sql)  # !
    conn.commit()
--- sql create user
def grant(cur, user, password):
    cur.execute(f"CREATE USER {user} IDENTIFIED BY '{password}'")  # !
--- sql like concat percent sign
def s(cur, term):
    cur.execute("SELECT * FROM t WHERE n LIKE '%" + term + "%'")  # !
--- sql duckdb
import duckdb
def q(name):
    return duckdb.sql(f"SELECT * FROM t WHERE n = '{name}'").df()  # !
--- sql spark
def q(spark, name):
    return spark.sql(f"SELECT * FROM t WHERE n = '{name}'")  # !
--- sql snowflake
def q(ctx, name):
    return ctx.cursor().execute(f"SELECT * FROM t WHERE n = '{name}'").fetchall()  # !
--- sql llm chain
from langchain_openai import ChatOpenAI
llm = ChatOpenAI()
def ask(q):
    sql = llm.invoke("Write SQL for " + q).content
    return conn.execute(sql).fetchall()  # !
--- code llm exec
from langchain_openai import ChatOpenAI
llm = ChatOpenAI()
def ask(q):
    exec(llm.invoke(q).content)  # !
--- cmd git clone
@app.post("/clone")
async def clone(req: CloneRequest):
    subprocess.run(f"git clone {req.url} /tmp/repo", shell=True, check=True)  # !
--- cmd async task
@celery.task
def thumb(path, size):
    os.system("convert %s -resize %s out.png" % (path, size))  # !
--- cmd ssh
def run(host, cmd):
    subprocess.run(f"ssh {host} '{cmd}'", shell=True)  # !
--- cmd environ proc
def backup(db):
    subprocess.call("mysqldump " + db + " > out.sql", shell=True)  # !
--- yaml upload
import yaml
@app.post("/c")
async def c(file: UploadFile):
    return yaml.load(await file.read(), Loader=yaml.FullLoader) and yaml.load(await file.read(), Loader=yaml.Loader)  # !
--- clean xss jinja markup const
def v(request):
    return render(request, "x.html", {"x": format_html("<b>{}</b>", request.GET["x"])})
--- clean redirect url for next
@auth.route('/login')
def login():
    session['next'] = request.args.get('next')
    return redirect(url_for('index'))
--- clean path safe join check none
from werkzeug.utils import safe_join
@app.route('/f/<path:p>')
def f(p):
    full = safe_join(ROOT, p)
    if full is None:
        abort(404)
    return send_file(full)
--- clean sql many
def f(cur, rows):
    for r in rows:
        cur.execute("INSERT INTO t (a, b) VALUES (%s, %s)", (r["a"], r["b"]))
--- clean sql table map
TABLES = {"u": "users", "o": "orders"}
def f(cur, kind, i):
    table = TABLES[kind]
    cur.execute(f"SELECT * FROM {table} WHERE id = %s", (i,))
--- clean sql table param ident quote
def f(conn, table):
    if not table.isidentifier():
        raise ValueError(table)
    return conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()
--- clean ssrf fixed
@app.route('/w')
def w():
    city = request.args['city']
    return requests.get(f"https://api.weather.test/v1?city={city}", timeout=3).json()
--- clean ssrf settings
import httpx
@app.get("/p/{path:path}")
async def p(path: str):
    async with httpx.AsyncClient(base_url=settings.upstream) as c:
        return (await c.get(f"/api/{path}")).json()
--- clean cmd enum list
@app.post("/s")
def s():
    action = request.json["action"]
    if action == "start":
        subprocess.run("systemctl start x", shell=True)
    elif action == "stop":
        subprocess.run("systemctl stop x", shell=True)
    return ""
--- clean nosql typed
class Q(BaseModel):
    name: str
    age: int
@app.post("/find")
async def find(q: Q):
    return await db.items.find({"name": q.name, "age": q.age}).to_list(10)
--- clean path tmp upload
import tempfile
@app.post("/u")
async def u(file: UploadFile):
    with tempfile.NamedTemporaryFile(delete=False, suffix=".bin") as t:
        t.write(await file.read())
    return t.name
--- clean path uuid ext
import uuid
from pathlib import Path
@app.post("/u")
async def u(file: UploadFile):
    ext = Path(file.filename).suffix
    if ext not in {".png", ".jpg"}:
        raise HTTPException(400)
    dest = Path("up") / f"{uuid.uuid4()}{ext}"
    dest.write_bytes(await file.read())
--- clean xss api text
@app.get("/x")
async def x(q: str):
    return PlainTextResponse(f"you said {q}")
--- clean deserial json
@app.post("/x")
def x():
    return jsonify(json.loads(base64.b64decode(request.json["s"])))
--- drf generic
from rest_framework.generics import ListAPIView
from django.db import connection
class L(ListAPIView):
    def get_queryset(self):
        order = self.request.GET.get('order', 'id')
        return Item.objects.extra(order_by=[order])  # !
--- drf api view post
from rest_framework.views import APIView
from rest_framework.response import Response
import subprocess
class P(APIView):
    def post(self, request, format=None):
        host = request.data.get('host')
        out = subprocess.check_output('ping -c 1 %s' % host, shell=True)  # !
        return Response({'o': out})
--- django path kwarg file
from django.http import HttpResponse, Http404
def download(request, filename):
    file_path = os.path.join(settings.MEDIA_ROOT, filename)
    with open(file_path, 'rb') as fh:  # !
        return HttpResponse(fh.read(), content_type="application/pdf")
--- django annotate raw
from django.db import connections
def report(request):
    sql = "SELECT * FROM r WHERE day = '{}'".format(request.GET['day'])
    with connections['ro'].cursor() as c:
        c.execute(sql)  # !
        return JsonResponse({'r': c.fetchall()})
--- tornado ssti
import tornado.web, tornado.template
class H(tornado.web.RequestHandler):
    def get(self):
        name = self.get_query_argument('name')
        self.finish(tornado.template.Template('Hi ' + name).generate())  # !
--- tornado redirect
import tornado.web
class H(tornado.web.RequestHandler):
    def post(self):
        nxt = self.get_body_argument('next')
        return self.redirect(nxt)  # !
--- quart
from quart import Quart, request
app = Quart(__name__)
@app.route('/x', methods=['POST'])
async def x():
    form = await request.form
    return f"<b>{form['n']}</b>"  # !
--- litestar
from litestar import get
@get("/f")
async def f(name: str) -> str:
    return open("/srv/" + name).read()  # !
--- falcon
import falcon
class R:
    def on_get(self, req, resp):
        name = req.get_param('name')
        db.execute("SELECT * FROM t WHERE n = '%s'" % name)  # !
--- falcon media
import falcon, os
class R:
    def on_post(self, req, resp):
        os.system(req.media['cmd'])  # !
--- azure function
import azure.functions as func
def main(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get('name')
    return func.HttpResponse("<h1>" + name + "</h1>", mimetype="text/html")  # !
--- gcp function
import functions_framework
@functions_framework.http
def hello(request):
    return "<p>" + request.args.get("n") + "</p>"  # !
--- decorator wrapped
def login_required(f):
    def inner(*a, **k):
        return f(*a, **k)
    return inner
@app.route('/x')
@login_required
def x():
    return db.execute("SELECT * FROM t WHERE n = '" + request.args['n'] + "'").fetchone()  # !
--- headers loop
@app.route('/x')
def x():
    for h in request.headers.getlist('X-Cmd'):
        os.system(h)  # !
    return ''
--- nested dict json
@app.post('/x')
def x():
    payload = request.get_json()
    cmd = payload.get('job', {}).get('cmd', 'ls')
    subprocess.Popen(cmd, shell=True)  # !
    return ''
--- unpack args
@app.post('/x')
def x():
    data = {**request.json}
    cur.execute("SELECT * FROM t WHERE a = '%s' AND b = '%s'" % (data['a'], data['b']))  # !
    return ''
--- join path f
@app.get('/x')
def x():
    return send_file(f"{app.root_path}/static/{request.args.get('f')}")  # !
--- str join
def q(cur, cols, table, val):
    sql = " ".join(["SELECT * FROM t WHERE v = '", val, "'"])
    cur.execute(sql)  # !
--- ternary build
def q(cur, v, asc):
    cur.execute("SELECT * FROM t WHERE v = '" + v + ("' ORDER BY a" if asc else "' ORDER BY b"))  # !
--- sql in class const format
class Q:
    FIND = "SELECT * FROM t WHERE v = '{v}'"
def q(cur, v):
    cur.execute(Q.FIND.format(v=v))  # !
--- setattr model dump dict
@app.patch("/u")
async def u(body: dict, db=Depends(get_db)):
    user = db.get(1)
    for k, v in body.items():
        setattr(user, k, v)  # !
--- clean patch pydantic
@app.patch("/u")
async def u(body: UserUpdate, db=Depends(get_db)):
    user = db.get(1)
    for k, v in body.model_dump(exclude_unset=True).items():
        setattr(user, k, v)
--- clean drf serializer
from rest_framework.views import APIView
class P(APIView):
    def post(self, request):
        s = ItemSerializer(data=request.data)
        s.is_valid(raise_exception=True)
        s.save()
        return Response(s.data)
--- clean django form
def v(request):
    form = ItemForm(request.POST)
    if form.is_valid():
        Item.objects.create(**form.cleaned_data)
    return redirect('items')
--- clean falcon json
class R:
    def on_get(self, req, resp):
        resp.media = {"n": req.get_param("n")}
--- clean flask jsonify f
@app.route('/x')
def x():
    return jsonify({"m": f"<{request.args['n']}>"})
--- clean format map const
MSG = {"en": "Hello {n}", "de": "Hallo {n}"}
@app.route('/x')
def x():
    return jsonify(m=MSG.get(request.args["l"], "Hi {n}").format(n=request.args["n"]))
--- clean order whitelist helper
def _order(value):
    return value if value in ("asc", "desc") else "asc"
@app.route('/x')
def x():
    return str(db.execute("SELECT * FROM t ORDER BY id " + _order(request.args["o"])).fetchall())
--- clean int list
@app.route('/x')
def x():
    ids = [int(i) for i in request.args["ids"].split(",")]
    return jsonify(db.execute(f"SELECT * FROM t WHERE id IN ({','.join(map(str, ids))})").fetchall())
--- clean sub process text
def f(path):
    out = subprocess.run(["ffprobe", "-i", str(path)], capture_output=True)
    return json.loads(out.stdout)
--- clean os path exists
@app.get("/s")
def s():
    return {"ok": os.path.exists("/srv/x")}
--- partial with a keyword
sh = functools.partial(subprocess.run, shell=True, check=True)
def clean_up(path):
    sh("rm -rf " + path)  # !
--- options as a dictionary
OPTIONS = dict(shell=True, stdout=subprocess.PIPE)
def listing(path):
    return subprocess.Popen("ls " + path, **OPTIONS)  # !
--- name bound by a case
@app.route('/x')
def x():
    match request.args.get("k"):
        case "a":
            return "a"
        case other:
            return "<p>unknown " + other  # !
--- method of a base class
class Base:
    def _shell(self, command):
        return subprocess.run(command, shell=True)  # !
class Git(Base):
    def clone(self, url):
        self._shell("git clone " + url)
--- clean partial without a shell
run = functools.partial(subprocess.run, check=True)
def clean_up(path):
    run(["rm", "-rf", path])
--- clean case of a constant
@app.route('/x')
def x():
    match request.args.get("k"):
        case "a":
            return "<p>a"
        case _:
            return "<p>b"
--- clean method of a base class
class Base:
    def _run(self, command):
        return subprocess.run(command)
class Git(Base):
    def clone(self, url):
        self._run(["git", "clone", url])
--- a function of the language by its module
import builtins
from flask import request
@app.route('/b')
def b():
    builtins.eval(request.args.get('b'))  # !
@app.route('/c')
def c():
    builtins.open('/srv/files/' + request.args.get('c'))  # !
@app.route('/d')
def d():
    builtins.print(request.args.get('d'))
`;
