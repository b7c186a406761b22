// Python programs with and without mistakes of the smaller classes; `# !` marks the line that must be found.
export const classes = ['code-injection', 'nosql-injection', 'template-injection', 'deserialization', 'xxe'];

export const programs = String.raw`
--- a chain with a model in it
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
writer = ChatPromptTemplate.from_template('Python for {task}') | ChatOpenAI() | StrOutputParser()
def solve(task):
    exec(writer.invoke({'task': task}))  # !
--- clean flags joined
import re
FLAGS = re.I | re.M
def solve(task):
    return FLAGS.invoke(task)
--- eval flask
@app.route('/c')
def c():
    return str(eval(request.args['e']))  # !
--- exec body
@app.post('/c')
def c():
    exec(request.get_json()['code'])  # !
    return ''
--- eval fstring
@app.get('/c')
def c(op: str, a: int):
    return {"r": eval(f"{a} {op} 1")}  # !
--- compile exec
@app.post('/c')
def c():
    code = compile(request.data, '<s>', 'exec')  # !
    exec(code)
    return ''
--- import
@app.get('/c')
def c():
    m = __import__(request.args['m'])  # !
    return ''
--- importlib
import importlib
@app.get('/c')
def c():
    return str(importlib.import_module(request.args['m']))  # !
--- getattr call
@app.get('/c')
def c():
    f = getattr(module, request.args['f'])  # !
    return f()
--- eval input
x = eval(input("n: "))  # !
--- eval django
def v(request):
    r = eval(request.POST.get('expr'), {"__builtins__": {}})  # !
    return JsonResponse({'r': r})
--- exec model output
from openai import OpenAI
client = OpenAI()
def run(p):
    r = client.chat.completions.create(model="m", messages=[{"role": "user", "content": p}])
    code = r.choices[0].message.content
    exec(code)  # !
--- eval anthropic
import anthropic
def run(p):
    r = anthropic.Anthropic().messages.create(model="m", messages=[])
    return eval(r.content[0].text)  # !
--- eval helper param
def calc(expr):
    return eval(expr)  # !
--- tool calc
from langchain.tools import tool
@tool
def calculator(expression: str) -> str:
    return str(eval(expression))  # !
--- exec downloaded
import requests
exec(requests.get("https://x.test/a.py").text)  # !
--- pandas eval
import pandas as pd
@app.get('/c')
def c():
    return df.query(request.args['q']).to_json()  # !
--- pandas eval 2
@app.get('/c')
def c():
    return str(pd.eval(request.args['q']))  # !
--- clean literal_eval
import ast
@app.get('/c')
def c():
    return str(ast.literal_eval(request.args['e']))
--- clean constant eval
eval("1+1")
--- clean dispatch
OPS = {'add': add}
@app.get('/c')
def c():
    return str(OPS[request.args['op']](1, 2))
--- clean model eval
model.eval()
--- clean redis eval
redis.eval(SCRIPT, 1, key)
--- clean re.compile
import re
PAT = re.compile("x")
--- clean getattr allow
@app.get('/c')
def c():
    f = request.args['f']
    if f not in ('a', 'b'):
        abort(400)
    return getattr(module, f)()
--- clean getattr constant
def c(o, n):
    return getattr(o, n)
--- clean importlib plugin
import importlib
def load(name):
    return importlib.import_module(f"plugins.{name}")
--- clean eval int
@app.get('/c/{n}')
def c(n: int):
    return eval(f"{n} * 2")
--- nosql login
from pymongo import MongoClient
db = MongoClient().app
@app.post('/l')
def l():
    u = db.users.find_one({"name": request.json["name"], "password": request.json["password"]})  # !
    return ''
--- nosql whole body
@app.post('/l')
def l():
    return str(mongo.db.users.find_one(request.get_json()))  # !
--- nosql where
@app.get('/l')
def l():
    return str(db.users.find({"$where": "this.name == '" + request.args["n"] + "'"}))  # !
--- nosql where function
@app.get('/l')
def l():
    q = {"$where": f"function() {{ return this.name == '{request.args['n']}' }}"}
    return str(list(collection.find(q)))  # !
--- nosql json loads
import json
@app.get('/l')
def l():
    q = json.loads(request.args["q"])
    return str(list(db.items.find(q)))  # !
--- nosql data var
@app.post('/l')
def l():
    data = request.get_json()
    user = db["users"].find_one({"email": data.get("email")})  # !
    return ''
--- nosql mongoengine raw
@app.post('/l')
def l():
    return str(User.objects(__raw__=request.json))  # !
--- nosql aggregate
@app.post('/l')
def l():
    return str(list(db.items.aggregate(request.json["pipeline"])))  # !
--- nosql delete
@app.post('/l')
def l():
    db.items.delete_many(request.json)  # !
    return ''
--- nosql json eval dict
@app.get('/l')
def l():
    db.items.find(eval(request.args["q"]))  # !
    return ''
--- clean nosql str
@app.post('/l')
def l():
    db.users.find_one({"name": str(request.json["name"])})
    return ''
--- clean nosql args string
@app.get('/l')
def l():
    db.users.find_one({"name": request.args["name"]})
    return ''
--- clean nosql form string
@app.post('/l')
def l():
    db.users.find_one({"name": request.form.get("name")})
    return ''
--- clean nosql path
@app.get('/l/<name>')
def l(name):
    db.users.find_one({"name": name})
    return ''
--- clean nosql objectid
from bson import ObjectId
@app.post('/l')
def l():
    db.users.find_one({"_id": ObjectId(request.json["id"])})
    return ''
--- clean nosql pydantic
class L(BaseModel):
    name: str
@app.post('/l')
def l(body: L):
    db.users.find_one({"name": body.name})
--- clean nosql isinstance
@app.post('/l')
def l():
    n = request.json["name"]
    if not isinstance(n, str):
        abort(400)
    db.users.find_one({"name": n})
    return ''
--- clean nosql eq
@app.post('/l')
def l():
    db.users.find_one({"name": {"$eq": request.json["name"]}})
    return ''
--- clean str find
@app.post('/l')
def l():
    return str("abc".find(request.json["x"]))
--- template string
from flask import render_template_string
@app.route('/t')
def t():
    return render_template_string("<h1>%s</h1>" % request.args['n'])  # !
--- template string f
from flask import render_template_string
@app.route('/t')
def t():
    name = request.args.get('n')
    template = f"<p>{name}</p>"
    return render_template_string(template)  # !
--- template format var
from flask import render_template_string
@app.errorhandler(404)
def t(e):
    template = '''<h1>{}</h1>'''.format(request.url)
    return render_template_string(template), 404  # !
--- jinja Template
from jinja2 import Template
@app.route('/t')
def t():
    return Template(request.form['t']).render(user=1)  # !
--- jinja env
import jinja2
env = jinja2.Environment()
@app.route('/t')
def t():
    tpl = env.from_string(request.args['t'])  # !
    return tpl.render()
--- mako
from mako.template import Template
@app.route('/t')
def t():
    return Template("hello " + request.args['n']).render()  # !
--- tornado template
import tornado.template
import tornado.web
class H(tornado.web.RequestHandler):
    def get(self):
        t = tornado.template.Template("<p>" + self.get_argument('n') + "</p>")  # !
        self.write(t.generate())
--- django template
from django.template import Template, Context, engines
def v(request):
    t = Template("Hello " + request.GET['n'])  # !
    return HttpResponse(t.render(Context()))
--- django engines
from django.template import engines
def v(request):
    t = engines['django'].from_string("Hello " + request.GET['n'])  # !
    return HttpResponse(t.render())
--- bottle template
from bottle import template, request, route
@route('/t')
def t():
    return template('<b>' + request.query.n + '</b>')  # !
--- cheetah
from Cheetah.Template import Template
@app.route('/t')
def t():
    return str(Template(request.args['t']))  # !
--- template read and replace
from flask import render_template_string
@app.route('/t')
def t():
    src = open('t.html').read().replace('NAME', request.args['n'])
    return render_template_string(src)  # !
--- fastapi jinja
from jinja2 import Template
@app.post('/t')
async def t(body: dict):
    return Template(body['tpl']).render()  # !
--- clean template var
from flask import render_template_string
@app.route('/t')
def t():
    return render_template_string("<h1>{{ n }}</h1>", n=request.args['n'])
--- clean template const
from jinja2 import Template
T = Template("Hello {{ n }}")
@app.route('/t')
def t():
    return jsonify(x=T.render(n=request.args['n']))
--- clean string Template
from string import Template
@app.route('/t')
def t():
    return jsonify(x=Template("hi $n").substitute(n=request.args['n']))
--- clean sandbox
from jinja2.sandbox import SandboxedEnvironment
env = SandboxedEnvironment()
@app.route('/t')
def t():
    return jsonify(x=env.from_string(request.args['t']).render())
--- clean library template
from jinja2 import Template
def render(source, **kw):
    return Template(source).render(**kw)
--- clean bottle file
from bottle import template, request, route
@route('/t')
def t():
    return template('hello.tpl', n=request.query.n)
--- pickle request
import pickle
@app.post('/d')
def d():
    return str(pickle.loads(request.data))  # !
--- pickle base64 cookie
import pickle, base64
@app.get('/d')
def d():
    s = base64.b64decode(request.cookies.get('s'))
    obj = pickle.loads(s)  # !
    return ''
--- pickle upload
import pickle
@app.post('/d')
def d():
    obj = pickle.load(request.files['f'])  # !
    return ''
--- pickle socket
import pickle, socket
s = socket.socket()
conn, addr = s.accept()
data = conn.recv(4096)
obj = pickle.loads(data)  # !
--- pickle redis
import pickle
def get(r, k):
    return pickle.loads(r.get(k))  # !
--- yaml load
import yaml
@app.post('/d')
def d():
    return str(yaml.load(request.data))  # !
--- yaml Loader
import yaml
def f(t):
    return yaml.load(t, Loader=yaml.Loader)  # !
--- yaml UnsafeLoader
import yaml
def f(t):
    return yaml.load(t, Loader=yaml.UnsafeLoader)  # !
--- yaml positional
import yaml
def f(t):
    return yaml.load(t, yaml.FullLoader)
--- yaml file
import yaml
with open('c.yml') as f:
    c = yaml.load(f)  # !
--- yaml unsafe_load
import yaml
def f(t):
    return yaml.unsafe_load(t)  # !
--- yaml from import
from yaml import load, Loader
def f(t):
    return load(t, Loader=Loader)  # !
--- jsonpickle
import jsonpickle
@app.post('/d')
def d():
    return str(jsonpickle.decode(request.json['o']))  # !
--- dill
import dill
@app.post('/d')
def d():
    return str(dill.loads(request.data))  # !
--- torch
import torch
@app.post('/d')
def d():
    m = torch.load(request.files['m'])  # !
    return ''
--- torch path
import torch
def load_model(path):
    return torch.load(path)
--- joblib
import joblib
@app.post('/d')
def d():
    joblib.load(request.files['m'])  # !
    return ''
--- marshal
import marshal
def f(data):
    return marshal.loads(data)  # !
--- shelve
import shelve
@app.get('/d')
def d():
    return str(shelve.open(request.args['p']))  # !
--- unpickler
import pickle, io
@app.post('/d')
def d():
    return str(pickle.Unpickler(io.BytesIO(request.data)).load())  # !
--- cPickle
import cPickle
@app.post('/d')
def d():
    return cPickle.loads(request.body)  # !
--- pandas pickle
import pandas as pd
def f(p):
    return pd.read_pickle(p)  # !
--- numpy pickle
import numpy as np
def f(p):
    return np.load(p, allow_pickle=True)  # !
--- django pickle session
import pickle, base64
def v(request):
    return pickle.loads(base64.b64decode(request.POST['d']))  # !
--- clean safe_load
import yaml
@app.post('/d')
def d():
    return str(yaml.safe_load(request.data))
--- clean SafeLoader
import yaml
def f(t):
    return yaml.load(t, Loader=yaml.SafeLoader)
--- clean CSafeLoader
from yaml import load, CSafeLoader
def f(t):
    return load(t, Loader=CSafeLoader)
--- clean json
import json
@app.post('/d')
def d():
    return json.loads(request.data)
--- clean torch weights
import torch
def f(p):
    return torch.load(p, weights_only=True)
--- clean pickle dumps
import pickle
def f(o):
    return pickle.dumps(o)
--- clean pickle roundtrip
import pickle
def copy(o):
    return pickle.loads(pickle.dumps(o))
--- clean hmac
import hmac, hashlib, pickle
def f(data, sig):
    if not hmac.compare_digest(hmac.new(KEY, data, hashlib.sha256).hexdigest(), sig):
        raise ValueError
    return pickle.loads(data)
--- clean marshmallow
class S(Schema): pass
def f(d):
    return S().load(d)
--- clean np load
import numpy as np
def f(p):
    return np.load(p)
--- clean ruamel safe
from ruamel.yaml import YAML
def f(t):
    return YAML(typ='safe').load(t)
--- xxe lxml request
from lxml import etree
@app.post('/x')
def x():
    parser = etree.XMLParser(resolve_entities=True)  # !
    return etree.fromstring(request.data, parser).text  # !
--- xxe lxml default
from lxml import etree
@app.post('/x')
def x():
    t = etree.fromstring(request.data)  # !
    return ''
--- xxe lxml parse file
from lxml import etree
@app.post('/x')
def x():
    t = etree.parse(request.files['f'])  # !
    return ''
--- xxe parser no options
from lxml import etree
@app.post('/x')
def x():
    p = etree.XMLParser()
    t = etree.parse(request.files['f'], p)  # !
    return ''
--- xxe sax
import xml.sax
@app.post('/x')
def x():
    xml.sax.parseString(request.data, H())  # !
    return ''
--- xxe sax feature
import xml.sax
from xml.sax.handler import feature_external_ges
p = xml.sax.make_parser()
p.setFeature(feature_external_ges, True)  # !
--- xxe minidom
from xml.dom import minidom
@app.post('/x')
def x():
    d = minidom.parseString(request.data)  # !
    return ''
--- xxe ET
import xml.etree.ElementTree as ET
@app.post('/x')
def x():
    r = ET.fromstring(request.data)  # !
    return ''
--- xxe pulldom
from xml.dom import pulldom
@app.post('/x')
def x():
    pulldom.parseString(request.data)  # !
    return ''
--- xxe xmltodict upload
from lxml import etree
@app.post('/x')
async def x(file: UploadFile):
    content = await file.read()
    return etree.XML(content).tag  # !
--- xxe objectify
from lxml import objectify
@app.post('/x')
def x():
    objectify.fromstring(request.data)  # !
    return ''
--- xxe xslt
from lxml import etree
@app.post('/x')
def x():
    etree.XSLT(etree.XML(request.data))  # !
    return ''
--- clean defused
import defusedxml.ElementTree as ET
@app.post('/x')
def x():
    ET.fromstring(request.data)
    return ''
--- clean defused minidom
from defusedxml import minidom
@app.post('/x')
def x():
    minidom.parseString(request.data)
    return ''
--- clean resolve false
from lxml import etree
@app.post('/x')
def x():
    p = etree.XMLParser(resolve_entities=False, no_network=True)
    etree.fromstring(request.data, p)
    return ''
--- clean resolve false inline
from lxml import etree
@app.post('/x')
def x():
    etree.fromstring(request.data, parser=etree.XMLParser(resolve_entities=False))
    return ''
--- clean local xml
import xml.etree.ElementTree as ET
def f(path):
    return ET.parse(path).getroot()
--- clean lxml library
from lxml import etree
def f(text):
    return etree.fromstring(text)
--- clean lxml html
from lxml import html
@app.post('/x')
def x():
    html.fromstring(request.data)
    return ''
--- a fragment whose names come from elsewhere
import pickle
import xml.sax
eval(expression)  # !
pickle.loads(payload)  # !
--- clean fragment with names of the language
import pickle
eval("1 + 1")
shown = [repr(one) for one in range(3)]
pickle.dumps(shown)
--- clean names that another module may bring
from settings import *
eval(expression)
--- clean names that a loop or a context binds
with open_page() as page, lock:
    for expression in ("1", "2"):
        eval(expression)
--- names of receivers that are none
def build(cls):
    return eval(cls + "()")  # !
def load(name, cls, self):
    exec("import " + cls)  # !
    return eval(self + "()")  # !
class Shape:
    @staticmethod
    def other(cls):
        return eval(cls + "()")  # !
--- clean receivers
class Shape:
    @classmethod
    def make(cls):
        return eval(cls.__name__ + "()")
class Meta(type):
    def __new__(cls, name, bases, fields):
        return type.__new__(cls, name, bases, fields)
    def both(cls):
        return eval(cls.__name__)
--- scripts of a search server
from flask import Flask, request
from elasticsearch import Elasticsearch
es = Elasticsearch()
app = Flask(__name__)
@app.get("/a")
def a():
    body = {"script_fields": {"x": {"script": {"source": "doc['a'].value * " + request.args["k"]}}}}
    return es.search(index="i", body=body)  # !
@app.get("/b")
def b():
    return es.update(index="i", id="1", script={"source": f"ctx._source.n = {request.args['n']}"})  # !
@app.get("/c")
def c():
    return es.search(index="i", query={"script_score": {"script": {"source": request.args["s"]}}})  # !
--- clean scripts of a search server
from flask import Flask, request
from elasticsearch import Elasticsearch
es = Elasticsearch()
app = Flask(__name__)
@app.get("/a")
def a():
    script = {"source": "doc['a'].value * params.k", "params": {"k": request.args["k"]}}
    return es.search(index="i", body={"script_fields": {"x": {"script": script}}})
@app.get("/b")
def b():
    return es.search(index="i", query={"match": {"title": request.args["q"]}})
--- code in a pipeline
from flask import Flask, request
app = Flask(__name__)
@app.get("/a")
def a():
    stage = {"$match": {"$expr": {"$function": {"body": request.args["f"], "args": [], "lang": "js"}}}}
    return list(db.items.aggregate([stage]))  # !
--- an expression that the visitor searches by
from flask import Flask, request
app = Flask(__name__)
@app.get("/a")
def a():
    q = request.args.get("q", "")
    query = {"title": {"$regex": f".*{q}.*", "$options": "i"}}
    return list(db.items.find(query))  # !
--- clean text that the visitor searches for
import re
from flask import Flask, request
app = Flask(__name__)
@app.get("/a")
def a():
    q = re.escape(request.args.get("q", ""))
    return list(db.items.find({"title": {"$regex": f".*{q}.*", "$options": "i"}}))
--- a pattern that reads all variables
from flask import Flask, request
app = Flask(__name__)
@app.get("/a")
def a():
    secret = app.config["SECRET_KEY"]
    return request.args["t"] % locals()  # !
--- clean a constant pattern with all variables, and a remainder
from flask import Flask, request
app = Flask(__name__)
@app.get("/a")
def a():
    n = int(request.args["n"])
    size = "%(n)s items" % locals()
    return {"size": size, "rest": n % len(vars(app))}
--- code by a part of the address that is one of a few words
import tornado.web
class FlowPart(tornado.web.RequestHandler):
    def get(self, flow_id, part):
        return getattr(self.flow, part)
handlers = [(r"/flows/(?P<flow_id>[0-9a-f\-]+)/(?P<part>request|response)", FlowPart)]
--- code by a part of the address that is any word
import tornado.web
class FlowPart(tornado.web.RequestHandler):
    def get(self, flow_id, part):
        return getattr(self.flow, part)  # !
handlers = [(r"/flows/(?P<flow_id>[0-9a-f\-]+)/(?P<part>\w+)", FlowPart), (r"/old/(?P<part>request|response)", FlowPart)]
`;
