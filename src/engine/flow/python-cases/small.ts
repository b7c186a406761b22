// Python programs with and without mistakes in queries, headers, archives and the like; `# !` marks the line that must be found.
export const classes = [
  'ldap-injection',
  'xpath-injection',
  'query-injection',
  'regex-injection',
  'header-injection',
  'log-injection',
  'archive-extraction',
  'mass-assignment',
  'prompt-injection',
  'code-injection',
];

export const programs = String.raw`
--- ldap search_s
import ldap
@app.route('/l')
def l():
    conn = ldap.initialize('ldap://x')
    f = "(uid=" + request.args['u'] + ")"
    return str(conn.search_s('dc=x', ldap.SCOPE_SUBTREE, f))  # !
--- ldap dn
import ldap
@app.route('/l')
def l():
    dn = "dc=%s,dc=x" % request.args['dc']
    conn = ldap.initialize('ldap://x')
    return str(conn.search_s(dn, ldap.SCOPE_SUBTREE, '(a=b)'))  # !
--- ldap3
from ldap3 import Connection, Server
@app.route('/l')
def l():
    conn = Connection(Server('x'))
    conn.search('dc=x', f"(uid={request.args['u']})")  # !
    return ''
--- ldap3 keyword
import ldap3
@app.route('/l')
def l():
    conn = ldap3.Connection('x')
    conn.search(search_base='dc=x', search_filter='(uid=%s)' % request.form['u'])  # !
    return ''
--- ldap param
import ldap
def find(conn, user):
    return conn.search_s('dc=x', 2, "(&(objectClass=person)(uid=%s))" % user)  # !
--- ldap3 entries
import ldap3
from flask import request
@app.post('/a')
def a():
    conn = ldap3.Connection(ldap3.Server('ldaps://l'), auto_bind=True)
    conn.add(f"cn={request.form['name']},ou=g,dc=x", "group")  # !
    conn.delete(f"cn={escape_rdn(request.form['name'])},ou=g,dc=x")
--- clean ldap escape
import ldap, ldap.filter
@app.route('/l')
def l():
    f = "(uid=%s)" % ldap.filter.escape_filter_chars(request.args['u'])
    return str(ldap.initialize('x').search_s('dc=x', 2, f))
--- clean ldap3 escape
from ldap3.utils.conv import escape_filter_chars
import ldap3
@app.route('/l')
def l():
    ldap3.Connection('x').search('dc=x', f"(uid={escape_filter_chars(request.args['u'])})")
    return ''
--- clean re search
import re
@app.route('/l')
def l():
    return str(re.search('a+', request.args['u']))
--- clean es search
@app.route('/l')
def l():
    return es_conn.search(index='x', body={'query': {'match': {'t': request.args['q']}}})
--- xpath lxml
from lxml import etree
tree = etree.parse('x.xml')
@app.route('/x')
def x():
    return str(tree.xpath("//user[name='" + request.args['n'] + "']"))  # !
--- xpath root f
from lxml import etree
@app.route('/x')
def x():
    root = etree.parse('u.xml').getroot()
    return str(root.xpath(f"//user[@id='{request.args['n']}']/text()"))  # !
--- xpath find ET
import xml.etree.ElementTree as ET
@app.route('/x')
def x():
    root = ET.parse('u.xml').getroot()
    return str(root.find(".//user[@name='%s']" % request.args['n']))  # !
--- xpath findall
import xml.etree.ElementTree as ET
@app.route('/x')
def x():
    t = ET.parse('u.xml')
    return str(t.findall("./u[@n='{}']".format(request.args['n'])))  # !
--- xpath compiled
from lxml import etree
@app.route('/x')
def x():
    find = etree.XPath("//u[n='" + request.args['n'] + "']")  # !
    return ''
--- clean xpath variable
from lxml import etree
@app.route('/x')
def x():
    return str(etree.parse('u.xml').xpath("//u[n=$n]", n=request.args['n']))
--- clean xpath const
def f(tree):
    return tree.xpath("//a/@href")
--- clean str find
@app.route('/x')
def x():
    return str(text.find(request.args['n']))
--- cypher
from neo4j import GraphDatabase
driver = GraphDatabase.driver('bolt://x')
@app.route('/c')
def c():
    with driver.session() as session:
        r = session.run("MATCH (u:User {name: '" + request.args['n'] + "'}) RETURN u")  # !
    return ''
--- cypher param
def find(tx, name):
    return tx.run(f"MATCH (a:Person) WHERE a.name = '{name}' RETURN a")  # !
--- cypher execute_query
from neo4j import GraphDatabase
driver = GraphDatabase.driver('bolt://x')
def find(name):
    return driver.execute_query("MATCH (a {n: '%s'}) RETURN a" % name)  # !
--- clean cypher
def find(tx, name):
    return tx.run("MATCH (a:Person {name: $name}) RETURN a", name=name)
--- clean session run tf
def f(sess, x):
    return sess.run(x, feed_dict={})
--- regex
import re
@app.route('/r')
def r():
    return str(re.search(request.args['p'], TEXT))  # !
--- regex compile
import re
@app.route('/r')
def r():
    p = re.compile('^' + request.args['p'])  # !
    return ''
--- clean regex escape
import re
@app.route('/r')
def r():
    return str(re.search(re.escape(request.args['p']), TEXT))
--- clean regex subject
import re
@app.route('/r')
def r():
    return str(re.sub('[^a-z]', '', request.args['p']))
--- clean regex library
import re
def f(p, t):
    return re.search(p, t)
--- header set http.server
from http.server import BaseHTTPRequestHandler
class H(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_header('X-Path', self.path)  # !
--- log fstring
import logging
@app.route('/g')
def g():
    logging.info(f"login {request.args['u']}")  # !
    return ''
--- log arg
import logging
logger = logging.getLogger(__name__)
@app.route('/g')
def g():
    name = request.args['u']
    logger.warning("failed login for %s", name)  # !
    return ''
--- app.logger
@app.route('/g')
def g():
    app.logger.error("x " + request.form['u'])  # !
    return ''
--- clean log newline
import logging
@app.route('/g')
def g():
    logging.info("login %s", request.args['u'].replace('\n', '').replace('\r', ''))
    return ''
--- clean log int
import logging
@app.route('/g')
def g():
    logging.info("login %d", int(request.args['u']))
    return ''
--- clean log param
import logging
def g(name):
    logging.info("x %s", name)
--- tar extractall upload
import tarfile
@app.post('/a')
def a():
    t = tarfile.open(fileobj=request.files['f'])
    t.extractall('/srv/x')  # !
    return ''
--- tar extractall param
import tarfile
def unpack(path, dest):
    with tarfile.open(path) as tar:
        tar.extractall(dest)  # !
--- tar extract members loop
import tarfile
def unpack(path, dest):
    with tarfile.open(path) as tar:
        for m in tar.getmembers():
            tar.extract(m, dest)  # !
--- tar names open
import tarfile, os
def unpack(path, dest):
    tar = tarfile.open(path)
    for m in tar.getmembers():
        with open(os.path.join(dest, m.name), 'wb') as out:  # !
            out.write(tar.extractfile(m).read())
--- zip names open
import zipfile, os
def unpack(path, dest):
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            target = os.path.join(dest, name)
            with open(target, 'wb') as out:  # !
                out.write(z.read(name))
--- clean tar filter
import tarfile
def unpack(path, dest):
    with tarfile.open(path) as tar:
        tar.extractall(dest, filter='data')
--- clean zip extractall
import zipfile
def unpack(path, dest):
    with zipfile.ZipFile(path) as z:
        z.extractall(dest)
--- clean tar checked
import tarfile, os
def unpack(path, dest):
    with tarfile.open(path) as tar:
        for m in tar.getmembers():
            p = os.path.realpath(os.path.join(dest, m.name))
            if not p.startswith(os.path.realpath(dest) + os.sep):
                raise ValueError
        tar.extractall(dest)
--- clean tar members safe
import tarfile
def unpack(path, dest):
    with tarfile.open(path) as tar:
        tar.extractall(dest, members=safe_members(tar))
--- clean zip names checked
import zipfile, os
def unpack(path, dest):
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            target = os.path.realpath(os.path.join(dest, name))
            if not target.startswith(dest + os.sep):
                continue
            with open(target, 'wb') as out:
                out.write(z.read(name))
--- clean zip basename
import zipfile, os
def unpack(path, dest):
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            with open(os.path.join(dest, os.path.basename(name)), 'wb') as out:
                out.write(z.read(name))
--- setattr loop
@app.post('/m')
def m():
    user = User.query.get(1)
    for k, v in request.json.items():
        setattr(user, k, v)  # !
    db.session.commit()
    return ''
--- setattr fields
def v(request, pk):
    u = User.objects.get(pk=pk)
    for key in request.POST:
        setattr(u, key, request.POST[key])  # !
    u.save()
--- kwargs create
@app.post('/m')
def m():
    user = User(**request.json)  # !
    db.session.add(user)
    return ''
--- objects create kwargs
def v(request):
    User.objects.create(**request.data)  # !
--- update kwargs
@app.post('/m')
def m():
    data = request.get_json()
    User.query.filter_by(id=1).update(data)  # !
    return ''
--- dict update
@app.post('/m')
def m():
    user.__dict__.update(request.json)  # !
    return ''
--- clean setattr allow
@app.post('/m')
def m():
    for k, v in request.json.items():
        if k in ALLOWED:
            setattr(user, k, v)
    return ''
--- clean setattr fixed
@app.post('/m')
def m():
    for k in ('name', 'bio'):
        setattr(user, k, request.json[k])
    return ''
--- clean create fields
@app.post('/m')
def m():
    user = User(name=request.json['name'])
    return ''
--- clean pydantic dump
@app.post('/m')
def m(body: UserIn):
    user = User(**body.model_dump())
    db.add(user)
--- clean setattr library
def f(o, kw):
    for k, v in kw.items():
        setattr(o, k, v)
--- prompt system
from openai import OpenAI
client = OpenAI()
@app.post('/p')
def p():
    role = request.json['role']
    r = client.chat.completions.create(model='m', messages=[{"role": "system", "content": f"You are {role}"}, {"role": "user", "content": "x"}])  # !
    return ''
--- prompt anthropic system
import anthropic
client = anthropic.Anthropic()
@app.post('/p')
def p():
    client.messages.create(model='m', system="Help " + request.json['who'], messages=[])  # !
    return ''
--- prompt langchain
from langchain_core.prompts import PromptTemplate
@app.post('/p')
def p():
    t = PromptTemplate.from_template("Answer: " + request.json['q'])  # !
    return ''
--- clean prompt user
from openai import OpenAI
client = OpenAI()
@app.post('/p')
def p():
    client.chat.completions.create(model='m', messages=[{"role": "system", "content": "Be kind"}, {"role": "user", "content": request.json['q']}])
    return ''
--- clean prompt param
from openai import OpenAI
client = OpenAI()
def ask(role, q):
    return client.chat.completions.create(model='m', messages=[{"role": "system", "content": role}])
--- format string
@app.get('/f')
def f():
    return jsonify(x=request.args['t'].format(user=user))  # !
--- clean format string
@app.get('/f')
def f():
    return jsonify(x="hi {n}".format(n=request.args['t']))
--- log of what is not quoted
log = logging.getLogger(__name__)
@app.get('/f')
def f():
    log.info("matched %r of %s", request.path, request.args['q'])  # !
    return ''
--- clean log of what is quoted
log = logging.getLogger(__name__)
@app.get('/f')
def f():
    log.debug("request to '%r' matches '%s'", request.path, rule)
    log.info("a %(q)r", {"q": request.args['q']})
    log.info("a %r, %d times" % (request.args['q'], n))
    log.info(f"a {request.args['q']!r}")
    log.info("a {!r}".format(request.args['q']))
    return ''
--- the field that is asked for
from django.db.models import Q
from .models import Book
def one(request):
    field = request.GET["f"]
    return Book.objects.filter(**{field: request.GET["v"]})  # !
def built(request):
    kwargs = {f"{request.GET['f']}__icontains": request.GET["v"]}
    return Book.objects.filter(**kwargs)  # !
def each(request):
    found = Book.objects.all()
    for key, value in request.GET.items():
        found = found.filter(**{key: value})  # !
    return found
def either(request):
    return Book.objects.filter(Q(**{request.GET["f"]: 1}))  # !
--- clean fields that are asked for
from django.db.models import Q
from .models import Book
FIELDS = {"title": "title", "by": "author__name"}
def one(request):
    field = request.GET["f"]
    if field not in FIELDS:
        raise Http404
    return Book.objects.filter(**{field: request.GET["v"]})
def built(request):
    field = FIELDS.get(request.GET["f"], "title")
    return Book.objects.filter(**{f"{field}__icontains": request.GET["v"]})
def each(request):
    query = Q()
    for name in FIELDS:
        query |= Q(**{f"{name}__icontains": request.GET["q"]})
    return Book.objects.filter(query)
--- clean dictionary by a name of the request
from flask import request, jsonify
@app.get("/a")
def a():
    return jsonify({request.args["name"]: 1})
`;
