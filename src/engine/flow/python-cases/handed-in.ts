// Python programs around what frameworks hand in under names of the file's own, over sockets and in loops; `# !` marks the line that must be found.
export const classes = [
  'sql-injection',
  'command-injection',
  'path-traversal',
  'ssrf',
  'open-redirect',
  'code-injection',
  'xss',
  'nosql-injection',
  'mass-assignment',
];

export const programs = String.raw`
--- clean a dependency with a name of its own
from typing import Annotated
from fastapi import APIRouter, Depends
router = APIRouter()
SettingsDep = Annotated[Settings, Depends(get_settings)]
@router.get("/a")
async def a(settings: SettingsDep):
    return httpx.get(settings.url)
--- clean a dependency with a name of another file
from fastapi import APIRouter
from .deps import TenantDep
router = APIRouter()
@router.get("/a")
async def a(tenant: TenantDep):
    return httpx.get(tenant.url)
--- clean a number and a pattern with names of their own
from typing import Annotated
from fastapi import APIRouter, Path, Query
router = APIRouter()
Limit = Annotated[int, Query(le=100)]
type Slug = Annotated[str, Path(pattern=r"^[a-z0-9-]+$")]
@router.get("/a/{slug}")
async def a(limit: Limit, slug: Slug):
    open(f"/srv/{slug}.txt")
    return connection.execute(f"SELECT * FROM a LIMIT {limit}").fetchall()
--- a text with a name of its own
from typing import Annotated
from fastapi import APIRouter, Query
router = APIRouter()
Term = Annotated[
    str,
    Query(max_length=50),
]
@router.get("/a")
async def a(term: Term):
    return connection.execute(f"SELECT * FROM a WHERE name = '{term}'").fetchall()  # !
--- what arrives on a socket
from aiohttp import web
async def chat(request):
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    async for message in socket:
        data = json.loads(message.data)
        os.system("echo " + data["text"])  # !
    return socket
--- what is asked of a socket
from aiohttp import web
async def chat(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    while not socket.closed:
        eval(await socket.receive_str())  # !
--- clean what a socket is
from aiohttp import web
async def chat(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_json({"length": len(message.data)})
    subprocess.run(["notify", str(socket.close_code)])
--- mutation on an object
import graphene
class Run(graphene.Mutation):
    class Arguments:
        command = graphene.String()
    def mutate(self, info, command):
        subprocess.call(command, shell=True)  # !
--- mutation on a root
import graphene
class Run(graphene.Mutation):
    def mutate(root, info, command):
        subprocess.call(command, shell=True)  # !
--- clean mutation of a number
import graphene
class Run(graphene.Mutation):
    def mutate(self, info, count: int):
        subprocess.call(["make", "-j", str(count)])
--- clean number of a line
def commands():
    for number, name in enumerate(request.args.getlist("name"), start=1):
        os.system(f"touch {number}")
    return [os.system(f"rm {at}") for at, _ in enumerate(request.args.getlist("name"))]
--- line with a number
def commands():
    for number, name in enumerate(request.args.getlist("name"), start=1):
        os.system(f"touch {name}")  # !
--- clean query behind an address of the settings
from tornado.httputil import url_concat
class Search(tornado.web.RequestHandler):
    async def get(self):
        reply = await AsyncHTTPClient().fetch(url_concat(self.settings["search"], {"q": self.get_argument("q")}))
--- query behind an address of the caller
from tornado.httputil import url_concat
class Search(tornado.web.RequestHandler):
    async def get(self):
        reply = await AsyncHTTPClient().fetch(url_concat(self.get_argument("u"), {"page": "1"}))  # !
--- clean address of a route
async def old(request):
    slug = request.path_params["slug"]
    return RedirectResponse(request.url_for("read", slug=slug))
--- address of the caller
async def old(request):
    return RedirectResponse(request.query_params["to"])  # !
--- clean id of a record that was just made
from fastapi import APIRouter, UploadFile
router = APIRouter()
@router.post("/a")
async def a(upload: UploadFile, session):
    asset = Asset(original_name=upload.filename)
    session.add(asset)
    (ROOT / f"{asset.id}.png").write_bytes(await upload.read())
    photo = await Photo.objects.acreate(title=upload.filename)
    (ROOT / f"{photo.pk}.png").write_bytes(await upload.read())
--- name of a record that was just made
from fastapi import APIRouter, UploadFile
router = APIRouter()
@router.post("/a")
async def a(upload: UploadFile, session):
    asset = Asset(original_name=upload.filename)
    (ROOT / asset.original_name).write_bytes(await upload.read())  # !
--- id of a record that the caller gave
from fastapi import APIRouter, UploadFile
router = APIRouter()
@router.post("/a")
async def a(upload: UploadFile):
    asset = Asset(id=upload.filename)
    (ROOT / asset.id).write_bytes(await upload.read())  # !
--- clean one of few columns with its direction
COLUMNS = {"name", "created"}
@app.route("/a")
def a():
    sort = request.args.get("sort", "name")
    if sort.removeprefix("-") not in COLUMNS:
        abort(422)
    return db.execute("SELECT * FROM t ORDER BY " + sort).fetchall()
@app.route("/b")
def b():
    sort = request.args.get("sort", "name")
    if sort.lstrip("-") not in COLUMNS:
        abort(422)
    return query.order_by(getattr(Item, sort.lstrip("-")))
--- one of few columns behind any number of dashes
COLUMNS = {"name", "created"}
@app.route("/a")
def a():
    sort = request.args.get("sort", "name")
    if sort.lstrip("-") not in COLUMNS:
        abort(422)
    return db.execute("SELECT * FROM t ORDER BY " + sort + " LIMIT 10").fetchall()  # !
--- one of few columns behind anything
COLUMNS = {"name", "created"}
@app.route("/a")
def a():
    sort = request.args.get("sort", "name")
    if sort.lstrip("-abc") not in COLUMNS:
        abort(422)
    return db.execute("SELECT * FROM t ORDER BY " + sort).fetchall()  # !
--- clean name that the storage of Django looks at
from django.shortcuts import get_object_or_404
def upload(request, pk):
    document = get_object_or_404(Document, pk=pk, owner=request.user)
    document.file.save(request.POST["name"], request.FILES["file"])
--- name that nothing looks at
from flask import request
def upload():
    request.files["file"].save("/srv/" + request.form["name"], 16384)  # !
--- clean table of a model, page of a record
from django.db import models
from django.shortcuts import redirect, get_object_or_404
class Events(models.Manager):
    def open(self):
        return self.raw(f"SELECT * FROM {self.model._meta.db_table} WHERE closed IS NULL")
def show(request, pk):
    return redirect(get_object_or_404(Event, pk=pk).get_absolute_url())
--- clean templates one after the other
from django.http import HttpResponse
from django.template.loader import get_template
def rows(request):
    template = get_template("row.html")
    return HttpResponse("".join([template.render({"q": request.GET["q"], "row": row}, request) for row in found()]))
--- what a resolver of Lambda is asked
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
app = APIGatewayRestResolver()
@app.get("/file")
def file():
    name = app.current_event.get_query_string_value("name")
    return {"text": Path("/var/task/data", name).read_text()}  # !
@app.get("/page")
def page():
    return Response(200, "text/html", f"<p>{app.current_event.json_body['name']}</p>")  # !
@app.get("/go")
def go():
    return Response(status_code=302, headers={"Location": app.current_event.query_string_parameters["to"]})  # !
--- clean who calls a resolver of Lambda
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, content_types
app = APIGatewayRestResolver()
@app.get("/file")
def file():
    subject = app.current_event.request_context.authorizer.claims["sub"]
    limit = int(app.current_event.get_query_string_value("limit", "20"))
    os.system(f"head -n {limit} log")
    return {"text": Path("/var/task/data", subject).read_text()}
@app.get("/json")
def answer():
    return Response(200, content_types.APPLICATION_JSON, json.dumps({"name": app.current_event.json_body["name"]}))
--- clean documents by fields that have a type
from beanie import Document
from fastapi import APIRouter
router = APIRouter()
class Article(Document):
    slug: str
@router.get("/a")
async def a(slug: str, tag: str = ""):
    query = {"slug": slug}
    if tag:
        query["tags"] = {"$in": [tag]}
    return await Article.find(query, Article.slug == slug).to_list()
--- documents by whatever was asked
from beanie import Document
from fastapi import APIRouter, Request
router = APIRouter()
class Article(Document):
    slug: str
@router.post("/a")
async def a(criteria: dict):
    return await Article.find(criteria).to_list()  # !
@router.post("/b")
async def b(request: Request):
    body = await request.json()
    return await Article.find_one({"slug": body["slug"]})  # !
--- a column for Tortoise, a statement for DuckDB
from tortoise.expressions import RawSQL
import duckdb
@app.get("/a")
async def a(request):
    field = request.args.get("field")
    return json(await Book.annotate(x=RawSQL(f"lower({field})")).values("x"))  # !
@app.get("/b")
async def b(request):
    return json(duckdb.sql(request.args.get("q")).fetchall())  # !
--- clean columns and statements of the program
from tortoise.expressions import RawSQL
import duckdb
@app.get("/a")
async def a(request):
    rows = duckdb.execute("SELECT * FROM t WHERE name = ?", [request.args.get("name")]).fetchall()
    return json(await Book.annotate(age=RawSQL("now() - added")).first())
--- clean upload that is read as a table
import streamlit as st
upload = st.file_uploader("Table")
if upload is not None:
    frame = pd.read_csv(upload) if upload.name.endswith(".csv") else pd.read_excel(upload)
--- upload that is kept under its name
import streamlit as st
upload = st.file_uploader("Table")
with open(os.path.join("/srv", upload.name), "wb") as out:  # !
    out.write(upload.getbuffer())
--- clean path of few words
from flask import Flask
app = Flask(__name__)
@app.get("/export/<any(csv, json):kind>")
def export(kind):
    return open("/srv/export." + kind).read()
--- clean paths of few words for Sanic
from sanic import Sanic
app = Sanic("x")
@app.get("/export/<kind:(csv|json)>")
async def export(request, kind):
    return text(open("/srv/export." + kind).read())
@app.get("/country/<code:[A-Z]{2}>")
async def country(request, code):
    return text(open("/srv/" + code).read())
--- path of any word for Sanic
from sanic import Sanic
app = Sanic("x")
@app.get("/country/<code:[^/]+>")
async def country(request, code):
    return text(open("/srv/" + code).read())  # !
--- clean parameters of addresses that are numbers
from starlette.routing import Route
from aiohttp import web
async def photo(request):
    return FileResponse(f"/srv/{request.path_params['photo_id']}.jpg")
async def file(request):
    return web.FileResponse("/srv/" + request.match_info["file_id"])
routes = [Route("/photos/{photo_id:int}", photo), web.get(r"/files/{file_id:\d+}", file)]
--- parameters of addresses that are numbers in one of two
from starlette.routing import Route
async def photo(request):
    return FileResponse("/srv/" + request.path_params["name"])  # !
routes = [Route("/photos/{name:int}", photo), Route("/all/{name:path}", photo)]
--- clean field behind a function that checks it
from typing import Annotated
from fastapi import APIRouter
from pydantic import AfterValidator, AnyHttpUrl, BaseModel
router = APIRouter()
HOSTS = frozenset({"hooks.slack.com"})
def known(value: AnyHttpUrl) -> AnyHttpUrl:
    if value.host not in HOSTS:
        raise ValueError("host is not allowed")
    return value
HookUrl = Annotated[AnyHttpUrl, AfterValidator(known)]
class Hook(BaseModel):
    url: HookUrl
@router.post("/a")
async def a(hook: Hook):
    return httpx.post(str(hook.url))
--- field behind a function that checks nothing
from typing import Annotated
from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel
router = APIRouter()
def trimmed(value: str) -> str:
    return value.strip()
class Hook(BaseModel):
    url: Annotated[str, AfterValidator(trimmed)]
@router.post("/a")
async def a(hook: Hook):
    return httpx.post(hook.url)  # !
--- clean back to the page itself
from django.shortcuts import redirect
def save(request):
    query = request.GET.copy()
    if query:
        return redirect(f"{request.path}?{query.urlencode()}")
    return redirect(request.path)
--- back to a page of the caller
from django.shortcuts import redirect
def save(request):
    return redirect(request.GET["page"] + "?saved=1")  # !
--- clean fields that Cornice let through
from pyramid.view import view_config
@view_config(route_name="page", request_method="PUT")
def put_page(request):
    for key, value in request.validated.items():
        setattr(request.context.page, key, value)
--- fields that nobody let through
from pyramid.view import view_config
@view_config(route_name="page", request_method="PUT")
def put_page(request):
    for key, value in request.json_body.items():
        setattr(request.context.page, key, value)  # !
--- clean place of what was made
import falcon
class Notes:
    def on_post(self, req, resp):
        resp.location = f"{req.path}/{save(req.media)}"
--- place of the caller
import falcon
class Notes:
    def on_get(self, req, resp):
        raise falcon.HTTPFound(req.get_param("to"))  # !
--- clean client that is handed a request beside its addresses
from django.utils.http import urlencode
import requests
class OAuthClient:
    def __init__(self, request, key, token_url):
        self.request = request
        self.key = key
        self.token_url = token_url
    def token(self):
        return requests.post(self.token_url + "?" + urlencode({"key": self.key}))
class ShopAdapter(OAuth2Adapter):
    def complete_login(self, request, app, token, response):
        return requests.get(response["_links"]["account"]["href"])
--- client that asks for what the request says
from django.utils.http import urlencode
import requests
class OAuthClient:
    def token(self, request):
        return requests.post(request.GET["token_url"])  # !
--- view of another base whose address has a name
from django.http import FileResponse
from .base import TenantView
class Export(TenantView):
    def download(self, request, name):
        return FileResponse(open("/srv/exports/" + name, "rb"))  # !
--- function whose address has a name
from django.http import FileResponse
def download(request, name):
    return FileResponse(open("/srv/exports/" + name, "rb"))  # !
--- handler behind a class of the file
import tornado.web
class Base(tornado.web.RequestHandler):
    def prepare(self):
        self.started = time.time()
class File(Base):
    def get(self, name):
        self.write(Path("/srv/files").joinpath(name).read_text())  # !
--- clean class of the file that is none
class Base:
    def prepare(self):
        self.started = time.time()
class File(Base):
    def get(self, name):
        return Path("/srv/files").joinpath(name).read_text()
--- address in a header of Falcon
import falcon
class Done:
    def on_post(self, req, resp):
        resp.set_header("Location", req.get_param("next"))  # !
--- clean address in a header of Falcon
import falcon
class Done:
    def on_post(self, req, resp):
        resp.set_header("Location", "/done")
        resp.set_header("X-Next", "none")
--- clean name that was signed here
from django.core import signing
from django.http import FileResponse
signer = signing.TimestampSigner(salt="files")
def download(request, token):
    return FileResponse(open("/srv/" + signing.loads(token, max_age=60), "rb"))
def preview(request, token):
    return FileResponse(open("/srv/" + signer.unsign(token), "rb"))
--- name that was only encoded
from django.core import signing
from django.http import FileResponse
def download(request, token):
    return FileResponse(open("/srv/" + base64.b64decode(token).decode(), "rb"))  # !
--- text that was signed here, in a page
from django.core import signing
from django.http import HttpResponse
signer = signing.Signer()
def show(request, token):
    return HttpResponse("<p>" + signer.unsign(token) + "</p>")  # !
`;
