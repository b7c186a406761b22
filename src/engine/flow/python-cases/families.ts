// Python programs of the families that analysers of Python test: each form of a library once; `# !` marks the line that must be found.
export const classes = [
  'sql-injection', 'command-injection', 'xss', 'path-traversal', 'ssrf', 'open-redirect', 'code-injection', 'nosql-injection',
  'template-injection', 'deserialization', 'cors', 'header-injection', 'mass-assignment',
]; // prettier-ignore

export const programs = String.raw`
--- global written by a hook
from flask import Flask, request
import os
app = Flask(__name__)
folder = None
@app.before_request
def before():
    global folder
    folder = request.args.get('d')
@app.route('/l')
def l():
    os.system('ls ' + folder)  # !
    return ''
--- clean global of a constant
from flask import Flask, request
import os
app = Flask(__name__)
folder = '/srv'
@app.before_request
def before():
    global folder
    folder = '/data'
@app.route('/l')
def l():
    os.system('ls ' + folder)
    return ''
--- flask g
from flask import Flask, g, request
import os
app = Flask(__name__)
@app.before_request
def before():
    g.folder = request.args.get('d')
@app.route('/l')
def l():
    os.system('ls ' + g.folder)  # !
    return ''
--- session in a shell
from flask import Flask, session
import os
app = Flask(__name__)
@app.route('/l')
def l():
    os.system('ls ' + session['folder'])  # !
    return ''
--- returned look-up
from flask import Flask, request
app = Flask(__name__)
@app.route('/l')
def l():
    return request.args.get('n')  # !
--- clean returned json
from flask import Flask, request
app = Flask(__name__)
@app.route('/l')
def l():
    return request.json.get('n')
--- view of add_url_rule
from flask import Flask, request
app = Flask(__name__)
def hello():
    return 'hi ' + request.args['n']  # !
app.add_url_rule('/hello', view_func=hello)
--- redirect to next without a type
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
app = FastAPI()
@app.get('/go')
def go(next='/'):
    return RedirectResponse(url=next)  # !
--- schema fields
from fastapi import FastAPI
from pydantic import BaseModel
import subprocess
app = FastAPI()
class Job(BaseModel):
    name: str
    level: int = 0
@app.post('/jobs')
def create(job: Job):
    subprocess.run(f'nice -n {job.level} true', shell=True)
    subprocess.run(f'echo {job.name}', shell=True)  # !
--- graphene resolver
import graphene, os
class Query(graphene.ObjectType):
    ping = graphene.String(host=graphene.String())
    def resolve_ping(self, info, host):
        return os.popen('ping ' + host).read()  # !
    def resolve_file(root, info, name):
        return open(name).read()  # !
    def resolve_me(self, info):
        return open(info.context.user.avatar_path).read()
--- strawberry field
import strawberry
@strawberry.type
class Query:
    @strawberry.field
    def text(self, path: str) -> str:
        return open(path).read()  # !
--- falcon
import falcon, os
class Page:
    def on_get(self, req, resp):
        os.system('ls ' + req.get_param('d'))  # !
        resp.text = '<b>' + req.params['n'] + '</b>'  # !
--- origin of the caller
from flask import Flask, request, make_response
app = Flask(__name__)
@app.route('/l')
def l():
    response = make_response('ok')
    response.headers['Access-Control-Allow-Origin'] = request.headers['Origin']  # !
    response.headers['X-Name'] = request.args['n']  # !
    response.set_cookie('name', request.args['n'])  # !
    return response
--- clean origin of a list
from flask import Flask, request
app = Flask(__name__)
@app.after_request
def allow(response):
    origin = request.headers.get('Origin')
    if origin in ALLOWED:
        response.headers['Access-Control-Allow-Origin'] = origin
    return response
--- shell by name
import os
def run(text):
    os.execl('/bin/sh', '/bin/sh', '-c', text)  # !
    os.spawnl(os.P_WAIT, '/bin/bash', 'bash', '-c', text)  # !
    os.execv('/bin/sh', ['sh', '-c', text])  # !
    os.execl('/bin/ls', 'ls', text)
--- shell of a loop
import asyncio
async def run(text):
    loop = asyncio.get_event_loop()
    await loop.subprocess_shell(lambda: None, text)  # !
    await loop.subprocess_exec(lambda: None, ['/bin/bash', '-c', text])  # !
    await loop.subprocess_exec(lambda: None, ['ls', text])
--- airflow
from airflow.operators.bash import BashOperator
def task(name):
    BashOperator(task_id='a', bash_command=f'echo {name}')  # !
    BashOperator(task_id='b', bash_command='echo 1')
--- interpreters
import code
def run(text):
    code.InteractiveConsole().push(text)  # !
    console = code.InteractiveConsole()
    console.runsource(text)  # !
    console.push('1 + 1')
--- django extra select
from django.contrib.auth.models import User
def view(request):
    name = request.GET['n']
    User.objects.extra(select={'x': "SELECT a FROM b WHERE c='" + name + "'"})  # !
    User.objects.filter(**request.GET.dict())  # !
    User.objects.filter(name=name)
--- drivers
import pg8000, aiosqlite
async def find(conn_id, name):
    conn = pg8000.connect(user='x')
    conn.run(f"SELECT * FROM t WHERE n = '{name}'")  # !
    conn.run('SELECT * FROM t WHERE n = :n', n=name)
    async with aiosqlite.connect('x') as db:
        await db.execute_fetchall(f"SELECT * FROM t WHERE n = '{conn_id}'")  # !
--- dynamodb filter
import boto3
from boto3.dynamodb.conditions import Attr
def lambda_handler(event, context):
    table = boto3.resource('dynamodb').Table('x')
    table.scan(FilterExpression=event['filter'])  # !
    table.scan(FilterExpression=Attr('a').eq(event['filter']))
--- django storage
from django.core.files.storage import default_storage
def view(request):
    default_storage.open(request.GET['f'])  # !
    default_storage.open('fixed.txt')
--- s3 key as a local path
import boto3
s3 = boto3.client('s3')
def lambda_handler(event, context):
    key = event['Records'][0]['s3']['object']['key']
    s3.download_file('bucket', key, '/tmp/' + key)  # !
--- resource of an agent
from mcp.server.fastmcp import FastMCP
mcp = FastMCP('x')
@mcp.resource('file://{name}')
def text(name: str) -> str:
    return open(f'/data/{name}').read()  # !
--- bodies that a plain server reads
import http.server
import os
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers['Content-Length'])
        os.system(self.rfile.read(size).decode())  # !
        os.system('renice ' + str(size))
--- the type of an answer is named after it is made
from flask import request, make_response
from django.http import HttpResponse
@app.route('/a')
def plain():
    answer = make_response(request.args['x'])
    answer.headers['Content-Type'] = 'text/plain'
    return answer
@app.route('/b')
def page():
    answer = make_response(request.args['x'])  # !
    answer.headers['Content-Type'] = 'text/html'
    return answer
@app.route('/c')
def either():
    answer = make_response(request.args['x'])  # !
    if request.args['raw']:
        answer.headers['Content-Type'] = 'text/plain'
    return answer
def table(request):
    answer = HttpResponse(request.GET['rows'])
    answer['Content-Type'] = 'text/csv'
    return answer
--- answers in pieces
from django.http import StreamingHttpResponse
def view(request):
    return StreamingHttpResponse(iter(['<p>', request.GET['q'], '</p>']))  # !
--- headers of an answer as keys
from django.http import HttpResponse
def view(request):
    answer = HttpResponse('')
    answer['X-Theme'] = request.GET['theme']  # !
    answer['X-Theme'] = 'dark'
    return answer
--- the name of a function of the database
from django.db.models import F, Func, Value
from .models import Task
def view(request):
    Task.objects.annotate(a=Func(F('name'), function=request.GET['fn']))  # !
    return Task.objects.annotate(a=Func(Value(request.GET['v']), function='LOWER'))
--- files of cherrypy
import cherrypy
from cherrypy.lib import static
class Files:
    @cherrypy.expose
    def get(self, name):
        return static.serve_file('/srv/' + name)  # !
--- queries of elasticsearch
from elasticsearch import Elasticsearch
from flask import request
@app.post('/find')
def find():
    es = Elasticsearch()
    es.search(index='notes', body=request.get_json())  # !
    return es.search(index='notes', body={'query': {'match': {'text': str(request.json['q'])}}})
--- pickles of other libraries
import dill
from flask import request
@app.post('/load')
def load():
    return dill.Unpickler(request.stream).load()  # !
--- methods that are named for what they answer to
import http.server
class Server(http.server.BaseHTTPRequestHandler):
    def handle_one_request(self):
        line = self.rfile.readline()
        command = line.split()[0]
        method = getattr(self, 'do_' + command)
        method()
--- what is looked for has a status too
def search(cursor, filters):
    parts = []
    if filters.status:
        parts.append(f"status = '{filters.status}'")
    where = f"WHERE {' AND '.join(parts)}" if parts else ''
    cursor.execute(f'SELECT id FROM bills {where} LIMIT 20')  # !
def answered(cursor, response):
    cursor.execute(f'SELECT text FROM codes WHERE code = {response.status}')
--- a template with one place that is not escaped
from flask import render_template_string, request
@app.get('/card')
def card():
    render_template_string('<p>{{ body|safe }}</p>', body=request.args['body'])  # !
    return render_template_string('<p>{{ body }}</p>', body=request.args['body'])
--- files of litestar
from litestar import get
from litestar.response import File
@get('/report/{name:str}')
async def report(name: str) -> File:
    return File(path='/srv/reports/' + name, filename='report.pdf')  # !
--- what streamlit was called with
import streamlit as st
import streamlit.components.v1 as components
components.html('<p>' + st.query_params['m'] + '</p>')  # !
st.components.v1.html('<p>Ready</p>')
--- what the fields of a schema are says its class
from datetime import date
from enum import Enum
from typing import Literal, Optional
from pydantic import BaseModel
class Order(str, Enum):
    up = 'up'
class Search(BaseModel):
    count: int
    day: Optional[date] = None
    kind: Literal['a', 'b'] = 'a'
    order: Order = Order.up
    size: str
def find(cursor, search: Search):
    cursor.execute(f"SELECT a FROM t WHERE b = '{search.count}' AND c = '{search.day}' AND d = '{search.kind}'")
    cursor.execute(f"SELECT a FROM t WHERE e = '{search.order}' OR e = '{search.order.value}'")
    cursor.execute(f"SELECT a FROM t WHERE f = '{search.size}'")  # !
def maybe(cursor, search: Optional[Search]):
    cursor.execute(f"SELECT a FROM t WHERE b = '{search.count}'")
    cursor.execute(f"SELECT a FROM t WHERE f = '{search.size}'")  # !
--- types that are annotated
import os
from typing import Annotated
from fastapi import APIRouter, Body, Cookie, Depends
router = APIRouter()
@router.get('/a')
def a(state: Annotated[str | None, Cookie()] = None):
    os.system('ls ' + state)  # !
@router.post('/b')
def b(items: Annotated[list[dict[str, str]], Body()]):
    os.system('ls ' + items[0]['name'])  # !
@router.get('/c')
def c(folder: Annotated[Folder | None, Depends(own_folder)]):
    os.system('ls ' + str(folder.id))
--- methods of what is handed to a handler
from pathlib import Path
from fastapi import APIRouter, Depends
router = APIRouter()
class Exports:
    base = Path('/srv/exports')
    def read(self, name: str):
        return self.base.joinpath(name).read_text()  # !
    def count(self, name: str):
        return len(name)
@router.get('/a/{name}')
def a(name: str, exports: Exports = Depends(Exports)):
    exports.count(name)
    return exports.read(name)
--- keys that are asked for
from flask import request
COLUMNS = {'name', 'mail'}
def update(cursor):
    values = {key: value for key, value in request.json.items() if key in COLUMNS}
    cursor.execute('UPDATE users SET ' + ', '.join(f'{key} = %s' for key in values), list(values.values()))
    cursor.execute('UPDATE users SET ' + ', '.join(f'{key} = %s' for key, _ in values.items()), list(values.values()))
    cursor.execute('UPDATE users SET ' + ', '.join(f"{key} = '{value}'" for key, value in values.items()))  # !
def upsert(cursor):
    values = {key.lower(): value for key, value in request.json.items()}
    cursor.execute('UPDATE users SET ' + ', '.join(f'{key} = %s' for key in values), list(values.values()))  # !
--- a decorator that lets some through before it checks
import functools
import os
import re
from flask import Flask, abort, request
app = Flask(__name__)
def plain_host(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if request.headers.get('X-Fast'):
            return view(*args, **kwargs)
        if not re.fullmatch(r'[\w.]+', request.args.get('host', '')):
            abort(400)
        return view(*args, **kwargs)
    return inner
@app.get('/a')
@plain_host
def a():
    os.system('ping ' + request.args['host'])  # !
    return 'ok'
--- a decorator that refuses
import functools
import os
import re
from flask import Flask, abort, request
app = Flask(__name__)
def plain_host(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if not re.fullmatch(r'[\w.]+', request.args.get('host', '')):
            abort(400)
        return view(*args, **kwargs)
    return inner
def logged(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if not re.fullmatch(r'[\w.]+', request.args.get('host', '')):
            app.logger.warning('unusual host')
        return view(*args, **kwargs)
    return inner
@app.get('/a')
@plain_host
def a():
    os.system('ping ' + request.args['host'])
    os.system('ping -c ' + request.args['count'])  # !
    return 'ok'
@app.get('/b')
@logged
def b():
    os.system('ping ' + request.args['host'])  # !
    return 'ok'
--- a record that checks its fields
import sqlite3
from dataclasses import dataclass
from flask import Flask, request
app = Flask(__name__)
db = sqlite3.connect('a.db')
@dataclass
class Search:
    sort: str
    term: str
    def __post_init__(self):
        if self.sort not in {'id', 'name'}:
            raise ValueError(self.sort)
        if len(self.term) > 100:
            raise ValueError(self.term)
@app.get('/a')
def a():
    search = Search(request.args['sort'], request.args['term'])
    db.execute(f'SELECT * FROM notes ORDER BY {search.sort}')
    db.execute(f"SELECT * FROM notes WHERE title = '{search.term}'")  # !
    return 'ok'
--- what one view leaves in the module for another
import os
from contextvars import ContextVar
from flask import Flask, g, request
app = Flask(__name__)
CACHE = {}
folder = ContextVar('folder')
@app.before_request
def before():
    g.schema = request.headers['X-Schema']
    g.limit = int(request.headers['X-Limit'])
    CACHE['name'] = request.args['name']
    CACHE['fixed'] = 'a'
    folder.set(request.args['folder'])
@app.get('/a')
def a():
    db.session.execute(f'SELECT * FROM {g.schema}.notes')  # !
    db.session.execute(f'SELECT * FROM notes LIMIT {g.limit}')
    os.system('ls ' + CACHE['name'])  # !
    os.system('ls ' + CACHE['fixed'])
    os.system('ls ' + folder.get())  # !
    return 'ok'
--- objects that are read by methods of their own
import os
from functools import cached_property
from flask import Flask, request
app = Flask(__name__)
class Folder:
    def __getitem__(self, name):
        return open('/srv/' + name).read()  # !
class Names:
    names = {'a': 'a.txt'}
    def __getitem__(self, name):
        return open('/srv/' + self.names[name]).read()
class Page:
    @cached_property
    def name(self):
        return request.args['name']
    @property
    def limit(self):
        return int(request.args['limit'])
    def show(self):
        os.system('ls ' + self.name)  # !
        os.system('head -n %s a.txt' % self.limit)
@app.get('/a')
def a():
    return Folder()[request.args['name']]
@app.get('/b')
def b():
    return Names()[request.args['name']]
--- dictionaries that are merged
from flask import Flask, request
app = Flask(__name__)
@app.post('/a')
def a(cursor):
    options = {'sort': 'id'} | request.json
    cursor.execute('SELECT * FROM notes ORDER BY ' + options['sort'])  # !
    fixed = request.json | {'sort': 'id'}
    cursor.execute('SELECT * FROM notes ORDER BY ' + fixed['sort'])
--- a function makes what is put in place
import re
from markupsafe import escape
from flask import Flask, request
app = Flask(__name__)
@app.get('/a')
def a():
    return re.sub(r'\{(\w+)\}', lambda found: request.args[found[1]], '<p>{name}</p>')  # !
@app.get('/b')
def b():
    return re.sub(r'\{(\w+)\}', lambda found: escape(request.args[found[1]]), '<p>{name}</p>')
--- groups of a pattern that is written as a text
import re
from flask import Flask, abort, request
app = Flask(__name__)
@app.get('/a')
def a(cursor):
    found = re.fullmatch(r'(\d+)', request.args['id'])
    if found is None:
        abort(400)
    cursor.execute('SELECT * FROM notes WHERE id = ' + found.group(1))
    other = re.fullmatch(r'(.+)', request.args['id'])
    if other is None:
        abort(400)
    cursor.execute('SELECT * FROM notes WHERE id = ' + other.group(1))  # !
--- libraries that start programs
import delegator
import sh
import winrm
import os
import subprocess
from docker import from_env
@app.get('/a')
def a():
    delegator.run('convert ' + request.args['name'])  # !
@app.get('/b')
def b():
    winrm.Session('host', auth=login).run_ps('Get-Item ' + request.args['name'])  # !
@app.get('/c')
def c():
    sh.Command(request.args['tool'])()  # !
@app.get('/d')
def d():
    subprocess.run(['sudo', request.args['tool'], '--version'])  # !
@app.get('/e')
def e():
    subprocess.run(['report'], executable=request.args['tool'])  # !
@app.get('/f')
def f():
    os.posix_spawnp('sh', ['sh', '-c', 'ls ' + request.args['name']], os.environ)  # !
--- clean libraries that start programs
import delegator
import sh
import subprocess
@app.get('/a')
def a():
    delegator.run('uptime')
@app.get('/b')
def b():
    sh.Command('convert')(request.args['name'])
@app.get('/c')
def c():
    subprocess.run(['sudo', 'report', '--', str(int(request.args['id']))])
--- code that a profiler or a tracer runs
import bdb, cProfile, pdb, trace
@app.get('/a')
def a():
    cProfile.run(request.args['statement'])  # !
@app.get('/b')
def b():
    pdb.run(request.args['statement'])  # !
@app.get('/c')
def c():
    trace.Trace().run(request.args['statement'])  # !
@app.get('/d')
def d():
    bdb.Bdb().run(request.args['statement'])  # !
--- clean code that a profiler runs
import cProfile
def main(path):
    cProfile.run('main()', path)
--- pickles under other names
import compress_pickle, paddle, skops.io, srsly
from fastai.learner import load_learner
from numpy.lib import format as npy
@app.post('/a')
def a():
    return compress_pickle.loads(request.data)  # !
@app.post('/b')
def b():
    return srsly.pickle_loads(request.data)  # !
@app.post('/c')
def c():
    return load_learner(request.files['model'])  # !
@app.post('/d')
def d():
    return skops.io.load(request.files['model'], trusted=True)  # !
@app.post('/e')
def e():
    return npy.read_array(request.files['array'].stream, allow_pickle=True)  # !
@app.post('/f')
def f():
    return paddle.load(request.files['model'])  # !
--- clean models that hold data only
import skops.io, srsly
from numpy.lib import format as npy
from fastai.learner import load_learner
@app.post('/a')
def a():
    return skops.io.load(request.files['model'], trusted=['numpy.dtype'])
@app.post('/b')
def b():
    return npy.read_array(request.files['array'].stream)
@app.post('/c')
def c():
    return srsly.json_loads(request.data)
def d():
    return load_learner('export.pkl')
--- clients of other libraries
import niquests, treq, urllib3, websocket, xmlrpc.client, zeep, boto3
from requests_html import HTMLSession
@app.get('/a')
def a():
    return niquests.get(request.args['url']).text  # !
@app.get('/b')
def b():
    return zeep.Client(request.args['wsdl']).service.state()  # !
@app.get('/c')
def c():
    return xmlrpc.client.ServerProxy(request.args['url']).list()  # !
@app.get('/d')
def d():
    return websocket.create_connection(request.args['url']).recv()  # !
@app.get('/e')
def e():
    return urllib3.request('GET', request.args['url']).data  # !
@app.get('/f')
def f():
    return HTMLSession().get(request.args['url']).html.text  # !
@app.get('/g')
def g():
    return boto3.client('s3', endpoint_url=request.args['url']).list_buckets()  # !
@app.get('/h')
def h():
    return urllib3.HTTPSConnectionPool(request.args['host']).request('GET', '/').data  # !
--- clean clients of other libraries
import niquests, urllib3, boto3, zeep
@app.get('/a')
def a():
    return niquests.get('https://api.example.com/items', params={'q': request.args['q']}).text
@app.get('/b')
def b():
    return urllib3.request('GET', 'https://api.example.com/items', fields={'q': request.args['q']}).data
@app.get('/c')
def c():
    return boto3.client('s3', endpoint_url=settings.S3_URL).get_object(Bucket='reports', Key='a')
@app.get('/d')
def d():
    return zeep.Client('https://soap.example.com/?wsdl').service.find(request.args['name'])
--- queries of sqlmodel
from sqlmodel import Session, text
@app.get('/a')
def a(name: str, session: Session):
    return session.exec(text(f"select * from heroes where name = '{name}'")).all()  # !
@app.get('/b')
def b(name: str, session: Session):
    return session.exec(text('select * from heroes where name = :name'), params={'name': name}).all()
--- redirect that a header makes
from fastapi import Response
@app.get('/a')
def a(url: str):
    return Response(status_code=302, headers={'Location': url})  # !
@app.get('/b')
def b():
    return Response(status_code=302, headers={'Location': '/home'})
--- environment that names what is loaded
import os, subprocess
@app.get('/a')
def a():
    os.environ['LD_PRELOAD'] = request.args['library']  # !
@app.get('/b')
def b():
    os.putenv('PATH', request.args['path'])  # !
@app.get('/c')
def c():
    subprocess.run(['report'], env={'PYTHONPATH': request.args['path']})  # !
--- clean environment of a program
import os, subprocess
@app.get('/a')
def a():
    os.environ['TZ'] = request.args['zone']
@app.get('/b')
def b():
    subprocess.run(['report'], env={**os.environ, 'REPORT_NAME': request.args['name']})
def c(path):
    os.environ['PATH'] = path + os.pathsep + os.environ['PATH']
--- answers that are filled later
from litestar import get
from litestar.response import Redirect
@get('/a')
async def a(url: str) -> Redirect:
    return Redirect(path=url)  # !
@app.get('/b')
def b():
    resp = make_response('')
    resp.headers.add('Access-Control-Allow-Origin', request.headers.get('Origin'))  # !
    return resp
@app.get('/c/<name>')
def c(name):
    resp = make_response()
    resp.set_data('<b>' + name + '</b>')  # !
    return resp
@app.get('/d/<name>')
def d(name):
    resp = make_response()
    resp.set_data(json.dumps({'name': name}))
    resp.headers.add('Access-Control-Allow-Origin', 'https://app.example.com')
    return resp
`;
