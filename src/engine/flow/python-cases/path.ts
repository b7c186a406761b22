// Python programs with and without path traversal; `# !` marks the line that must be found.
export const classes = ['path-traversal'];

export const programs = String.raw`
--- open join
import os
@app.route('/f')
def f():
    name = request.args.get('name')
    with open(os.path.join('/srv/files', name)) as fh:  # !
        return fh.read()
--- open plus
@app.route('/f/<path:name>')
def f(name):
    return open('files/' + name).read()  # !
--- open whole
@app.route('/f')
def f():
    return open(request.args['p'], 'rb').read()  # !
--- send_file
from flask import send_file
@app.route('/f')
def f():
    return send_file('uploads/' + request.args['n'], as_attachment=True)  # !
--- send_file join
from flask import send_file
@app.route('/f/<n>')
def f(n):
    path = os.path.join(app.config['UPLOAD_FOLDER'], n)
    return send_file(path)  # !
--- upload save
@app.route('/u', methods=['POST'])
def u():
    file = request.files['file']
    filename = file.filename
    file.save(os.path.join(UPLOAD, filename))  # !
    return ''
--- upload save f
@app.route('/u', methods=['POST'])
def u():
    uploaded = request.files['file']
    uploaded.save(f"./uploads/{uploaded.filename}")  # !
    return ''
--- pathlib
from pathlib import Path
@app.get('/f/{name}')
def f(name: str):
    return (Path('data') / name).read_text()  # !
--- pathlib base const
from pathlib import Path
BASE = Path(__file__).parent / 'data'
@app.get('/f')
def f():
    p = BASE / request.args['n']
    return p.read_bytes()  # !
--- pathlib open
from pathlib import Path
@app.get('/f')
def f():
    with Path(request.args['n']).open() as fh:  # !
        return fh.read()
--- pathlib joinpath
from pathlib import Path
@app.get('/f')
def f():
    return Path('/srv').joinpath(request.args['n']).read_text()  # !
--- fastapi FileResponse
from fastapi.responses import FileResponse
@app.get('/f/{file_path:path}')
async def f(file_path: str):
    return FileResponse(f"static/{file_path}")  # !
--- fastapi upload
import shutil
from fastapi import UploadFile, File
@app.post('/u')
async def u(file: UploadFile = File(...)):
    with open(f"uploads/{file.filename}", "wb") as out:  # !
        shutil.copyfileobj(file.file, out)
--- aiofiles
import aiofiles
from fastapi import UploadFile
@app.post('/u')
async def u(file: UploadFile):
    async with aiofiles.open(os.path.join("up", file.filename), "wb") as out:  # !
        await out.write(await file.read())
--- django FileResponse
from django.http import FileResponse
def v(request, name):
    return FileResponse(open('/srv/' + name, 'rb'))  # !
--- django upload
def v(request):
    f = request.FILES['f']
    with open('media/' + f.name, 'wb+') as d:  # !
        for c in f.chunks():
            d.write(c)
--- django get
import os
from django.conf import settings
def v(request):
    path = os.path.join(settings.MEDIA_ROOT, request.GET['p'])
    if os.path.exists(path):
        with open(path) as fh:  # !
            return HttpResponse(fh.read(), content_type="text/plain")
--- os.remove
@app.delete('/f')
def f():
    os.remove("files/" + request.args['n'])  # !
    return ''
--- rmtree
import shutil
@app.post('/f')
def f():
    shutil.rmtree(os.path.join('/srv', request.json['d']))  # !
    return ''
--- listdir
@app.get('/f')
def f():
    return jsonify(os.listdir(request.args['d']))  # !
--- tornado
import tornado.web
class H(tornado.web.RequestHandler):
    def get(self, name):
        with open('files/' + name) as f:  # !
            self.write({'x': f.read()})
--- http.server
from http.server import BaseHTTPRequestHandler
class H(BaseHTTPRequestHandler):
    def do_GET(self):
        with open('.' + self.path, 'rb') as f:  # !
            self.wfile.write(f.read())
--- aiohttp
from aiohttp import web
async def h(request):
    return web.FileResponse('./files/' + request.match_info['name'])  # !
--- bottle static root
from bottle import route, static_file
@route('/f/<name:path>')
def f(name):
    return open('x/' + name).read()  # !
--- lambda
def lambda_handler(event, context):
    with open('/tmp/' + event['name']) as f:  # !
        return f.read()
--- useless strip
@app.get('/f')
def f():
    n = request.args['n'].replace('../', '')
    return open('files/' + n).read()  # !
--- normpath alone
@app.get('/f')
def f():
    p = os.path.normpath(os.path.join('/srv/files', request.args['n']))
    return open(p).read()  # !
--- abspath alone
@app.get('/f')
def f():
    return send_file(os.path.abspath('files/' + request.args['n']))  # !
--- exists check only
@app.get('/f')
def f():
    p = 'files/' + request.args['n']
    if not os.path.isfile(p):
        abort(404)
    return send_file(p)  # !
--- extension check only
@app.get('/f')
def f():
    n = request.args['n']
    if not n.endswith('.txt'):
        abort(400)
    return open('files/' + n).read()  # !
--- helper
def read(name):
    with open(os.path.join(ROOT, name)) as f:  # !
        return f.read()
@app.get('/f')
def f():
    return read(request.args['n'])
--- class helper
class Store:
    def __init__(self, root):
        self.root = root
    def load(self, name):
        return open(os.path.join(self.root, name)).read()  # !
store = Store('/srv')
@app.get('/f')
def f():
    return store.load(request.args['n'])
--- zipfile read
import zipfile
@app.get('/f')
def f():
    return zipfile.ZipFile('x/' + request.args['n']).namelist()  # !
--- template path
@app.get('/f')
def f():
    return render_template(request.args['page'] + '.html')  # !
--- mcp tool read
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
@mcp.tool()
def read_note(path: str) -> str:
    return open(path).read()  # !
--- mcp tool that reads any file
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
@mcp.tool()
def read_file(path: str) -> str:
    return open(path).read()  # !
--- pandas read
import pandas as pd
@app.get('/f')
def f():
    return pd.read_csv('data/' + request.args['n']).to_json()  # !
--- shutil copy
import shutil
@app.post('/f')
def f():
    shutil.copy(request.form['src'], '/backup/')  # !
    return ''
--- startswith raw
@app.get('/f')
def f():
    p = '/srv/files/' + request.args['n']
    if not p.startswith('/srv/files/'):
        abort(403)
    return open(p).read()  # !
--- os.rename
@app.post('/f')
def f():
    os.rename('a/' + request.form['old'], 'a/' + request.form['new'])  # !
    return ''
--- makedirs user
@app.post('/f')
def f():
    os.makedirs('homes/' + request.form['user'])  # !
    return ''
--- np.load
import numpy as np
@app.post('/f')
def f():
    return str(np.load(request.form['p']))  # !
--- clean send_from_directory
@app.get('/f/<n>')
def f(n):
    return send_from_directory('files', n)
--- clean secure_filename
from werkzeug.utils import secure_filename
@app.post('/u')
def u():
    f = request.files['f']
    f.save(os.path.join(UPLOAD, secure_filename(f.filename)))
    return ''
--- clean secure_filename var
from werkzeug.utils import secure_filename
@app.post('/u')
def u():
    f = request.files['f']
    filename = secure_filename(f.filename)
    path = os.path.join(UPLOAD, filename)
    f.save(path)
    return ''
--- clean basename
@app.get('/f')
def f():
    return open(os.path.join('files', os.path.basename(request.args['n']))).read()
--- clean Path.name
from pathlib import Path
@app.get('/f')
def f():
    n = Path(request.args['n']).name
    return (ROOT / n).read_text()
--- clean realpath startswith
@app.get('/f')
def f():
    p = os.path.realpath(os.path.join(ROOT, request.args['n']))
    if not p.startswith(ROOT + os.sep):
        abort(403)
    return send_file(p)
--- clean abspath startswith
@app.get('/f')
def f():
    base = os.path.abspath('files')
    p = os.path.abspath(os.path.join(base, request.args['n']))
    if not p.startswith(base):
        abort(403)
    with open(p) as fh:
        return fh.read()
--- clean realpath positive
@app.get('/f')
def f():
    p = os.path.realpath('files/' + request.args['n'])
    if p.startswith('/srv/files/'):
        return open(p).read()
    abort(403)
--- clean commonpath
@app.get('/f')
def f():
    p = os.path.realpath(os.path.join(ROOT, request.args['n']))
    if os.path.commonpath([ROOT, p]) != ROOT:
        abort(403)
    return open(p).read()
--- commonprefix is the mistake and not what it guards
@app.get('/f')
def f():
    p = os.path.realpath(os.path.join(ROOT, request.args['n']))
    if os.path.commonprefix((os.path.realpath(p), ROOT)) != ROOT: # !
        abort(403)
    return open(p).read()
--- clean is_relative_to
from pathlib import Path
@app.get('/f')
def f():
    p = (ROOT / request.args['n']).resolve()
    if not p.is_relative_to(ROOT):
        raise HTTPException(403)
    return FileResponse(p)
--- clean relative_to try
from pathlib import Path
@app.get('/f')
def f():
    p = (ROOT / request.args['n']).resolve()
    try:
        p.relative_to(ROOT)
    except ValueError:
        abort(403)
    return p.read_text()
--- clean parents
from pathlib import Path
@app.get('/f')
def f():
    p = (ROOT / request.args['n']).resolve()
    if ROOT not in p.parents:
        abort(403)
    return p.read_text()
--- clean allow
@app.get('/f')
def f():
    n = request.args['n']
    if n not in FILES:
        abort(404)
    return open('files/' + n).read()
--- clean dict
FILES = {'a': 'a.txt', 'b': 'b.txt'}
@app.get('/f')
def f():
    return open(FILES[request.args['n']]).read()
--- clean uuid name
import uuid
@app.post('/u')
def u():
    f = request.files['f']
    ext = os.path.splitext(f.filename)[1]
    f.save(os.path.join(UPLOAD, f"{uuid.uuid4()}.png"))
    return ''
--- clean int
@app.get('/f/<int:i>')
def f(i):
    return open(f'files/{i}.txt').read()
--- clean regex
import re
@app.get('/f')
def f():
    n = request.args['n']
    if not re.fullmatch(r'[\w-]+', n):
        abort(400)
    return open(f'files/{n}.txt').read()
--- clean isalnum
@app.get('/f')
def f():
    n = request.args['n']
    if not n.isalnum():
        abort(400)
    return open(f'files/{n}.txt').read()
--- clean dotdot check
@app.get('/f')
def f():
    n = request.args['n']
    if '..' in n or n.startswith('/'):
        abort(400)
    return open('files/' + n).read()
--- clean safe_join
from werkzeug.utils import safe_join
@app.get('/f')
def f():
    return send_file(safe_join('files', request.args['n']))
--- clean library parameter
def read(path):
    with open(path) as f:
        return f.read()
--- clean argv
import sys
with open(sys.argv[1]) as f:
    print(f.read())
--- clean env config
import os
with open(os.environ['CONFIG']) as f:
    print(f.read())
--- clean listdir
import os
def sizes(folder):
    return [open(os.path.join(folder, n)).read() for n in os.listdir(folder)]
--- clean parameter that is asked for again
@app.post('/f')
def f():
    if request.form.get('name') not in os.listdir('/srv'):
        abort(404)
    return send_file('/srv/' + request.form.get('name', ''))
--- parameter of another name that is asked for
@app.post('/f')
def f():
    if request.form.get('kind') not in os.listdir('/srv'):
        abort(404)
    return send_file('/srv/' + request.form.get('name', ''))  # !
--- clean hash name
import hashlib
@app.get('/f')
def f():
    n = hashlib.sha256(request.args['n'].encode()).hexdigest()
    return open('cache/' + n).read()
--- clean render constant
@app.get('/f')
def f():
    return render_template('page.html', n=request.args['n'])
--- clean uploaded content
import tempfile
@app.post('/u')
def u():
    with tempfile.NamedTemporaryFile() as t:
        t.write(request.data)
        request.files['x'].save(t.name)
    return ''
--- clean enum
from enum import Enum
class Page(str, Enum):
    a = 'a'
@app.get('/f/{p}')
def f(p: Page):
    return open(f'files/{p.value}.txt').read()
--- clean data written
@app.post('/f')
def f():
    with open('log.txt', 'a') as fh:
        fh.write(request.form['x'])
    return ''
--- clean validating helper
from pathlib import Path
def safe_path(name):
    p = (ROOT / name).resolve()
    if not p.is_relative_to(ROOT):
        raise ValueError
    return p
@app.get('/f')
def f():
    return safe_path(request.args['n']).read_text()
--- clean get_object
def v(request, pk):
    doc = get_object_or_404(Document, pk=pk)
    return FileResponse(open(doc.file.path, 'rb'))
--- clean strict match
NAME = re.compile(r"\A[\w-]{1,64}\.pdf\Z")
@app.route('/f')
def f():
    found = NAME.match(request.args['n'])
    if found is None:
        abort(400)
    return open('/srv/' + found.group(0)).read()
--- loose match
NAME = re.compile(r"^.+\.pdf$")
@app.route('/f')
def f():
    found = NAME.match(request.args['n'])
    if found is None:
        abort(400)
    return open('/srv/' + found.group(0)).read()  # !
--- clean match is none
NAME = re.compile(r"^[\w-]{1,64}$")
@app.route('/f')
def f():
    name = request.args['n']
    if NAME.match(name) is None:
        abort(400)
    return open('/srv/' + name).read()
--- clean match with a fallback
NAME = re.compile(r"^[\w-]{1,64}$")
@app.route('/f')
def f():
    name = request.args['n']
    if not NAME.match(name or ''):
        abort(400)
    return open('/srv/' + name).read()
--- joined with a slash
@app.post('/f')
def f(name, destination):
    with open(destination / request.args['n'], 'wb') as out:  # !
        out.write(b'')
--- clean division
@app.get('/f')
def f():
    return str(total / count)
--- the function behind a button
import gradio as gr
def show(name):
    return open('/srv/' + name).read()  # !
with gr.Blocks() as page:
    button.click(show, inputs=[name], outputs=[text])
--- a helper for uploads
def save_upload(file):
    file.save(os.path.join('uploads', file.filename))  # !
--- clean attachment
def save_attachments(message, folder):
    for part in message.walk():
        name = os.path.basename(part.get_filename() or 'x')
        with open(os.path.join(folder, name), 'wb') as out:
            out.write(part.get_payload(decode=True))
--- on a thread
@app.get('/f')
async def f(name: str):
    return await asyncio.to_thread(pathlib.Path('/srv', name).read_text)  # !
--- a helper in a pool
def read(name):
    with open('/srv/' + name) as handle:  # !
        return handle.read()
@app.get('/f')
async def f():
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, read, request.args['n'])
--- a task that is handed itself
@shared_task(bind=True)
def clean(self, folder):
    shutil.rmtree(os.path.join('/srv/out', folder))  # !
@app.post('/f')
def f():
    clean.delay(folder=request.form['folder'])
--- clean task with a number
@shared_task(bind=True)
def clean(self, number):
    shutil.rmtree(os.path.join('/srv/out', number))
@app.post('/f')
def f():
    clean.apply_async(args=[str(int(request.form['number']))])
--- a thread with arguments in a list
def write(name):
    open('/srv/' + name, 'w').close()  # !
@app.post('/f')
def f():
    Thread(target=write, args=(request.form['n'],)).start()
--- a path of anyio
import anyio
@app.get('/f')
async def f(lang: str):
    return await anyio.Path(f'pages/{lang}.html').read_text()  # !
--- clean pattern in an annotation
@app.get('/f')
async def f(name: Annotated[str, Query(pattern=r'^[\w-]+\.jpg$')]):
    return open('/srv/' + name).read()
--- clean fields of a schema, and one that is not
NAME = re.compile(r'^[\w-]{1,30}$')
class Clip(BaseModel):
    code: str = Field(pattern=r'^[a-z0-9_-]+$')
    name: str
    note: str
    @field_validator('name')
    @classmethod
    def plain(cls, value: str) -> str:
        if not NAME.match(value):
            raise ValueError('no name')
        return value
@app.post('/f')
def f(clip: Clip):
    open('/srv/' + clip.code)
    open('/srv/' + clip.name)
    open('/srv/' + clip.note)  # !
--- clean number of a form, and a text
from django import forms
from django.http import HttpResponse
class Report(forms.Form):
    year = forms.IntegerField()
    title = forms.CharField()
def f(request):
    form = Report(request.POST)
    if form.is_valid():
        open('/srv/%s.txt' % form.cleaned_data['year'])
        open('/srv/%s.txt' % form.cleaned_data['title'])  # !
--- clean each character
@app.get('/f/<slug>')
def f(slug):
    if not all(c.isalnum() or c in '-_' for c in slug):
        raise ValueError
    return open('/srv/' + slug).read()
--- each character, a slash among them
@app.get('/f/<path:slug>')
def f(slug):
    if not all(c.isalnum() or c in '-_./' for c in slug):
        raise ValueError
    return open('/srv/' + slug).read()  # !
--- clean folder of the file
@app.get('/f/<path:slug>')
def f(slug):
    target = (ROOT / slug).resolve()
    if target.parent != ROOT.resolve():
        flask.abort(404)
    return target.read_text()
--- a handler of Tornado
import tornado.web
class Files(tornado.web.RequestHandler):
    def get(self, name):
        self.write(open(os.path.join('/srv', name)).read())  # !
--- a table of routes of Starlette
from starlette.routing import Route
async def note(request):
    body = await request.json()
    return PlainTextResponse(open('/srv/' + body['name']).read())  # !
app = Starlette(routes=[Route('/note', note, methods=['POST'])])
--- pieces of a stream of gRPC
import grpc
class Vault(vault_pb2_grpc.VaultServicer):
    def Put(self, request_iterator, context):
        for message in request_iterator:
            open(f'/srv/{message.name}', 'ab').write(message.chunk)  # !
--- a method and a property of a schema
class Selection(BaseModel):
    folder: str
    names: list[str]
    def paths(self, root):
        return [root / self.folder / name for name in self.names]
    @property
    def place(self):
        return os.path.join('/srv', self.folder)
@app.post('/f')
def f(selection: Selection):
    for path in selection.paths(Path('/srv')):
        shutil.copy(path, '/tmp/out')  # !
@app.post('/g')
def g(selection: Selection):
    return os.listdir(selection.place)  # !
--- joined in place
@app.get('/f')
def f():
    path = Path('/srv')
    path /= request.args['n']
    return path.open().read()  # !
--- clean parts
@app.get('/f')
def f():
    pieces = request.args['n'].split('/')
    if any(part in ('', '.', '..') for part in pieces):
        abort(400)
    return Path('/srv', *pieces).read_text()
--- a table that is written
@app.post('/f')
def f():
    frame.to_csv(os.path.join('/srv', request.json['name']))  # !
--- clean table in a buffer
@app.get('/f')
def f():
    out = io.StringIO()
    frame.to_csv(out)
    return out.getvalue()
--- what is made of a form
from django.http import HttpResponse
def f(request):
    form = UploadForm(request.POST)
    open('/srv/' + form.cleaned_data['title'], 'wb').close()  # !
--- clean language of the browser
@app.get('/f')
def f():
    return open('/srv/%s.json' % request.accept_languages.best_match(['en', 'de'])).read()
--- names without slashes
from flask import request
import os
@app.route('/a')
def a():
    open(os.path.join('/srv', request.args['n'].replace('/', '_')))
    open(os.path.join('/srv', request.args['n'].replace('/', os.sep)))  # !
--- the folder's name with what follows it
from flask import request
import os
@app.route('/a')
def a():
    path = os.path.abspath(os.path.join(root, request.args['n']))
    if not (path + os.sep).startswith(root):
        abort(404)
    open(path)
--- a beginning that joining keeps
@app.get('/f')
def f():
    full = os.path.join(BASE, request.args['n'])
    if not full.startswith(BASE):
        abort(403)
    return open(full).read()  # !
--- a beginning with the name resolved before it is joined
@app.get('/f')
def f():
    full = os.path.join(BASE, os.path.normpath(request.args['n']))
    if full.startswith(BASE):
        return open(full).read()  # !
    abort(403)
--- clean joined and then resolved
@app.get('/f')
def f():
    full = os.path.join(BASE, request.args['n'])
    if not os.path.realpath(full).startswith(os.path.realpath(BASE) + os.sep):
        abort(403)
    return open(full).read()
--- clean resolved as a text
from pathlib import Path
@app.get('/f')
def f():
    target = Path('/srv') / request.args['n']
    if not str(target.resolve()).startswith('/srv/'):
        abort(403)
    return target.read_text()
--- clean last part of a pure path
from pathlib import Path, PurePosixPath
@app.get('/f')
def f():
    return Path('/srv', PurePosixPath(request.args['n']).name).read_text()
--- clean parts of a path
from pathlib import Path
@app.get('/f')
def f():
    name = request.args['n']
    if '..' in Path(name).parts or name.startswith('/'):
        abort(400)
    return open('/srv/' + name).read()
--- an absolute name has no dots
import os
@app.get('/f')
def f():
    name = request.args['n']
    if '..' in name:
        abort(400)
    return send_file(os.path.join('/srv/files', name))  # !
--- an absolute name puts the folder of a Path aside
from pathlib import Path
@app.get('/f/<path:name>')
def f(name):
    if '..' in Path(name).parts:
        abort(400)
    return (Path('/srv') / name).read_text()  # !
--- a name without dots taken as it came
@app.get('/f')
def f():
    name = request.args['n']
    if name.startswith('..') or '..' in name:
        abort(400)
    return open(name).read()  # !
--- clean neither dots nor a root
import os
@app.get('/f')
def f():
    name = request.args['n']
    if name.startswith(('/', '~', '..')) or '..' in name:
        abort(400)
    return send_file(os.path.join('/srv/files', name))
--- clean no root any more
import os
@app.get('/f')
def f():
    name = request.args['n'].lstrip('/')
    if '..' in name.split('/'):
        abort(400)
    return send_file(os.path.join('/srv/files', name))
--- clean neither dots nor an absolute path
import os
from pathlib import Path
@app.get('/f')
def f():
    name = request.args['n']
    if '..' in name or Path(name).is_absolute():
        abort(400)
    return send_file(os.path.join('/srv/files', name))
--- clean text behind a folder
@app.get('/f')
def f():
    name = request.args['n']
    if '..' in name:
        abort(400)
    return send_file(f'/srv/files/{name}')
--- an upload handed on by its type
from django.core.files.uploadedfile import InMemoryUploadedFile
def store(f: InMemoryUploadedFile):
    with open(f'/srv/media/{f.name}', 'wb') as out:  # !
        out.write(f.read())
--- an upload handed on as the documentation does
from django.http import HttpResponse
def handle_uploaded_file(f):
    with open('media/' + f.name, 'wb+') as out:  # !
        for chunk in f.chunks():
            out.write(chunk)
--- an upload in a form
import os
from django import forms
class ImportForm(forms.Form):
    file = forms.FileField()
    def clean_file(self):
        upload = self.cleaned_data['file']
        with open(os.path.join('/srv/in', upload.name), 'wb') as out:  # !
            out.write(upload.read())
--- an exposed class
from Pyro5.api import expose
@expose
class Files:
    def read(self, name):
        return open('/srv/' + name).read()  # !
--- clean what an exposed class keeps to itself
from Pyro5.api import expose
@expose
class Files:
    def _read(self, name):
        return open('/srv/' + name).read()
--- the folder of an archive
import zipfile
from pathlib import Path
@app.post('/f')
def f():
    with zipfile.ZipFile('plugins.zip') as archive:
        archive.extractall(Path('/srv') / request.form['folder'])  # !
--- clean a column of text
import pandas as pd
@app.post('/f')
def f():
    return pd.read_csv('a.csv')['a'].str.extractall(request.form['pattern']).to_json()
--- a field of a record called as a property of another class
from pathlib import Path
from fastapi import APIRouter
from pydantic import BaseModel
router = APIRouter()
class ExportRequest(BaseModel):
    title: str
    target: str = 'out'
class Exporter:
    def __init__(self, request: ExportRequest):
        self.request = request
        self.folder = Path('/srv/exports')
    @property
    def target(self):
        return self.folder / self.request.target
    def run(self):
        return self.target.read_bytes()  # !
@router.post('/export')
def export(body: ExportRequest):
    return Exporter(body).run()
--- clean parts of a path by name
from pathlib import PurePath
@app.get('/f')
def f():
    name = request.args['n']
    parts = PurePath(name).parts
    if any(part == '..' for part in parts) or PurePath(name).is_absolute():
        abort(400)
    return open('/srv/' + name).read()
--- arguments of a tool call
import json
def run(response):
    for one in response.choices[0].message.tool_calls:
        args = json.loads(one.function.arguments)
        open(args['path'], 'w').write(args['content'])  # !
--- arguments of a tool call by key
def run(state):
    for tool_call in state['messages'][-1].tool_calls:
        return open(tool_call['args']['path']).read()  # !
--- input of a tool
def call(tool_name, tool_input):
    if tool_name == 'report':
        return open(tool_input['path']).read()  # !
--- clean input of a tool in its folder
def call(tool_name, tool_input):
    path = os.path.realpath(os.path.join(ROOT, tool_input['path']))
    if not path.startswith(ROOT + os.sep):
        raise ValueError(path)
    return open(path).read()
--- clean input of a tool that is written down
def call(tool_name, tool_input):
    with open(LOG, 'a') as fh:
        fh.write(json.dumps(tool_input))
--- what a tool is called with
class Agent:
    def call(self, tool_name, arguments, timeout=3):
        path = self.root / arguments['path']
        return path.read_text()  # !
--- clean tool of a build
def run_tool(tool, args):
    os.makedirs(os.path.join('/opt', tool))
    open(args.config)
--- a property of a record that is made here
from dataclasses import dataclass
@dataclass
class Wanted:
    name: str
    @property
    def path(self):
        return os.path.join('/srv', self.name)
@app.get('/f')
def f():
    wanted = Wanted(request.args['n'])
    return open(wanted.path).read()  # !
--- clean property of a record that is made here
from dataclasses import dataclass
@dataclass
class Wanted:
    name: str
    @property
    def path(self):
        return os.path.join('/srv', os.path.basename(self.name))
@app.get('/f')
def f():
    wanted = Wanted(request.args['n'])
    return open(wanted.path).read()
--- a record that is found, and a text that is put together
from flask import request, send_file
@app.get('/a')
def a():
    doc = db.session.get(Document, request.args['id'])
    return send_file(doc.path)
@app.get('/b')
def b():
    doc = Document.query.filter_by(name=request.args['name']).first_or_404()
    return send_file(doc.path)
@app.get('/c')
def c():
    return send_file(storage.get_file_path(request.args['name']))  # !
--- a joined path lies below the folder
from flask import request, abort
@app.get('/a')
def a():
    name = request.args['name']
    if not is_subpath(os.path.join(ROOT, name), ROOT): abort(400)
    return open(os.path.join(ROOT, name)).read()
@app.get('/b')
def b():
    name = request.args['name']
    if re.findall(r'[^\w]', name): abort(400)
    return open('/srv/' + name).read()
--- a joined path is printed, and one that holds letters is refused
from flask import request, abort
@app.get('/a')
def a():
    name = request.args['name']
    print_path(os.path.join(ROOT, name), ROOT)
    return open(os.path.join(ROOT, name)).read()  # !
@app.get('/b')
def b():
    name = request.args['name']
    if re.findall(r'[a-z]', name): abort(400)
    return open('/srv/' + name).read()  # !
--- a function that another process calls, with its name beside it
from xmlrpc.server import SimpleXMLRPCServer
def read(name):
    with open("/srv/docs/" + name) as handle:  # !
        return handle.read()
server = SimpleXMLRPCServer(("127.0.0.1", 8000))
server.register_function(read, "read")
--- methods of what a server was given
from xmlrpc.server import SimpleXMLRPCServer
class Documents:
    def read(self, name):
        return open("/srv/docs/" + name).read()  # !
    def _path(self, name):
        return open("/srv/" + name)
class Others:
    def read(self, name):
        return open("/srv/docs/" + name).read()
server = SimpleXMLRPCServer(("127.0.0.1", 8000))
server.register_instance(Documents())
--- functions for a remote caller by decorators and names
from jsonrpcserver import method
from nameko.rpc import rpc
import rpyc, modal
@method
def a(name):
    return open("/srv/" + name).read()  # !
class B:
    @rpc
    def b(self, name):
        return open("/srv/" + name).read()  # !
class C(rpyc.Service):
    def exposed_c(self, name):
        return open("/srv/" + name).read()  # !
    def own(self, name):
        return open("/srv/" + name).read()
@modal.web_endpoint()
def d(name: str):
    return open("/srv/" + name).read()  # !
--- clean a remote caller gives a number, or a name that is looked up
from jsonrpcserver import method
@method
def a(number: int):
    return open(f"/srv/{int(number)}.txt").read()
@method
def b(name):
    return open("/srv/" + {"x": "x.txt"}[name]).read()
--- a line from a stream
import asyncio
async def serve(reader, writer):
    name = (await reader.readline()).decode().strip()
    writer.write(open("/srv/" + name, "rb").read())  # !
async def main():
    await asyncio.start_server(serve, "127.0.0.1", 80)
--- what a worker takes out of a queue
import os
from celery import shared_task
import dramatiq
@shared_task
def report(name, rows):
    with open("/srv/reports/" + name, "w") as out:  # !
        out.write(rows)
@dramatiq.actor
def drop(upload):
    os.remove(os.path.join("/srv/tmp", upload))  # !
--- clean a worker is told a number, a whole path or a checked name
import os
from celery import shared_task
@shared_task
def report(report_id: int):
    return open(f"/srv/reports/{report_id}.csv").read()
@shared_task
def scan(path):
    return open(path).read()
@shared_task
def thumb(name):
    return open(os.path.join("/srv", os.path.basename(name))).read()
--- a record of all that was sent
import shutil
from dataclasses import dataclass
from flask import Flask, request
app = Flask(__name__)
@dataclass
class Job:
    name: str
    target: str
    count: int
@app.post("/a")
def a():
    job = Job(**request.get_json())
    shutil.rmtree(job.target)  # !
@app.post("/b")
def b():
    job = Elsewhere(**request.get_json())
    shutil.rmtree(job.target)  # !
@app.post("/c")
def c():
    job = Job(name="x", target=request.json["target"], count=1)
    shutil.rmtree(job.target)  # !
--- clean another field of a record than the one that was sent
import os, shutil
from dataclasses import dataclass
from flask import Flask, request
app = Flask(__name__)
@dataclass
class Job:
    name: str
    target: str
    count: int
@app.post("/a")
def a():
    job = Job(name=request.json["name"], target="/srv/x", count=1)
    shutil.rmtree(job.target)
@app.post("/b")
def b():
    job = Job(**request.get_json())
    os.remove("/srv/%d" % job.count)
--- the lack of dots says nothing of an absolute path
@app.get("/a")
def a():
    name = request.args["f"]
    if ".." in name:
        abort(400)
    return open(os.path.join(ROOT, name)).read()  # !
@app.get("/b")
def b():
    name = request.args["f"]
    if ".." in name:
        abort(400)
    return (Path(ROOT) / name).read_text()  # !
@app.get("/c")
def c():
    name = request.args["f"].replace("..", "")
    return open(os.path.join(ROOT, name)).read()  # !
--- clean the lack of dots where no root can be
@app.get("/a")
def a():
    name = request.args["f"]
    if ".." in name:
        abort(400)
    return open(f"{ROOT}/{name}").read()
@app.get("/b")
def b():
    name = request.args["f"]
    if ".." in name or os.path.isabs(name):
        abort(400)
    return open(os.path.join(ROOT, name)).read()
@app.get("/c")
def c():
    name = Path(request.args["f"])
    if name.is_absolute() or ".." in name.parts:
        abort(400)
    return (ROOT / name).read_text()
@app.get("/d")
def d():
    name = request.args["f"]
    if ".." in name:
        abort(400)
    return open(os.path.join(ROOT, "user-" + name)).read()
@app.get("/e")
def e():
    full = os.path.join(ROOT, request.args["f"])
    if ".." in full or not full.startswith(ROOT):
        abort(400)
    return open(full).read()
--- files of another machine
import os, ansible_runner, paramiko
from flask import request
def connect(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host)
    return client
@app.post("/a")
def a():
    sftp = connect("web-1").open_sftp()
    sftp.get(request.json["remote"], "/srv/in/a")  # !
@app.post("/b")
def b():
    with connect("web-1").open_sftp() as sftp:
        sftp.put("/srv/out/a", "/srv/in/" + request.json["name"])  # !
@app.post("/c")
def c():
    ansible_runner.run(private_data_dir="/srv/ansible", playbook=request.json["playbook"])  # !
@app.post("/d")
def d():
    sftp = connect("web-1").open_sftp()
    sftp.get("/srv/out/" + os.path.basename(request.json["name"]), "/srv/in/a")
    ansible_runner.run(private_data_dir="/srv/ansible", playbook="site.yml", extravars={"n": request.json["n"]})
--- a safe_join of the file that looks at nothing
import posixpath
def safe_join(folder, path):
    """Safely joins a path to a folder."""
    if path == "":
        raise ValueError(path)
    full = os.path.join(folder, posixpath.normpath(path))
    if os.path.isdir(full):
        raise ValueError(path)
    return full
@app.get("/static/<path:path>")
def static_file(path):
    return open(safe_join(ROOT, path)).read()  # !
--- a safe_join of the file that looks
def safe_join(folder, path):
    full = os.path.join(folder, os.path.normpath(path))
    if os.path.isabs(path) or path.startswith(".."):
        raise ValueError(path)
    return full
@app.get("/static/<path:path>")
def static_file(path):
    return open(safe_join(ROOT, path)).read()
--- clean safe_join of a library
from werkzeug.utils import safe_join
@app.get("/static/<path:path>")
def static_file(path):
    return open(safe_join(ROOT, path)).read()
`;
